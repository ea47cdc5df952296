/** The outline that viewers show beside the page: every piece, part and report in order, each opening its own page. */
import type { ProofFlow } from '../flows.ts';
import type { Finding, PageCheck } from '../proof-check.ts';

export const outline: PageCheck = {
  name: 'outline',
  run({ map, flows, pdf }) {
    const reports = map.reports.flatMap(({ id, title, part, sheet }, i) => [
      ...(map.reports[i - 1]?.part === part ? [] : [{ id, title: part, sheet }]),
      { id, title, sheet },
    ]);
    const wanted = [...pieces(flows, 'front'), ...reports, ...pieces(flows, 'back')];
    let at = 0;
    const findings = wanted.flatMap(({ id, title, sheet }): Finding[] => {
      const next = pdf.outline.findIndex((item, i) => i >= at && item.title === title && item.target === sheet);
      if (next >= 0) {
        at = next + 1;
        return [];
      }
      const same = pdf.outline.slice(at).find((item) => item.title === title);
      const found = same ? `→ ${same.target ?? '–'}` : (pdf.outline[at]?.title ?? '');
      return [{ report: id, difference: { before: title, expected: `→ ${sheet}`, found } }];
    });
    return { count: wanted.length, findings: findings.slice(0, 20) };
  },
};

/** Front or back pieces, which no report can be named like; one without a title goes by the name of its file. */
function pieces(flows: ProofFlow[], kind: 'front' | 'back'): { id: string; title: string; sheet: number }[] {
  return flows.flatMap(({ id, title, manuscript, pages }) => {
    if (!manuscript || !id.startsWith(`${kind}-`)) return [];
    const name = manuscript.file
      .split('/')
      .at(-1)!
      .replace(/\.\w*$/, '');
    return [{ id, title: title || name, sheet: pages[0]?.sheet ?? 0 }];
  });
}
