/** `huibian edition`, called as a user calls it: what is issued can be made again from the ledger alone. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookFolder, copyBook } from '../support/copy-book.ts';
import { runHuibian } from '../support/run-huibian.ts';

let book: BookFolder;
beforeAll(async () => {
  book = await copyBook('features');
});
afterAll(() => book[Symbol.asyncDispose]());

interface Answer {
  exit: number;
  diagnostics: { code: string; message: string; hint: string; line: number | null }[];
  outputs: { file: string; sha256: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  edition: any;
}

async function huibian(...args: string[]): Promise<Answer> {
  const { stdout } = await runHuibian([...args, '--json', '--lang', 'en', '--book', book.dir]);
  return JSON.parse(stdout);
}
const codesOf = ({ diagnostics }: Answer) => diagnostics.map(({ code }) => code);
const digests = ({ outputs }: Answer) => outputs.map(({ sha256 }) => sha256);

const manifest = () => readFileSync(join(book.dir, 'book.yaml'), 'utf8');
const change = (file: string, from: RegExp | string, to: string) => {
  const path = join(book.dir, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
};
const nameIs = (number: number, printing: number) =>
  change('book.yaml', /^edition:.*$/m, `edition: { number: ${number}, printing: ${printing} }`);

describe('huibian edition', () => {
  it('issues, lists, shows, and makes again', { timeout: 240_000 }, async () => {
    expect((await huibian('edition', 'list')).edition).toEqual({ issued: [] });
    expect(codesOf(await huibian('edition', 'show', '1'))).toEqual(['edition-unknown']);
    nameIs(1, 1);
    change('book.yaml', /^state: final/m, 'state: draft');
    const issued = await huibian('edition', 'issue', '--out', book.out);
    expect(codesOf(issued)).toContain('edition-draft');
    expect(issued.edition.issued).toEqual({ number: 1, printing: 1 });
    expect(readdirSync(join(book.dir, 'editions')).sort()).toEqual(['blobs', 'e1-p1']);

    const { edition: shown } = await huibian('edition', 'show', '1');
    const recorded = shown.outputs.map((each: { sha256: string }) => each.sha256);
    // The shelf around a book is not the edition's.
    expect(digests(issued)).toEqual(expect.arrayContaining(recorded));
    expect(recorded.length).toBeGreaterThan(20);
    expect(shown.fingerprint).toMatchObject({ browser: expect.stringMatching(/^\d+\./), pagedjs: '0.4.3' });
    expect(shown.reports.length).toBeGreaterThan(5);
    const paths = shown.files.map(({ path }: { path: string }) => path);
    for (const path of ['book.yaml', 'images/dawn.jpg', 'templates/print/page.hbs', 'styles/print.css'])
      expect(paths).toContain(path);

    // A build of what was issued gives the same bytes; so does the ledger alone, in another place, without a cache.
    const built = await huibian('build', '--out', `${book.out}-2`);
    expect(digests(built)).toEqual(digests(issued));
    for (const name of readdirSync(book.dir)) {
      if (name !== 'editions') rmSync(join(book.dir, name), { recursive: true });
    }
    const rebuilt = await huibian('edition', 'rebuild', '1', '--no-cache', '--out', `${book.out}-3`);
    expect(rebuilt.diagnostics.filter(({ code }) => code === 'rebuild-differs')).toEqual([]);
    expect(rebuilt.edition).toMatchObject({ same: true, pages: [], fingerprint: [] });
    expect(digests(rebuilt)).toEqual(digests(issued));
    for (const { path } of shown.files as { path: string }[]) expect(path).not.toMatch(/^\/|\.\./);
  });

  it('asks for what it cannot know, and says what the manifest ought to say', { timeout: 240_000 }, async () => {
    const again = await copyBook('features');
    writeFileSync(join(book.dir, 'book.yaml'), readFileSync(join(again.dir, 'book.yaml')));
    const { cpSync } = await import('node:fs');
    cpSync(again.dir, book.dir, { recursive: true });
    await again[Symbol.asyncDispose]();
    nameIs(1, 1);
    expect(manifest()).toContain('printing: 1');
    const twice = await huibian('edition', 'issue', '--out', book.out);
    expect(codesOf(twice)).toEqual(['edition-issued']);
    expect(twice.exit).toBe(1);
    nameIs(1, 2);
    const asked = await huibian('edition', 'issue', '--out', book.out);
    expect(codesOf(asked)).toEqual(['edition-ask']);
    expect(asked.exit).toBe(2);
    const wrong = await huibian('edition', 'issue', '--edition', '--out', book.out);
    expect(codesOf(wrong)).toEqual(['edition-not-next']);
    expect(wrong.diagnostics[0]!.hint).toContain('edition: { number: 2, printing: 2 }');
    expect(wrong.diagnostics[0]!.line).toBeGreaterThan(1);
    nameIs(1, 5);
    expect(codesOf(await huibian('check'))).toContain('edition-contradicts');
    nameIs(2, 2);
    const dated = (date: string) => change('book.yaml', /^issued: .*$/m, `issued: ${date}`);
    const [before] = /(?<=^issued: ).*$/m.exec(manifest())!;
    // An EPUB of the same date is no update to any reader.
    const sameDay = await huibian('edition', 'issue', '--edition', '--out', book.out);
    expect(codesOf(sameDay)).toEqual(['edition-not-later']);
    expect(sameDay.exit).toBe(1);
    expect(manifest().split('\n')[sameDay.diagnostics[0]!.line! - 1]).toBe(`issued: ${before}`);
    dated('2030-01-01');
    expect(codesOf(await huibian('edition', 'issue', '--edition', '--out', book.out))).toContain('edition-unchanged');
    dated('2001-01-01');
    nameIs(1, 2);
    expect(codesOf(await huibian('edition', 'issue', '--printing', '--out', book.out))).toEqual(['edition-not-later']);
    dated(before!);
    expect(readdirSync(join(book.dir, 'editions')).sort()).toEqual(['blobs', 'e1-p1']);
  });

  it('warns of a closed printing with other text, and of a printing that is an edition', {
    timeout: 240_000,
  }, async () => {
    nameIs(1, 1);
    change('afterword.md', /。/, '，这是后来改的。');
    expect(codesOf(await huibian('check'))).toContain('edition-closed');
    nameIs(1, 2);
    const printed = await huibian('edition', 'issue', '--printing', '--out', book.out);
    expect(codesOf(printed)).toEqual(expect.arrayContaining(['printing-changed', 'printing-same-day']));
    expect(readdirSync(join(book.dir, 'editions')).sort()).toEqual(['blobs', 'e1-p1', 'e1-p2']);
    const { edition } = await huibian('edition', 'list');
    expect(edition.issued[1].previous).toBe(edition.issued[0].sha256);
    expect((await huibian('edition', 'rebuild', '1')).edition.same).toBe(true);

    // A record of another browser's work, sealed anew: what differs is named.
    const record = join(book.dir, 'editions/e1-p2/edition.json');
    const { sha256 } = edition.issued[1];
    const told = JSON.parse(readFileSync(record, 'utf8'));
    told.outputs[0].sha256 = sha256;
    told.fingerprint.browser = '1.2.3.4';
    const seal = () => {
      const text = `${JSON.stringify(told, null, 1)}\n`;
      writeFileSync(record, text);
      writeFileSync(`${record}.sha256`, `${createHash('sha256').update(text).digest('hex')}  edition.json\n`);
    };
    seal();
    const differing = await huibian('edition', 'rebuild', '2');
    expect(codesOf(differing)).toContain('rebuild-differs');
    expect(differing.exit).toBe(1);
    expect(differing.edition).toMatchObject({ same: false, pages: [] });
    const { message, hint } = differing.diagnostics.find(({ code }) => code === 'rebuild-differs')!;
    expect(message).toContain('features.pdf');
    expect(hint).toContain('browser: 1.2.3.4 → ');

    // So it is where nothing can be made at all: a manuscript is not among the files.
    told.files = told.files.filter(({ path }: { path: string }) => path !== 'afterword.md');
    rmSync(join(book.dir, 'editions/e1-p2/files/afterword.md'));
    seal();
    const failed = await huibian('edition', 'rebuild', '2');
    expect(failed.exit).toBe(1);
    expect(failed.edition).toMatchObject({ same: false, fingerprint: [expect.stringContaining('1.2.3.4')] });
    const why = failed.diagnostics.find(({ code }) => code === 'rebuild-failed')!;
    expect(why.message).toContain('browser: 1.2.3.4 → ');
  });
});
