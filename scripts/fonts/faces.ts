/**
 * Finds the faces of a book: ours from npm (static TrueType, engine.md's reason: nothing else embeds as TrueType),
 * and the office's own from the book's folder. Every role has a stack of faces; a character comes from the first
 * that has it, and from nowhere else.
 */
import { join } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BlobCache } from '../lib/blob-cache.ts';
import { packageFolder, readPackage } from '../lib/package-folder.ts';
import type { Book } from '../model/types.ts';
import { hashFile } from './hash-file.ts';
import { type Coverage, type CoverageMemory, inspectFace } from './inspect-face.ts';
import { type Role, type RoleFamily, roleFamilies, roles } from './roles.ts';

/** A font file. */
export interface Face {
  /** Absolute path. */
  file: string;
  /** For people and records: family, weight, package and version; or the path within the book's folder. */
  name: string;
  /** SHA-256 of the file in hex: for cache keys. */
  hash: string;
  /** By which a PDF names it; null where it has none. */
  postScriptName: string | null;
  /** True for a file of the book's own. */
  custom: boolean;
}

/** The faces of a role in the order in which they are asked for a character. */
export interface FaceStack extends RoleFamily {
  role: Role;
  faces: Face[];
}

export interface BookFonts {
  stacks: Record<Role, FaceStack>;
  /** What each face covers, by the face's hash. */
  coverage: Map<string, Coverage>;
}

export interface ResolvedFaces {
  fonts: BookFonts;
  /** Every file in use, once; ours first. */
  faces: Face[];
  diagnostics: Diagnostic[];
}

/** A face of ours: a package and the file in it. */
interface PackagedFace {
  title: string;
  module: string;
  path: string;
}

const packagedFace = (family: 'Serif' | 'Sans', weight: number, style: string): PackagedFace => ({
  title: `Noto ${family} SC ${weight}`,
  module: `@expo-google-fonts/noto-${family.toLowerCase()}-sc`,
  path: `${weight}${style}/Noto${family}SC_${weight}${style}.ttf`,
});

const serif400 = packagedFace('Serif', 400, 'Regular');
const serif500 = packagedFace('Serif', 500, 'Medium');
const serif700 = packagedFace('Serif', 700, 'Bold');
const sans500 = packagedFace('Sans', 500, 'Medium');
const packagedFaces = [serif400, serif500, serif700, sans500];

/** A role's own face, and the one that lends it the few characters (some ten) that the first lacks. */
const roleFaces: Record<Role, [PackagedFace, PackagedFace]> = {
  body: [serif400, sans500],
  emphasis: [serif700, sans500],
  heading: [sans500, serif500],
  subheading: [serif500, sans500],
  title: [serif700, sans500],
};

/**
 * The faces of a book, hashed and inspected. A face that cannot be used is left out of the stacks, and an error says
 * why.
 * @param hashes remembers the files' hashes
 * @param findPackage folder of an npm package
 */
export async function resolveFaces(
  book: Pick<Book, 'dir' | 'manifest'>,
  hashes: BlobCache,
  findPackage: (name: string) => string = packageFolder,
): Promise<ResolvedFaces> {
  const { fallback = [], ...own } = book.manifest.fonts;
  const customFiles = [...new Set([...Object.values(own), ...fallback])].filter((file) => file !== undefined);
  const memory: CoverageMemory = new Map();
  const loaded = await Promise.all([
    ...packagedFaces.map((face) => loadPackagedFace(face, findPackage, hashes, memory)),
    ...customFiles.map((file) => loadFace(join(book.dir, file), file, file, true, hashes, memory)),
  ]);
  const byKey = new Map([...packagedFaces, ...customFiles].map((key, i) => [key, loaded[i]!.face]));

  const stackOf = (role: Role): FaceStack => {
    const [first, last] = roleFaces[role];
    const custom = role === 'emphasis' ? undefined : own[role];
    const keys = new Set([...(custom === undefined ? [] : [custom]), first, ...fallback, last]);
    const faces = [...keys].map((key) => byKey.get(key) ?? null);
    return { role, ...roleFamilies[role], faces: faces.filter((face) => face !== null) };
  };
  return {
    fonts: {
      stacks: Object.fromEntries(roles.map((role) => [role, stackOf(role)])) as Record<Role, FaceStack>,
      coverage: new Map(loaded.flatMap(({ face, coverage }) => (face && coverage ? [[face.hash, coverage]] : []))),
    },
    faces: loaded.map(({ face }) => face).filter((face) => face !== null),
    diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics),
  };
}

interface LoadedFace {
  face: Face | null;
  coverage: Coverage | null;
  diagnostics: Diagnostic[];
}

async function loadFace(
  path: string,
  shown: string,
  name: string,
  custom: boolean,
  hashes: BlobCache,
  memory: CoverageMemory,
): Promise<LoadedFace> {
  const { coverage, postScriptName, diagnostics } = await inspectFace(path, shown, memory);
  if (coverage === null) return { face: null, coverage, diagnostics };
  const hash = await hashFile(path, hashes);
  return { face: { file: path, name, hash, postScriptName, custom }, coverage, diagnostics };
}

async function loadPackagedFace(
  { title, module, path }: PackagedFace,
  findPackage: (name: string) => string,
  hashes: BlobCache,
  memory: CoverageMemory,
): Promise<LoadedFace> {
  const folder = findPackage(module);
  const name = `${title} (${module} ${readPackage(folder).version})`;
  const loaded = await loadFace(join(folder, path), path, name, false, hashes, memory);
  if (loaded.face !== null) return loaded;
  return { ...loaded, diagnostics: [diagnose('package-missing', { name: module, file: path })] };
}
