/** The real command where the proof does not hold, with its other engine, and from its sources. */
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type BookFolder, copyBook } from '../support/copy-book.ts';
import { readWithMupdf } from '../support/read-with-mupdf.ts';
import { readWithPdfjs } from '../support/read-with-pdfjs.ts';
import { runHuibian } from '../support/run-huibian.ts';

const ourStyle = fileURLToPath(new URL('../../styles/print.css', import.meta.url));

async function build({ dir }: BookFolder, out: string, ...more: string[]) {
  const args = ['build', '--json', '--lang', 'en', '--book', dir, '--out', out, ...more];
  const { code, stdout } = await runHuibian(args);
  return { code, ...JSON.parse(stdout) };
}

/** SHA-256 of every file below a folder. */
function digestFiles(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).sort();
  const digest = (file: string) =>
    createHash('sha256')
      .update(readFileSync(path.join(dir, file)))
      .digest('hex');
  return Object.fromEntries(
    files.filter((file) => statSync(path.join(dir, file)).isFile()).map((file) => [file, digest(file)]),
  );
}

describe('a book whose own style hides a paragraph', () => {
  test('is exit 1, with report, page and missing words; what was built before stays', {
    timeout: 240_000,
  }, async () => {
    await using book = await copyBook('own-templates');
    expect((await build(book, book.out)).code).toBe(0);
    const before = digestFiles(book.out);
    expect(Object.keys(before)).toContain('own-templates.pdf');
    const style = path.join(book.dir, 'styles/print.css');
    cpSync(ourStyle, style);
    expect((await build(book, book.out)).code).toBe(0);
    expect(digestFiles(book.out)).toEqual(before);

    for (const hidden of ['visibility: hidden', 'display: none']) {
      cpSync(ourStyle, style);
      await appendFile(style, `\n.title-block + p + p { ${hidden}; }\n`);
      const { code, diagnostics, outputs } = await build(book, book.out);
      expect([code, outputs]).toEqual([1, []]);
      // EPUB and site have the words that the page lacks.
      const codes = diagnostics.map((found: { code: string }) => found.code);
      expect(codes).toEqual(['proof-text', 'proof-epub-pages', 'proof-site-pages']);
      const { severity, message } = diagnostics[0];
      expect(severity).toBe('error');
      for (const told of ['三条邮路', 'labelled 1', 'after "鸽子送的是“不急的话”。" it should say "不急的话写在'])
        expect(message).toContain(told);
      expect(digestFiles(book.out)).toEqual(before);
    }
  });
});

describe('--engine whole-book', () => {
  test('gives the pages of the default engine', { timeout: 240_000 }, async () => {
    await using book = await copyBook('footnotes');
    const [apart, whole] = [path.join(book.out, 'apart'), path.join(book.out, 'whole')];
    expect((await build(book, apart)).code).toBe(0);
    expect((await build(book, whole, '--engine', 'whole-book')).code).toBe(0);
    for (const read of [readWithPdfjs, readWithMupdf]) {
      const [expected, found] = await Promise.all(
        [apart, whole].map(async (out) => (await read(path.join(out, 'footnotes.pdf'))).pages),
      );
      expect(expected!.length).toBeGreaterThan(8);
      expect(found!.map(({ label }) => label)).toEqual(expected!.map(({ label }) => label));
      for (const [i, { text }] of expected!.entries()) expect(found![i]!.text).toBe(text);
    }
  });
});

describe('HUIBIAN_SOURCE=1', () => {
  test('builds from the sources as they lie there, the same bytes', { timeout: 240_000 }, async () => {
    await using book = await copyBook('images');
    const [compiled, sources] = [path.join(book.out, 'compiled'), path.join(book.out, 'sources')];
    expect((await build(book, compiled)).code).toBe(0);
    const args = ['build', '--no-cache', '--quiet', '--book', book.dir, '--out', sources];
    const { code, stderr } = await runHuibian(args, { env: { HUIBIAN_SOURCE: '1' } });
    expect(code, stderr).toBe(0);
    expect(digestFiles(sources)).toEqual(digestFiles(compiled));
  });
});
