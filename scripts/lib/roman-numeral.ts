/** Folios of the front matter: i, ii, iii, …, written and read. */
const values = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const;

/** Lower-case roman numeral of a positive integer. */
export function romanNumeral(n: number): string {
  let rest = n;
  let out = '';
  for (const [value, sign] of values) {
    while (rest >= value) {
      out += sign;
      rest -= value;
    }
  }
  return out;
}

/** The number of a lower-case roman numeral as `romanNumeral` writes it; null for any other text. */
export function readRomanNumeral(text: string): number | null {
  let n = 0;
  let rest = text;
  for (const [value, sign] of values) {
    for (; rest.startsWith(sign); rest = rest.slice(sign.length)) n += value;
  }
  return n > 0 && romanNumeral(n) === text ? n : null;
}
