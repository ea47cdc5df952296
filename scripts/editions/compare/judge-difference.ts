/** How far two states of a book differ: not at all, in typography, in substance. */
import type { EditionState } from '../../model/edition-types.ts';
import type { TextRevision } from '../../model/revision-types.ts';
import { compareEditions } from './compare-editions.ts';
import { isTypography } from './is-typography.ts';

export type Difference = 'none' | 'typography' | 'substance';

/** Judges by the book's title and by what `compareEditions` finds, paragraph by paragraph. */
export function judgeDifference(before: EditionState, after: EditionState): Difference {
  const { texts } = compareEditions(before, after);
  if (texts.length === 0 && before.title === after.title) return 'none';
  const parts = new Map(before.texts.map(({ id, part }) => [id, part]));
  const isWords = !isTypography(before.title, after.title) || texts.some((text) => isSubstance(text, parts));
  return isWords ? 'substance' : 'typography';
}

function isSubstance(
  { kind, moved, oldId, oldTitle, title, oldStatus, status, part, paragraphs }: TextRevision,
  parts: ReadonlyMap<string, string | null>,
): boolean {
  if (kind !== 'kept' || moved || oldStatus !== status) return true;
  const names = [
    [oldTitle ?? title, title],
    [parts.get(oldId ?? '') ?? '', part ?? ''],
  ] as const;
  return names.some(([old, now]) => !isTypography(old, now)) || paragraphs.some(({ substance }) => substance);
}
