/** Font files for the tests: real faces of the npm packages, cut small, and the same with single bytes changed. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';
import { type ResolvedFaces, resolveFaces } from '../../scripts/fonts/faces.ts';
import type { BlobCache } from '../../scripts/lib/blob-cache.ts';
import { type Manifest, manifestSchema } from '../../scripts/model/manifest-schema.ts';

const require = createRequire(import.meta.url);

export const serifFile = require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
export const sansFile = require.resolve('@expo-google-fonts/noto-sans-sc/500Medium/NotoSansSC_500Medium.ttf');
/** A Latin face with a format 4 character map alone. */
export const liberationFile = require.resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf');
/** A PostScript Type 1 font. */
export const type1File = require.resolve('pdfjs-dist/standard_fonts/FoxitSerif.pfb');

/** A small static face with these characters, cut out of a real one. */
export function cutFace(text: string, file = serifFile, targetFormat: 'truetype' | 'woff' | 'woff2' = 'truetype') {
  return subsetFont(readFileSync(file), text, { targetFormat });
}

/** The directory record and the offset of a table. */
function locate(face: Buffer, tag: string): { record: number; offset: number } {
  for (let i = 0; i < face.readUInt16BE(4); i++) {
    const record = 12 + i * 16;
    if (face.toString('latin1', record, record + 4) === tag) return { record, offset: face.readUInt32BE(record + 8) };
  }
  throw new Error(`no table ${tag}`);
}

/** A copy with tables renamed. */
export function renameTables(face: Buffer, names: Record<string, string>): Buffer {
  const copy = Buffer.from(face);
  for (const [from, to] of Object.entries(names)) copy.write(to, locate(copy, from).record, 'latin1');
  return copy;
}

/** A copy with a 16-bit number of a table changed. */
export function patchTable(face: Buffer, tag: string, at: number, value: number): Buffer {
  const copy = Buffer.from(face);
  copy.writeUInt16BE(value, locate(copy, tag).offset + at);
  return copy;
}

/** A book's folder with these files in `fonts`, removed when `work` is done. */
export async function withFolder<T>(
  files: Record<string, Buffer | string>,
  work: (dir: string) => T | Promise<T>,
): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'huibian-fonts-'));
  try {
    mkdirSync(join(dir, 'fonts'));
    for (const [name, data] of Object.entries(files)) writeFileSync(join(dir, 'fonts', name), data);
    return await work(dir);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

export function manifestWith(fonts: Manifest['fonts']): Manifest {
  return manifestSchema.parse({
    slug: 'faces',
    title: '字体',
    identifier: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    issued: '2024-01-01',
    fonts,
    parts: [{ title: '一', reports: [{ title: '甲' }] }],
  });
}

/** A cache in memory, with what it was asked. */
export function memoryCache(): BlobCache & { entries: Map<string, Uint8Array>; puts: number } {
  const entries = new Map<string, Uint8Array>();
  return {
    entries,
    puts: 0,
    get: async (key) => entries.get(key) ?? null,
    async put(key, data) {
      this.puts++;
      entries.set(key, typeof data === 'string' ? Buffer.from(data) : Uint8Array.from(data));
    },
  };
}

const hashes = memoryCache();

/** The faces of a book with these files and this `fonts` entry; `work` runs while the files are there. */
export function resolveWith(files: Record<string, Buffer | string>, fonts: Manifest['fonts']): Promise<ResolvedFaces>;
export function resolveWith<T>(
  files: Record<string, Buffer | string>,
  fonts: Manifest['fonts'],
  work: (resolved: ResolvedFaces) => Promise<T>,
): Promise<T>;
export function resolveWith(
  files: Record<string, Buffer | string>,
  fonts: Manifest['fonts'],
  work: (resolved: ResolvedFaces) => Promise<unknown> = async (resolved) => resolved,
): Promise<unknown> {
  return withFolder(files, async (dir) => work(await resolveFaces({ dir, manifest: manifestWith(fonts) }, hashes)));
}

/** Our own faces. */
export const defaultFaces = (): Promise<ResolvedFaces> => resolveWith({}, {});

/** An independent reading of a font file: its characters, and the glyph of each. */
export function readWithFontkit(data: Buffer): { glyphs: Map<number, number>; features: Set<string> } {
  const font = fontkit.create(data) as unknown as FontkitFont;
  // U+FFFF closes a format 4 map and is no character.
  const characters = font.characterSet.filter((codePoint) => codePoint !== 0xffff);
  const glyphs = new Map(characters.map((codePoint) => [codePoint, font.glyphForCodePoint(codePoint).id]));
  const lists = [font.GSUB, font.GPOS].flatMap((table) => table?.featureList ?? []);
  return { glyphs, features: new Set(lists.map(({ tag }) => tag)) };
}

interface FontkitFont {
  characterSet: number[];
  glyphForCodePoint(codePoint: number): { id: number };
  GSUB?: { featureList: { tag: string }[] };
  GPOS?: { featureList: { tag: string }[] };
}

export const codePointsOf = (text: string): number[] => [...text].map((character) => character.codePointAt(0)!);
