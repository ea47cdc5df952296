/** Facts of the printed page, read from the built PDF by MuPDF: the grid, the measure, the sides. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageEntry, PageMap } from '../../../scripts/model/types.ts';
import { type BookFolder, copyBook } from '../../support/copy-book.ts';
import { type MupdfLine, type MupdfPage, readWithMupdf } from '../../support/read-with-mupdf.ts';
import { runHuibian } from '../../support/run-huibian.ts';

const names = ['features', 'long-paragraph', 'headings', 'mixed-script', 'locked-reserve', 'front-and-back'];
const mm = 72 / 25.4;

interface Printed {
  map: PageMap;
  pages: MupdfPage[];
}

const folders: BookFolder[] = [];
const printed = new Map<string, Printed>();

beforeAll(async () => {
  for (const name of names) {
    const folder = await copyBook(name);
    folders.push(folder);
    const { code, stderr } = await runHuibian(['build', '--book', folder.dir, '--out', folder.out, '--quiet']);
    expect(code, stderr).toBe(0);
    const map = JSON.parse(await readFile(path.join(folder.out, `${name}.pages.json`), 'utf8')) as PageMap;
    const { pages } = await readWithMupdf(path.join(folder.out, `${name}.pdf`));
    printed.set(name, { map, pages });
  }
});
afterAll(async () => {
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

/** Lines of body size within the type area, from the top; pieces on one baseline are one line. */
function bodyLines(
  { map }: Printed,
  page: MupdfPage,
): { baseline: number; left: number; right: number; text: string }[] {
  const { top, typeHeight, fontSize } = map.grid;
  const lines: { baseline: number; left: number; right: number; text: string }[] = [];
  const inside = (line: MupdfLine) => line.baseline > top * 0.75 && line.baseline < (top + typeHeight) * 0.75;
  for (const line of page.lines.filter((l) => inside(l) && Math.abs(l.size - fontSize * 0.75) < 0.1)) {
    const same = lines.find((other) => Math.abs(other.baseline - line.baseline) < 0.5);
    if (!same) lines.push({ ...line });
    else
      Object.assign(same, {
        left: Math.min(same.left, line.left),
        right: Math.max(same.right, line.right),
        text: same.text + line.text,
      });
  }
  return lines.sort((a, b) => a.baseline - b.baseline);
}

const textPages = (book: Printed): [PageEntry, MupdfPage][] =>
  book.map.pages.filter((page) => page.kind === 'text').map((page) => [page, book.pages[page.sheet - 1]!]);

describe.each(names)('%s', (name) => {
  const book = () => printed.get(name)!;

  test('is trimmed to A4 exactly', () => {
    for (const page of book().pages) {
      expect(page.size[0]).toBeCloseTo(595.276, 2);
      expect(page.size[1]).toBeCloseTo(841.89, 2);
    }
  });

  test('has every line of body text on the grid, the same on all pages', () => {
    const { grid } = book().map;
    const pitch = grid.pitch * 0.75;
    const phases = textPages(book()).flatMap(([, page]) =>
      bodyLines(book(), page).map((line) => line.baseline % pitch),
    );
    expect(phases.length).toBeGreaterThan(10);
    for (const phase of phases) expect(Math.abs(phase - phases[0]!)).toBeLessThan(0.15);
  });

  test('has its text between mirrored margins, no line longer than the measure', () => {
    const { grid } = book().map;
    for (const [entry, page] of textPages(book())) {
      const left = (entry.side === 'recto' ? grid.inner : grid.outer) * 0.75;
      for (const line of bodyLines(book(), page)) {
        // An opening or closing mark's glyph is as wide as a character, also where it stands on half of it.
        expect(line.left).toBeGreaterThan(left - grid.fontSize * 0.75 * 0.55);
        expect(line.right).toBeLessThan(left + grid.typeWidth * 0.75 + grid.fontSize * 0.75);
      }
    }
    expect(grid.inner).toBeCloseTo((30 * 96) / 25.4, -1);
    expect(grid.inner + grid.typeWidth + grid.outer).toBeCloseTo((210 * 96) / 25.4, 1);
  });

  test('prints folios at the outer edge, heads on all but first pages, and nothing on blank pages', () => {
    for (const entry of book().map.pages) {
      const page = book().pages[entry.sheet - 1]!;
      if (entry.kind === 'blank') expect(page.text.trim()).toBe('');
      if (entry.printedFolio === null) continue;
      const folio = page.lines.find((line) => line.text.trim() === entry.printedFolio);
      expect(folio, `${name} ${entry.label}`).toBeDefined();
      const atLeft = folio!.left < page.size[0] / 2;
      expect(atLeft).toBe(entry.side === 'verso');
      const type = (book().map.grid.top + book().map.grid.typeHeight) * 0.75;
      expect(folio!.baseline).toBeGreaterThan(type + 5 * mm);
      expect(entry.runningHead === null).toBe(
        !page.lines.some((line) => line.baseline < (book().map.grid.top - 12) * 0.75),
      );
    }
  });
});

test('32 full lines fit on a page, and line 32 stands at the same height on every full page', () => {
  const book = printed.get('long-paragraph')!;
  const full = textPages(book)
    .map(([, page]) => bodyLines(book, page))
    .filter((lines) => lines.length === book.map.grid.lines);
  expect(book.map.grid.lines).toBe(32);
  expect(full.length).toBeGreaterThanOrEqual(2);
  for (const lines of full) expect(Math.abs(lines.at(-1)!.baseline - full[0]!.at(-1)!.baseline)).toBeLessThan(0.1);
});

test('a line holds 34 characters', () => {
  const book = printed.get('long-paragraph')!;
  const lines = textPages(book).flatMap(([, page]) => bodyLines(book, page));
  const longest = Math.max(...lines.map((line) => line.text.replace(/\s/g, '').length));
  expect(longest).toBeGreaterThanOrEqual(34);
  expect(
    lines
      .filter((line) => [...line.text].every((c) => /\p{Script=Han}/u.test(c)))
      .every((line) => line.text.length <= 34),
  ).toBe(true);
});

test('drafts say 样稿 at the foot, finals do not', () => {
  const says = (name: string) => printed.get(name)!.pages.some((page) => page.text.includes('样稿'));
  expect(says('locked-reserve')).toBe(true);
  expect(says('features')).toBe(false);
});
