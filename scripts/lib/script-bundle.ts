/** TypeScript for browsers, compiled by esbuild into one script; kept in the cache folder until the sources change. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { openBlobCache } from './blob-cache.ts';
import { cacheDir } from './cache-dir.ts';
import { packageVersion } from './package-folder.ts';

export interface BundleInput {
  /** Absolute path of the folder that holds all sources. */
  folder: string;
  /** A source in it, without extension. */
  entry: string;
  /** What it is to run on, as esbuild names it. */
  target: string | string[];
  /** Without names and comments; the same bytes wherever it is made. */
  minify: boolean;
}

/** Digest of a folder's sources and of the compiler. */
export async function hashScripts(folder: string): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return createHash('sha256')
    .update([packageVersion('esbuild'), ...texts].join('\0'))
    .digest('hex');
}

/** The script of an entry. */
export async function bundleScript({ folder, entry, target, minify }: BundleInput): Promise<string> {
  const blobs = openBlobCache(path.join(cacheDir(), 'in-page'), 20);
  const key = `${await hashScripts(folder)}-${entry}`;
  const known = await blobs.get(key);
  if (known) return new TextDecoder().decode(known);
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [path.join(folder, `${entry}.ts`)],
    absWorkingDir: folder,
    bundle: true,
    format: 'iife',
    target,
    minify,
    charset: 'utf8',
    write: false,
    legalComments: 'none',
  });
  const script = result.outputFiles[0]!.text;
  await blobs.put(key, script);
  return script;
}
