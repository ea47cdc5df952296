/** Characters that have no business in a book, neither in a manuscript nor in the manifest, however they are written. */

/** Controls (C0 but tab and line feed, DEL, C1), bidi controls, line and paragraph separators, noncharacters, private use. */
export const refused =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2061-\u206f\ufdd0-\ufdef\ufff9-\uffff\p{Co}]|[\u{1fffe}-\u{1ffff}]/gu;

/** Zero-width space, word joiner, byte order mark, soft hyphen: they come with text copied from web pages. */
export const invisible = /[\u200b\u2060\ufeff\u00ad]/gu;

/**
 * Joiner and non-joiner with Chinese on both sides. They shape letters that join, as those of Uyghur and Devanagari, and
 * parts of emoji; to Chinese they do nothing but keep a search from finding it.
 */
export const idleJoiner =
  /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef][\u200c\u200d]*)[\u200c\u200d](?=[\u200c\u200d]*[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef])/gu;

/** What is told of each kind. Invisible characters are left out, idle joiners kept; refused ones are errors. */
export const characterFaults = [
  ['invisible-removed', invisible],
  ['joiner-idle', idleJoiner],
  ['character-refused', refused],
] as const;

/** Any of them, and joiners that are not idle too: hardly a text holds one. */
const anyFault = new RegExp(`${refused.source}|${invisible.source}|[\\u200c\\u200d]`, 'u');

/** How often each such character stands in a text, kind by kind. */
export function findFaults(text: string): { code: (typeof characterFaults)[number][0]; char: string; at: number[] }[] {
  if (!anyFault.test(text)) return [];
  return characterFaults.flatMap(([code, pattern]) => {
    const places = new Map<string, number[]>();
    for (const { 0: char, index } of text.matchAll(pattern)) places.set(char, [...(places.get(char) ?? []), index]);
    return [...places].map(([char, at]) => ({ code, char, at }));
  });
}

/** U+202E. */
export const nameCharacter = (char: string): string =>
  `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
