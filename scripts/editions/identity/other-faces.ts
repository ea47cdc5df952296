/**
 * Faces that are not those of an earlier print though a PDF calls them the same. Names and places of glyphs do not tell a
 * revised font file from the one before it, Han characters being all as wide as one another: the file's digest does.
 */
import type { PrintedRun } from '../../model/edition-types.ts';

/**
 * PostScript names of the faces in use whose files the old print was not made with; none where nobody knows its files.
 * @param recorded SHA-256 of the old print's faces by name
 * @param faces the same of the faces in use now
 * @param names their PostScript names by name
 */
export function otherFaces(
  recorded: Readonly<Record<string, string>>,
  faces: Readonly<Record<string, string>> = {},
  names: Readonly<Record<string, string>> = {},
): Set<string> {
  const known = new Set(Object.values(recorded));
  if (known.size === 0) return new Set();
  return new Set(Object.entries(faces).flatMap(([name, hash]) => (known.has(hash) ? [] : (names[name] ?? []))));
}

/** Whether glyphs of one of these faces stand among the runs. */
export const usesFace = (runs: readonly PrintedRun[], faces: ReadonlySet<string>): boolean =>
  faces.size > 0 && runs.some(([, , , font]) => faces.has(font));
