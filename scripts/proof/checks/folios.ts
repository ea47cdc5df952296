/** Running head and folio of every page, as they stand in its margins, are those of the page map. */
import { printable } from '../compare-text.ts';
import { comparePage, type Finding, type ProofCheck, type ProofContext } from '../proof-check.ts';

/** Printed in the foot margin of a draft. */
const draftMark = '样稿';

export const folios: ProofCheck = {
  name: 'folios',
  run(context) {
    const findings: Finding[] = [];
    for (const page of context.map.pages) {
      const zones = context.zones(page.sheet);
      if (!zones || page.kind === 'cover') continue;
      const foot = footOf(zones.foot, context);
      const finding =
        comparePage(page, printable(page.printedFolio ?? ''), foot, page.flow) ??
        comparePage(page, printable(page.runningHead ?? ''), zones.head, page.flow);
      if (finding) findings.push(finding);
    }
    return { count: context.map.pages.length, findings: findings.slice(0, 20) };
  },
};

/** The foot without the mark of a draft, wherever it stands; a final has none. */
function footOf(foot: string, { book }: ProofContext): string {
  if (book.manifest.state !== 'draft') return foot;
  if (foot.startsWith(draftMark)) return foot.slice(draftMark.length);
  return foot.endsWith(draftMark) ? foot.slice(0, -draftMark.length) : foot;
}
