/** Old pages gathered into ranges: what a table of old and new numbers prints. */
import type { OldPage } from '../../model/types.ts';

/** Old pages in a row that have moved by the same number of pages within one report. */
export interface PageRange {
  edition: OldPage['edition'];
  flow: string;
  title: string;
  old: [first: string, last: string];
  /** Null where the text is gone and nothing follows. */
  now: [first: string, last: string] | null;
  removed: boolean;
}

/** Ranges in the order of the pages. */
export function rangesOf(pages: readonly OldPage[]): PageRange[] {
  const ranges: PageRange[] = [];
  for (const page of pages) {
    const { edition, flow, title, label, removed } = page;
    const range = ranges.at(-1);
    if (range && continues(range, page)) {
      range.old[1] = label;
      if (range.now) range.now[1] = page.now!.label;
    } else {
      const now: PageRange['now'] = page.now && [page.now.label, page.now.label];
      ranges.push({ edition, flow, title, old: [label, label], now, removed });
    }
  }
  return ranges;
}

function continues(range: PageRange, { edition, flow, label, removed, now }: OldPage): boolean {
  if (range.edition.number !== edition.number || range.flow !== flow || range.removed !== removed) return false;
  if (!follows(range.old[1], label)) return false;
  if (range.now === null || now === null) return range.now === null && now === null;
  // A removed stretch leads to one place only.
  return removed ? range.now[1] === now.label : follows(range.now[1], now.label);
}

const follows = (before: string, label: string): boolean =>
  /^\d+$/.test(before) && /^\d+$/.test(label) && Number(label) === Number(before) + 1;
