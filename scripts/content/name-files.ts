/** The plan of what is to be read: every file that a manifest names. */
import { posix } from 'node:path';
import { inFontsFolder } from '../model/manifest-kinds.ts';
import type { Manifest } from '../model/manifest-schema.ts';
import type { Partly } from './check-shape.ts';
import type { Path } from './read-yaml.ts';

export interface NamedFile {
  /** Relative to the book's folder. */
  file: string;
  as: 'text' | 'font';
  /** Where the manifest names it. */
  path: Path;
}

/** A file as places and outputs name it: `./reports/01.md` is `reports/01.md`. */
export function fileName(file: string): string {
  return posix.normalize(file);
}

/** In the order of the book: front, reports, back, then fonts. */
export function listNamedFiles(manifest: Partly<Manifest>): NamedFile[] {
  const reports = (manifest.parts ?? []).flatMap((part, p) =>
    (part?.reports ?? []).map((report, r) => text(report?.manuscript, ['parts', p, 'reports', r, 'manuscript'])),
  );
  const front = (manifest.front ?? []).map((file, i) => text(file, ['front', i]));
  const back = (manifest.back ?? []).map((file, i) => text(file, ['back', i]));
  const { fallback = [], ...faces } = manifest.fonts ?? {};
  const fonts = [
    ...Object.entries(faces).map(([role, file]) => font(file, ['fonts', role])),
    ...fallback.map((file, i) => font(file, ['fonts', 'fallback', i])),
  ];
  return [...front, ...reports, ...back, ...fonts].filter((named) => named !== null);
}

function text(file: string | undefined, path: Path): NamedFile | null {
  return file === undefined ? null : { file: fileName(file), as: 'text', path };
}

function font(file: string | undefined, path: Path): NamedFile | null {
  return file === undefined ? null : { file: fileName(inFontsFolder(file)), as: 'font', path };
}
