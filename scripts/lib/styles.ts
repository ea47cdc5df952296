/** The style sheets of the outputs: the tool's, or the book's own of the same name. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { readOverridableFiles } from './overridable-files.ts';

/** Belongs to the shelf of all books: no book replaces it. */
const shelfStyle = 'shelf.css';

/** Reads a style sheet, such as `print.css`: the book's styles/print.css, or else the tool's. */
export async function loadStyle(name: string, bookDir: string, toolDir?: string): Promise<string> {
  const files = await readOverridableFiles('styles', '.css', bookDir, toolDir);
  const found = files.find((f) => f.name === name);
  if (!found) throw new Error(`no style sheet named ${name}`);
  return found.text;
}

/** Warnings (`style-unused`): files in the book's styles/ that take the place of none of ours. */
export async function findUnusedStyles(bookDir: string, toolDir?: string): Promise<Diagnostic[]> {
  const files = await readOverridableFiles('styles', '.css', bookDir, toolDir);
  const ours = files.filter((file) => !file.fromBook || file.replaces);
  const known = ours.map(({ name }) => name).filter((name) => name !== shelfStyle);
  return files
    .filter(({ fromBook, name }) => fromBook && !known.includes(name))
    .map(({ name, file }) => diagnose('style-unused', { name, known }, { file }));
}
