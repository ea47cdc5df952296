/** Rules of setting that hold on every page, read from the PDF's own tag tree: of sample books, and of a hard one made at random. */
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageEntry } from '../../../scripts/model/types.ts';
import { booksDir } from '../../support/copy-book.ts';
import { openPress, type Press, type PrintedBook, printBook } from '../../support/lay-out-book.ts';
import { makeBook } from '../../support/make-book.ts';
import { randomBook } from '../../support/random-book.ts';
import { type Block, type BlockLine, type BlockPage, readBlocks } from '../../support/read-blocks.ts';
import { listSampleBooks } from '../../support/sample-books.ts';

const samples = (await listSampleBooks()).filter(({ fails }) => fails === null).map(({ name }) => name);
const names = [...samples, 'random'];

interface SetPage {
  entry: PageEntry;
  page: BlockPage;
  /** Blocks in the text, without title block, notes and tables' cells. */
  blocks: Block[];
  /** True where the page's last paragraph goes on. */
  goesOn: boolean;
  /** True where its first paragraph has begun before. */
  continues: boolean;
  /** True where the same flow has text on the next page. */
  hasNext: boolean;
}

let press: Press;
const books = new Map<string, { printed: PrintedBook; pages: SetPage[] }>();

beforeAll(async () => {
  press = await openPress();
  await using random = await makeBook(randomBook(20, 24));
  for (const name of names) {
    const printed = await printBook(name === 'random' ? random.dir : path.join(booksDir, name), press);
    books.set(name, { printed, pages: setPages(printed, await readBlocks(printed.pdf)) });
  }
}, 300_000);
afterAll(() => press[Symbol.asyncDispose]());

const notText = new Set(['H1', 'TD', 'TH', 'Caption', 'Document']);

function setPages({ map }: PrintedBook, pages: BlockPage[]): SetPage[] {
  return map.pages.flatMap((entry, i): SetPage[] => {
    if (entry.kind !== 'text') return [];
    const next = map.pages[i + 1];
    const hasNext = next?.kind === 'text' && next.flow === entry.flow;
    const page = pages[i]!;
    return [
      {
        entry,
        page,
        blocks: page.blocks.filter(({ role }) => !notText.has(role)),
        goesOn: hasNext && next.start!.offset > 0,
        continues: entry.flowPage! > 0 && entry.start!.offset > 0,
        hasNext,
      },
    ];
  });
}

const isHeading = ({ role }: Block) => /^H[2-5]$/.test(role);
const isParagraph = ({ role }: Block) => role === 'P' || role === 'LBody';
/** Lines of body type: not ruby, nor the marks of notes. */
const linesOf = (block: Block): BlockLine[] => block.lines.filter((line) => line.size > 11);
const where = ({ entry }: SetPage) => `${entry.flow}, page ${entry.label}`;

/** Paragraphs of a page, each with its lines on that page, and whether it begins and ends there. */
function paragraphsOf(set: SetPage): { lines: BlockLine[]; begins: boolean; ends: boolean }[] {
  const { page, blocks, continues, goesOn } = set;
  const own = page.blocks.filter(({ role }) => role !== 'Document' && role !== 'H1');
  return blocks.filter(isParagraph).map((block) => ({
    lines: linesOf(block),
    begins: !(continues && block === own[0]),
    ends: !(goesOn && block === own.at(-1)),
  }));
}

describe.each(names)('%s', (name) => {
  const pages = () => books.get(name)!.pages;

  test('has pages of text to look at', () => {
    expect(pages().length).toBeGreaterThan(name === 'random' ? 60 : 0);
  });

  test('sets every line of body type on one grid, through all pages', () => {
    const { grid } = books.get(name)!.printed.map;
    const pitch = grid.pitch * 0.75;
    const first = (grid.top + grid.pitch / 2) * 0.75;
    const halved = new Set(
      books
        .get(name)!
        .printed.map.reports.filter((r) => r.adjustments.some((a) => a.step === 'heading-space'))
        .map((r) => r.id),
    );
    const lines = pages()
      .filter(({ entry }) => !halved.has(entry.flow!))
      .flatMap(({ blocks }) => blocks.filter((b) => isParagraph(b) || isHeading(b)).flatMap(linesOf));
    const phase = (lines[0]!.baseline - first) % pitch;
    for (const { baseline, text } of lines) {
      const off = (((baseline - first - phase + pitch / 2) % pitch) + pitch) % pitch;
      expect(Math.abs(off - pitch / 2), text).toBeLessThan(0.1);
    }
  });

  test('leaves no heading at the foot of a page; two lines follow it there', () => {
    for (const set of pages().filter((each) => each.hasNext)) {
      const blocks = set.page.blocks.filter(({ role }) => role !== 'Document');
      blocks.forEach((block, i) => {
        if (!isHeading(block)) return;
        const below = linesOf(block).at(-1)!.baseline;
        const lines = blocks.flatMap((b) => b.lines).filter((line) => line.baseline > below + 1);
        const follow = new Set(lines.map((line) => Math.round(line.baseline)));
        const figure = blocks[i + 1]?.role === 'Figure';
        expect(follow.size >= 2 || figure, `${where(set)}: ${block.lines[0]!.text}`).toBe(true);
      });
    }
  });

  test('begins no page with the last line of a paragraph', () => {
    for (const set of pages())
      for (const { lines, begins, ends } of paragraphsOf(set))
        if (!begins && ends) expect(lines.length, `${where(set)}: ${lines[0]?.text}`).toBeGreaterThanOrEqual(2);
  });

  test('ends no paragraph in a line of one character', () => {
    for (const set of pages())
      for (const { lines, begins, ends } of paragraphsOf(set)) {
        if (!ends || (begins && lines.length < 2)) continue;
        const letters = [...lines.at(-1)!.text].filter((c) => /[\p{L}\p{N}]/u.test(c));
        expect(letters.length, `${where(set)}: ${lines.at(-1)!.text}`).toBeGreaterThanOrEqual(2);
      }
  });

  test('parts no number from its unit, no —— and no ……, and begins no line with a closing mark', () => {
    for (const set of pages())
      for (const { lines } of paragraphsOf(set))
        lines.slice(1).forEach((line, i) => {
          const [before, after] = [lines[i]!.text.trimEnd(), line.text.trimStart()];
          const at = `${where(set)}: ${before.slice(-6)} | ${after.slice(0, 6)}`;
          expect(/\d$/.test(before) && /^[\d年月日万亿%]/.test(after), at).toBe(false);
          expect(/第$/.test(before) && /^\d/.test(after), at).toBe(false);
          expect(/(?<!—)—$/.test(before) && /^—/.test(after), at).toBe(false);
          expect(/(?<!…)…$/.test(before) && /^…/.test(after), at).toBe(false);
          expect(/^[，。、；：！？）》」』”’]/u.test(after), at).toBe(false);
          expect(/[（《「『“‘]$/u.test(before), at).toBe(false);
        });
  });

  test('begins no line with the mark of a note', () => {
    const { grid } = books.get(name)!.printed.map;
    for (const set of pages()) {
      const left = (set.entry.side === 'recto' ? grid.inner : grid.outer) * 0.75;
      const marks = set.blocks.flatMap(({ lines }) => lines.filter((line) => /^[①-⑳]+$/u.test(line.text)));
      for (const mark of marks) expect(mark.left - left, where(set)).toBeGreaterThan(2);
    }
  });
});
