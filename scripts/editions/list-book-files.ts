/** Every file that a build reads: what a ledger keeps, so that the edition can be made again from it alone. */

import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { defaultToolDir, readOverridableFiles } from '../lib/overridable-files.ts';
import type { Book, TypesetText } from '../model/types.ts';
import { type KeptFile, sha256 } from './ledger-record.ts';

export interface BookFileData extends KeptFile {
  data: Uint8Array;
}

/**
 * The files of a book as they are on the disk now, sorted by path. Templates and styles of the tool that the book does
 * not replace are listed as if they were the book's own. Throws the system's error for a file that has gone meanwhile.
 */
export async function listBookFiles(book: Book, texts: ReadonlyMap<string, TypesetText>): Promise<BookFileData[]> {
  const { fallback = [], ...faces } = book.manifest.fonts;
  const own = [
    ...Object.keys(book.texts),
    ...[...texts.values()].flatMap(({ images }) => images.map(({ file }) => file)),
    ...[...Object.values(faces), ...fallback].filter((file) => file !== undefined),
  ];
  const [templates, styles] = await Promise.all([
    readOverridableFiles('templates', '.hbs', book.dir),
    readOverridableFiles('styles', '.css', book.dir),
  ]);
  const shared = [
    ...templates.map(({ name, fromBook }) => ({ path: `templates/${name}`, fromBook })),
    ...styles.map(({ name, fromBook }) => ({ path: `styles/${name}`, fromBook })),
  ];
  const sources = new Map<string, 'book' | 'tool'>([
    ...own.map((path) => [normalPath(path), 'book'] as const),
    ...shared.map(({ path, fromBook }) => [path, fromBook ? 'book' : 'tool'] as const),
  ]);
  const paths = [...sources.keys()].sort();
  return Promise.all(
    paths.map(async (path): Promise<BookFileData> => {
      const from = sources.get(path)!;
      const data = await readFile(join(from === 'book' ? book.dir : defaultToolDir, path));
      const kept = isText(data) ? 'files' : 'blobs';
      return { path, bytes: data.length, sha256: sha256(data), kept, from, data };
    }),
  );
}

/** The manifest may write ./a/b.md. */
const normalPath = (path: string): string =>
  path
    .split('/')
    .filter((step) => step !== '.' && step !== '')
    .join('/');

/** What git and people read as text. */
const isText = (data: Buffer): boolean => isUtf8(data) && !data.includes(0);
