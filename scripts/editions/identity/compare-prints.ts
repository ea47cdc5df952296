/**
 * The promise of a locked re-issue: a page whose text did not change is the page that people hold. Compared are the
 * finished PDF's pages, as the proof read them, with those that the ledger keeps.
 */
import type { PagePrint } from '../../model/edition-types.ts';
import { usesFace } from './other-faces.ts';
import { sameGlyphs } from './same-glyphs.ts';

/** What a comparison of two editions' pages came to. */
export interface ComparedPrints {
  /** Pages whose characters are those of the old print. */
  unchanged: number;
  /** Pages with other characters, and pages that the old print had not. */
  changed: PagePrint[];
  /** Pages with the same characters at other places or in another face. */
  relaid: PagePrint[];
}

/**
 * Pages are matched by label and flow; unnumbered ones (the cover, blanks that keep a parity) have no citation to keep.
 * `others` are faces that only share their names with those of the old print.
 */
export function comparePrints(
  old: readonly PagePrint[],
  now: readonly PagePrint[],
  others: ReadonlySet<string> = new Set(),
): ComparedPrints {
  const before = new Map(old.flatMap((page) => (page.label === null ? [] : [[keyOf(page), page] as const])));
  const result: ComparedPrints = { unchanged: 0, changed: [], relaid: [] };
  for (const page of now) {
    if (page.label === null) continue;
    const found = before.get(keyOf(page));
    if (found?.hash !== page.hash) result.changed.push(page);
    else if (!usesFace(page.runs, others) && sameGlyphs(found.runs, page.runs)) result.unchanged += 1;
    else result.relaid.push(page);
  }
  return result;
}

const keyOf = ({ label, flow }: PagePrint): string => `${flow ?? ''} ${label}`;
