/** Finds the npm packages that this program runs with. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../diagnostics/catalogue.ts';

/** Folder of huibian itself: the one that holds package.json. */
export const rootFolder = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Folder of an npm package, found as Node finds it, upwards from here; also of packages whose `exports` hide their
 * package.json. Throws DiagnosticError `package-missing`.
 */
export function packageFolder(name: string): string {
  for (let at = rootFolder; ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name);
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(at) === at) return fail('package-missing', { name });
  }
}

/** The version of an npm package as installed. */
export function packageVersion(name: string): string {
  return readPackage(packageFolder(name)).version;
}

/** The package.json of a folder: what we read of it. */
export function readPackage(folder: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
