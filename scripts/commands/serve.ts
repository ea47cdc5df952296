/** `huibian serve`: hands out a shelf until it is interrupted. */
import { resolve } from 'node:path';
import { diagnose, fail } from '../diagnostics/catalogue.ts';
import { isLoopback } from '../serve/host-names.ts';
import { startServer } from '../serve/start-server.ts';
import { readShelf } from '../shelf/read-shelf.ts';
import type { ServeArguments } from './arguments.ts';
import type { CommandContext, Outcome } from './outcome.ts';

/** How long downloads under way may go on after Ctrl-C, in ms. */
const patience = 3000;

/**
 * Serves the shelf in `dir`: on loopback, which is the only place where internal matter stands unless the user names
 * another one with `host`. Throws DiagnosticError `serve-no-site` and those of `startServer`.
 */
export async function runServe({ dir, host, port }: ServeArguments, context: CommandContext): Promise<Outcome> {
  const { books, diagnostics } = await readShelf(dir);
  if (diagnostics.length > 0) return { command: 'serve', exit: 1, diagnostics, folder: '' };
  if (books.length === 0) fail('serve-no-site', { folder: dir });
  const intranet = books.some((book) => book.distribution === 'intranet');
  const server = await startServer({ root: resolve(dir), host, port, hidden: intranet });
  const open = host !== undefined && !isLoopback(host);
  await context.serving({
    folder: dir,
    addresses: server.addresses,
    port: server.port,
    books: books.map((book) => book.title),
    intranet,
    open,
    diagnostics: intranet && open ? [diagnose('serve-intranet-open', { host })] : [],
  });
  await aborted(context.signal);
  await server.close(patience);
  return { command: 'serve', exit: 0, diagnostics: [], folder: '', endless: true };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
