/** Temporary copies of the sample books: a test may write into its own. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const booksDir = fileURLToPath(new URL('../books', import.meta.url));

/** A book's folder and a folder for its outputs, both gone at the end of the block (`await using`). */
export interface BookFolder extends AsyncDisposable {
  /** Holds book.yaml. */
  dir: string;
  /** Not yet made. */
  out: string;
}

/** Copies the sample book `name` into a temporary folder. */
export async function copyBook(name: string): Promise<BookFolder> {
  const folder = await temporaryBook();
  await cp(path.join(booksDir, name), folder.dir, { recursive: true });
  return folder;
}

/** An empty place for a book that a test makes. */
export async function temporaryBook(): Promise<BookFolder> {
  const root = await mkdtemp(path.join(tmpdir(), 'huibian-test-'));
  return {
    dir: path.join(root, 'book'),
    out: path.join(root, 'out'),
    [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }),
  };
}
