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
import { planSubsets, type SubsetPlan } from './plan-subsets.ts';
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

/**
 * The files of all roles. The same faces and characters give the same bytes.
 * Throws DiagnosticError `font-unreadable` where HarfBuzz cannot read a face.
 * @param characters what each role sets; white space, joiners and marks included
 * @param cache keeps the files by face, characters and HarfBuzz
 */
export async function subsetFaces(
  fonts: BookFonts,
  characters: Map<Role, Set<number>>,
  cache: BlobCache,
): Promise<SubsetFace[]> {
  const plans = roles.flatMap((role) => {
    const wanted = characters.get(role);
    return wanted?.size
      ? describePlans(fonts.stacks[role], planSubsets(fonts.stacks[role], fonts.coverage, wanted))
      : [];
  });
  const byFace = new Map<Face, SubsetPlan[]>();
  for (const { plan } of plans) byFace.set(plan.face, [...(byFace.get(plan.face) ?? []), plan]);
  let thread: CuttingThread | undefined;
  const start = () => {
    thread ??= startCutting();
    return thread;
  };
  const cutter: Cutter = { cache, engine: await identifyEngine(), thread: start };
  const cut = await Promise.all([...byFace].map(([face, parts]) => cutFace(face, parts, cutter))).finally(() =>
    thread?.close(),
  );
  const files = new Map(cut.flat());
  return plans.map(({ plan, ...named }): SubsetFace => {
    const data = files.get(plan)!;
    return { ...named, data, hash: createHash('sha256').update(data).digest('hex') };
  });
}

type PlannedFace = Omit<SubsetFace, 'data' | 'hash'> & { plan: SubsetPlan };

function describePlans({ role, family, weight }: FaceStack, plans: SubsetPlan[]): PlannedFace[] {
  const ranges = plans.length === 1 ? [] : unicodeRanges(plans.map(({ served }) => served));
  return plans.map((plan, i) => {
    const unicodeRange = ranges[i];
    return { role, family, weight, name: plan.face.name, ...(unicodeRange && { unicodeRange }), plan };
  });
}

interface Cutter {
  cache: BlobCache;
  /** Names what makes the bytes: part of every cache key. */
  engine: string;
  /** Started when something has to be cut. */
  thread: () => CuttingThread;
}

/**
 * Cuts a face for all its roles and layers. Where there are several, they are cut out of one cut for them all:
 * what takes time is the original's size.
 */
async function cutFace(face: Face, parts: SubsetPlan[], cutter: Cutter): Promise<[SubsetPlan, Uint8Array][]> {
  const all = textOf([...new Set(parts.flatMap(({ mapped }) => mapped))].sort((a, b) => a - b));
  let whole: Promise<Buffer> | undefined;
  const cutWhole = () => {
    whole ??= cutCached([all], face, async () => face.file, cutter);
    return whole;
  };
  return Promise.all(
    parts.map(async (part): Promise<[SubsetPlan, Uint8Array]> => {
      const text = textOf(part.mapped);
      return [part, text === all ? await cutWhole() : await cutCached([text, all], face, cutWhole, cutter)];
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
