/**
 * Paged.js waits for animation frames and idle time, which a tab in the background never gets. Both become turns of a
 * message queue: the tab works at full speed, seen or unseen. Must run before Paged.js is loaded.
 */
export function scheduleByMessages(): void {
  const queue = new Map<number, (time: number) => void>();
  const channel = new MessageChannel();
  let last = 0;
  channel.port1.onmessage = ({ data }) => {
    const callback = queue.get(data);
    queue.delete(data);
    callback?.(performance.now());
  };
  const enqueue = (callback: (time: number) => void): number => {
    last += 1;
    queue.set(last, callback);
    channel.port2.postMessage(last);
    return last;
  };
  const cancel = (handle: number) => void queue.delete(handle);
  const deadline: IdleDeadline = { didTimeout: false, timeRemaining: () => 50 };
  Object.assign(window, {
    requestAnimationFrame: enqueue,
    cancelAnimationFrame: cancel,
    requestIdleCallback: (callback: IdleRequestCallback) => enqueue(() => callback(deadline)),
    cancelIdleCallback: cancel,
    // It would watch finished pages for changes of size: they have none, it stumbles over pages taken away, and asking
    // for their height lays each page out once more.
    ResizeObserver: undefined,
  });
}
