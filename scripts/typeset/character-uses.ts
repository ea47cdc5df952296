/** Which characters each role of type is asked for, and where they stand: what the faces are checked against. */
import type { Nodes } from 'hast';
import type { CharacterUse, Located } from '../fonts/check-characters.ts';
import type { Role } from '../fonts/roles.ts';
import type { Book, TypesetText } from '../model/types.ts';
import { manuscriptsOf } from './typeset-book.ts';

const roleOf: Record<string, Role> = {
  h2: 'heading',
  h3: 'subheading',
  h4: 'emphasis',
  caption: 'heading',
  figcaption: 'heading',
  blockquote: 'subheading',
  em: 'subheading',
  strong: 'emphasis',
  th: 'emphasis',
};

/** Uses of every typeset text, and of the titles. */
export function characterUses(book: Book, texts: Map<string, TypesetText>): CharacterUse[] {
  const uses = manuscriptsOf(book).flatMap(({ id, manuscript }) => {
    const text = texts.get(id)!;
    const byRole = new Map<Role, string>();
    for (const tree of [text.tree, ...text.notes]) collect(tree, 'body', byRole);
    const locate = (character: string) => find(character, manuscript.file, book.texts[manuscript.file] ?? '');
    return [...byRole].map(([role, words]): CharacterUse => ({ role, text: words, locate }));
  });
  const manifest = book.texts['book.yaml'] ?? '';
  const titles = [
    book.manifest.title,
    ...book.parts.flatMap((part) => [part.title, ...part.reports.map((r) => r.title)]),
  ];
  return [...uses, { role: 'title', text: titles.join(''), locate: (c) => find(c, 'book.yaml', manifest) }];
}

function collect(node: Nodes, role: Role, byRole: Map<Role, string>): void {
  if (node.type === 'text') byRole.set(role, (byRole.get(role) ?? '') + node.value);
  if (!('children' in node)) return;
  const own = node.type === 'element' ? (roleOf[node.tagName] ?? role) : role;
  for (const child of node.children) collect(child, own, byRole);
}

/** The first places of a character in a file. */
function find(character: string, file: string, text: string): Located[] {
  const found: Located[] = [];
  text.split('\n').forEach((line, i) => {
    for (let at = line.indexOf(character); at >= 0 && found.length < 3; at = line.indexOf(character, at + 1)) {
      found.push({ place: { file, line: i + 1, column: at + 1 }, excerpt: line });
    }
  });
  return found;
}
