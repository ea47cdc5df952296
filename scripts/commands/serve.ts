/** `huibian serve`: hands out a shelf until it is interrupted. */
import { join, resolve } from 'node:path';
import { loadBook } from '../content/load-book.ts';
import { diagnose, fail } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { SiteBook } from '../model/site-book.ts';
import { isLoopback } from '../serve/host-names.ts';
import { startServer } from '../serve/start-server.ts';
import { readShelf } from '../shelf/read-shelf.ts';
import type { ServeArguments } from './arguments.ts';
import type { CommandContext, Outcome } from './outcome.ts';

/** How long downloads under way may go on after Ctrl-C, in ms. */
const patience = 3000;

/**
 * Serves the shelf in `dir`: on loopback, which is the only place where internal matter stands unless the user names
 * another one with `host`. Throws DiagnosticError `serve-no-site`, `serve-book-missing`, `shelf-book-private` and
 * those of `startServer`.
 */
export async function runServe({ dir, book, host, port }: ServeArguments, context: CommandContext): Promise<Outcome> {
  const { books, diagnostics } = await readShelf(dir);
  if (diagnostics.length > 0) return { command: 'serve', exit: 1, diagnostics, folder: '' };
  if (books.length === 0) fail('serve-no-site', { folder: dir });
  const start = book === undefined ? '' : await startAt(book, books, dir);
  const intranet = books.some((book) => book.distribution === 'intranet');
  const server = await startServer({ root: resolve(dir), host, port, hidden: intranet });
  const open = host !== undefined && !isLoopback(host);
  await context.serving({
    folder: dir,
    addresses: server.addresses,
    port: server.port,
    start,
    books: books.map((book) => book.title),
    intranet,
    open,
    diagnostics: intranet && open ? [diagnose('serve-intranet-open', { host })] : [],
  });
  await aborted(context.signal);
  await server.close(patience);
  return { command: 'serve', exit: 0, diagnostics: [], folder: '', endless: true };
}

/** The page of the book in `folder`, which must be on the shelf. */
async function startAt(folder: string, onShelf: SiteBook[], dir: string): Promise<string> {
  const { book, diagnostics } = await loadBook(folder);
  if (!book) throw new DiagnosticError(diagnostics.map((d) => inFolder(d, folder)));
  const { slug, title, identifier, distribution } = book.manifest;
  if (onShelf.some((other) => other.slug === slug && other.identifier === identifier)) return `${slug}/`;
  if (distribution === 'none') fail('shelf-book-private', { title }, { file: join(folder, 'book.yaml') });
  fail('serve-book-missing', { title, folder: dir });
}

function inFolder(d: Diagnostic, folder: string): Diagnostic {
  return d.place ? { ...d, place: { ...d.place, file: join(folder, d.place.file) } } : d;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
