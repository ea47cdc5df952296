/** Reads the books of a site that stands elsewhere, to put them on a shelf. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { bookShelfFiles } from '../model/shelf-files.ts';
import type { SiteBook } from '../model/site-book.ts';
import type { OutputData } from '../outputs/publish.ts';
import { siteFolder } from './plan-shelf.ts';
import { readShelf, type ShelfContents } from './read-shelf.ts';

export interface CollectedBooks {
  books: SiteBook[];
  /** Their files, by names below the folder of outputs. */
  files: OutputData[];
  diagnostics: Diagnostic[];
}

/**
 * Reads every book that a build has left in `folder`: the outputs' folder, its site or one book of a site. The
 * downloads are compared with what book.json says of them. Diagnostics: `shelf-nothing-to-add`,
 * `shelf-book-unreadable`, `shelf-file-differs`.
 */
export async function collectBooks(folder: string): Promise<CollectedBooks> {
  const found = await findSite(folder);
  if (!found) return { books: [], files: [], diagnostics: [diagnose('shelf-nothing-to-add', { folder })] };
  const { site, contents } = found;
  const files: OutputData[] = [];
  const diagnostics = [...contents.diagnostics];
  for (const book of contents.books) {
    const own = await readBookFiles(join(site, book.slug));
    diagnostics.push(...checkDownloads(book, own, join(site, book.slug)));
    files.push(...own.map(({ name, data }) => ({ name: `${siteFolder}/${book.slug}/${name}`, data })));
  }
  return { books: contents.books, files, diagnostics };
}

async function findSite(folder: string): Promise<{ site: string; contents: ShelfContents } | null> {
  const single = resolve(folder);
  for (const [site, only] of [
    [join(folder, siteFolder), null],
    [folder, null],
    [dirname(single), basename(single)],
  ] as const) {
    const all = await readShelf(site);
    const books = all.books.filter((book) => only === null || book.slug === only);
    const broken = only === null ? all.diagnostics : [];
    if (books.length + broken.length > 0) return { site, contents: { books, diagnostics: broken } };
  }
  return null;
}

/** Neither hidden files nor links, and not what the shelf writes there itself. */
async function readBookFiles(folder: string): Promise<OutputData[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const own: string[] = Object.values(bookShelfFiles).map((file) => file.path);
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !own.includes(name) && !name.split('/').some((part) => part.startsWith('.')))
    .sort();
  return Promise.all(names.map(async (name) => ({ name, data: await readFile(join(folder, name)) })));
}

function checkDownloads(book: SiteBook, files: OutputData[], folder: string): Diagnostic[] {
  const wrong = book.files.filter(({ name, sha256 }) => {
    const data = files.find((file) => file.name === name)?.data;
    return !data || createHash('sha256').update(data).digest('hex') !== sha256;
  });
  return wrong.map(({ name }) => diagnose('shelf-file-differs', { name }, { file: join(folder, name) }));
}
