/** Reports that outgrow their locked pages: pages inserted after a verso and after a recto, in every output. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../scripts/bench/random.ts';
import { writeParagraph } from '../../scripts/bench/write-text.ts';
import type { PageMap } from '../../scripts/model/types.ts';
import type { BookFolder } from '../support/copy-book.ts';
import { makeBook } from '../support/make-book.ts';
import { type MupdfPage, readWithMupdf } from '../support/read-with-mupdf.ts';
import { readWithPdfjs } from '../support/read-with-pdfjs.ts';
import { runHuibian } from '../support/run-huibian.ts';

/** Some 380 characters of text fit on a page. */
const page = { size: 'A5', measure: 24, lines: 20, fontSize: '10.5pt' };
const text = (seed: number, pages: number) =>
  Array.from({ length: 4 * pages - 1 }, (_, i) =>
    writeParagraph(seededRandom(seed + i), 100)
      .slice(0, 90)
      .concat('。'),
  ).join('\n\n');

let book: BookFolder;
let pages: MupdfPage[];
let map: PageMap;
let answer: { exit: number; diagnostics: { code: string; message: string }[] };

beforeAll(async () => {
  book = await makeBook({
    manifest: { numbering: 'locked', overflow: 'insert', lastPage: 9, distribution: 'public', page },
    reports: [
      { page: 1, text: text(1, 4), title: '满两页又多两页' },
      { page: 3, text: `见[第0页](page:r1)。\n\n${text(50, 4)}\n\n${text(70, 1)}`, title: '止于单页又多一页' },
      { page: 6, text: text(90, 1), title: '其后不动' },
      { page: 8, text: null, title: '未到' },
    ],
  });
  const { stdout } = await runHuibian(['build', '--book', book.dir, '--out', book.out, '--json', '--lang', 'zh']);
  answer = JSON.parse(stdout);
  expect(answer.exit).toBe(0);
  pages = (await readWithMupdf(join(book.out, 'made.pdf'))).pages;
  map = JSON.parse(readFileSync(join(book.out, 'made.pages.json'), 'utf8'));
}, 120_000);
afterAll(() => book[Symbol.asyncDispose]());

const body = () => pages.filter(({ label }) => /^\d/.test(label));

describe('inserted pages', () => {
  test('are told, each with its report', () => {
    const told = answer.diagnostics.filter(({ code }) => code === 'pages-inserted').map(({ message }) => message);
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('第2-1至2-2页');
    expect(told[1]).toContain('第5-1至5-2页');
  });

  test('stand after the last page of their report, whole leaves, and nothing after them moves', () => {
    const labels = ['1', '2', '2-1', '2-2', '3', '4', '5', '5-1', '5-2', '6', '7', '8', '9'];
    expect(body().map(({ label }) => label)).toEqual(labels);
    for (const { label, number } of body()) {
      if (/^\d+$/.test(label)) expect([label, number % 2]).toEqual([label, Number(label) % 2]);
    }
    expect(map.reports.map(({ start, end, inserted }) => [start, end, inserted])).toEqual([
      [1, 2, 2],
      [3, 5, 2],
      [6, 7, 0],
      [8, 9, 0],
    ]);
  });

  test('print their number, a blank one nothing', async () => {
    const text = (label: string) =>
      body()
        .find((page) => page.label === label)!
        .text.replace(/\s/g, '');
    for (const label of ['2-1', '2-2', '5-1']) expect(text(label)).toContain(`—${label}—`);
    expect(map.pages.find(({ label }) => label === '5-2')!.kind).toBe('blank');
    expect(text('5-2')).toBe('');
    const { pages: read } = await readWithPdfjs(join(book.out, 'made.pdf'));
    expect(read.map(({ label }) => label)).toEqual(pages.map(({ label }) => label));
  });

  test('are listed in the EPUB and anchored on the site', () => {
    const files = unzipSync(readFileSync(join(book.out, 'made.epub')));
    const all = Object.entries(files).map(([name, bytes]) => [name, Buffer.from(bytes).toString('utf8')] as const);
    const nav = all.find(([, text]) => text.includes('epub:type="page-list"'))![1];
    expect(nav).toMatch(/#p2-1"[^>]*>2-1</);
    const ncx = all.find(([name]) => name.endsWith('.ncx'))![1];
    const targets = [...ncx.matchAll(/<pageTarget id="[^"]*" ([^>]*)>\s*<navLabel><text>(.*?)</g)];
    const told = Object.fromEntries(targets.map(([, attributes, label]) => [label, attributes]));
    expect([told['2'], told['2-1'], told['3']]).toEqual([
      'type="normal" value="2"',
      'type="special"',
      'type="normal" value="3"',
    ]);
    expect(ncx).toContain('name="dtb:maxPageNumber" content="8"');
    expect(ncx).not.toContain('NaN');
    expect(all.some(([name, text]) => name.endsWith('.xhtml') && text.includes('id="p2-1"'))).toBe(true);
    expect(readFileSync(join(book.out, 'site', 'made', 'r1.html'), 'utf8')).toContain('id="p2-1"');
  });
});
