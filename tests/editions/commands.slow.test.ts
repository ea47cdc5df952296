/** `edition errata`, `build --review`, `edition issue --allow-relayout` and `edition rebuild`, called as a user calls them. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cutFace, serifFile } from '../fonts/font-files.ts';
import type { BookFolder } from '../support/copy-book.ts';
import { type BookSpec, makeBook, writeBook } from '../support/make-book.ts';
import { readWithMupdf } from '../support/read-with-mupdf.ts';
import { runHuibian } from '../support/run-huibian.ts';

let book: BookFolder;
const heading = '一、河边人家';
const spec = (printing: number, text: string, face: Uint8Array): BookSpec => ({
  manifest: {
    ...{ edition: { number: 1, printing }, numbering: 'locked', lastPage: 1, issued: `2024-0${printing}-01` },
    fonts: { heading: 'own.ttf' },
  },
  reports: [{ page: 1, text: `## ${heading}\n\n${text}` }],
  files: { 'fonts/own.ttf': face },
});
const first = '河边住着四十户人家。';
const second = '河边住着五十户人家。';
let face: Uint8Array;

beforeAll(async () => {
  face = await cutFace(heading, serifFile);
  book = await makeBook(spec(1, first, face));
});
afterAll(() => book?.[Symbol.asyncDispose]());

async function huibian(...args: string[]) {
  const { code, stdout, stderr } = await runHuibian([...args, '--book', book.dir, '--json', '--lang', 'zh']);
  const answer = JSON.parse(stdout || stderr);
  const codes = (answer.diagnostics as { code: string }[]).map(({ code }) => code);
  return { code, codes, answer };
}
const textOf = async (file: string) => (await readWithMupdf(file)).pages.map(({ text }) => text.replace(/\s/g, ''));

it('a book with a face of its own is issued and made again from the ledger alone, to the byte', {
  timeout: 180_000,
}, async () => {
  const none = await huibian('build', '--review', '--out', book.out);
  expect([none.code, none.codes]).toEqual([0, expect.arrayContaining(['review-without-base'])]);
  expect(existsSync(join(book.out, 'made.review.pdf'))).toBe(false);
  const issued = await huibian('edition', 'issue', '--out', book.out);
  expect(issued.code).toBe(0);
  const { edition } = (await huibian('edition', 'show', '1')).answer;
  const kept = edition.files.find(({ path }: { path: string }) => path === 'fonts/own.ttf');
  expect(kept).toMatchObject({ bytes: face.length, kept: 'blobs' });
  expect(readFileSync(join(book.dir, 'editions/blobs', kept.sha256)).equals(face)).toBe(true);

  for (const name of readdirSync(book.dir)) if (name !== 'editions') rmSync(join(book.dir, name), { recursive: true });
  const again = join(book.out, 'again');
  const rebuilt = await huibian('edition', 'rebuild', '1', '--no-cache', '--out', again);
  expect([rebuilt.code, rebuilt.answer.edition]).toEqual([0, expect.objectContaining({ same: true, pages: [] })]);
  const [one, two] = [book.out, again].map((dir) => readFileSync(join(dir, 'made.pdf')));
  expect(one!.equals(two!)).toBe(true);
  const { stdout } = await runHuibian(['edition', 'rebuild', '1', '--book', book.dir, '--lang', 'zh']);
  expect(stdout).toContain('逐字节相同');
});

it('errata and review tell of a correction; without one they say so', { timeout: 180_000 }, async () => {
  await writeBook(book.dir, spec(2, first, face));
  const sheet = join(book.out, 'errata.pdf');
  const nothing = await huibian('edition', 'errata', '1', '--out', sheet);
  expect(nothing.codes).toEqual(['errata-nothing']);
  expect(existsSync(sheet)).toBe(false);

  await writeBook(book.dir, spec(2, second, face));
  const { code, answer } = await huibian('edition', 'errata', '1', '--out', sheet);
  expect([code, answer.edition.errata]).toMatchObject([0, { corrections: 1, leaves: 1 }]);
  const [leaf] = await textOf(sheet);
  for (const words of ['勘误表', '四十户', '五十户', '第1版第1次印刷']) expect(leaf).toContain(words);
  expect((await huibian('edition', 'errata', '7')).code).toBe(2);

  const reviewed = await huibian('build', '--review', '--out', book.out);
  expect(reviewed.code).toBe(0);
  const [plain, review] = await Promise.all(
    ['made.pdf', 'made.review.pdf'].map((name) => textOf(join(book.out, name))),
  );
  expect(review!.join('')).toContain('五十户');
  expect(plain).toHaveLength(review!.length);
  expect(readFileSync(join(book.out, 'made.review.pdf')).equals(readFileSync(join(book.out, 'made.pdf')))).toBe(false);
});

it('a page that looks different is refused unless --allow-relayout accepts it, and nothing is issued', {
  timeout: 180_000,
}, async () => {
  await writeBook(book.dir, spec(2, first, face));
  const style = readFileSync(new URL('../../styles/print.css', import.meta.url), 'utf8');
  await writeBook(book.dir, {
    ...spec(2, first, face),
    files: { 'fonts/own.ttf': face, 'styles/print.css': `${style}\nh2 { text-indent: 1em; }\n` },
  });
  const issue = ['edition', 'issue', '--printing', '--out', join(book.out, 'second')];
  const refused = await huibian(...issue);
  expect([refused.code, refused.codes]).toEqual([1, expect.arrayContaining(['page-relaid'])]);
  expect(readdirSync(join(book.dir, 'editions')).sort()).toEqual(['blobs', 'e1-p1']);
  expect(existsSync(join(book.out, 'second'))).toBe(false);
  const accepted = await huibian(...issue, '--allow-relayout');
  expect([accepted.code, accepted.codes]).toEqual([0, expect.arrayContaining(['page-relaid-allowed'])]);
  expect(accepted.codes).not.toContain('page-relaid');
  expect(readdirSync(join(book.dir, 'editions')).sort()).toEqual(['blobs', 'e1-p1', 'e1-p2']);
});
