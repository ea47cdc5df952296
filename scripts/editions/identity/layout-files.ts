/** The files that can move a line of the print: style sheets and templates, the book's own or the tool's. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultToolDir, readOverridableFiles } from '../../lib/overridable-files.ts';
import { type KeptFile, sha256 } from '../ledger-record.ts';

const isLayout = (path: string): boolean => /^(styles\/(print|paged|furniture)\.css|templates\/print\/.*)$/.test(path);

/** SHA-256 by path of those that a ledger names. */
export const layoutFilesOf = (files: readonly Pick<KeptFile, 'path' | 'sha256'>[]): Record<string, string> =>
  Object.fromEntries(files.flatMap(({ path, sha256 }) => (isLayout(path) ? [[path, sha256]] : [])));

/** SHA-256 by path of those with which the book in `bookDir` (absolute) is built now. */
export async function readLayoutFiles(bookDir: string): Promise<Record<string, string>> {
  const found = await Promise.all([
    readOverridableFiles('styles', '.css', bookDir),
    readOverridableFiles('templates', '.hbs', bookDir),
  ]);
  const files = ['styles', 'templates'].flatMap((folder, i) =>
    found[i]!.map(({ name, fromBook }) => ({ path: `${folder}/${name}`, dir: fromBook ? bookDir : defaultToolDir })),
  );
  const layout = files.filter(({ path }) => isLayout(path));
  return layoutFilesOf(
    await Promise.all(layout.map(async ({ path, dir }) => ({ path, sha256: sha256(await readFile(join(dir, path))) }))),
  );
}
