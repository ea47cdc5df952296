/** The table of old and new page numbers for a spreadsheet. */
import type { OldPage } from '../../model/types.ts';

/** Signs that make a spreadsheet take a cell for a formula. */
const formula = /^[=+\-@\t\r]/;

/**
 * CSV after RFC 4180: a line an old page. It begins with a byte order mark: without one, Excel takes UTF-8 for the
 * machine's own code page, which in Chinese offices is GBK.
 */
export function oldPagesCsv(pages: readonly OldPage[]): string {
  const head = ['旧版次', '旧印次', '篇名', '旧页', '新页', '说明'];
  const rows = pages.map(({ edition, title, label, now, removed }) => {
    const state = removed ? (now ? '已删，新页为其后的文字' : '已删') : '';
    return [String(edition.number), String(edition.printing), title, label, now?.label ?? '', state];
  });
  return `\ufeff${[head, ...rows].map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

function cellOf(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
