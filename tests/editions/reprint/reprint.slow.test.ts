/** `huibian edition reprint`, called as a user calls it. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookFolder } from '../../support/copy-book.ts';
import { makeBook } from '../../support/make-book.ts';
import { readWithPdfjs } from '../../support/read-with-pdfjs.ts';
import { runHuibian } from '../../support/run-huibian.ts';

const sentence = '这一年，各村把渡口、桥头和学堂门前的路修了一遍，老人出门不再绕行，孩子上学也不必蹚水。';
const text = (mark: string) =>
  Array.from({ length: 9 }, (_, i) => `${mark}其${i + 1}：${sentence.repeat(4)}`).join('\n\n');
/** Front matter that names no edition: so that nothing but the text makes a difference. */
const still = '<p class="title-line">河口县文稿选编</p>';

let book: BookFolder;
beforeAll(async () => {
  book = await makeBook({
    manifest: { slug: 'river', title: '河口县文稿选编', binding: 'loose-leaf', edition: { number: 1, printing: 1 } },
    reports: ['甲', '乙', '丙', '丁'].map((mark) => ({ text: text(mark) })),
    files: {
      'templates/print/cover.hbs': still,
      'templates/print/title.hbs': still,
      'templates/print/imprint.hbs': still,
    },
  });
});
afterAll(() => book[Symbol.asyncDispose]());

interface Answer {
  exit: number;
  diagnostics: { code: string; message: string; line: number | null }[];
  outputs: { file: string; sha256: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the test is about
  edition: any;
}

async function huibian(...args: string[]): Promise<Answer> {
  const { stdout } = await runHuibian([...args, '--json', '--lang', 'zh', '--book', book.dir, '--out', book.out]);
  return JSON.parse(stdout);
}
const codesOf = ({ diagnostics }: Answer) => diagnostics.map(({ code }) => code);

function change(file: string, from: RegExp | string, to: string): void {
  const before = readFileSync(join(book.dir, file), 'utf8');
  expect(before.replace(from, to)).not.toBe(before);
  writeFileSync(join(book.dir, file), before.replace(from, to));
}

describe('huibian edition reprint', () => {
  it('prints the leaves that changed, from the book as it stands and from the ledger alike', {
    timeout: 300_000,
  }, async () => {
    const first = await huibian('edition', 'issue');
    expect(first.exit).toBe(0);
    expect(codesOf(await huibian('edition', 'reprint', '1'))).toContain('reprint-order');
    change('book.yaml', /^ {2}printing: 1$/m, '  printing: 2');
    const nothing = await huibian('edition', 'reprint', '1');
    expect([nothing.exit, nothing.outputs, codesOf(nothing)]).toEqual([
      0,
      [],
      expect.arrayContaining(['reprint-nothing']),
    ]);

    change('book.yaml', /^ {2}number: 1$/m, '  number: 2');
    change('reports/003.md', '丙其2', '更正其2');
    const kit = await huibian('edition', 'reprint', '1');
    expect(kit.diagnostics.filter(({ code }) => !/^(site|imprint|provisional)/.test(code))).toEqual([]);
    expect(kit.outputs.map(({ file }) => file)).toEqual([join(book.out, 'river.kit-1-2.pdf')]);
    const { reprint } = kit.edition;
    expect(reprint).toMatchObject({
      from: { number: 1, printing: 1 },
      to: { number: 2, printing: 2 },
      leaves: { old: 7, new: 7, printed: 1, instructions: 1, saved: 5 },
      steps: [{ text: '取出第5—6页（1张），换入第5—6页（1张）。', after: [{ label: '3' }, { label: '4' }] }],
    });
    expect(reprint.steps[0].putIn).toEqual([
      [expect.objectContaining({ label: '5' }), expect.objectContaining({ label: '6' })],
    ]);
    const { pages } = await readWithPdfjs(kit.outputs[0]!.file);
    expect(pages.map(({ label }) => label)).toEqual(['说明1', '说明2', '5', '6']);
    expect(pages[0]!.text.replace(/\s/g, '')).toContain(reprint.steps[0].text);
    expect(
      pages
        .slice(2)
        .map(({ text }) => text)
        .join(''),
    ).toContain('更正其2');
    // The first print is still there: the kit is put beside it.
    expect(existsSync(join(book.out, 'river.pdf'))).toBe(true);

    change('book.yaml', /^issued: .*$/m, '$&\nmodified: 2030-01-01');
    expect((await huibian('edition', 'issue', '--edition')).exit).toBe(0);
    change('book.yaml', /^ {2}printing: 2$/m, '  printing: 3');
    change('reports/001.md', '甲其1', '又改其1');
    const again = await huibian('edition', 'reprint', '1', '2');
    expect(again.outputs).toEqual(kit.outputs);
    const both = await huibian('edition', 'reprint', '1');
    expect(both.edition.reprint.steps.map(({ text }: { text: string }) => text)).toEqual([
      expect.stringMatching(/^取出第1—2页/),
      '取出第5—6页（1张），换入第5—6页（1张）。',
    ]);
    expect(both.outputs[0]!.file).toMatch(/river\.kit-1-3\.pdf$/);
    expect(codesOf(await huibian('edition', 'reprint', '2', '1'))).toEqual(['reprint-order']);
    expect(codesOf(await huibian('edition', 'reprint', '7'))).toEqual(['edition-unknown']);
    expect(codesOf(await huibian('edition', 'reprint', 'x', '0'))).toEqual(['usage-bad-value', 'usage-bad-value']);
  });

  it('says where a kit saves nothing', { timeout: 120_000 }, async () => {
    change('book.yaml', /^title:/m, 'page: { size: B5 }\ntitle:');
    const kit = await huibian('edition', 'reprint', '2');
    expect(codesOf(kit)).toContain('reprint-costs-more');
    expect(kit.exit).toBe(0);
  });

  it('makes none for a bound book, and says what to make instead', async () => {
    const before = readdirSync(book.out);
    change('book.yaml', 'binding: loose-leaf', 'binding: glued');
    const glued = await huibian('edition', 'reprint', '1', '2');
    expect(glued).toMatchObject({ exit: 1, outputs: [], diagnostics: [{ code: 'reprint-bound' }] });
    expect(glued.diagnostics[0]!.message).toContain('胶装');
    expect(glued.diagnostics[0]!.line).toBeGreaterThan(0);
    change('book.yaml', /^binding: .*\n/m, '');
    expect(codesOf(await huibian('edition', 'reprint', '1'))).toEqual(['reprint-binding-unknown']);
    const { stderr } = await runHuibian([
      'edition',
      'reprint',
      '1',
      '--lang',
      'zh',
      '--book',
      book.dir,
      '--out',
      book.out,
    ]);
    expect(stderr).toContain('huibian edition errata 1');
    expect(readdirSync(book.out)).toEqual(before);
  });
});
