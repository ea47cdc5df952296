/** Characters of a manuscript that have no business in print: invisible ones are left out, unprintable ones refused. */
import type { Nodes } from 'hast';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findFaults, invisible, nameCharacter } from '../model/refused-characters.ts';
import type { Manuscript } from '../model/types.ts';

/** Takes out invisible characters and reports them and the others, one diagnostic a character at its first place. */
export function checkCharacters(manuscript: Manuscript): { manuscript: Manuscript; diagnostics: Diagnostic[] } {
  const { body } = manuscript;
  const diagnostics = findFaults(body).map(({ code, char, at }) => {
    const before = body.slice(0, at[0]).split('\n');
    const line = manuscript.bodyLine + before.length - 1;
    const place = { file: manuscript.file, line, column: before.at(-1)!.length + 1 };
    return diagnose(code, { char: nameCharacter(char), count: at.length }, place, body.split('\n')[before.length - 1]);
  });
  return { manuscript: { ...manuscript, body: body.replace(invisible, '') }, diagnostics };
}

/**
 * The same of characters that the manuscript writes as references (&#x202E;): takes the invisible ones out of the trees,
 * and gives one diagnostic a character, on the line of the first element that holds it. Those that also stand in the
 * manuscript as themselves have been reported.
 */
export function checkReferences(trees: Nodes[], { body, file }: Manuscript): Diagnostic[] {
  // Every reference begins with it.
  if (!body.includes('&')) return [];
  const found = new Map<string, { code: ReturnType<typeof findFaults>[number]['code']; count: number; line: number }>();
  const visit = (node: Nodes, line: number): void => {
    const own = node.type === 'element' ? Number(node.properties.dataLine ?? line) : line;
    for (const text of wordsOf(node))
      for (const { code, char, at } of findFaults(text)) {
        const seen = found.get(char) ?? { code, count: 0, line: own };
        found.set(char, { ...seen, count: seen.count + at.length });
      }
    dropInvisible(node);
    if (!('children' in node)) return;
    for (const child of node.children) visit(child, own);
    node.children = node.children.filter(
      (child) => child.type !== 'text' || child.value !== '',
    ) as typeof node.children;
  };
  for (const tree of trees) visit(tree, 0);
  const written = new Set(findFaults(body).map(({ char }) => char));
  return [...found]
    .filter(([char]) => !written.has(char))
    .map(([char, { code, count, line }]) =>
      diagnose(code, { char: nameCharacter(char), count }, { file, ...(line > 0 && { line }) }),
    );
}

const wordAttributes = ['alt', 'title'];

function dropInvisible(node: Nodes): void {
  if (node.type === 'text') node.value = node.value.replace(invisible, '');
  if (node.type !== 'element') return;
  for (const name of wordAttributes.filter((key) => typeof node.properties[key] === 'string'))
    node.properties[name] = String(node.properties[name]).replace(invisible, '');
}

/** What a node says itself, in text and in attributes that are words. */
function wordsOf(node: Nodes): string[] {
  if (node.type === 'text') return [node.value];
  if (node.type !== 'element') return [];
  return wordAttributes.flatMap((name) => node.properties[name] ?? []).map(String);
}
