/** The sample books hold what they claim to hold, and those that are to fail do so. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { imageSize } from 'image-size';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { manifestSchema } from '../scripts/model/manifest-schema.ts';
import { booksDir, copyBook } from './support/copy-book.ts';
import { runHuibian } from './support/run-huibian.ts';
import { listSampleBooks } from './support/sample-books.ts';

const books = await listSampleBooks();
const read = (file: string): Promise<string> => readFile(path.join(booksDir, file), 'utf8');
const bodyOf = async (file: string): Promise<string> => (await read(file)).replace(/^---\n.*?\n---\n/s, '').trim();
const manifestOf = async (name: string) => manifestSchema.parse(parse(await read(`${name}/book.yaml`)));

test('the README lists every folder, once', async () => {
  const entries = await readdir(booksDir, { withFileTypes: true });
  const folders = entries.filter((e) => e.isDirectory()).map((e) => e.name);
  expect(books.map((b) => b.name).sort()).toEqual(folders.sort());
});

test('manifests are valid, named after their folders, and no two share an identifier', async () => {
  const manifests = await Promise.all(books.map(({ name }) => manifestOf(name)));
  expect(manifests.map((m) => m.slug)).toEqual(books.map((b) => b.name));
  expect(new Set(manifests.map((m) => m.identifier)).size).toBe(books.length);
});

test('images are small, of four formats and many shapes', async () => {
  const all = await readdir(booksDir, { recursive: true });
  const images = all.filter((name) => /\.(png|jpg|gif|svg)$/.test(name));
  const seen = await Promise.all(
    images.map(async (name) => {
      const file = path.join(booksDir, name);
      expect((await stat(file)).size, name).toBeLessThan(30_000);
      const { type, width, height } = imageSize(await readFile(file));
      expect(type, name).toBe(path.extname(name).slice(1));
      return { type, shape: width / height };
    }),
  );
  expect(new Set(seen.map((s) => s.type))).toEqual(new Set(['png', 'jpg', 'gif', 'svg']));
  expect(Math.max(...seen.map((s) => s.shape))).toBeGreaterThan(7);
  expect(Math.min(...seen.map((s) => s.shape))).toBeLessThan(0.4);
});

describe('sizes', () => {
  test('a paragraph of five pages', async () => {
    const text = await bodyOf('long-paragraph/reports/01-ferry.md');
    expect(text).not.toContain('\n');
    expect(text.length).toBeGreaterThan(5 * 34 * 32);
  });

  test('a note of 1,300 characters', async () => {
    const [, note] = (await bodyOf('footnotes/reports/02-long.md')).split('[^origin]: ');
    expect(note!.length).toBeGreaterThan(1300);
  });

  test('a title of 120 characters', async () => {
    const { parts } = await manifestOf('headings');
    expect(parts[0]!.reports[0]!.title).toHaveLength(120);
  });

  test('a row that no page holds', async () => {
    const rows = (await bodyOf('tables/reports/02-tall-row.md')).split('\n').filter((line) => line.startsWith('|'));
    // Cells are 9 pt on 16 px: a page of 864 px holds 54 lines, and no line of the widest cell more than 32 characters.
    const linesOf = (row: string) => row.split('<br>').reduce((sum, line) => sum + Math.ceil(line.length / 32), 0);
    expect(Math.max(...rows.map(linesOf))).toBeGreaterThan(54);
  });
});

describe('books that are to fail', () => {
  test.each(books.filter((b) => b.fails !== null))('$name: $fails', async ({ name, fails }) => {
    await using book = await copyBook(name);
    const { code, stdout } = await runHuibian(['build', '--book', book.dir, '--out', book.out, '--json']);
    const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; severity: string; file: string }[] };
    const errors = diagnostics.filter((d) => d.severity === 'error');
    expect(new Set(errors.map((d) => d.code))).toEqual(new Set([fails]));
    expect(code).toBe(1);
    for (const { file } of errors) expect(await stat(path.join(book.dir, file))).toBeTruthy();
    expect(await readdir(book.out).catch(() => [])).toEqual([]);
  });
});
