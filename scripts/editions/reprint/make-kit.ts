/**
 * A replacement kit: one PDF with the sheet of instructions and the leaves that are put in, both sides of each, in the
 * order in which they are needed. Every sheet of paper begins with an odd page of the file, so that it can be printed on
 * both sides as it is.
 */
import { nameUuid } from '../../lib/name-uuid.ts';
import type { Manifest } from '../../model/manifest-schema.ts';
import { extractPages } from '../../outputs/pdf/extract-pages.ts';
import { finishPdf } from '../../outputs/pdf/finish-pdf.ts';
import { countPages } from '../../outputs/pdf/pages.ts';
import type { PdfFacts } from '../../outputs/pdf/pdf-facts.ts';
import { printSheet, type SheetDesign, type SheetPress } from '../../outputs/reprint/print-sheet.ts';
import { countSaved } from './describe-steps.ts';
import { fillSheet, type SheetInput, sayEdition } from './fill-sheet.ts';

export interface KitInput extends Omit<SheetInput, 'sheetLeaves'> {
  manifest: Manifest;
  /** The new book, finished. */
  pdf: Uint8Array;
  design: SheetDesign;
  press: SheetPress;
  producer: string;
}

export interface Kit {
  pdf: Uint8Array;
  /** Leaves that the sheet of instructions takes. */
  sheetLeaves: number;
  /** Leaves that the kit saves against printing the book; negative where it costs more. */
  saved: number;
}

/** Makes the kit of a plan that has at least one step. */
export async function makeKit(input: KitInput): Promise<Kit> {
  const { sheet, sheetLeaves } = await printCountedSheet(input);
  const sheets = input.plan.steps.flatMap(({ putIn }) => putIn.flatMap(({ recto, verso }) => [recto, verso]));
  // The back of the book's last recto is paper that the book's file does not have.
  const bound = countPages(input.pdf);
  const leaves = extractPages(
    input.pdf,
    sheets.map(({ sheet: n }) => (n > bound ? null : n)),
  );
  const parts = sheets.length > 0 ? [sheet, leaves] : [sheet];
  const labels = [...sheetLabels(countPages(sheet)), ...sheets.map(({ label }) => label)];
  const pdf = finishPdf(
    parts.map((part) => ({ pdf: part, elsewhere: [] })),
    factsOf(input, labels),
  );
  return { pdf, sheetLeaves, saved: countSaved(input.plan, sheetLeaves) };
}

/** The sheet says how many leaves it takes itself: it is printed until that is true. */
async function printCountedSheet(input: KitInput): Promise<{ sheet: Uint8Array; sheetLeaves: number }> {
  for (let sheetLeaves = 1; ; ) {
    const printed = await printSheet(fillSheet({ ...input, sheetLeaves }), input.design, input.press);
    const pages = countPages(printed);
    const needed = Math.ceil(pages / 2);
    if (needed <= sheetLeaves) {
      const sheets = Array.from({ length: 2 * sheetLeaves }, (_, i) => (i < pages ? i + 1 : null));
      return { sheet: extractPages(printed, sheets), sheetLeaves };
    }
    sheetLeaves = needed;
  }
}

const sheetLabels = (pages: number): string[] => Array.from({ length: pages }, (_, i) => `说明${i + 1}`);

function factsOf({ manifest, from, to, design, producer, book }: KitInput, labels: (string | null)[]): PdfFacts {
  const name = `${from.edition.printing}-${to.edition.printing}`;
  return {
    title: `《${book}》换页：由${sayEdition(from)}换成${sayEdition(to)}`,
    author: manifest.creator ?? manifest.imprint.compiler,
    language: manifest.language,
    identifier: nameUuid(`${manifest.identifier} reprint ${name}`),
    issued: to.issued,
    producer,
    trimPt: design.grid.trimPt,
    labels,
    outline: [{ title: '换页说明', page: 0, children: [] }],
    binding: 'left',
  };
}
