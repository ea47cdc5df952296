/** How front and back pieces are called: by their place, or by a name of their own if the build itself wrote them. */
import type { Manuscript } from './types.ts';

/** Id of 修订说明, which a build writes. No report can take it (`reserved-id`). */
export const revisionNotesId = 'back-revisions';

/** `front-1`, `back-2`, …; or the id of a piece that a build wrote. `index` counts from 0. */
export function pieceId(kind: 'front' | 'back', { generated }: Manuscript, index: number): string {
  return generated ?? `${kind}-${index + 1}`;
}
