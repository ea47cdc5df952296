/** Every file that the manifest names is there, lies in the book's folder, and can be read. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { BookFile } from '../read-book-file.ts';
import type { Spot } from '../spot.ts';
import type { Rule } from './rule.ts';

export const namedFiles: Rule = ({ named, files, source }) =>
  named.flatMap(({ file, as, path }) => {
    const found = files.get(file)!;
    const spot = source.locate(path);
    if (found.state !== 'missing') return describeFile(file, found, spot);
    // A file that the manifest names elsewhere is not what was meant here.
    const isFree = found.nearest !== undefined && !files.has(found.nearest);
    return [diagnose('missing-file', { file, as, ...(isFree && { nearest: found.nearest }) }, ...spot)];
  });

/** What is wrong with a file that is there, named at `spot`. */
export function describeFile(file: string, found: BookFile, spot: Spot): Diagnostic[] {
  switch (found.state) {
    case 'not-a-file':
      return [diagnose('not-a-file', { file }, ...spot)];
    case 'outside':
      return [diagnose('outside-book', { file, target: found.target }, ...spot)];
    case 'unreadable':
      return [diagnose('unreadable-file', { file, reason: found.reason }, ...spot)];
    case 'not-utf8':
      return [diagnose('not-utf8', { file }, { file, line: found.line, column: found.column }, found.excerpt)];
    default:
      return [];
  }
}
