/** What a book's folder becomes. */
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFinal } from '../../scripts/content/check-final.ts';
import { loadBook } from '../../scripts/content/load-book.ts';
import { hasErrors } from '../../scripts/diagnostics/diagnostic.ts';
import type { Book } from '../../scripts/model/types.ts';
import { finalBook } from './support/final-cases.ts';
import { bookYaml, manifestWith, removeStockBooks, replaceOnce, writeStockBook } from './support/stock-book.ts';

afterAll(removeStockBooks);

async function loadWithoutFault(changes = {}): Promise<Book> {
  const { book, diagnostics } = await loadBook(writeStockBook(changes));
  expect(diagnostics).toEqual([]);
  return book!;
}

const reportsOf = (book: Book) => book.parts.flatMap((part) => part.reports);

describe('a book', () => {
  it('holds its reports in order, numbered through the parts', async () => {
    const book = await loadWithoutFault();
    expect(book.parts.map(({ title, reports }) => [title, reports.map(({ number }) => number)])).toEqual([
      ['一、东部', [1, 2]],
      ['二、北部', [3]],
    ]);
    const [first, second, third] = reportsOf(book);
    expect(first).toEqual({
      id: 'dongcun',
      number: 1,
      title: '东村纪事',
      titleLines: ['东村纪事'],
      shortTitle: '东村纪事',
      part: '一、东部',
      lock: 1,
      status: 'complete',
      place: { file: 'book.yaml', line: 22, column: 31 },
      manuscript: {
        file: 'reports/01.md',
        frontMatter: { date: '2024-08-01', author: '县志办', status: 'complete' },
        body: '\n东村在县城以东。\n',
        bodyLine: 5,
      },
    });
    expect(second).toMatchObject({ lock: 4, status: 'partial', titleLines: ['西村、南村', '两村合修水渠始末'] });
    expect(third).toMatchObject({ lock: 9, status: 'missing', manuscript: null });
  });

  it('makes the id of a report without one from its title', async () => {
    const [, second, third] = reportsOf(await loadWithoutFault());
    const digest = createHash('sha256').update('北村纪事').digest('hex');
    expect(third!.id).toBe(`r-${digest.slice(0, 8)}`);
    expect(second!.id).toMatch(/^r-[0-9a-f]{8}$/);
    expect(second!.id).not.toBe(third!.id);
  });

  it('holds front matter, afterword, emendations and every text read', async () => {
    const book = await loadWithoutFault();
    expect(book.front.map(({ file, body }) => [file, body])).toEqual([['foreword.md', '本书所收，皆为旧稿。\n']]);
    expect(book.back.map(({ file }) => file)).toEqual(['afterword.md']);
    expect(book.emendations).toEqual([
      expect.objectContaining({ id: 'E1', sourceLine: '3', before: '(县)', after: '（县）', certainty: 'certain' }),
      expect.objectContaining({
        id: 'E2',
        certainty: 'inferred',
        place: { file: 'EMENDATIONS.md', line: 6, column: 1 },
      }),
    ]);
    const names = ['EMENDATIONS.md', 'afterword.md', 'book.yaml', 'foreword.md', 'reports/01.md', 'reports/02.md'];
    expect(Object.keys(book.texts).sort()).toEqual(names);
    expect(book.texts['book.yaml']).toBe(bookYaml);
  });

  it('fills in the defaults and takes a key without a value for not given', async () => {
    const { manifest } = await loadWithoutFault(
      manifestWith('  copies: 500', '  copies:\n  printer: ~\n  permit: 00123'),
    );
    expect(manifest.imprint).toEqual({ compiler: '县志办', permit: '00123' });
    expect(manifest.page).toEqual({ size: 'A4', measure: 34, lines: 32, fontSize: '12pt' });
    expect(manifest.fit).toEqual({ extraLines: 1, headingSpace: 0.5, tracking: '-0.15pt' });
    expect(manifest.edition).toEqual({ number: 1, printing: 1 });
    expect(manifest).toMatchObject({ language: 'zh-CN', missing: 'reserve', fonts: { body: 'fonts/song.ttf' } });
  });

  it.each([
    ['0', '0pt'],
    ['-0.15', '-0.15pt'],
    ['-0.30pt', '-0.3pt'],
    ['"0pt"', '0pt'],
  ])('takes a tracking of %s as %s', async (written, tracking) => {
    const { manifest } = await loadWithoutFault(manifestWith('lastPage: 12', `fit: { tracking: ${written} }`));
    expect(manifest.fit.tracking).toBe(tracking);
  });

  it('has no locks where numbers flow, and does not look at pages there', async () => {
    const flowing = replaceOnce(replaceOnce(bookYaml, 'numbering: locked', 'numbering: flowing'), 'page: 9', 'page: 1');
    const book = await loadWithoutFault({ 'book.yaml': flowing });
    expect(reportsOf(book).map(({ lock }) => lock)).toEqual([null, null, null]);
  });

  it('joins Latin title lines at a space', async () => {
    const changes = manifestWith(
      'title: 县志资料汇编\ntitleLines: [县志资料, 汇编]',
      'title: County Records, Old and New\ntitleLines: [County Records, Old and New]\n',
    );
    const latin = replaceOnce(
      changes['book.yaml'],
      '[County Records, Old and New]',
      '["County Records,", Old and New]',
    );
    expect((await loadWithoutFault({ 'book.yaml': latin })).manifest.titleLines).toHaveLength(2);
  });

  it('lets an alias stand for a single value', async () => {
    const changes = manifestWith('  compiler: 县志办', '  compiler: &office 县志办\n  printer: *office');
    expect((await loadWithoutFault(changes)).manifest.imprint.printer).toBe('县志办');
  });

  it('may link to files within its folder, and needs no EMENDATIONS.md', async () => {
    const changes = { 'reports/02.md': { linkTo: '../02.md' }, '02.md': '水渠。\n', 'EMENDATIONS.md': null };
    const withoutAccept = replaceOnce(bookYaml, 'accept:\n  - { emendation: E2, reason: 已核对原书 }\n', '');
    const book = await loadWithoutFault({ ...changes, 'book.yaml': withoutAccept });
    expect(book.emendations).toEqual([]);
    expect(reportsOf(book)[1]!.manuscript!.body).toBe('水渠。\n');
  });

  it('reads the same under a byte order mark and with other line ends', async () => {
    const plain = await loadWithoutFault();
    for (const end of ['\r\n', '\r']) {
      const files = Object.entries(plain.texts).map(([name, text]) => [name, `\uFEFF${text.replaceAll('\n', end)}`]);
      const { dir: _, ...book } = await loadWithoutFault(Object.fromEntries(files));
      const { dir: __, ...expected } = plain;
      expect(book).toEqual(expected);
    }
  });
});

it('lets later stages look on where only a manuscript has errors', async () => {
  const { book, diagnostics } = await loadBook(
    writeStockBook({ 'reports/01.md': '---\ndate: 2024-13-01\n---\n东村。\n' }),
  );
  expect(hasErrors(diagnostics)).toBe(true);
  expect(reportsOf(book!)[0]!.manuscript!.body).toBe('东村。\n');
});

it('gives no book where the manifest has errors', async () => {
  const { book } = await loadBook(writeStockBook(manifestWith('        page: 4', '        page: 1')));
  expect(book).toBeNull();
});

it('reads the bytes of a manuscript as they are, private and rare characters included', async () => {
  const body = '𠮷野𰻝\u{E000}　—— “引” \u00A0末\n';
  const book = await loadWithoutFault({ 'reports/01.md': body });
  expect(reportsOf(book)[0]!.manuscript).toMatchObject({ body, bodyLine: 1, frontMatter: { status: 'complete' } });
});

describe('a final book', () => {
  it('is final when nothing is open', async () => {
    expect(checkFinal(await loadWithoutFault(finalBook))).toEqual([]);
  });

  it('is not looked at while it is a draft', async () => {
    expect(checkFinal(await loadWithoutFault())).toEqual([]);
  });
});

describe('the books of this repository', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  it('are read without error: content/', async () => {
    const { book, diagnostics } = await loadBook(join(root, 'content'));
    expect(diagnostics).toEqual([]);
    expect(readdirSync(join(root, 'content/reports'))).toHaveLength(
      reportsOf(book!).filter((r) => r.manuscript).length,
    );
  });
});
