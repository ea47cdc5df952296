/** Figures as they are printed: captions below their pictures, frames of whole lines. Read by PDF.js and MuPDF. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { booksDir } from '../../support/copy-book.ts';
import { openPress, type Press, type PrintedBook, printBook } from '../../support/lay-out-book.ts';
import { type Block, type BlockLine, readBlocks } from '../../support/read-blocks.ts';

const dir = path.join(booksDir, 'images');

/** Lengths in pt from the page's upper edge. */
interface PrintedFigure {
  /** Path in the manuscript, and the caption that it wants; inline pictures are left out. */
  file: string;
  wanted: string | null;
  caption: Block | null;
  /** Baselines of the lines of text above and below; above a page's first line, where one would stand. */
  above: number;
  below: number;
  /** Upper and lower edge of the picture; null for a drawing, which MuPDF does not give as a picture. */
  edges: [number, number] | null;
  /** Middle of the type area. */
  middle: number;
}

let press: Press;
let pitch: number;
const figures: PrintedFigure[] = [];

beforeAll(async () => {
  press = await openPress();
  const printed = await printBook(dir, press);
  pitch = printed.map.grid.pitch * 0.75;
  const wanted = ['01-formats.md', '02-shapes.md'].flatMap((name) => {
    const text = readFileSync(path.join(dir, 'reports', name), 'utf8');
    return [...text.matchAll(/^!\[.*?\]\(\.\.\/(\S+?)(?: "(.*)")?\)$/gm)];
  });
  for (const figure of await placeFigures(printed)) {
    const [, file, title] = wanted[figures.length]!;
    const edges = file!.endsWith('.svg') ? null : figure.pictures.shift()!;
    figures.push({ ...figure, file: file!, wanted: title?.replace(/\s/g, '') ?? null, edges });
  }
  expect(figures).toHaveLength(wanted.length);
});
afterAll(() => press[Symbol.asyncDispose]());

type Placed = Omit<PrintedFigure, 'file' | 'wanted' | 'edges'> & {
  /** Edges of the pictures of its page that no figure has taken. */
  pictures: [number, number][];
};

async function placeFigures({ pdf, map }: PrintedBook): Promise<Placed[]> {
  const { grid } = map;
  const document = mupdf.Document.openDocument(pdf, 'application/pdf');
  const lastOf = (lines: BlockLine[]) => lines.at(-1)!.baseline;
  const pages = await readBlocks(pdf);
  // From the dateline, which no figure stands above.
  const onGrid = pages[map.reports[0]!.sheet - 1]!.blocks.find(({ role }) => role === 'P')!.lines[0]!.baseline;
  const top = grid.top * 0.75;
  const aboveTop = top + ((onGrid - top) % pitch) - pitch;
  return pages.flatMap(({ sheet, blocks }): Placed[] => {
    const pictures = picturesOf(document, sheet);
    const { side } = map.pages[sheet - 1]!;
    const middle = ((side === 'recto' ? grid.inner : grid.outer) + grid.typeWidth / 2) * 0.75;
    return blocks.flatMap((block, i): Placed[] => {
      if (block.role !== 'Figure' || block.within.at(-1) === 'P') return [];
      const caption = blocks[i + 1]?.role === 'Caption' ? blocks[i + 1]! : null;
      const below = blocks[i + (caption ? 2 : 1)]!.lines[0]!.baseline;
      return [{ caption, above: i > 0 ? lastOf(blocks[i - 1]!.lines) : aboveTop, below, middle, pictures }];
    });
  });
}

function picturesOf(document: mupdf.Document, sheet: number): [number, number][] {
  const pictures: [number, number][] = [];
  const text = document.loadPage(sheet - 1).toStructuredText('preserve-images');
  text.walk({ onImageBlock: ([, top, , bottom]) => void pictures.push([top, bottom]) });
  return pictures.sort(([a], [b]) => a - b);
}

const wordsOf = (caption: Block | null) => caption?.lines.map(({ text }) => text.replace(/\s/g, '')).join('') ?? null;

test('captions are those of the manuscripts, right below their pictures, in 9 pt, every line centred', () => {
  expect(figures.map(({ caption }) => wordsOf(caption))).toEqual(figures.map(({ wanted }) => wanted));
  expect(figures.map(({ caption }) => caption?.lines.length ?? 0)).toEqual([1, 1, 1, 1, 2, 1, 0]);
  for (const { file, caption, edges, below, middle } of figures) {
    for (const line of caption?.lines ?? []) {
      expect(line.size, file).toBeCloseTo(9, 1);
      expect(Math.abs((line.left + line.right) / 2 - middle), file).toBeLessThan(2);
      expect(line.baseline, file).toBeLessThan(below - pitch / 2);
    }
    if (!edges || !caption) continue;
    const gap = caption.lines[0]!.baseline - 9 - edges[1];
    expect(gap, file).toBeGreaterThan(0);
    expect(gap, file).toBeLessThan(pitch);
  }
});

test('a frame is whole lines high: it holds the picture, and less than two lines more', () => {
  for (const { file, caption, above, below, edges } of figures) {
    const frame = below - above - pitch * (1 + (caption?.lines.length ?? 0));
    expect(Math.abs(frame / pitch - Math.round(frame / pitch)), file).toBeLessThan(0.01);
    if (!edges) continue;
    const [top, bottom] = edges;
    expect(top, file).toBeGreaterThan(above);
    expect(frame - (bottom - top), file).toBeGreaterThan(0);
    expect(frame - (bottom - top), file).toBeLessThan(2 * pitch);
  }
});
