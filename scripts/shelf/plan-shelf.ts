/** What must be written and taken away to change the books on a shelf. */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { nameUuid } from '../lib/name-uuid.ts';
import { rootFolder } from '../lib/package-folder.ts';
import { loadStyle } from '../lib/styles.ts';
import { systemCode } from '../lib/system-error.ts';
import { type ShelfFacts, shelfFactsSchema } from '../model/shelf-facts.ts';
import { shelfFiles } from '../model/shelf-files.ts';
import type { SiteBook } from '../model/site-book.ts';
import type { OutputData, Publication } from '../outputs/publish.ts';
import { mergeBooks, type ShelfChange } from './merge-books.ts';
import { readShelf } from './read-shelf.ts';
import { renderShelf } from './render-shelf.ts';

/** The shelf's folder below that of the outputs. */
export const siteFolder = 'site';

export interface ShelfOrder extends ShelfChange {
  /** Files of the books that arrive, by their names below the folder of outputs. */
  files: OutputData[];
  /** A new title for the shelf; otherwise it keeps its own. */
  title?: string;
}

/** A shelf's plan, and the books that it will hold. */
export interface ShelfPlan extends Publication {
  books: SiteBook[];
}

/**
 * Plans a change of the shelf in `outDir`, from what stands there now. A book that leaves takes its folder with it, the
 * last one the shelf itself. Throws DiagnosticError with all that is against it: `shelf-book-unreadable`,
 * `shelf-folder-foreign` and those of `mergeBooks`.
 */
export async function planShelf(outDir: string, order: ShelfOrder): Promise<ShelfPlan> {
  const folder = join(outDir, siteFolder);
  const [standing, facts] = await Promise.all([readShelf(folder), readFacts(folder)]);
  const { books, diagnostics } = mergeBooks(standing.books, order);
  const going = [...order.leaving, ...(order.withdrawn ?? [])];
  const changed = [...order.arriving.map((book) => book.slug), ...going];
  // A damaged book is no hindrance where it is replaced or taken away.
  const broken = standing.diagnostics.filter((d) => !changed.some((slug) => isWithin(d, join(folder, slug))));
  const problems = [...broken, ...diagnostics];
  if (!facts && order.arriving.length > 0 && (await holdsOtherThings(folder, standing.books)))
    problems.push(diagnose('shelf-folder-foreign', { folder }));
  if (problems.length > 0) throw new DiagnosticError(problems);
  const first = books[0];
  if (!first) return { files: [], books, ...(facts ? clearing(going) : { whole: [], gone: [] }) };
  const shelf = { ...(facts ?? newShelf(first)), ...(order.title && { title: order.title }) };
  const rendered = renderShelf(shelf, books, await loadStyle('shelf.css', rootFolder));
  const files = [...order.files, ...rendered.map(({ name, data }) => ({ name: below(name), data }))];
  return { files, whole: changed.map(below), gone: [], books };
}

const below = (name: string) => `${siteFolder}/${name}`;

function isWithin({ place }: Diagnostic, folder: string): boolean {
  return place !== undefined && dirname(place.file) === folder;
}

/** The last books go, and the shelf's own files with them. */
function clearing(slugs: string[]): Omit<Publication, 'files'> {
  return { whole: slugs.map(below), gone: Object.values(shelfFiles).map((file) => below(file.path)) };
}

/** A shelf takes its permanent name from the first book put on it. */
function newShelf({ identifier, language }: SiteBook): ShelfFacts {
  return { title: '汇编书架', identifier: nameUuid(`${identifier} shelf`), language };
}

/** Null where there is none, or none that can be used. */
async function readFacts(folder: string): Promise<ShelfFacts | null> {
  try {
    return shelfFactsSchema.parse(JSON.parse(await readFile(join(folder, shelfFiles.facts.path), 'utf8')));
  } catch {
    return null;
  }
}

/** Whether something lies in the folder that neither a shelf nor a book's build has put there. */
async function holdsOtherThings(folder: string, books: SiteBook[]): Promise<boolean> {
  const names = await readdir(folder).catch((error): string[] => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
  return names.some((name) => !name.startsWith('.') && !books.some((book) => book.slug === name));
}
