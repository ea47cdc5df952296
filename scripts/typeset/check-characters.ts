/** Characters of a manuscript that have no business in print: invisible ones are left out, unprintable ones refused. */
import type { Nodes } from 'hast';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { nameCharacter, refused } from '../model/refused-characters.ts';
import type { Manuscript } from '../model/types.ts';

/** Zero-width space, word joiner, byte order mark, soft hyphen: they come with text copied from web pages. */
export const invisible = /[\u200b\u2060\ufeff\u00ad]/gu;

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
      const place = { file: manuscript.file, line, column: before.at(-1)!.length + 1 };
      return diagnose(
        code,
        { char: nameCharacter(char), count: at.length },
        place,
        body.split('\n')[before.length - 1],
      );
    });
  }
}

/**
 * Refused characters that the manuscript writes as references (&#x202E;): one diagnostic a character, on the line of
 * the first element that holds it. Those that also stand there as themselves have been reported.
 */
export function checkReferences(trees: Nodes[], { body, file }: Manuscript): Diagnostic[] {
  const found = new Map<string, { count: number; line: number }>();
  const visit = (node: Nodes, line: number): void => {
    const own = node.type === 'element' ? Number(node.properties.dataLine ?? line) : line;
    for (const text of wordsOf(node))
      for (const [char] of text.matchAll(refused)) {
        const seen = found.get(char) ?? { count: 0, line: own };
        found.set(char, { ...seen, count: seen.count + 1 });
      }
    if ('children' in node) for (const child of node.children) visit(child, own);
  };
  for (const tree of trees) visit(tree, 0);
  return [...found]
    .filter(([char]) => !body.includes(char))
    .map(([char, { count, line }]) =>
      diagnose('character-refused', { char: nameCharacter(char), count }, { file, ...(line > 0 && { line }) }),
    );
}

/** What a node says itself, in text and in attributes that are words. */
function wordsOf(node: Nodes): string[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  return ['alt', 'title'].flatMap((name) => node.properties[name] ?? []).map(String);
}
