/** `huibian edition issue` killed, and two of it at once: a printing is in the ledger whole or not at all. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BookFolder, booksDir } from '../support/copy-book.ts';
import { makeBook } from '../support/make-book.ts';
import { runHuibian } from '../support/run-huibian.ts';

let book: BookFolder;
/** SHA-256 of every output by its name, as an undisturbed build gives them. */
let whole: Record<string, string>;

beforeAll(async () => {
  const picture = await readFile(join(booksDir, 'images/images/seal.png'));
  book = await makeBook({
    manifest: { edition: { number: 1, printing: 1 }, distribution: 'public' },
    reports: [{ text: '渡口在镇子西头。\n\n![渡口](../images/ferry.png)' }, { text: '桥是后来修的。' }],
    files: { 'images/ferry.png': picture },
  });
  whole = outputsOf(await runHuibian(build()));
  rmSync(book.out, { recursive: true });
}, 120_000);
afterAll(() => book?.[Symbol.asyncDispose]());

const ledger = (name = '') => join(book.dir, 'editions', name);
const build = () => ['build', '--book', book.dir, '--out', book.out, '--json'];
const issue = (out: string) => ['edition', 'issue', '--book', book.dir, '--out', out, '--lang', 'en'];

/** Digests by the file. */
function outputsOf({ stdout }: { stdout: string }): Record<string, string> {
  const outputs = JSON.parse(stdout).outputs as { file: string; sha256: string }[];
  return Object.fromEntries(outputs.map(({ file, sha256 }) => [file, sha256]));
}

async function listed(): Promise<{ code: number | null; names: string[] }> {
  const { code, stdout } = await runHuibian(['edition', 'list', '--book', book.dir, '--json']);
  const issued = JSON.parse(stdout).edition.issued as { number: number; printing: number }[];
  return { code, names: issued.map(({ number, printing }) => `e${number}-p${printing}`) };
}

const anew = () => {
  rmSync(ledger(), { recursive: true, force: true });
  rmSync(book.out, { recursive: true, force: true });
};

/** Waits until something is there, as fast as can be. */
async function appears(there: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !there() && Date.now() < end; ) await new Promise(setImmediate);
}

const aside = () => existsSync(ledger()) && readdirSync(ledger()).some((name) => name.startsWith('.huibian-new-'));
const moments: [when: string, on: RegExp, first: () => Promise<unknown>, issued: boolean | null][] = [
  ['while it typesets', /typesetting/, async () => undefined, false],
  ['while it lays out', /paginating/, async () => undefined, false],
  ['while it makes the EPUB', /making the EPUB/, async () => undefined, false],
  ['while it proves', /proving/, async () => undefined, false],
  ['while it writes the ledger', /writing outputs/, () => appears(aside), null],
  ['between ledger and outputs', /writing outputs/, () => appears(() => existsSync(ledger('e1-p1'))), true],
];

describe('an issue that is killed', () => {
  it.each(moments)('%s: ledger and outputs are whole', { timeout: 120_000 }, async (_, on, first, issued) => {
    anew();
    const killed = await runHuibian(issue(book.out), { kill: { signal: 'SIGKILL', on, first } });
    expect(killed.code, killed.stderr).toBe(null);
    const after = await listed();
    expect(after.code).toBe(0);
    expect([[], ['e1-p1']]).toContainEqual(after.names);
    if (issued !== null) expect(after.names).toEqual(issued ? ['e1-p1'] : []);
    // What is published is published whole.
    if (existsSync(join(book.out, 'made.pdf'))) expect(existsSync(join(book.out, 'made.pages.json'))).toBe(true);

    // What was not issued is issued by the next run, what was is built: either way with the same outputs.
    const again = await runHuibian(after.names.length > 0 ? build() : [...issue(book.out), '--json']);
    expect([again.code, outputsOf(again)]).toEqual([0, whole]);
    expect(readdirSync(book.out).filter((name) => name.startsWith('.huibian'))).toEqual([]);
    // What the killed run left in the ledger, the next issue takes away.
    if (after.names.length === 0) expect(readdirSync(ledger()).sort()).toEqual(['blobs', 'e1-p1']);
    expect((await listed()).names).toEqual(['e1-p1']);
  });
});

describe('two issues at once', () => {
  it('in two processes: one is recorded, the other is told', { timeout: 120_000 }, async () => {
    anew();
    const both = await Promise.all(
      ['one', 'two'].map((name) => runHuibian([...issue(join(book.out, name)), '--json'])),
    );
    expect(both.map(({ code }) => code).sort()).toEqual([0, 3]);
    const [won, lost] = [0, 3].map((code) => both.find((each) => each.code === code)!);
    const codes = (JSON.parse(lost!.stdout).diagnostics as { code: string }[]).map(({ code }) => code);
    expect(codes).toContain('edition-meanwhile');
    expect(JSON.parse(lost!.stdout).outputs).toEqual([]);
    expect(JSON.parse(won!.stdout).edition.issued).toEqual({ number: 1, printing: 1 });
    expect((await listed()).names).toEqual(['e1-p1']);
    expect(readdirSync(book.out)).toHaveLength(1);
  });
});
