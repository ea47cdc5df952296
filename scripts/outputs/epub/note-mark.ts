/** Numbers of notes as an EPUB prints them: through the whole text, since it has no pages to begin afresh on. */

/** ① to ㊿ for 1 to 50 (Unicode: Enclosed Alphanumerics, Enclosed CJK Letters and Months), plain digits beyond. */
export function noteMark(number: number): string {
  if (number <= 20) return String.fromCodePoint(0x2460 + number - 1);
  if (number <= 35) return String.fromCodePoint(0x3251 + number - 21);
  if (number <= 50) return String.fromCodePoint(0x32b1 + number - 36);
  return String(number);
}
