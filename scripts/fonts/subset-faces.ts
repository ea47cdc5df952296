/**
 * Cuts each face down to the book's characters before the browser sees it: a fiftieth of the bytes, a quarter of the
 * loading time, and a text layer without the code points that the book lacks. TrueType, not WOFF2: packing takes
 * 0.5 to 4 s a face, and the PDF wants it unpacked.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../diagnostics/catalogue.ts';
import type { BlobCache } from '../lib/blob-cache.ts';
import { packageFolder, packageVersion } from '../lib/package-folder.ts';
import { hashScripts } from '../lib/script-bundle.ts';
import { type CuttingThread, startCutting } from './cutting-thread.ts';
import type { BookFonts, Face, FaceStack } from './faces.ts';
import { drawnBy, planSubsets, type SubsetPlan } from './plan-subsets.ts';
import { keptFeatures } from './read-substitutions.ts';
import { type Role, type RoleFamily, roles } from './roles.ts';
import { unicodeRanges } from './unicode-ranges.ts';

/** A font file for the browser. */
export interface SubsetFace extends RoleFamily {
  role: Role;
  /** The face it was cut from, as in `Face.name`. */
  name: string;
  /** CSS `unicode-range`; undefined where the file serves its family and weight alone. */
  unicodeRange?: string;
  /** TrueType sfnt. */
  data: Uint8Array;
  /** SHA-256 of `data` in hex. */
  hash: string;
}

/** Cuts a book's faces. */
export interface Subsetting {
  /**
   * The files of all roles. The same faces and characters give the same bytes.
   * Throws DiagnosticError `font-unreadable` where HarfBuzz cannot read a face.
   * @param characters what each role sets; white space, joiners and marks included
   */
  cut(characters: Map<Role, Set<number>>): Promise<SubsetFace[]>;
  /** Ends the thread that cuts. */
  close(): Promise<void>;
}

/**
 * Begins to cut, long before it is known what each role sets: what takes time is the originals' size, and whatever is
 * asked for later is cut in no time out of the characters that are `likely`, where they hold it.
 * @param cache keeps the files by face, characters and HarfBuzz
 */
export async function startSubsetting(fonts: BookFonts, likely: Set<number>, cache: BlobCache): Promise<Subsetting> {
  let thread: CuttingThread | undefined;
  let closed = false;
  const cutter: Cutter = {
    cache,
    engine: await identifyEngine(),
    thread: () => {
      if (closed) throw new Error('no face is cut any more');
      thread ??= startCutting();
      return thread;
    },
  };
  const leading = likely.size > 0 ? roles.flatMap((role) => fonts.stacks[role].faces.slice(0, 1)) : [];
  const wholes = new Map(
    [...new Set(leading)].map((face) => [
      face,
      cutWhole(face, drawnBy(fonts.coverage.get(face.hash)!, likely), cutter),
    ]),
  );
  // What fails is told when it is asked for.
  for (const { data } of wholes.values()) data().catch(() => undefined);
  const wholeFor = (face: Face, wanted: Set<number>): WholeCut => {
    const known = wholes.get(face);
    return known && [...wanted].every((codePoint) => known.holds.has(codePoint))
      ? known
      : cutWhole(face, wanted, cutter);
  };
  return {
    async cut(characters) {
      const plans = planRoles(fonts, characters);
      const cut = [...byFace(plans)].map(([face, parts]) =>
        cutParts(parts, wholeFor(face, mappedBy(parts)), face, cutter),
      );
      const files = new Map((await Promise.all(cut)).flat());
      return plans.map(({ plan, ...named }): SubsetFace => {
        const data = files.get(plan)!;
        return { ...named, data, hash: createHash('sha256').update(data).digest('hex') };
      });
    },
    async close() {
      closed = true;
      await thread?.close();
    },
  };
}

/** The files of all roles, as `Subsetting.cut` gives them. */
export async function subsetFaces(
  fonts: BookFonts,
  characters: Map<Role, Set<number>>,
  cache: BlobCache,
): Promise<SubsetFace[]> {
  const subsetting = await startSubsetting(fonts, new Set(), cache);
  return subsetting.cut(characters).finally(() => subsetting.close());
}

type PlannedFace = Omit<SubsetFace, 'data' | 'hash'> & { plan: SubsetPlan };

function planRoles({ stacks, coverage }: BookFonts, characters: Map<Role, Set<number>>): PlannedFace[] {
  return roles.flatMap((role) => {
    const wanted = characters.get(role);
    return wanted?.size ? describePlans(stacks[role], planSubsets(stacks[role], coverage, wanted)) : [];
  });
}

function describePlans({ role, family, weight }: FaceStack, plans: SubsetPlan[]): PlannedFace[] {
  const ranges = plans.length === 1 ? [] : unicodeRanges(plans.map(({ served }) => served));
  return plans.map((plan, i) => {
    const unicodeRange = ranges[i];
    return { role, family, weight, name: plan.face.name, ...(unicodeRange && { unicodeRange }), plan };
  });
}

function byFace(planned: PlannedFace[]): Map<Face, SubsetPlan[]> {
  const faces = new Map<Face, SubsetPlan[]>();
  for (const { plan } of planned) faces.set(plan.face, [...(faces.get(plan.face) ?? []), plan]);
  return faces;
}

const mappedBy = (parts: SubsetPlan[]): Set<number> => new Set(parts.flatMap(({ mapped }) => mapped));

interface Cutter {
  cache: BlobCache;
  /** Names what makes the bytes: part of every cache key. */
  engine: string;
  /** Started when something has to be cut. */
  thread: () => CuttingThread;
}

/** One cut of a face for all its roles and layers, which are cut out of it. */
interface WholeCut {
  holds: Set<number>;
  text: string;
  /** Made at the first call, if it has not been begun. */
  data: () => Promise<Buffer>;
}

function cutWhole(face: Face, holds: Set<number>, cutter: Cutter): WholeCut {
  const text = textOf([...holds].sort((a, b) => a - b));
  let made: Promise<Buffer> | undefined;
  const data = () => {
    made ??= cutCached([text], face, async () => face.file, cutter);
    return made;
  };
  return { holds, text, data };
}

function cutParts(
  parts: SubsetPlan[],
  whole: WholeCut,
  face: Face,
  cutter: Cutter,
): Promise<[SubsetPlan, Uint8Array][]> {
  return Promise.all(
    parts.map(async (part): Promise<[SubsetPlan, Uint8Array]> => {
      const text = textOf(part.mapped);
      const cut = text === whole.text ? whole.data() : cutCached([text, whole.text], face, whole.data, cutter);
      return [part, await cut];
    }),
  );
}

/** `texts`: the characters of the cut, then those of the cut that it is made from, if not from the face itself. */
async function cutCached(
  texts: [string, ...string[]],
  face: Face,
  source: () => Promise<string | Buffer>,
  { cache, engine, thread }: Cutter,
): Promise<Buffer> {
  const key = createHash('sha256')
    .update([engine, face.hash, ...texts].join('\0'))
    .digest('hex');
  const known = await cache.get(key);
  if (known !== null) return Buffer.from(known);
  const data = await thread()
    .cut(await source(), texts[0])
    .catch(() =>
      fail('font-unreadable', { file: face.name, problem: 'damaged' }, face.custom ? { file: face.name } : undefined),
    );
  await cache.put(key, data);
  return data;
}

function textOf(codePoints: number[]): string {
  return codePoints.map((codePoint) => String.fromCodePoint(codePoint)).join('');
}

/**
 * Names whatever stands between a face and the glyphs of a line: how characters are shared out among files (kerning
 * and ligatures end where a file does), and what cuts them.
 */
export async function identifyCutting(): Promise<string> {
  return `${await hashScripts(fileURLToPath(new URL('.', import.meta.url)))} ${await identifyEngine()}`;
}

/** The version of subset-font, the HarfBuzz inside it, and the features kept. */
async function identifyEngine(): Promise<string> {
  const load = createRequire(join(packageFolder('subset-font'), 'package.json'));
  const harfbuzz = await readFile(load.resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'));
  const digest = createHash('sha256').update(harfbuzz).digest('hex');
  return [packageVersion('subset-font'), digest, ...keptFeatures].join(' ');
}
