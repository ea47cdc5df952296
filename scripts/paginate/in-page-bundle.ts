/** The code of in-page/ as scripts for a tab. */
import { fileURLToPath } from 'node:url';
import { bundleScript, hashScripts } from '../lib/script-bundle.ts';

/** `main` for a flow a call, `whole-book` for pagedjs-cli. */
export type InPageEntry = 'main' | 'whole-book';

const folder = fileURLToPath(new URL('./in-page', import.meta.url));
let hash: Promise<string> | undefined;

/** Names the code: part of every page's cache key. */
export function inPageHash(): Promise<string> {
  hash ??= hashScripts(folder);
  return hash;
}

/** The script of an entry. */
export function inPageBundle(entry: InPageEntry): Promise<string> {
  return bundleScript({ folder, entry, target: 'chrome140', minify: false });
}
