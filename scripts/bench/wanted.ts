/** What the build is held to, as ratios of medians; and whether it keeps to it. */
import type { Result } from './run-all.ts';
import { memoryOf, timeOf, timeWithout } from './statistics.ts';

/** Results by number of pages (100, 1000). */
export type Results = Map<number, Result[]>;

export interface Verdict {
  what: string;
  limit: number;
  /** Null where a contender or a size was left out. */
  measured: number | null;
}

/** All wanted figures: each passes where `measured` is at most `limit`. */
export function judge(results: Results): Verdict[] {
  const time = (pages: number, name: string): number | null => {
    const result = results.get(pages)?.find((r) => r.name === name);
    return result ? timeOf(result).median : null;
  };
  /** What EPUB and site add to the PDF, of its time; the proof is not theirs. */
  const added = (pages: number): number | null => {
    const result = results.get(pages)?.find((r) => r.name === 'cold-site');
    const [unproved, pdf] = [result ? timeWithout('proof', result) : null, time(pages, 'cold-pdf')];
    return unproved === null || pdf === null ? null : (unproved.median - pdf) / pdf;
  };
  const ratio = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a / b);
  const perPage = (pages: number) => ratio(time(pages, 'cold-pdf'), pages);
  const verdict = (what: string, limit: number, measured: number | null): Verdict => ({ what, limit, measured });
  const both = (what: string, limits: [number, number], a: string, b: string) =>
    ([100, 1000] as const).map((pages, i) =>
      verdict(`${what}, ${pages} pages`, limits[i]!, ratio(time(pages, a), time(pages, b))),
    );
  return [
    ...both('cold, PDF alone / pagedjs-cli', [0.6, 0.2], 'cold-pdf', 'pagedjs-cli'),
    verdict('time a page at 1,000 pages / at 100', 1.2, ratio(perPage(1000), perPage(100))),
    ...both('one report changed / cold, PDF alone', [0.75, 0.6], 'changed-pdf', 'cold-pdf'),
    ...both('one report changed / cold, whole command', [0.75, 0.6], 'changed', 'cold'),
    ...both('whole command / PDF alone, cold', [1.6, 1.6], 'cold', 'cold-pdf'),
    ...([100, 1000] as const).map((pages) =>
      verdict(`what EPUB and site add / PDF alone, cold, ${pages} pages`, 0.4, added(pages)),
    ),
    verdict('peak memory (PSS) of our builds at 1,000 pages, GB', 1, peakMemory(results.get(1000))),
  ];
}

/** In GB (10^9 bytes): the greatest of all our runs. */
function peakMemory(results: Result[] = []): number | null {
  const ours = results.filter((r) => r.name !== 'pagedjs-cli' && r.name !== 'chrome');
  const peaks = ours.flatMap((result) => memoryOf(result)?.max ?? []);
  return peaks.length === 0 ? null : Math.max(...peaks) / 1e9;
}
