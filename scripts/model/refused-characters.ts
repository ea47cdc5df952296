/** Characters that can stand in nothing that is printed or read: neither in a manuscript nor in the manifest. */

/** Controls (C0 but tab and line feed, DEL, C1), bidi controls, line and paragraph separators, noncharacters, private use. */
export const refused =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2061-\u206f\ufdd0-\ufdef\ufff9-\uffff\p{Co}]|[\u{1fffe}-\u{1ffff}]/gu;

/** U+202E. */
export const nameCharacter = (char: string): string =>
  `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
