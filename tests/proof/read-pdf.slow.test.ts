/** What the reader makes of small PDFs as the build's browser prints them: each shows one thing. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countFontObjects, type PdfReading, startPdfReaders } from '../../scripts/proof/read-pdf.ts';
import { openPress, type Press } from '../support/lay-out-book.ts';

const require = createRequire(import.meta.url);
const face = require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
/** The package has no types. */
const subsetFont: (font: Buffer, text: string, options: object) => Promise<Buffer> = require('subset-font');

let press: Press;
let browser: Browser;
const readers = startPdfReaders(2);

beforeAll(async () => {
  press = await openPress();
  browser = await press.session.browser();
});
afterAll(async () => {
  await readers.close();
  await press[Symbol.asyncDispose]();
});

/** Prints pages with a face that has just these characters, and reads them back. */
async function print(pages: string[], characters: string): Promise<{ pdf: Uint8Array; reading: PdfReading }> {
  const font = await subsetFont(readFileSync(face), characters, { targetFormat: 'sfnt' });
  const tab = await browser.newPage();
  try {
    await tab.setContent(`<style>
      @font-face { font-family: Body; src: url(data:font/ttf;base64,${font.toString('base64')}) }
      @page { size: 210mm 297mm; margin: 0 }
      body { margin: 0; font: 16px/27px Body }
      section { position: relative; width: 544px; height: 1120px; break-after: page } p { margin: 0 }
      </style>${pages.map((page) => `<section>${page}</section>`).join('')}`);
    await tab.evaluate(() => document.fonts.ready.then(() => undefined));
    const pdf = await tab.pdf({ tagged: true, outline: true, preferCSSPageSize: true, printBackground: true });
    const all = pages.map((_, i) => i + 1);
    return { pdf, reading: await readers.read(pdf, { linksOn: all, paintOn: all }) };
  } finally {
    await tab.close();
  }
}

const textOf = (reading: PdfReading, sheet: number) => reading.pages[sheet - 1]!.texts.map((run) => run.text).join('');

describe('the PDF reader', () => {
  it('reads text, places, links, outline and paint', async () => {
    const { reading } = await print(
      [
        '<h1>甲</h1><p><a href="#b">往乙</a></p>',
        '',
        '<p id="b">乙</p>',
        '<div style="height: 9px; border: 1px solid"></div>',
      ],
      '甲乙往',
    );
    expect(reading.pages.map((page) => page.sheet)).toEqual([1, 2, 3, 4]);
    expect([1, 2, 3, 4].map((sheet) => textOf(reading, sheet))).toEqual(['甲往乙', '', '乙', '']);
    expect(reading.painted).toEqual([1, 3, 4]);
    expect(reading.links).toMatchObject([{ sheet: 1, target: 3, url: null }]);
    expect(reading.outline).toMatchObject([{ title: '甲', level: 0, target: 1 }]);
    expect(reading.labels).toBeNull();
    const run = reading.pages[2]!.texts[0]!;
    expect(run.size).toBeCloseTo(12, 3);
    expect(run.x).toBeCloseTo(0, 1);
    expect(run.y).toBeGreaterThan(10);
    expect(run.y).toBeLessThan(20.25);
  });

  it('finds embedded TrueType fonts, and Type 3 where a style makes a bold that no face has', async () => {
    const upright = await print(['<p>军民</p>'], '军民');
    expect(upright.reading.fonts).toMatchObject([{ type: 'CIDFontType2', isType3: false, embedded: true, sheet: 1 }]);
    expect(upright.reading.fontObjects).toEqual({ descriptors: 1, withoutFile: 0, type3: 0 });
    const bold = await print(['<p>军</p>', '<p>军<b>民</b></p>'], '军民');
    expect(bold.reading.fonts.some((font) => font.isType3)).toBe(true);
    expect(bold.reading.fontObjects.type3).toBeGreaterThan(0);
  });

  it('reads a character that no face has as U+0000', async () => {
    // Of a plane that no font on any machine covers.
    const { reading } = await print(['<p>军\u{e0fff}\u{30000}民</p>'], '军民');
    expect(textOf(reading, 1)).toContain('\u0000');
  });

  it('reads pages again in the order of their structure: ruby, and what stands out of the flow', async () => {
    const { reading } = await print(
      ['<p>前<ruby>渡<rt>du</rt>月<rt>yue</rt></ruby>后</p><p style="position: relative">中</p><p>末</p>', '<p>二</p>'],
      '前渡月后中末二duyue',
    );
    expect(textOf(reading, 1)).not.toBe('前渡du月yue后中末');
    const [page] = await readers.readInOrder([1]);
    expect(page!.texts.map((run) => run.text).join('')).toBe('前渡du月yue后中末');
  });

  it('refuses what is no PDF, and goes on reading', async () => {
    const wants = { linksOn: [], paintOn: [] };
    await expect(readers.read(new TextEncoder().encode('%PDF-1.4 nothing'), wants)).rejects.toThrow();
    const { pdf } = await print(['<p>军</p>'], '军');
    expect(textOf(await readers.read(pdf, wants), 1)).toBe('军');
  });

  it('says so when its threads have ended', async () => {
    const closed = startPdfReaders(1);
    await closed.close();
    await expect(closed.read(new Uint8Array(8), { linksOn: [], paintOn: [] })).rejects.toThrow('ended');
  });
});

describe('countFontObjects', () => {
  it('counts descriptors, those without a file, and Type 3 fonts, in any order of keys', () => {
    const file = `1 0 obj
<</Type /FontDescriptor
/FontName /A /FontFile2 5 0 R>> endobj 2 0 obj <</Flags 4 /Type/FontDescriptor>> endobj
3 0 obj <</Type /Font /Subtype /Type3>> endobj 4 0 obj <</Type /Font /Subtype /Type0>> endobj`;
    expect(countFontObjects(Buffer.from(file))).toEqual({ descriptors: 2, withoutFile: 1, type3: 1 });
  });
});
