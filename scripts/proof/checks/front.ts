/** Cover, title page and imprint bear the book's title. */
import { printable } from '../compare-text.ts';
import { type Finding, type PageCheck, pageFinding } from '../proof-check.ts';

const kinds = ['cover', 'title', 'imprint'] as const;

export const front: PageCheck = {
  name: 'front',
  run({ map, zones }) {
    const title = printable(map.title);
    const findings = kinds.flatMap((kind): Finding[] => {
      const page = map.pages.find((entry) => entry.kind === kind);
      if (!page) return [{ difference: { before: '', expected: kind, found: '' } }];
      const found = zones(page.sheet)?.type ?? '';
      return found.includes(title) ? [] : [pageFinding(page, title, found.slice(0, 24))];
    });
    return { count: kinds.length, findings };
  },
};
