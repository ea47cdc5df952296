/**
 * Reads a face's character map (OpenType 1.9, "cmap": formats 4, 12 and 14). Own code, because it stands between
 * the start of a build and its first page: 2 ms a CJK face, where fontkit takes 25 ms and 100 ms to load.
 */
import { SfntError } from './read-sfnt.ts';

export interface CharacterMap {
  /** 0 where the face has no glyph. */
  glyphOf(codePoint: number): number;
  has(codePoint: number): boolean;
  /** Every character it has, in order. */
  codePoints: Uint32Array;
  /** Glyphs that a variation selector chooses in place of a character's own. */
  variants: Map<number, number[]>;
  /** The variation selectors it knows. */
  selectors: Set<number>;
}

/** Subtables of use, best first: platform and encoding (full Unicode, then the BMP alone). */
const preferred = ['3/10', '0/6', '0/4', '3/1', '0/3', '0/2', '0/1', '0/0'];

/**
 * Reads a `cmap` table, without the characters that `isLeftOut` names. Throws SfntError where it has no Unicode map,
 * RangeError where it points outside itself.
 */
export function readCharacterMap(
  table: DataView,
  isLeftOut: (codePoint: number, glyph: number) => boolean = () => false,
): CharacterMap {
  const subtables = new Map<string, number>();
  for (let i = 0; i < table.getUint16(2); i++) {
    const record = 4 + i * 8;
    subtables.set(`${table.getUint16(record)}/${table.getUint16(record + 2)}`, table.getUint32(record + 4));
  }
  const pages = new Array<Uint16Array | undefined>(0x1100).fill(undefined);
  const set = (codePoint: number, glyph: number) => {
    if (glyph === 0 || glyph > 0xffff || codePoint > 0x10ffff || isLeftOut(codePoint, glyph)) return;
    const page = codePoint >> 8;
    let glyphs = pages[page];
    if (glyphs === undefined) glyphs = pages[page] = new Uint16Array(256);
    glyphs[codePoint & 255] = glyph;
  };
  const readable = preferred.some((key) => {
    const at = subtables.get(key);
    if (at === undefined) return false;
    const format = table.getUint16(at);
    if (format === 4) readFormat4(table, at, set);
    else if (format === 12) readFormat12(table, at, set);
    return format === 4 || format === 12;
  });
  if (!readable) throw new SfntError('no-unicode-map');
  const glyphOf = (codePoint: number) => pages[codePoint >> 8]?.[codePoint & 255] ?? 0;
  const sequences = subtables.get('0/5');
  return {
    glyphOf,
    has: (codePoint) => glyphOf(codePoint) !== 0,
    codePoints: listCodePoints(pages),
    ...(sequences === undefined ? { variants: new Map(), selectors: new Set() } : readFormat14(table, sequences)),
  };
}

type SetGlyph = (codePoint: number, glyph: number) => void;

function readFormat4(table: DataView, at: number, set: SetGlyph): void {
  const double = table.getUint16(at + 6);
  const ends = at + 14;
  const starts = ends + double + 2;
  const deltas = starts + double;
  const offsets = deltas + double;
  for (let i = 0; i < double; i += 2) {
    const end = table.getUint16(ends + i);
    const start = table.getUint16(starts + i);
    const delta = table.getUint16(deltas + i);
    const offset = table.getUint16(offsets + i);
    for (let code = start; code <= end && code < 0xffff; code++) {
      const glyph = offset === 0 ? code : table.getUint16(offsets + i + offset + (code - start) * 2);
      if (glyph !== 0 || offset === 0) set(code, (glyph + delta) & 0xffff);
    }
  }
}

function readFormat12(table: DataView, at: number, set: SetGlyph): void {
  const groups = table.getUint32(at + 12);
  for (let i = 0; i < groups; i++) {
    const group = at + 16 + i * 12;
    const start = table.getUint32(group);
    const end = Math.min(table.getUint32(group + 4), 0x10ffff);
    const glyph = table.getUint32(group + 8);
    for (let code = start; code <= end; code++) set(code, glyph + code - start);
  }
}

function readFormat14(table: DataView, at: number): Pick<CharacterMap, 'variants' | 'selectors'> {
  const variants = new Map<number, number[]>();
  const selectors = new Set<number>();
  for (let i = 0; i < table.getUint32(at + 6); i++) {
    const record = at + 10 + i * 11;
    selectors.add((table.getUint16(record) << 8) | table.getUint8(record + 2));
    const offset = table.getUint32(record + 7);
    if (offset === 0) continue;
    for (let j = 0; j < table.getUint32(at + offset); j++) {
      const mapping = at + offset + 4 + j * 5;
      const codePoint = (table.getUint16(mapping) << 8) | table.getUint8(mapping + 2);
      variants.set(codePoint, [...(variants.get(codePoint) ?? []), table.getUint16(mapping + 3)]);
    }
  }
  return { variants, selectors };
}

function listCodePoints(pages: (Uint16Array | undefined)[]): Uint32Array {
  const found: number[] = [];
  for (let page = 0; page < pages.length; page++) {
    const glyphs = pages[page];
    if (glyphs === undefined) continue;
    for (let low = 0; low < 256; low++) if (glyphs[low] !== 0) found.push((page << 8) | low);
  }
  return Uint32Array.from(found);
}
