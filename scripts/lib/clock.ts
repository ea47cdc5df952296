/** Wall time by stage. */

/** Laps in ms since the lap before; the lap `total` is the time since the start. */
export function startClock(): { laps: Record<string, number>; lap: (name: string) => void } {
  const start = performance.now();
  let last = start;
  const laps: Record<string, number> = {};
  const lap = (name: string) => {
    const now = performance.now();
    laps[name] = Math.round(name === 'total' ? now - start : now - last);
    last = now;
  };
  return { laps, lap };
}
