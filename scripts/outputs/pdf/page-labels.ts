/** Page labels (ISO 32000-1, 12.4.2): what a viewer shows and searches for instead of the physical page number. */
import { readRomanNumeral } from '../../lib/roman-numeral.ts';
import { dict, name, type PdfDict, textString } from './pdf-objects.ts';

/** What one label asks for: a style and its number behind a prefix (6-1), or nothing but a prefix. */
interface Numbering {
  style: 'r' | 'D' | null;
  number: number;
  prefix: string;
}

function numberingOf(label: string | null): Numbering {
  if (label !== null && /^[1-9]\d{0,8}$/.test(label)) return { style: 'D', number: Number(label), prefix: '' };
  const roman = readRomanNumeral(label ?? '');
  if (roman !== null) return { style: 'r', number: roman, prefix: '' };
  const inserted = /^([1-9]\d{0,8}-)([1-9]\d{0,8})$/.exec(label ?? '');
  if (inserted) return { style: 'D', number: Number(inserted[2]), prefix: inserted[1]! };
  return { style: null, number: 0, prefix: label ?? '' };
}

/**
 * The number tree of a book's labels, one a physical page: `i`, `12`, other text as it stands, or null where a page
 * has none. Pages that count on share one range; a page without label gets an empty one, which viewers show as such.
 */
export function makePageLabels(labels: (string | null)[]): PdfDict {
  const ranges = labels.map(numberingOf).flatMap((here, index, all) => {
    const before = all[index - 1];
    const goesOn =
      before !== undefined &&
      before.style === here.style &&
      before.prefix === here.prefix &&
      (here.style === null || before.number + 1 === here.number);
    return goesOn ? [] : [index, makeRange(here)];
  });
  return dict({ Nums: ranges });
}

function makeRange({ style, number, prefix }: Numbering): PdfDict {
  if (style === null) return dict({ P: textString(prefix) });
  return dict({ S: name(style), St: number, ...(prefix && { P: textString(prefix) }) });
}
