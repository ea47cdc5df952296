/** Prints the errata sheet on A4, on one leaf if it fits in a size that can still be read. */
import { roles } from '../../fonts/roles.ts';
import type { Templates } from '../../lib/templates.ts';
import { countPages } from '../pdf/pages.ts';
import type { SheetPress } from '../reprint/print-sheet.ts';

export interface ErrataDesign {
  templates: Templates;
  /** errata.css. */
  style: string;
  language: string;
}

/** Sizes of type in pt, tried in this order; where none fits one leaf, the second is used. */
const sizes = [10.5, 9, 8, 7.5];
const a4 = [595.276, 841.89] as const;

/** The sheet as Chrome prints it, the size it is set in (pt), and the leaves it takes. */
export async function printErrata(
  data: object,
  { templates, style, language }: ErrataDesign,
  press: SheetPress,
): Promise<{ pdf: Uint8Array; size: number; leaves: number }> {
  const pages = templates.render('errata/sheet.hbs', data);
  const characters = new Set([...pages].map((character) => character.codePointAt(0)!));
  const fontSheet = await press.fontSheet(new Map(roles.map((role) => [role, characters])));
  const print = async (size: number) => {
    const rules = `@page { size: ${a4[0]}pt ${a4[1]}pt; margin: 18mm 18mm 16mm; }\n:root { --size: ${size}pt; }\n`;
    const styles = `${rules}${style}`;
    const pdf = await press.print(
      templates.render('print/book.hbs', { language, title: '勘误表', fontSheet, styles, pages }),
    );
    return { pdf, size, leaves: Math.ceil(countPages(pdf) / 2) };
  };
  for (const size of sizes) {
    const printed = await print(size);
    if (printed.leaves === 1) return printed;
  }
  return print(sizes[1]!);
}
