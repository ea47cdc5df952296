/** How many columns of a terminal text takes: Chinese characters take two. */

/** East Asian Width W and F (https://www.unicode.org/reports/tr11/), as far as books and titles hold them. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
/** Marks and joiners that take no column. */
const zero = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns of one character (a code point). */
export function characterWidth(character: string): 0 | 1 | 2 {
  if (wide.test(character)) return 2;
  return zero.test(character) ? 0 : 1;
}

/** Columns of a text on one line. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) columns += characterWidth(character);
  return columns;
}

/** The longest beginning of a text that fits, with … where something was cut. */
export function fitToWidth(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let fitted = '';
  let used = 1;
  for (const character of text) {
    used += characterWidth(character);
    if (used > columns) break;
    fitted += character;
  }
  return `${fitted}…`;
}
