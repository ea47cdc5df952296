/** What kind of character a code point is, so that an editor can tell why a face lacks it. */
import type { CharacterClass } from '../diagnostics/fonts.ts';

/** Blocks of Unicode 17 that have names of their own in the trade. */
const blocks: [from: number, to: number, name: CharacterClass][] = [
  [0x2e80, 0x2fdf, 'radical'],
  [0x3400, 0x4dbf, 'han-a'],
  [0x4e00, 0x9fff, 'han'],
  [0xf900, 0xfaff, 'han-compatibility'],
  [0x20000, 0x2a6df, 'han-b'],
  [0x2a700, 0x2b73f, 'han-c'],
  [0x2b740, 0x2b81f, 'han-d'],
  [0x2b820, 0x2ceaf, 'han-e'],
  [0x2ceb0, 0x2ebef, 'han-f'],
  [0x2ebf0, 0x2ee5f, 'han-i'],
  [0x2f800, 0x2fa1f, 'han-compatibility'],
  [0x30000, 0x3134f, 'han-g'],
  [0x31350, 0x323af, 'han-h'],
  [0x323b0, 0x3347f, 'han-j'],
];

const properties: [RegExp, CharacterClass][] = [
  [/\p{Co}/u, 'private-use'],
  [/\p{Cs}/u, 'broken'],
  [/\p{Cn}/u, 'unassigned'],
  [/\p{Script=Tibetan}/u, 'tibetan'],
  [/\p{Script=Mongolian}/u, 'mongolian'],
  [/\p{Script=Arabic}/u, 'arabic'],
  [/\p{Script=Yi}/u, 'yi'],
  [/\p{Script=Hangul}/u, 'hangul'],
  [/[\p{Script=Tai_Le}\p{Script=New_Tai_Lue}\p{Script=Tai_Tham}]/u, 'dai'],
  [/\p{Script=Lisu}/u, 'lisu'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, 'kana'],
  [/\p{Script=Latin}/u, 'latin'],
  [/\p{Script=Greek}/u, 'greek'],
  [/\p{Script=Cyrillic}/u, 'cyrillic'],
  [/\p{M}/u, 'mark'],
  [/\p{Emoji_Presentation}/u, 'emoji'],
  [/\p{Sm}/u, 'mathematical'],
  [/[\p{S}\p{N}]/u, 'symbol'],
  [/\p{P}/u, 'punctuation'],
];

export function classOf(codePoint: number): CharacterClass {
  const block = blocks.find(([from, to]) => codePoint >= from && codePoint <= to);
  if (block !== undefined) return block[2];
  const character = String.fromCodePoint(codePoint);
  return properties.find(([pattern]) => pattern.test(character))?.[1] ?? 'other';
}
