/**
 * Text as the search compares it: in small letters, full-width forms as half-width ones, without white space and
 * punctuation, so that words are found across a comma or a line's end. Used by what makes the index and by what reads it.
 */

export interface FoldedText {
  /** What is compared. */
  text: string;
  /** For each UTF-16 unit of `text`, the place in the original that it comes from; one more for the end. */
  places: number[];
}

const ignored = /[\p{White_Space}\p{P}\p{C}]/u;
const digit = /\d/;

/** Folds a text. A sign between two digits stays: 1.5 is not 15. */
export function foldText(original: string): FoldedText {
  const places: number[] = [];
  let text = '';
  let at = 0;
  for (const character of original) {
    const next = at + character.length;
    if (isHan(character)) {
      places.push(at);
      text += character;
    } else if (!ignored.test(character) || isWithinNumber(original, at, next)) {
      const folded = character.normalize('NFKC').toLowerCase().replace(/\s/gu, '');
      for (let i = 0; i < folded.length; i += 1) places.push(at);
      text += folded;
    }
    at = next;
  }
  return { text, places: [...places, original.length] };
}

/** The characters of most texts, which fold into themselves: the block CJK Unified Ideographs. */
function isHan(character: string): boolean {
  return character >= '\u4e00' && character <= '\u9fff' && character.length === 1;
}

function isWithinNumber(text: string, at: number, next: number): boolean {
  return digit.test(text[at - 1] ?? '') && digit.test(text[next] ?? '');
}

/** The keys under which a folded text stands in the index: each of its characters, and each two neighbours. */
export function keysOf(folded: string): Set<string> {
  const characters = [...folded];
  const keys = new Set(characters);
  for (let i = 1; i < characters.length; i += 1) keys.add(characters[i - 1]! + characters[i]!);
  return keys;
}

/** The shard of `count` that holds a key: that of its first character. */
export const shardOf = (key: string, count: number): number => key.codePointAt(0)! % count;
