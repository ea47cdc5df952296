/** `huibian edition diff`, called as a user calls it: what was issued against the book as it stands, and two printings. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BookFolder, copyBook } from '../support/copy-book.ts';
import { runHuibian } from '../support/run-huibian.ts';

let book: BookFolder;
beforeAll(async () => {
  book = await copyBook('footnotes');
});
afterAll(() => book[Symbol.asyncDispose]());

const run = (...args: string[]) => runHuibian(['edition', ...args, '--book', book.dir, '--lang', 'zh']);
const change = (file: string, from: RegExp | string, to: string): void => {
  const path = join(book.dir, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(from);
  writeFileSync(path, text.replace(from, to));
};
const nameIs = (number: number, printing: number) =>
  change(
    'book.yaml',
    /^slug: .*\n(edition:.*\n)?/m,
    `slug: footnotes\nedition: { number: ${number}, printing: ${printing} }\n`,
  );

it('tells what has changed, on the terminal, as JSON and as a page', { timeout: 240_000 }, async () => {
  const none = await run('diff');
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('diff-without-base')]);
  nameIs(1, 1);
  expect((await run('issue', '--out', book.out)).code).toBe(0);
  expect((await run('diff')).stdout).toContain('文字没有改动。');
  expect((await run('diff', '1', '7')).code).toBe(2);
  expect((await run('diff', 'x')).stderr).toContain('usage-bad-value');

  nameIs(2, 2);
  change('book.yaml', /^issued: .*$/m, 'issued: 2030-01-01');
  const [file, first] = firstText();
  change(file, first, `${first}增补一句。`);
  const page = join(book.out, 'diff.html');
  const working = await run('diff', '--html', page);
  expect([working.code, working.stderr]).toEqual([0, expect.not.stringContaining('error')]);
  expect(working.stdout).toContain('第1版第1次印刷');
  expect(working.stdout).toContain('{+增补一句。+}');
  expect(working.stdout).not.toContain('\u001b');
  expect(readFileSync(page, 'utf8')).toContain('<ins>增补一句。</ins>');
  expect(existsSync(join(book.dir, 'editions', 'e2-p2'))).toBe(false);

  expect((await run('issue', '--edition', '--out', book.out)).code).toBe(0);
  const { edition } = JSON.parse((await run('diff', '1', '2', '--json')).stdout);
  expect(edition.counts).toMatchObject({ texts: 1, substance: 1, typography: 0 });
  const [paragraph] = edition.texts[0].paragraphs;
  expect(paragraph).toMatchObject({ kind: 'changed', substance: true });
  // The paragraph was reworded: it is still the same one.
  expect(paragraph.id).toBe(paragraph.oldId);
  expect(paragraph.pieces).toContainEqual(['added', '增补一句。']);
});

/** A manuscript, and the end of its first paragraph of running text. */
function firstText(): [file: string, words: string] {
  const name = 'reports/01-short.md';
  const body = readFileSync(join(book.dir, name), 'utf8').replace(/^---\n[\s\S]*?\n---\n/, '');
  const line = body.split('\n').find((each) => /^[\u4e00-\u9fff].*。$/.test(each))!;
  return [name, line];
}
