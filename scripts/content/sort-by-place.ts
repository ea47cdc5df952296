/** Diagnostics in the order in which an editor meets them. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** By line and column; files one after another, in the order of their first diagnostic. */
export function sortByPlace(diagnostics: Diagnostic[]): Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ place }) => place?.file))];
  const rankOf = ({ place }: Diagnostic) => [files.indexOf(place?.file), place?.line ?? 0, place?.column ?? 0] as const;
  return diagnostics.toSorted((a, b) => {
    const [file, line, column] = rankOf(a);
    const [otherFile, otherLine, otherColumn] = rankOf(b);
    return file - otherFile || line - otherLine || column - otherColumn;
  });
}
