/** Several books on one shelf: each is made and proved, or taken from another build; all are published, or none. */
import path from 'node:path';
import { diagnose, fail } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import type { BuildOptions, ShelfResult } from './model/build-types.ts';
import { checkOutputFolder } from './outputs/check-folder.ts';
import { type OutputData, publishOutputs } from './outputs/publish.ts';
import { type CollectedBooks, collectBooks } from './shelf/collect-books.ts';
import { orderOfBuild } from './shelf/order-of-build.ts';
import { planShelf } from './shelf/plan-shelf.ts';

export interface ShelfOptions extends Pick<BuildOptions, 'outDir' | 'cache' | 'jobs' | 'signal' | 'report'> {
  /** Folders that hold a book.yaml, as the user named them. */
  books: string[];
  /** Folders of outputs of other builds, as the user named them. */
  add: string[];
  /** Slugs of books that are to go. */
  remove: string[];
  /** A new title for the shelf. */
  title: string | undefined;
}

/**
 * Changes the shelf in `outDir`. Everything wrong with any of the books comes back as diagnostics, and then nothing is
 * written. Throws DiagnosticError where the machine is at fault.
 */
export async function buildShelf(options: ShelfOptions): Promise<ShelfResult> {
  const { books, add, remove: leaving, title, outDir } = options;
  const result: ShelfResult = { diagnostics: [], outDir, outputs: [], books: [] };
  try {
    if (books.length + add.length + leaving.length === 0 && title === undefined) fail('shelf-nothing-asked', {});
    result.diagnostics.push(...(await checkOutputFolder(path.resolve(outDir))));
    const arrivals: Arrival[] = [];
    for (const folder of books) arrivals.push(await makeForShelf(folder, options));
    for (const folder of add) arrivals.push({ ...(await collectBooks(folder)), others: [] });
    result.diagnostics.push(...arrivals.flatMap((arrival) => arrival.diagnostics));
    if (hasErrors(result.diagnostics)) return result;
    options.report({ stage: 'publish' });
    const others = arrivals.flatMap((arrival) => arrival.others);
    const files = arrivals.flatMap((arrival) => arrival.files);
    const arriving = arrivals.flatMap((arrival) => arrival.books);
    const more = async () => {
      const plan = await planShelf(outDir, { arriving, leaving, files, title });
      result.books = plan.books.map(({ slug, title }) => ({ slug, title }));
      return plan;
    };
    result.outputs = await publishOutputs(outDir, others, { more });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    result.diagnostics.push(...error.diagnostics);
  }
  return result;
}

interface Arrival extends CollectedBooks {
  /** The outputs that stand beside the shelf. */
  others: OutputData[];
}

async function makeForShelf(folder: string, options: ShelfOptions): Promise<Arrival> {
  const { outDir, cache, jobs, signal, report } = options;
  const common = { outDir, cache, jobs, signal, report, engine: 'per-report', pdfOnly: false, write: false } as const;
  // What paginates and prints is loaded only where a book is built.
  const { makeBook } = await import('./build-book.ts');
  const { result, made } = await makeBook({ ...common, bookDir: path.resolve(folder) });
  const diagnostics = result.diagnostics.map((d) => inFolder(d, folder));
  if (!made) return { books: [], files: [], others: [], diagnostics };
  const books = orderOfBuild(made.files, made.whole)?.arriving ?? [];
  if (books.length === 0) {
    const told = diagnose('shelf-book-private', { title: result.pageMap?.title ?? folder }, { file: 'book.yaml' });
    return { books, files: [], others: [], diagnostics: [...diagnostics, inFolder(told, folder)] };
  }
  const isOnShelf = ({ name }: OutputData) => name.startsWith('site/');
  return {
    books,
    files: made.files.filter(isOnShelf),
    others: made.files.filter((file) => !isOnShelf(file)),
    diagnostics,
  };
}

/** With several books, a place must say which one it is in. */
function inFolder(d: Diagnostic, folder: string): Diagnostic {
  return d.place ? { ...d, place: { ...d.place, file: path.join(folder, d.place.file) } } : d;
}
