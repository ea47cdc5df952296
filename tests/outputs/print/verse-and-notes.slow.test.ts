/** Where quoted verse and the notes at a page's foot stand, read from the built PDF by MuPDF. */
import path from 'node:path';
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksDir } from '../../support/copy-book.ts';
import { openPress, type Press, type PrintedBook, printBook } from '../../support/lay-out-book.ts';
import { type MupdfLine, type MupdfPage, readWithMupdf } from '../../support/read-with-mupdf.ts';

let press: Press;
const books = new Map<string, { printed: PrintedBook; pages: MupdfPage[] }>();
beforeAll(async () => {
  press = await openPress();
  for (const name of ['features', 'footnotes']) {
    const printed = await printBook(path.join(booksDir, name), press);
    books.set(name, { printed, pages: (await readWithMupdf(printed.pdf)).pages });
  }
});
afterAll(() => press[Symbol.asyncDispose]());

test('the lines of a quoted verse stand aligned, as far in as the first line of a quotation', () => {
  const { pages, printed } = books.get('features')!;
  const lines = pages.flatMap((page) => page.lines);
  const at = lines.findIndex(({ text }) => text.startsWith('来者不问'));
  const verse = lines.slice(at, at + 6);
  expect(verse.at(-1)!.text).toMatch(/^关门熄灯/);
  for (const { left } of verse) expect(Math.abs(left - verse[0]!.left)).toBeLessThan(0.1);
  const { grid } = printed.map;
  const page = pages.findIndex((each) => each.lines.includes(verse[0]!));
  const margin = printed.map.pages[page]!.side === 'recto' ? grid.inner : grid.outer;
  expect(verse[0]!.left / 0.75).toBeCloseTo(margin + 4 * grid.fontSize, 0);
});

/** Straight lines and bars drawn on a page, in pt from its upper left corner. */
function drawnOn(pdf: Uint8Array, sheet: number): { left: number; right: number; top: number; bottom: number }[] {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf');
  const drawn: ReturnType<typeof drawnOn> = [];
  const record = (pathDrawn: mupdf.Path, ctm: mupdf.Matrix) => {
    const [left, top, right, bottom] = pathDrawn.getBounds(null as unknown as mupdf.StrokeState, ctm);
    drawn.push({ left, right, top, bottom });
  };
  const device = new mupdf.Device({
    fillPath: (pathDrawn: mupdf.Path, _evenOdd: boolean, ctm: mupdf.Matrix) => record(pathDrawn, ctm),
    strokePath: (pathDrawn: mupdf.Path, _stroke: mupdf.StrokeState, ctm: mupdf.Matrix) => record(pathDrawn, ctm),
  });
  document.loadPage(sheet - 1).run(device, mupdf.Matrix.identity);
  document.destroy();
  return drawn;
}

test.each(['features', 'footnotes'])(
  'the notes of %s end at the foot of the type area, under a rule a quarter of the measure long',
  (name) => {
    const { printed, pages } = books.get(name)!;
    const { grid } = printed.map;
    const foot = (grid.top + grid.typeHeight) * 0.75;
    const size = grid.fontSize * 0.75 * 0.75;
    const isNote = (line: MupdfLine) => Math.abs(line.size - size) < 0.1;
    const noted = printed.map.pages.filter((page) => page.notes.length > 0);
    expect(noted.length).toBeGreaterThan(2);
    for (const { sheet, side } of noted) {
      const left = (side === 'recto' ? grid.inner : grid.outer) * 0.75;
      const rules = drawnOn(printed.pdf, sheet).filter((r) => r.top > grid.top * 0.75 && r.bottom - r.top < 1);
      expect(rules).toHaveLength(1);
      // Chrome draws it on whole pixels.
      const { left: from, right: to } = rules[0]!;
      expect(Math.abs(from - left)).toBeLessThan(0.4);
      expect(Math.abs(to - from - (grid.typeWidth * 0.75) / 4)).toBeLessThan(0.4);

      const inType = pages[sheet - 1]!.lines.filter(({ baseline }) => baseline > grid.top * 0.75 && baseline < foot);
      const above = inType.filter((line) => line.baseline < rules[0]!.top);
      expect(above.filter((line) => Math.abs(line.size - grid.fontSize * 0.75) < 0.1).length).toBeGreaterThan(0);
      const notes = inType.filter((line) => line.baseline > rules[0]!.top);
      expect(notes.length).toBeGreaterThan(0);
      expect(notes.every(isNote)).toBe(true);
      // Noto Serif SC: ascender 1.151, descender 0.286 of the size (hhea), in the middle of the line.
      const below = ((2 / 3) * grid.pitch * 0.75 - 1.437 * size) / 2 + 0.286 * size;
      expect(Math.abs(foot - notes.at(-1)!.baseline - below)).toBeLessThan(0.4);
    }
  },
);
