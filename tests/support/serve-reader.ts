/** Serves an EPUB and the readers that open it: pages of tests/support/readers/, programs of node_modules/. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.epub': 'application/epub+zip',
};

export interface ReaderServer extends AsyncDisposable {
  /** Address of the page that opens the EPUB in a reader: foliate, epubjs. */
  addressOf: (reader: string) => string;
}

/** Serves on a free port of the loopback interface. */
export async function serveReader(epub: string): Promise<ReaderServer> {
  const fileOf = (address: string): string => {
    if (address === '/book.epub') return epub;
    const [, folder, ...rest] = address.split('/');
    const root = folder === 'modules' ? path.join(here, '../../node_modules') : path.join(here, 'readers');
    return path.join(root, ...rest);
  };
  const server = createServer((request, response) => {
    const file = fileOf(new URL(request.url ?? '/', 'http://localhost').pathname);
    readFile(file).then(
      (data) => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'text/plain' }).end(data),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    addressOf: (reader) => `http://127.0.0.1:${port}/readers/${reader}.html`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
