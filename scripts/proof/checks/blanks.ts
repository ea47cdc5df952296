/** Blank pages only where the page map has them, and those bare of any ink. */
import { type Finding, type PageCheck, pageFinding } from '../proof-check.ts';

export const blanks: PageCheck = {
  name: 'blanks',
  run({ map, pdf }) {
    const painted = new Set(pdf.painted);
    const findings = map.pages.flatMap((page, i): Finding[] => {
      const texts = pdf.pages[i]?.texts ?? [];
      if (page.kind !== 'blank') return texts.length > 0 ? [] : [pageFinding(page, page.kind, '')];
      if (texts.length === 0 && !painted.has(page.sheet)) return [];
      const shown = texts.map((run) => run.text).join('');
      return [pageFinding(page, 'blank', shown.slice(0, 24))];
    });
    return { count: map.pages.filter((page) => page.kind === 'blank').length, findings: findings.slice(0, 20) };
  },
};
