import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { firstDifference, printable } from '../../scripts/proof/compare-text.ts';

describe('printable', () => {
  it('drops white space and characters without form, and composes letters with their marks', () => {
    expect(printable(' 军\u3000民\u200b\u00ad\ufe0f\u{e0100} Noe\u0308l ')).toBe('军民Noël');
  });

  it('leaves every other character as it is: radicals, compatibility forms, rare characters', () => {
    const text = '⼯工⽓氣①㈠ﬁＡ𡎚\uf900';
    expect(printable(text)).toBe(text);
  });
});

describe('firstDifference', () => {
  it('finds the first character that differs, with what stands around it', () => {
    const at = firstDifference('军人军属退役军人享受优惠待遇都在其中', '军人军属退役军人享受优待待遇');
    expect(at).toEqual({ at: 11, before: '军人军属退役军人享受优', expected: '惠待遇都在其中', found: '待待遇' });
    expect(firstDifference('同', '同')).toBeNull();
  });

  it('never cuts a rare character in two', () => {
    const text = fc.array(fc.constantFrom('军', '𡎚', '𡎛', '民'), { maxLength: 40 }).map((chars) => chars.join(''));
    fc.assert(
      fc.property(text, text, (a, b) => {
        const found = firstDifference(a, b);
        expect(found === null).toBe(a === b);
        if (!found) return;
        for (const part of [found.before, found.expected, found.found]) expect(part).not.toMatch(/\p{Cs}/u);
        expect(a.slice(0, found.at)).toBe(b.slice(0, found.at));
        expect(found.expected.slice(0, 2)).not.toBe(found.found.slice(0, 2));
      }),
    );
  });
});
