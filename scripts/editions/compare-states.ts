/** How far two states of a text differ: not at all, in typography, in substance. */
import type { EditionState } from '../model/edition-types.ts';

export type Difference = 'none' | 'typography' | 'substance';

/**
 * Compares titles and paragraphs of all texts in order. Typography is what is left of a difference when punctuation,
 * spaces and the width of characters (NFKC) do not count.
 */
export function compareStates(before: EditionState, after: EditionState): Difference {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  if (a === b) return 'none';
  return substanceOf(a) === substanceOf(b) ? 'typography' : 'substance';
}

const wordsOf = ({ title, texts }: EditionState): string =>
  JSON.stringify([
    title,
    texts.map((text) => [text.id, text.title, text.part, text.paragraphs.map(({ kind, text }) => [kind, text])]),
  ]);

const substanceOf = (words: string): string => words.normalize('NFKC').replace(/[\p{P}\p{Z}\s]/gu, '');
