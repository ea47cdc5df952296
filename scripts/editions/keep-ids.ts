/** Permanent ids over edits: a paragraph that was reworded or moved within its text is the same paragraph. */
import type { EditionState } from '../model/edition-types.ts';
import type { TypesetText } from '../model/types.ts';
import { placeParagraphs } from '../typeset/paragraph-ids.ts';
import { matchParagraphs } from './compare/match-paragraphs.ts';

/** For each text the ids that its paragraphs had in `base`, by those that their words would give; equal ones left out. */
export function keptIdsOf(
  texts: ReadonlyMap<string, TypesetText>,
  base: EditionState,
): Map<string, Record<string, string>> {
  const kept = new Map<string, Record<string, string>>();
  for (const { id, paragraphs: old } of base.texts) {
    const text = texts.get(id);
    if (!text) continue;
    const own = placeParagraphs(text).map(({ id, kind, words }) => ({ id, kind, text: words }));
    const match = matchParagraphs(old, own);
    const ids = own.flatMap(({ id }, i): [string, string][] => {
      const j = match[i];
      return j === null || j === undefined ? [] : [[id, old[j]!.id]];
    });
    if (ids.some(([id, permanent]) => id !== permanent)) kept.set(id, Object.fromEntries(ids));
  }
  return kept;
}
