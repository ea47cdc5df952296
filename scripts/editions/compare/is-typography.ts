/** Whether a change is one of typography alone: punctuation, spacing, full or half width. */

/** Marks that bear meaning beside figures: 3.5 and 35, 2—3 and 23, 5% and 5 are not the same. */
const inFigures = /(?<=\p{N})[.,:/\-–—~～·％%‰](?=\p{N})|(?<=\p{N})[%‰℃°]/gu;
const marks = /[\p{P}\p{Z}\s]/gu;

/** True where the texts have the same letters and figures in the same order. */
export const isTypography = (from: string, to: string): boolean => bareWords(from) === bareWords(to);

/** NFKC (Unicode Standard Annex #15) makes full and half width alike. */
function bareWords(text: string): string {
  return text
    .normalize('NFKC')
    .replace(inFigures, (mark) => String.fromCodePoint(0xe000 + mark.codePointAt(0)!))
    .replace(marks, '');
}
