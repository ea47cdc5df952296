/** What the fonts stage asks about single characters. */

const ignorable = /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;
const mark = /^\p{M}$/u;

/** White space, joiners, variation selectors, marks of direction and other characters that show nothing themselves. */
export function needsNoGlyph(codePoint: number): boolean {
  if (codePoint > 0x20 && codePoint < 0x7f) return false;
  if (codePoint >= 0x3400 && codePoint <= 0x9fff) return false;
  return ignorable.test(String.fromCodePoint(codePoint));
}

/** Combining marks: they stand in one cluster with the character before them and must come from its face. */
export function isMark(codePoint: number): boolean {
  if (codePoint < 0x300 || (codePoint >= 0x3400 && codePoint <= 0x9fff)) return false;
  return mark.test(String.fromCodePoint(codePoint));
}

export function isVariationSelector(codePoint: number): boolean {
  return (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef);
}

/** The code points that occur in texts. */
export function distinctCharacters(texts: Iterable<string>): Set<number> {
  const seen = new Uint8Array(0x110000);
  const found = new Set<number>();
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) {
      let codePoint = text.charCodeAt(i);
      if (codePoint >= 0xd800 && codePoint < 0xdc00) {
        codePoint = text.codePointAt(i)!;
        if (codePoint > 0xffff) i++;
      }
      if (seen[codePoint] === 1) continue;
      seen[codePoint] = 1;
      found.add(codePoint);
    }
  }
  return found;
}

/** How often each code point occurs in a text. Adds to `counts` where one is given. */
export function countCharacters(text: string, counts = new Map<number, number>()): Map<number, number> {
  for (let i = 0; i < text.length; i++) {
    const codePoint = text.codePointAt(i)!;
    if (codePoint > 0xffff) i++;
    counts.set(codePoint, (counts.get(codePoint) ?? 0) + 1);
  }
  return counts;
}
