/** Which files may be used as faces: every format that would spoil the PDF is named, with the reason. */
import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { inspectFace } from '../../scripts/fonts/inspect-face.ts';
import {
  cutFace,
  liberationFile,
  patchTable,
  readWithFontkit,
  renameTables,
  resolveWith,
  sansFile,
  serifFile,
  type1File,
} from './font-files.ts';

const small = await cutFace('工人 ABC');
const cmapRecords = small.readUInt16BE(tableOffset('cmap') + 2);

function tableOffset(tag: string): number {
  return small.readUInt32BE(small.indexOf(tag, 0, 'latin1') + 8);
}

/** The cmap's subtables declared as Macintosh Roman. */
function withoutUnicode(): Buffer {
  let face = small;
  for (let i = 0; i < cmapRecords; i++) {
    face = patchTable(patchTable(face, 'cmap', 4 + i * 8, 1), 'cmap', 6 + i * 8, 0);
  }
  return face;
}

/** A glyph that ends before it begins: the second of loca's long or short offsets is the largest number. */
function crossedGlyphs(): Buffer {
  return patchTable(small, 'loca', small.readInt16BE(tableOffset('head') + 50) === 1 ? 4 : 2, 0xffff);
}

const cases: [name: string, data: Buffer | string, code: string, severity: string, words: RegExp][] = [
  ['PostScript outlines', renameTables(small, { glyf: 'CFF ' }), 'font-cff', 'error', /Type 3/],
  ['an OpenType/CFF file', Buffer.concat([Buffer.from('OTTO'), small.subarray(4)]), 'font-cff', 'error', /Type 3/],
  ['a variable face', renameTables(small, { STAT: 'fvar' }), 'font-variable', 'error', /Type 3/],
  ['a colour face', renameTables(small, { STAT: 'COLR' }), 'font-colour', 'error', /Type 3/],
  ['a collection', Buffer.concat([Buffer.from('ttcf'), small]), 'font-collection', 'error', /\.ttc/],
  ['a WOFF file', await cutFace('工', serifFile, 'woff'), 'font-webfont', 'error', /WOFF/],
  ['a WOFF2 file', await cutFace('工', serifFile, 'woff2'), 'font-webfont', 'error', /WOFF/],
  ['a Type 1 file', readFileSync(type1File), 'font-unreadable', 'error', /不是字体/],
  ['text', '这不是字体文件，只是文字。', 'font-unreadable', 'error', /不是字体/],
  ['an empty file', '', 'font-unreadable', 'error', /不是字体/],
  ['half a file', small.subarray(0, small.length / 2), 'font-unreadable', 'error', /不完整/],
  ['a face whose glyphs cross', crossedGlyphs(), 'font-unreadable', 'error', /损坏/],
  ['a face without outlines', renameTables(small, { glyf: 'xxxx' }), 'font-unreadable', 'error', /没有 TrueType 轮廓/],
  ['a face without Unicode', withoutUnicode(), 'font-unreadable', 'error', /Unicode/],
  ['a restricted licence', patchTable(small, 'OS/2', 8, 0x0002), 'font-restricted', 'warning', /受限许可/],
  ['no subsetting', patchTable(small, 'OS/2', 8, 0x0100), 'font-restricted', 'warning', /部分字符/],
  ['bitmaps only', patchTable(small, 'OS/2', 8, 0x0200), 'font-restricted', 'warning', /点阵/],
];

describe('a face of the book', () => {
  it.each(cases)('%s', async (_name, data, code, severity, words) => {
    const { diagnostics, fonts } = await resolveWith({ 'own.ttf': data }, { body: 'own.ttf' });
    expect(diagnostics.map((one) => [one.code, one.severity, one.place?.file])).toEqual([
      [code, severity, 'fonts/own.ttf'],
    ]);
    expect(wordsOf(diagnostics[0]!, 'zh').message).toMatch(words);
    for (const lang of ['zh', 'en'] as const) {
      const { message, hint } = wordsOf(diagnostics[0]!, lang);
      expect(message).toContain('own.ttf');
      expect(hint.length).toBeGreaterThan(10);
    }
    expect(fonts.stacks.body.faces[0]!.custom).toBe(severity === 'warning');
  });

  it('that lies in no file, or in a folder, cannot be opened', async () => {
    const { diagnostics } = await resolveWith({}, { body: 'absent.ttf', title: '.' });
    expect(diagnostics.map(({ code, params }) => [code, (params as { reason: string }).reason])).toEqual([
      ['font-unreadable', 'ENOENT'],
      ['font-unreadable', 'EISDIR'],
    ]);
  });

  it('has all its faults named at once', async () => {
    const bad = patchTable(renameTables(small, { glyf: 'CFF2', STAT: 'fvar', gasp: 'COLR' }), 'OS/2', 8, 2);
    const { diagnostics } = await resolveWith({ 'own.ttf': bad }, { body: 'own.ttf' });
    expect(diagnostics.map(({ code }) => code)).toEqual([
      'font-cff',
      'font-variable',
      'font-colour',
      'font-restricted',
    ]);
  });

  it('is reported once, whatever it is used for', async () => {
    const fonts = { body: 'own.ttf', title: 'own.ttf', fallback: ['own.ttf'] };
    const { diagnostics } = await resolveWith({ 'own.ttf': 'no font' }, fonts);
    expect(diagnostics).toHaveLength(1);
  });

  it('covers what shows: a character with an empty glyph is not covered', async () => {
    const face = await cutFace('工人大');
    const loca = face.readUInt32BE(face.indexOf('loca', 0, 'latin1') + 8);
    const long = face.readInt16BE(face.readUInt32BE(face.indexOf('head', 0, 'latin1') + 8) + 50) === 1;
    const glyph = readWithFontkit(face).glyphs.get('人'.codePointAt(0)!)!;
    const size = long ? 4 : 2;
    // The glyph before takes 人's outline too.
    const emptied = Buffer.from(face);
    face.copy(emptied, loca + glyph * size, loca + (glyph + 1) * size, loca + (glyph + 2) * size);
    const { fonts } = await resolveWith({ 'own.ttf': emptied }, { body: 'own.ttf' });
    const coverage = fonts.coverage.get(fonts.stacks.body.faces[0]!.hash)!;
    expect([...'工人大'].map((character) => coverage.has(character.codePointAt(0)!))).toEqual([true, false, true]);
  });
});

describe('the character map', () => {
  it.each([
    ['format 12', serifFile, 30928],
    ['format 12', sansFile, 30890],
    ['format 4', liberationFile, 668],
  ])('of %s is read as fontkit reads it (%s)', async (_format, file, size) => {
    const data = readFileSync(file);
    const { fonts } = await resolveWith({ 'own.ttf': data }, { body: 'own.ttf' });
    const coverage = fonts.coverage.get(fonts.stacks.body.faces[0]!.hash)!;
    const glyphs = [...readWithFontkit(data).glyphs];
    expect(coverage.codePoints).toHaveLength(size);
    expect([...coverage.codePoints].map((codePoint) => [codePoint, coverage.glyphOf(codePoint)])).toEqual(glyphs);
  });
});

describe('the PostScript name', () => {
  it.each([serifFile, sansFile, liberationFile])('of %s is the one that fontkit reads', async (file) => {
    const { postScriptName } = await inspectFace(file, file, new Map());
    expect(postScriptName).toBe((fontkit.openSync(file) as fontkit.Font).postscriptName);
  });

  it('is nothing where the face cannot be used', async () => {
    expect((await inspectFace(type1File, type1File, new Map())).postScriptName).toBeNull();
  });
});
