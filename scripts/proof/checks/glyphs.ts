/**
 * No character without a form. Chrome maps glyph 0, the box that stands for a missing one, to no character at all, and
 * pdf.js reads such a glyph as U+0000.
 */
import { type Finding, type PageCheck, pageFinding } from '../proof-check.ts';

const missing = /[\u0000\ufffd]/u;

export const glyphs: PageCheck = {
  name: 'glyphs',
  run({ map, pdf }) {
    let count = 0;
    const findings: Finding[] = [];
    for (const [i, page] of map.pages.entries()) {
      const texts = pdf.pages[i]?.texts ?? [];
      for (const { text } of texts) count += text.length;
      const at = texts.findIndex(({ text }) => missing.test(text));
      if (at < 0) continue;
      const around = texts
        .slice(Math.max(0, at - 1), at + 2)
        .map((t) => t.text)
        .join('');
      const finding = pageFinding(page, '', around.replace(/[\u0000\ufffd]/gu, '□'));
      findings.push(finding);
    }
    return { count, findings: findings.slice(0, 20) };
  },
};
