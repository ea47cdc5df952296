/** The review copy: the book's own pages, and bars beside exactly the lines that differ. */
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeOutputs } from '../../scripts/make-outputs.ts';
import type { ParagraphRevision, Revisions } from '../../scripts/model/revision-types.ts';
import { placeParagraphs } from '../../scripts/typeset/paragraph-ids.ts';
import { openPress, type Press, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';
import { readWithMupdf } from '../support/read-with-mupdf.ts';

let press: Press;
let [book, review]: Uint8Array[] = [];

const line = '志愿者们清早出发，沿着河岸一路检查水位，把看到的情况记在本子上，傍晚再交到站里。';
const reports = [
  {
    text: `${line.repeat(8)}\n\n第二段里这个字改过了，${line}\n\n第三段没有改。[^1]\n\n- 一条。\n- 改过的一条。\n\n${`${line.repeat(5)}\n\n`.repeat(6)}[^1]: 注文${line}里也改了这里。`,
  },
  { text: '全篇是新的。\n\n第二段。' },
];

beforeAll(async () => {
  press = await openPress();
  const folder = await makeBook({ reports, manifest: { state: 'final', imprint: {} } });
  const { input } = await readyBook(folder.dir, press, { pdfOnly: false, review: true });
  const paragraphs = placeParagraphs(input.texts.get('r1')!);
  const changed = (begin: string, words: string): ParagraphRevision => {
    const { id, kind, words: text } = paragraphs.find((paragraph) => paragraph.words.startsWith(begin))!;
    const at = text.indexOf(words);
    return {
      ...{ kind: 'changed', substance: true, element: kind, id, oldId: id, oldPage: '1' },
      ...{ moved: false, newPage: '1', after: null },
      pieces: [
        ['same', text.slice(0, at)],
        ['removed', '旧'],
        ['added', words],
        ['same', text.slice(at + words.length)],
      ],
    };
  };
  const gone: ParagraphRevision = {
    ...{ kind: 'removed', substance: true, element: 'p', id: null, oldId: 'x', oldPage: '1' },
    ...{ moved: false, newPage: null },
    ...{ after: paragraphs.find(({ words }) => words.startsWith('第三段'))!.id, pieces: [['removed', '没有了']] },
  };
  const state = { edition: { number: 1, printing: 1 }, issued: '2024-01-01' };
  const status = 'complete' as const;
  const common = {
    ...{ title: '', part: '', status, oldStatus: status, oldId: null, oldPages: null, newPages: null },
    ...{ oldTitle: null, moved: false, script: [] },
  };
  const revisions: Revisions = {
    ...{ from: state, to: state, order: ['r1', 'r2'] },
    texts: [
      {
        ...{ id: 'r1', kind: 'kept' as const, ...common },
        paragraphs: [changed('第二段', '改过'), changed('改过的', '一条'), changed('注文', '改了这里'), gone],
      },
      { id: 'r2', kind: 'added', ...common, paragraphs: [] },
    ],
  };
  const made = await makeOutputs({
    ...{ ...input, lap: () => undefined, history: { issued: [], base: null }, revisions },
  });
  const file = (name: string) => made.files.find((each) => each.name === name)!.data as Uint8Array;
  [book, review] = [file('made.pdf'), file('made.review.pdf')];
  await folder[Symbol.asyncDispose]();
});
afterAll(() => press[Symbol.asyncDispose]());

/** Glyphs of a page by place, the review copy's own words apart. */
function glyphsOf(pdf: Uint8Array, sheet: number): string[] {
  const page = mupdf.Document.openDocument(pdf, 'application/pdf').loadPage(sheet - 1);
  const glyphs: string[] = [];
  page.toStructuredText('preserve-whitespace').walk({
    onChar: (char, [x, y], _, size) => void glyphs.push(`${char} ${x.toFixed(2)} ${y.toFixed(2)} ${size.toFixed(2)}`),
  });
  return glyphs.filter((glyph) => !/^[审阅稿] .* 9\.00$/.test(glyph)).sort();
}

/** Middles, in pt from above, of what is drawn in a page's outer margin. */
function inkOf(pdf: Uint8Array, sheet: number): { y: number; width: number }[] {
  const page = mupdf.Document.openDocument(pdf, 'application/pdf').loadPage(sheet - 1);
  const map = page.toPixmap(mupdf.Matrix.scale(2, 2), mupdf.ColorSpace.DeviceGray, false);
  const [width, height, pixels] = [map.getWidth(), map.getHeight(), map.getPixels()];
  const isRecto = sheet % 2 === 1;
  // 96 pt of the outer margin, below the head and above the folio.
  const columns = Array.from({ length: 192 }, (_, i) => (isRecto ? width - 1 - i : i));
  return Array.from({ length: height }, (_, y) => ({
    y: y / 2,
    width: columns.filter((x) => pixels[y * map.getStride() + x]! < 128).length,
  })).filter(({ y, width: ink }) => ink > 0 && y > 60 && y < 770);
}

describe('the review copy', () => {
  it('has the same glyphs at the same places as the book, and says what it is on every page', async () => {
    const facts = await readWithMupdf(review!);
    const pages = (await readWithMupdf(book!)).pages.length;
    expect(facts.pages).toHaveLength(pages);
    for (let sheet = 1; sheet <= pages; sheet += 1) {
      expect(glyphsOf(review!, sheet)).toEqual(glyphsOf(book!, sheet));
      expect(facts.pages[sheet - 1]!.text.replace(/\s/g, '')).toContain('审阅稿');
      if (sheet > 4) expect(inkOf(book!, sheet)).toEqual([]);
    }
    expect((await readWithMupdf(book!)).pages.map(({ text }) => text).join('')).not.toContain('审阅稿');
  });

  it('has bars beside the changed lines and no others', async () => {
    const { pages } = await readWithMupdf(review!);
    const first = pages.findIndex(({ text }) => text.includes('第二段里这个字')) + 1;
    const fresh = pages.findIndex(({ text }) => text.includes('全篇是新的')) + 1;
    let seen = 0;
    for (const { number, lines } of pages) {
      const ink = inkOf(review!, number);
      if (number > 4 && number !== fresh && !lines.some(({ text }) => /改过|改了这里/.test(text)))
        expect(ink).toEqual([]);
      const isBar = (y: number) => ink.some((row) => Math.abs(row.y - y) < 1);
      for (const { baseline, text, size } of lines.filter((each) => each.baseline > 60 && each.baseline < 760)) {
        const isDue = number === fresh || /改过|改了这里/.test(text);
        expect([number, text, isBar(baseline - size / 3)]).toEqual([number, text, isDue]);
        seen += Number(isDue);
      }
    }
    expect(seen).toBeGreaterThanOrEqual(6);
    // The sign of what is gone stands below its line, wider than a bar.
    const after = pages[first - 1]!.lines.find(({ text }) => text.includes('第三段没有改'))!.baseline;
    const wide = inkOf(review!, first).filter(({ width }) => width > 8);
    expect(wide.length).toBeGreaterThan(0);
    for (const { y } of wide) expect(Math.abs(y - (after + 6))).toBeLessThan(8);
  });
});
