/** How front and back pieces are called: by the name of their file, or by a name that the build gave those it wrote. */
import { createHash } from 'node:crypto';
import type { Manuscript } from './types.ts';

/** Id of 修订说明, which a build writes. No report can take it (`reserved-id`). */
export const revisionNotesId = 'back-revisions';
/** Id of 页码对照表, which a build writes too. */
export const concordanceId = 'back-concordance';

/** Ids of pieces that a build may write: no file's name may give one of them. */
export const generatedIds: readonly string[] = [revisionNotesId, concordanceId];

/** What no report may be called, whatever pieces the book has. */
export const pieceIds = /^(front|back)-/;

/** `front-foreword` for front/foreword.md; or the id of a piece that a build wrote. */
export function pieceId(kind: 'front' | 'back', { file, generated }: Pick<Manuscript, 'file' | 'generated'>): string {
  return generated ?? `${kind}-${nameOf(file)}`;
}

/**
 * The file's name in lower case, without folders, extension and a number that only orders the files. A name of other
 * than Latin letters gives the first eight digits of its SHA-256 (UTF-8, NFC: file systems differ in how they part
 * letters and accents).
 */
function nameOf(file: string): string {
  const name = file
    .replace(/^.*\//, '')
    .replace(/(?<=.)\.[^.]*$/, '')
    .normalize('NFC');
  const plain = name.toLowerCase().replace(/^\d+[-_. ]+(?=.)/, '');
  const isPlain = /^[a-z0-9][a-z0-9_. -]*$/.test(plain);
  return isPlain ? plain.replace(/[. ]+/g, '-') : createHash('sha256').update(name, 'utf8').digest('hex').slice(0, 8);
}
