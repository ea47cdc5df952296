/** A viewer's page numbers: typing 75 lands on folio 75. */
import { type Finding, type PageCheck, pageFinding } from '../proof-check.ts';

export const labels: PageCheck = {
  name: 'labels',
  run({ map, pdf }) {
    const findings = map.pages.flatMap((page, i): Finding[] => {
      const found = pdf.labels?.[i];
      if (found === (page.label ?? '')) return [];
      return [pageFinding(page, page.label ?? '', found ?? '')];
    });
    return { count: map.pages.length, findings: findings.slice(0, 20) };
  },
};
