/** Prints the sheet of instructions of a replacement kit in the book's faces and format. */
import { type Role, roles } from '../../fonts/roles.ts';
import { gridProperties } from '../../lib/grid-css.ts';
import type { Templates } from '../../lib/templates.ts';
import type { Grid } from '../../model/types.ts';
import type { SheetData } from './sheet-data.ts';

/** What prints: the faces of a text, and a document. */
export interface SheetPress {
  /** Address of a style sheet with the faces, which hold these characters. */
  fontSheet: (characters: Map<Role, Set<number>>) => Promise<string>;
  print: (html: string) => Promise<Uint8Array>;
}

export interface SheetDesign {
  templates: Templates;
  /** reprint.css. */
  style: string;
  grid: Grid;
  language: string;
}

/** The sheet as Chrome prints it: as many pages as it takes. */
export async function printSheet(data: SheetData, design: SheetDesign, press: SheetPress): Promise<Uint8Array> {
  const { templates, style, grid, language } = design;
  const pages = templates.render('reprint/sheet.hbs', data);
  const characters = new Set([...`${pages} 0123456789/`].map((character) => character.codePointAt(0)!));
  const fontSheet = await press.fontSheet(new Map(roles.map((role) => [role, characters])));
  const styles = `${gridProperties(grid)}${pageRule(grid)}${style}`;
  return press.print(templates.render('print/book.hbs', { language, title: '换页说明', fontSheet, styles, pages }));
}

/** Room for the rings at the side of the book's own inner margin; the number of the page at the foot. */
function pageRule({ trimPt: [width, height], top, inner, outer }: Grid): string {
  const margins = [top * 0.62, outer * 0.75, top * 0.62, inner * 0.9].map((px) => `${Math.round(px)}px`);
  const folio = `font: 400 9pt 'Huibian Body'; content: counter(page) "/" counter(pages);`;
  return `@page { size: ${width}pt ${height}pt; margin: ${margins.join(' ')}; @bottom-center { ${folio} } }\n`;
}
