/** Medians of a few runs. */
import type { Result } from './run-all.ts';

export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Median, least and greatest of at least one value; the median of an even number is the mean of the middle two. */
export function spreadOf(values: number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

export const timeOf = (result: Result): Spread => spreadOf(result.runs.map((run) => run.milliseconds));

/** Time without a stage of ours; null where a run does not tell its stages. */
export function timeWithout(stage: string, { runs }: Result): Spread | null {
  const values = runs.flatMap(({ milliseconds, stages }) => (stages ? [milliseconds - (stages[stage] ?? 0)] : []));
  return values.length === 0 ? null : spreadOf(values);
}

/** Null where memory could not be read. */
export function memoryOf(result: Result): Spread | null {
  const values = result.runs.flatMap((run) => run.peakPss ?? []);
  return values.length === 0 ? null : spreadOf(values);
}
