/** The list of sample books, from the README beside them. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { booksDir } from './copy-book.ts';

export interface SampleBook {
  /** Its folder below tests/books. */
  name: string;
  /** The code of the error that it is there to provoke; null where it builds. */
  fails: string | null;
}

/** Reads the table of tests/books/README.md. */
export async function listSampleBooks(): Promise<SampleBook[]> {
  const readme = await readFile(path.join(booksDir, 'README.md'), 'utf8');
  const rows = readme.matchAll(/^\| `([a-z-]+)` \|.*\| (?:builds|fails: `([a-z-]+)`) \|$/gm);
  return [...rows].map(([, name, fails]) => ({ name: name!, fails: fails ?? null }));
}
