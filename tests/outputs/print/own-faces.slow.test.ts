/** A book with faces of its own: each is drawn where it belongs, embedded as TrueType, and ours stand in for the rest. */
import { createRequire } from 'node:module';
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cutFace } from '../../fonts/font-files.ts';
import { openPress, type Press, type PrintedBook, printBook } from '../../support/lay-out-book.ts';
import { makeBook } from '../../support/make-book.ts';
import { readWithMupdf } from '../../support/read-with-mupdf.ts';

const require = createRequire(import.meta.url);
/** A face in a weight that no role of ours is set in. */
const fileOf = (family: 'Sans' | 'Serif', style: string) =>
  require.resolve(`@expo-google-fonts/noto-${family.toLowerCase()}-sc/${style}/Noto${family}SC_${style}.ttf`);

const title = '邮路的来历';
const heading = '一、三条邮路';
const body = '养鸽子的人把纸卷塞进竹管';
/** Not in the book's own body face. */
const strange = '龘';

let press: Press;
let printed: PrintedBook;
beforeAll(async () => {
  press = await openPress();
  const [bodyFace, headingFace, titleFace] = await Promise.all([
    cutFace(`${body}。`, fileOf('Sans', '300Light')),
    cutFace(heading, fileOf('Serif', '900Black')),
    cutFace(title, fileOf('Sans', '900Black')),
  ]);
  await using book = await makeBook({
    manifest: { fonts: { body: 'body.ttf', heading: 'heading.ttf', title: 'title.ttf' } },
    reports: [{ title, text: `## ${heading}\n\n${body}。\n\n${strange}${strange}。` }],
    files: { 'fonts/body.ttf': bodyFace!, 'fonts/heading.ttf': headingFace!, 'fonts/title.ttf': titleFace! },
  });
  printed = await printBook(book.dir, press);
});
afterAll(() => press[Symbol.asyncDispose]());

test('draws title, heading and text with them, and what they lack with ours', async () => {
  const { pages } = await readWithMupdf(printed.pdf);
  const { lines } = pages.find(({ label }) => label === '1')!;
  const fontOf = (words: string) => lines.find(({ text }) => text.startsWith(words))?.font.replace(/^[A-Z]{6}\+/, '');
  expect(fontOf(title)).toBe('NotoSansSC-Black');
  expect(fontOf(heading)).toBe('NotoSerifSC-Black');
  expect(fontOf(body)).toBe('NotoSansSC-Light');
  expect(fontOf(strange)).toBe('NotoSerifSC-Regular');
});

test('embeds all faces as TrueType, in the file itself', () => {
  const document = mupdf.Document.openDocument(printed.pdf, 'application/pdf').asPDF()!;
  const kinds = new Map<string, unknown>();
  for (let i = 0; i < document.countPages(); i += 1) {
    const fonts = document.findPage(i).getInheritable('Resources').get('Font');
    fonts.forEach((font) => {
      const drawn = font.get('DescendantFonts').get(0);
      // FontFile2 is a TrueType program, FontFile3 would be CFF (ISO 32000-2, table 124).
      const isInFile = drawn.get('FontDescriptor').get('FontFile2').isStream();
      kinds.set(drawn.get('BaseFont').asName().slice(7), [
        font.get('Subtype').asName(),
        drawn.get('Subtype').asName(),
        isInFile,
      ]);
    });
  }
  expect([...kinds.keys()]).toEqual(
    expect.arrayContaining(['NotoSansSC-Black', 'NotoSerifSC-Black', 'NotoSansSC-Light', 'NotoSerifSC-Regular']),
  );
  for (const [name, kind] of kinds) expect(kind, name).toEqual(['Type0', 'CIDFontType2', true]);
});
