/**
 * Sorts a face's characters into layers, so that within a layer no glyph can stand for two characters.
 *
 * Chrome writes into a PDF what the embedded file's character map says of a glyph. Where one glyph serves two
 * characters (⼯ and 工; ・ and • in Noto Sans), or where a character's substitute is another's glyph (—— becomes ⸺),
 * the text layer says the wrong one and a search finds nothing. Each layer becomes a file of its own.
 *
 * The layers depend on the face alone, never on the book: a character new to one report must not move another
 * report's characters from file to file, or its cached pages would be wrong.
 */
import { isMark, needsNoGlyph } from './characters.ts';
import type { CharacterMap } from './read-cmap.ts';
import type { Substitution } from './read-substitutions.ts';

/** A character's layer, from 0; layer 0 holds nearly all. */
export type LayerOf = (codePoint: number) => number;

/** Of characters that share a glyph, those of an earlier range come first. Elsewhere, the order of code points. */
const ranges: { rank: number; from: number; to: number }[] = [
  { rank: 1, from: 0x20, to: 0x7e },
  { rank: 1, from: 0xa1, to: 0x24f },
  { rank: 1, from: 0x2010, to: 0x2010 },
  { rank: 1, from: 0x2013, to: 0x2014 },
  { rank: 1, from: 0x2018, to: 0x2027 },
  { rank: 1, from: 0x3000, to: 0x301b },
  { rank: 1, from: 0x4e00, to: 0x9fff },
  { rank: 1, from: 0xff01, to: 0xff5e },
  { rank: 3, from: 0x2e80, to: 0x2fdf },
  { rank: 3, from: 0xf900, to: 0xfaff },
  { rank: 3, from: 0xfb00, to: 0xfdff },
  { rank: 3, from: 0xfe70, to: 0xfeff },
  { rank: 3, from: 0x2f800, to: 0x2fa1f },
];

function rankOf(codePoint: number): number {
  if (isMark(codePoint)) return 0;
  return ranges.find(({ from, to }) => codePoint >= from && codePoint <= to)?.rank ?? 2;
}

/** What a character's glyph may become: by itself (`alone`, the glyph included), or only with others (`joined`). */
interface Reach {
  codePoint: number;
  alone: number[];
  joined: number[];
}

const none: number[] = [];

interface Layer {
  alone: Set<number>;
  joined: Set<number>;
}

/** Finds the layers of a face's characters. */
export function layerCharacters(map: CharacterMap, substitutions: Substitution[]): LayerOf {
  const contested = findContested(map, substitutions);
  const order = new Map(contested.map(({ codePoint }) => [codePoint, rankOf(codePoint) * 0x200000 + codePoint]));
  contested.sort((a, b) => order.get(a.codePoint)! - order.get(b.codePoint)!);
  const layers: Layer[] = [];
  const layerOf = new Map<number, number>();
  for (const reach of contested) {
    let index = layers.findIndex((layer) => !collide(layer, reach));
    if (index === -1) index = layers.push({ alone: new Set(), joined: new Set() }) - 1;
    const layer = layers[index]!;
    for (const glyph of reach.alone) layer.alone.add(glyph);
    for (const glyph of reach.joined) layer.joined.add(glyph);
    layerOf.set(reach.codePoint, index);
  }
  return (codePoint) => layerOf.get(codePoint) ?? 0;
}

/** True where a glyph could stand for characters of both. Two parts of one ligature may share what they become. */
function collide(layer: Layer, reach: Reach): boolean {
  for (const glyph of reach.alone) if (layer.alone.has(glyph) || layer.joined.has(glyph)) return true;
  for (const glyph of reach.joined) if (layer.alone.has(glyph)) return true;
  return false;
}

/** The characters whose glyphs may stand for another character too, or become a glyph that others have. */
function findContested(map: CharacterMap, substitutions: Substitution[]): Reach[] {
  const trace = traceSubstitutions(map, substitutions);
  const claims = new Uint8Array(0x10000);
  const claim = (glyph: number) => {
    if (claims[glyph]! < 2) claims[glyph]!++;
  };
  const contested: Reach[] = [];
  for (const codePoint of map.codePoints) {
    const glyph = map.glyphOf(codePoint);
    if (trace.starts[glyph] === 0) {
      claim(glyph);
      continue;
    }
    const reach = { codePoint, ...trace.follow([glyph, ...(map.variants.get(codePoint) ?? [])]) };
    for (const reached of reach.alone) claim(reached);
    for (const reached of reach.joined) claim(reached);
    contested.push(reach);
  }
  const known = new Set(contested.map((reach) => reach.codePoint));
  for (const codePoint of map.codePoints) {
    const glyph = map.glyphOf(codePoint);
    if (claims[glyph]! < 2 || known.has(codePoint)) continue;
    contested.push({ codePoint, alone: [glyph], joined: none });
  }
  return contested;
}

interface Trace {
  /** By glyph: 1 where a substitution or a variation starts from it. */
  starts: Uint8Array;
  follow(glyphs: number[]): Omit<Reach, 'codePoint'>;
}

/**
 * Substitutions with a combining mark or a joiner among the parts are left out: they compose what HarfBuzz composes
 * without them (e and an acute are é), and setting é apart from e would tear words.
 */
function traceSubstitutions(map: CharacterMap, substitutions: Substitution[]): Trace {
  const isSingle = ({ from, to }: Substitution) => from.length === 1 && to.length === 1;
  const marks = findMarks(
    map,
    substitutions.flatMap((one) => (isSingle(one) ? [] : one.from)),
  );
  const starts = new Uint8Array(0x10000);
  const alone = new Map<number, number[]>();
  const joined = new Map<number, number[]>();
  for (const substitution of substitutions) {
    const { from, to } = substitution;
    if (!isSingle(substitution) && from.some((glyph) => marks.has(glyph))) continue;
    const edges = isSingle(substitution) ? alone : joined;
    for (const glyph of from) {
      starts[glyph] = 1;
      edges.set(glyph, [...(edges.get(glyph) ?? []), ...to]);
    }
  }
  for (const codePoint of map.variants.keys()) starts[map.glyphOf(codePoint)] = 1;
  const follow = (glyphs: number[]) => {
    const own = spread(glyphs, (glyph) => alone.get(glyph) ?? []);
    const all = spread([...own], (glyph) => [...(alone.get(glyph) ?? []), ...(joined.get(glyph) ?? [])]);
    return { alone: [...own], joined: [...all].filter((glyph) => !own.has(glyph)) };
  };
  return { starts, follow };
}

/** Those of the glyphs that the face has for combining marks and joiners. */
function findMarks(map: CharacterMap, glyphs: number[]): Set<number> {
  const asked = new Uint8Array(0x10000);
  for (const glyph of glyphs) asked[glyph] = 1;
  const marks = new Set<number>();
  for (const codePoint of map.codePoints) {
    const glyph = map.glyphOf(codePoint);
    if (asked[glyph] === 1 && (isMark(codePoint) || needsNoGlyph(codePoint))) marks.add(glyph);
  }
  return marks;
}

/** Everything that can be reached from the glyphs, themselves included. */
function spread(glyphs: number[], next: (glyph: number) => number[]): Set<number> {
  const reached = new Set(glyphs);
  for (const glyph of reached) for (const to of next(glyph)) reached.add(to);
  return reached;
}
