/** Words of a manuscript set into Markdown that a build writes: not a character of them may act as markup. */

/** CommonMark 0.31, 2.4: a backslash before any ASCII punctuation makes it literal. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** Markdown that prints `words`, which stand within a line. */
export function escapeMarkdown(words: string): string {
  return words.replace(punctuation, '\\$&');
}
