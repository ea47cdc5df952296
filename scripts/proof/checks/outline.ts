/** The outline that viewers show beside the page: every part and report in order, each opening its own page. */
import type { Finding, ProofCheck } from '../proof-check.ts';

export const outline: ProofCheck = {
  name: 'outline',
  run({ map, pdf }) {
    const wanted = map.reports.flatMap(({ id, title, part, sheet }, i) => [
      ...(map.reports[i - 1]?.part === part ? [] : [{ id, title: part, sheet }]),
      { id, title, sheet },
    ]);
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
