/** The code of in-page/ as scripts for a tab: compiled by esbuild, kept in the cache folder until the sources change. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBlobCache } from '../lib/blob-cache.ts';
import { cacheDir } from '../lib/cache-dir.ts';
import { packageVersion } from '../lib/package-folder.ts';

/** `main` for a flow a call, `whole-book` for pagedjs-cli. */
export type InPageEntry = 'main' | 'whole-book';

const folder = fileURLToPath(new URL('./in-page', import.meta.url));
let hash: Promise<string> | undefined;

/** Names the code: part of every page's cache key. */
export function inPageHash(): Promise<string> {
  hash ??= hashSources();
  return hash;
}

async function hashSources(): Promise<string> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  const texts = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')));
  return createHash('sha256')
    .update([packageVersion('esbuild'), ...texts].join('\0'))
    .digest('hex');
}

/** The script of an entry. */
export async function inPageBundle(entry: InPageEntry): Promise<string> {
  const blobs = openBlobCache(path.join(cacheDir(), 'in-page'), 20);
  const key = `${await inPageHash()}-${entry}`;
  const known = await blobs.get(key);
  if (known) return new TextDecoder().decode(known);
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [path.join(folder, `${entry}.ts`)],
    bundle: true,
    format: 'iife',
    target: 'chrome140',
    write: false,
    legalComments: 'none',
  });
  const script = result.outputFiles[0]!.text;
  await blobs.put(key, script);
  return script;
}
