/** Long work that lets other work in between: the browser and other threads wait for this one's answers. */
import { setImmediate } from 'node:timers/promises';

/** A pause to be called often: it lets others in whenever so many milliseconds have gone by since the last time. */
export function pauseEvery(milliseconds: number): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < milliseconds) return;
    await setImmediate();
    last = performance.now();
  };
}
