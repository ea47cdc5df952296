/** Characters of a manuscript that have no business in print: invisible ones are left out, unprintable ones refused. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manuscript } from '../model/types.ts';

/** Zero-width space, word joiner, byte order mark, soft hyphen: they come with text copied from web pages. */
export const invisible = /[\u200b\u2060\ufeff\u00ad]/gu;

/** Controls (C0 but tab and line feed, DEL, C1), bidi controls, line and paragraph separators, noncharacters, private use. */
const refused =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2061-\u206f\ufdd0-\ufdef\ufff9-\uffff\p{Co}]|[\u{1fffe}-\u{1ffff}]/gu;

/** Takes out invisible characters and reports them and the refused ones, one diagnostic a character at its first place. */
export function checkCharacters(manuscript: Manuscript): { manuscript: Manuscript; diagnostics: Diagnostic[] } {
  const { body } = manuscript;
  const found = [...report('invisible-removed', invisible), ...report('character-refused', refused)];
  return { manuscript: { ...manuscript, body: body.replace(invisible, '') }, diagnostics: found };

  function report(code: 'invisible-removed' | 'character-refused', pattern: RegExp): Diagnostic[] {
    const places = new Map<string, number[]>();
    for (const match of body.matchAll(pattern)) places.set(match[0], [...(places.get(match[0]) ?? []), match.index]);
    return [...places].map(([char, at]) => {
      const before = body.slice(0, at[0]).split('\n');
      const line = manuscript.bodyLine + before.length - 1;
      const name = `U+${char.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
      const place = { file: manuscript.file, line, column: before.at(-1)!.length + 1 };
      return diagnose(code, { char: name, count: at.length }, place, body.split('\n')[before.length - 1]);
    });
  }
}
