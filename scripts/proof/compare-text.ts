/** Compares texts as readers see them: white space and what has no form of its own set aside. */

/** White space, and characters without glyph: joiners, direction marks, variation selectors, soft hyphens. */
const formless = /[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}]+/gu;
/** A letter with combining marks. Fonts hold many of these as one glyph, which a PDF names by the composed letter. */
const combined = /\P{M}\p{M}+/gu;

/**
 * The characters of a text that a PDF can show. Nothing is normalised but letters with combining marks, which are
 * composed: the two forms are the same text (Unicode Standard Annex 15) and the same glyph.
 */
export function printable(text: string): string {
  return text.replace(formless, '').replace(combined, (letter) => letter.normalize('NFC'));
}

export interface TextDifference {
  /** Index of the first character that differs. */
  at: number;
  before: string;
  expected: string;
  found: string;
}

const context = 12;

/** The first place at which two texts differ, or null. Never between the halves of a surrogate pair. */
export function firstDifference(expected: string, found: string): TextDifference | null {
  if (expected === found) return null;
  let at = 0;
  while (at < expected.length && expected[at] === found[at]) at += 1;
  if (isTrail(expected, at) || isTrail(found, at)) at -= 1;
  return {
    at,
    before: excerpt(expected, Math.max(0, at - context), at),
    expected: excerpt(expected, at, at + context),
    found: excerpt(found, at, at + context),
  };
}

const isTrail = (text: string, at: number) => at > 0 && /[\udc00-\udfff]/.test(text[at] ?? '');

function excerpt(text: string, start: number, end: number): string {
  const from = isTrail(text, start) ? start - 1 : start;
  const to = isTrail(text, end) ? end - 1 : end;
  return text.slice(from, to);
}
