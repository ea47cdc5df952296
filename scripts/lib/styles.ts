/** The style sheets of the outputs: the tool's, or the book's own of the same name. */
import { readOverridableFiles } from './overridable-files.ts';

/** Reads a style sheet, such as `print.css`: the book's styles/print.css, or else the tool's. */
export async function loadStyle(name: string, bookDir: string, toolDir?: string): Promise<string> {
  const files = await readOverridableFiles('styles', '.css', bookDir, toolDir);
  const found = files.find((f) => f.name === name);
  if (!found) throw new Error(`no style sheet named ${name}`);
  return found.text;
}
