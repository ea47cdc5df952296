/** A print document that does not hold is never printed: a face or an image that is missing, a page that is too full. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { printPdf } from '../../../scripts/outputs/pdf/print-pdf.ts';
import { openPress, readyBook } from '../../support/lay-out-book.ts';
import { makeBook } from '../../support/make-book.ts';

const press = await openPress();
afterAll(() => press[Symbol.asyncDispose]());

await using book = await makeBook({ reports: [{ title: '甲', text: '一二三。' }] });
const { context } = await readyBook(book.dir, press);
const faces = await context.fontCss();
const browser = await press.session.browser();

/** Prints one page of this many lines, with a style sheet of faces and more in its text. */
async function print(lines: number, css: string, more = ''): Promise<Uint8Array> {
  const style =
    `${css} p { margin: 0; font: 16px/20px 'Huibian Body' } .page { position: relative; height: 500px }` +
    '.type { position: absolute; top: 10px; width: 200px; height: 100px }';
  const text = `${'<p>一二三。</p>'.repeat(lines)}${more}`;
  const file = path.join(press.cache, 'print.html');
  await writeFile(
    file,
    `<!doctype html><meta charset="utf-8"><style>${style}</style><template id="pages">` +
      `<section class="page"><div class="type">${text}</div><div class="folio">— 7 —</div></section></template>`,
  );
  return printPdf(browser, pathToFileURL(file).href);
}

test('prints what holds', async () => {
  expect((await print(5, faces)).length).toBeGreaterThan(1000);
});

test.each([
  ['a page with a line too many', () => print(6, faces), /page 1 \(— 7 — 一二三。.*is over-full by 20 px/],
  ['no face at all', () => print(5, ''), /no face/],
  [
    'a face that cannot be read',
    () => print(5, `${faces}@font-face { font-family: Lost; src: url(data:font/ttf;base64,AAAA) }`),
    /face Lost .* is error/,
  ],
  ['an image that is not there', () => print(4, faces, '<p><img src="gone.png" height="10"></p>'), /image .*gone\.png/],
])('refuses %s', async (_, printed, words) => {
  await expect(printed()).rejects.toThrow(words);
  const left = await browser.pages();
  expect(left, 'no tab is left open but the first').toHaveLength(1);
});
