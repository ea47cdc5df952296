/** Folios of the front matter are lower-case roman numerals. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRomanNumeral, romanNumeral } from '../../scripts/lib/roman-numeral.ts';

const worth: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

/** Reads a numeral as a person does: a smaller sign before a larger one is taken away. */
function read(numeral: string): number {
  const values = [...numeral].map((sign) => worth[sign]!);
  return values.reduce((sum, value, i) => sum + (value < (values[i + 1] ?? 0) ? -value : value), 0);
}

describe('roman numerals', () => {
  it('number the first pages i, ii, iii, …', () => {
    const first = Array.from({ length: 12 }, (_, i) => romanNumeral(i + 1));
    expect(first).toEqual(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii']);
  });

  it.each([
    [14, 'xiv'],
    [19, 'xix'],
    [40, 'xl'],
    [49, 'xlix'],
    [90, 'xc'],
    [99, 'xcix'],
    [400, 'cd'],
    [444, 'cdxliv'],
    [900, 'cm'],
    [944, 'cmxliv'],
    [1999, 'mcmxcix'],
    [2024, 'mmxxiv'],
    [3888, 'mmmdccclxxxviii'],
  ])('write %i as %s', (n, numeral) => {
    expect(romanNumeral(n)).toBe(numeral);
  });

  it('are well formed and can be read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3999 }), (n) => {
        const numeral = romanNumeral(n);
        expect(numeral).toMatch(/^m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})$/);
        expect(read(numeral)).toBe(n);
        expect(readRomanNumeral(numeral)).toBe(n);
      }),
    );
  });

  it.each(['', 'iiii', 'vx', 'ic', 'I', '12', 'i ', 'page'])('do not include %j', (text) => {
    expect(readRomanNumeral(text)).toBeNull();
  });
});
