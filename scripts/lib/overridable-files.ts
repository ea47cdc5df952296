/**
 * Templates and styles come with the tool; a file of the same name in the book's folder takes the place of ours,
 * one by one.
 */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail } from '../diagnostics/catalogue.ts';

/** The folder of the tool itself: it holds templates/ and styles/. */
export const defaultToolDir = fileURLToPath(new URL('../..', import.meta.url));

/** A text file that the tool or the book supplied. */
export interface OverridableFile {
  /** Relative to the folder asked for, with forward slashes: `epub/package.opf.hbs`. */
  name: string;
  /** As diagnostics show it: relative to the book's folder, or `huibian/…` for the tool's own. */
  file: string;
  fromBook: boolean;
  /** The book's, in the place of one of ours. */
  replaces: boolean;
  /** Without byte order mark, line ends normalised to \n. */
  text: string;
  /** SHA-256 of `text`, in hexadecimal. */
  hash: string;
}

/**
 * Reads every file under `folder` (`templates`, `styles`) whose name ends in `extension`: the tool's, replaced and
 * added to by the book's. Sorted by name. Fails with `template-encoding` on a file that is not UTF-8.
 */
export async function readOverridableFiles(
  folder: string,
  extension: string,
  bookDir: string,
  toolDir = defaultToolDir,
): Promise<OverridableFile[]> {
  const [ours, theirs] = await Promise.all([
    listFiles(join(toolDir, folder), extension),
    listFiles(join(bookDir, folder), extension),
  ]);
  const names = [...new Set([...ours, ...theirs])].sort();
  return Promise.all(
    names.map(async (name) => {
      const fromBook = theirs.includes(name);
      const file = fromBook ? `${folder}/${name}` : `huibian/${folder}/${name}`;
      const bytes = await readFile(join(fromBook ? bookDir : toolDir, folder, ...name.split('/')));
      const text = decode(bytes, file).replace(/\r\n?/g, '\n');
      const hash = createHash('sha256').update(text).digest('hex');
      return { name, file, fromBook, replaces: fromBook && ours.includes(name), text, hash };
    }),
  );
}

function decode(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return fail('template-encoding', {}, { file });
  }
}

/** Names of the files below a folder, with forward slashes; none where the folder does not exist. */
async function listFiles(dir: string, extension: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true }).catch((error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
    throw error;
  });
  return entries
    .filter((e) => !e.isDirectory() && e.name.endsWith(extension))
    .map((e) => relative(dir, join(e.parentPath, e.name)).split(sep).join('/'));
}
