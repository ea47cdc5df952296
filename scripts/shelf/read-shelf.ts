/** Which books stand in a site's folder, told by their book.json alone. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { systemCode } from '../lib/system-error.ts';
import { type SiteBook, siteBookSchema } from '../model/site-book.ts';

export interface ShelfContents {
  /** By slug. */
  books: SiteBook[];
  diagnostics: Diagnostic[];
}

/** Reads the shelf in `folder`: no books where it is empty or absent. Diagnostics: `shelf-book-unreadable`. */
export async function readShelf(folder: string): Promise<ShelfContents> {
  const names = await readdir(folder).catch(orAbsent);
  const contents: ShelfContents = { books: [], diagnostics: [] };
  for (const name of (names ?? []).sort()) {
    const file = join(folder, name, 'book.json');
    const text = await readFile(file, 'utf8').catch(orAbsent);
    if (text === null) continue;
    const book = parseSiteBook(text, name);
    if ('slug' in book) contents.books.push(book);
    else contents.diagnostics.push(diagnose('shelf-book-unreadable', book, { file }));
  }
  return contents;
}

function parseSiteBook(text: string, folder: string): SiteBook | { fault: 'syntax' | 'shape'; key: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { fault: 'syntax', key: '' };
  }
  const { success, data, error } = siteBookSchema.safeParse(value);
  if (!success) return { fault: 'shape', key: error.issues[0]!.path.join('.') || 'book' };
  return data.slug === folder ? data : { fault: 'shape', key: 'slug' };
}

function orAbsent(error: unknown): null {
  if (['ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) return null;
  throw error;
}
