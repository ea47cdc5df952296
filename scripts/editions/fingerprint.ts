/** What made an edition, as far as it can change a page: huibian with the packages it fixes, browser, Paged.js, faces. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { packageVersion, readPackage, rootFolder } from '../lib/package-folder.ts';
import type { Fingerprint } from '../model/edition-types.ts';

/** `faces` are the SHA-256 of the faces by name; `browser` is its version. */
export async function takeFingerprint(browser: string, faces: Record<string, string>): Promise<Fingerprint> {
  const huibian = `${readPackage(rootFolder).version} ${await digestSources(rootFolder)}`;
  return { huibian, browser, pagedjs: packageVersion('pagedjs'), fonts: faces };
}

/** Of the program's sources and of the list of packages that it is installed with, where that is at hand. */
async function digestSources(root: string): Promise<string> {
  const scripts = await readdir(join(root, 'scripts'), { recursive: true, withFileTypes: true });
  const files = scripts
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)).split(sep).join('/'));
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', ...files.sort()]) {
    const bytes = await readFile(join(root, file)).catch(() => Buffer.alloc(0));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex').slice(0, 16);
}

/**
 * The parts in which two fingerprints differ: `browser 147.0.1 → 148.0.2`, with a face's or a part's name first. Of what
 * is not known now nothing is said.
 */
export function compareFingerprints(recorded: Fingerprint, now: Partial<Fingerprint>): string[] {
  const differing = (name: string, a: string | undefined, b: string | undefined) =>
    a === b ? [] : [`${name}: ${short(a)} → ${short(b)}`];
  const parts = [
    ['huibian', 'huibian'],
    ['browser', 'browser'],
    ['pagedjs', 'Paged.js'],
  ] as const;
  const { fonts } = now;
  const faces = fonts ? [...new Set([...Object.keys(recorded.fonts), ...Object.keys(fonts)])].sort() : [];
  return [
    ...parts.flatMap(([part, name]) => (now[part] === undefined ? [] : differing(name, recorded[part], now[part]))),
    ...faces.flatMap((face) => differing(face, recorded.fonts[face], fonts?.[face])),
  ];
}

const short = (value: string | undefined): string =>
  value === undefined ? '—' : /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;
