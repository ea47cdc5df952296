/** Looks into a font file before the browser does: whether a printable PDF can be made with it, and what it covers. */
import { createHash } from 'node:crypto';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemCode } from '../lib/system-error.ts';
import { needsNoGlyph } from './characters.ts';
import { type LayerOf, layerCharacters } from './layer-characters.ts';
import { type CharacterMap, readCharacterMap } from './read-cmap.ts';
import { findEmptyGlyphs } from './read-glyph-lengths.ts';
import { readPostScriptName } from './read-postscript-name.ts';
import { readSfnt, type Sfnt, SfntError } from './read-sfnt.ts';
import { readSubstitutions, type Substitution } from './read-substitutions.ts';

/** What a face has: its character map, and which of its characters may share a file. */
export interface Coverage extends CharacterMap {
  /** Found out at the first question (10 ms): a build that takes all pages from the cache never asks. */
  layerOf: LayerOf;
}

export interface InspectedFace {
  /** Null where the face cannot be used; then an error says why. */
  coverage: Coverage | null;
  /** By which a PDF names it; null where the face cannot be used or has none. */
  postScriptName: string | null;
  diagnostics: Diagnostic[];
}

/** Tables of bitmap and colour glyphs, which Chrome can only write as Type 3. */
const colourTables = ['COLR', 'CBDT', 'sbix', 'SVG '];
const neededTables = ['glyf', 'loca', 'head', 'hhea', 'hmtx', 'maxp', 'cmap'];

/** fsType bits (OpenType 1.9, "OS/2"): restricted licence, no subsetting, bitmaps only. */
const restrictions = { restricted: 0x0002, noSubsetting: 0x0100, bitmapOnly: 0x0200 } as const;
export type Restriction = keyof typeof restrictions;

/** A memory of what was read, by the tables' content: the weights of one family share their character map. */
export type CoverageMemory = Map<string, Coverage>;

/**
 * Inspects a face.
 * @param path absolute path
 * @param file the path as the user knows it, for diagnostics
 */
export async function inspectFace(path: string, file: string, memory: CoverageMemory): Promise<InspectedFace> {
  const place = { file };
  try {
    const sfnt = await readSfnt(path, ['cmap', 'GSUB', 'OS/2', 'head', 'maxp', 'loca', 'name']);
    const diagnostics = judgeFace(sfnt, file);
    if (diagnostics.some(({ severity }) => severity === 'error'))
      return { coverage: null, postScriptName: null, diagnostics };
    return {
      coverage: readCoverage(sfnt, memory),
      postScriptName: readPostScriptName(sfnt.tables.get('name')),
      diagnostics,
    };
  } catch (error) {
    if (error instanceof SfntError) {
      const found = diagnose('font-unreadable', { file, problem: error.problem }, place);
      return { coverage: null, postScriptName: null, diagnostics: [found] };
    }
    const reason = systemCode(error);
    if (reason === undefined) throw error;
    const params = { file, problem: 'not-opened' as const, reason };
    return { coverage: null, postScriptName: null, diagnostics: [diagnose('font-unreadable', params, place)] };
  }
}

function judgeFace({ kind, lengths, tables }: Sfnt, file: string): Diagnostic[] {
  const place = { file };
  if (kind === 'collection') return [diagnose('font-collection', { file }, place)];
  if (kind === 'webfont') return [diagnose('font-webfont', { file }, place)];
  const found: Diagnostic[] = [];
  const cff = kind === 'cff' || lengths.has('CFF ') || lengths.has('CFF2');
  if (cff) found.push(diagnose('font-cff', { file }, place));
  if (lengths.has('fvar')) found.push(diagnose('font-variable', { file }, place));
  if (colourTables.some((tag) => lengths.has(tag))) found.push(diagnose('font-colour', { file }, place));
  if (found.length === 0 && neededTables.some((tag) => !lengths.has(tag))) {
    found.push(diagnose('font-unreadable', { file, problem: 'no-outlines' }, place));
  }
  const fsType = (tables.get('OS/2')?.byteLength ?? 0) >= 10 ? tables.get('OS/2')!.getUint16(8) : 0;
  for (const restriction of Object.keys(restrictions) as Restriction[]) {
    if (fsType & restrictions[restriction]) found.push(diagnose('font-restricted', { file, restriction }, place));
  }
  return found;
}

function readCoverage({ lengths, tables }: Sfnt, memory: CoverageMemory): Coverage {
  const [cmap, gsub, head, maxp, loca] = ['cmap', 'GSUB', 'head', 'maxp', 'loca'].map((tag) => tables.get(tag));
  try {
    const empty = findEmptyGlyphs(head!, maxp!, loca!, lengths.get('glyf')!);
    const digest = createHash('sha256')
      .update(cmap!)
      .update(`|${[...empty].join()}|`);
    const key = (gsub === undefined ? digest : digest.update(gsub)).digest('hex');
    const known = memory.get(key);
    if (known !== undefined) return known;
    const map = readCharacterMap(cmap!, (codePoint, glyph) => empty.has(glyph) && !needsNoGlyph(codePoint));
    const coverage = { ...map, layerOf: layersWhenAsked(map, readSubstitutions(gsub)) };
    memory.set(key, coverage);
    return coverage;
  } catch (error) {
    if (error instanceof RangeError) throw new SfntError('damaged');
    throw error;
  }
}

function layersWhenAsked(map: CharacterMap, substitutions: Substitution[]): LayerOf {
  let layers: LayerOf | undefined;
  return (codePoint) => {
    layers ??= layerCharacters(map, substitutions);
    return layers(codePoint);
  };
}
