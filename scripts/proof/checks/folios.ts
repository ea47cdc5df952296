/** Running head and folio of every page, as they stand in its margins, are those of the page map. */
import type { PageEntry } from '../../model/types.ts';
import { printable } from '../compare-text.ts';
import { comparePage, type Finding, type PageCheck, type ProofContext } from '../proof-check.ts';

/** Printed in the foot margin of a draft, wherever there is a folio. */
const draftMark = '样稿';

export const folios: PageCheck = {
  name: 'folios',
  run(context) {
    const findings: Finding[] = [];
    for (const page of context.map.pages) {
      const zones = context.zones(page.sheet);
      if (!zones || page.kind === 'cover') continue;
      const feet = feetOf(page, context);
      const finding =
        comparePage(page, feet.find((foot) => foot === zones.foot) ?? feet[0], zones.foot, page.flow) ??
        comparePage(page, printable(page.runningHead ?? ''), zones.head, page.flow);
      if (finding) findings.push(finding);
    }
    return { count: context.map.pages.length, findings: findings.slice(0, 20) };
  },
};

/** What the foot may say: the folio; in a draft with the mark on either side of it, or, with neither, nothing. */
function feetOf(page: PageEntry, { book }: ProofContext): [string, ...string[]] {
  const folio = printable(page.printedFolio ?? '');
  if (folio === '' || book.manifest.state !== 'draft') return [folio];
  return [`${draftMark}${folio}`, `${folio}${draftMark}`];
}
