/** Where text may be cut: never within a character as readers see it. */

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
/** Text in which every UTF-16 unit is a grapheme: no marks to combine, no surrogates, no joiners. */
const simple =
  /^[\u0020-\u007e\u2010-\u2027\u2030-\u205e\u2460-\u24ff\u2e80-\u3029\u3030-\u3098\u30a0-\ua48f\uff01-\uff60]*$/;

/** The graphemes of a text; null where each UTF-16 unit is one. */
export function graphemesOf(text: string): string[] | null {
  return simple.test(text) ? null : [...segmenter.segment(text)].map((s) => s.segment);
}

/** Where graphemes begin, and the text's end; null where they begin everywhere. */
export function graphemeStarts(text: string): number[] | null {
  if (simple.test(text)) return null;
  return [...[...segmenter.segment(text)].map((s) => s.index), text.length];
}
