/** What a manuscript says of a paragraph's place and of pictures in its lines holds in the EPUB and on the site too. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BookFolder } from '../support/copy-book.ts';
import { encodePng } from '../support/encode-pictures.ts';
import { makeBook } from '../support/make-book.ts';
import { openReader, type Reader } from '../support/open-reader.ts';
import { runHuibian } from '../support/run-huibian.ts';

const text = `先是一段普通的文字。

正文里有一枚![印](../seal.png)夹在字中间。

某某办公室 {.right}

附则 {.center}

顶格的一段。 {.solid}

![印的全貌](../seal.png "图1　印")`;
/** Twice as wide as it is high, and far higher than a line. */
const seal = encodePng({ width: 400, height: 200, rgb: new Uint8Array(3 * 400 * 200).fill(120) });

let book: BookFolder;
let reader: Reader;
let addresses: Record<string, string>;

beforeAll(async () => {
  const manifest = { distribution: 'public' };
  book = await makeBook({ manifest, reports: [{ text }], files: { 'seal.png': seal } });
  const { code, stderr } = await runHuibian(['build', '--book', book.dir, '--out', book.out]);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  const unpacked = path.join(book.out, 'unpacked');
  for (const [name, data] of Object.entries(unzipSync(await readFile(path.join(book.out, 'made.epub'))))) {
    await mkdir(path.dirname(path.join(unpacked, name)), { recursive: true });
    await writeFile(path.join(unpacked, name), data);
  }
  addresses = {
    EPUB: pathToFileURL(path.join(unpacked, 'OEBPS/report-r1.xhtml')).href,
    site: pathToFileURL(path.join(book.out, 'site/made/r1.html')).href,
  };
  reader = await openReader();
});
afterAll(async () => {
  await reader?.[Symbol.asyncDispose]();
  await book?.[Symbol.asyncDispose]();
});

describe.each(['EPUB', 'site'])('in the %s', (output) => {
  test('paragraphs stand right, centred and without indent', async () => {
    const { page } = await reader.open(addresses[output]!, { width: 800, height: 900 });
    const paragraphs = await page.$$eval('.body p, article p', (all) =>
      all.map((p) => {
        const { textAlign, textIndent } = getComputedStyle(p);
        return [p.textContent?.trim() ?? '', { textAlign, indented: textIndent !== '0px' }] as const;
      }),
    );
    await page.close();
    const looks = new Map(paragraphs);
    expect(looks.get('先是一段普通的文字。')?.indented).toBe(true);
    expect(looks.get('某某办公室')).toEqual({ textAlign: 'right', indented: false });
    expect(looks.get('附则')).toEqual({ textAlign: 'center', indented: false });
    expect(looks.get('顶格的一段。')?.indented).toBe(false);
  });

  test('a picture within a line is as high as the line’s characters and keeps its form; a figure is as large as it is', async () => {
    const { page } = await reader.open(addresses[output]!, { width: 800, height: 900 });
    const sizes = await page.$$eval('.body img, article img', (all) =>
      all.map((image) => {
        const { width, height } = image.getBoundingClientRect();
        return { inFigure: image.closest('figure') !== null, width, height, em: getComputedStyle(image).fontSize };
      }),
    );
    await page.close();
    expect(sizes.map(({ inFigure }) => inFigure)).toEqual([false, true]);
    const [inline, figure] = sizes as [(typeof sizes)[0], (typeof sizes)[0]];
    const em = Number.parseFloat(inline.em);
    expect([inline.width, inline.height]).toEqual([expect.closeTo(2 * em, 0), expect.closeTo(em, 0)]);
    expect([figure.width, figure.height]).toEqual([400, 200]);
  });
});
