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

/** Uses of every typeset text, of what its front matter prints, and of what the manifest does. */
export function characterUses(book: Book, texts: Map<string, TypesetText>): CharacterUse[] {
  const uses = manuscriptsOf(book).flatMap(({ id, manuscript }) => {
    const text = texts.get(id)!;
    const byRole = new Map<Role, string>();
    for (const tree of [text.tree, ...text.notes]) collect(tree, 'body', byRole);
    const locate = (character: string) => find(character, manuscript.file, book.texts[manuscript.file] ?? '');
    return [...byRole].map(([role, words]): CharacterUse => ({ role, text: words, locate }));
  });
  return [...uses, ...frontMatterUses(book), ...manifestUses(book)];
}

/** What stands above the texts. */
function frontMatterUses(book: Book): CharacterUse[] {
  return manuscriptsOf(book).flatMap(({ manuscript: { file, frontMatter } }) => {
    const { title = '', date = '', author = '', source = '' } = frontMatter;
    const locate = (character: string) => find(character, file, book.texts[file] ?? '');
    return [
      { role: 'title' as const, text: title, locate },
      { role: 'body' as const, text: [date, author, source].join(''), locate },
    ];
  });
}

/** What cover, title page, imprint and titles print of the manifest, in the roles of furniture.css. */
function manifestUses(book: Book): CharacterUse[] {
  const { title, subtitle, creator, imprint, isbn } = book.manifest;
  const { compiler, notice, ...rows } = imprint;
  const titles = book.parts.flatMap((part) => [part.title, ...part.reports.map((report) => report.title)]);
  const reports = book.parts.flatMap((part) => part.reports);
  const shortTitles = reports.filter((report) => report.shortTitle !== report.title).map((report) => report.shortTitle);
  const byRole: [Role, (string | undefined)[]][] = [
    ['title', [title, ...titles]],
    ['subheading', [subtitle, creator, compiler]],
    ['heading', [notice]],
    ['body', [...shortTitles, isbn, ...Object.values(rows)]],
  ];
  const locate = (character: string) => find(character, 'book.yaml', book.texts['book.yaml'] ?? '');
  return byRole.map(([role, words]) => ({ role, text: words.join(''), locate }));
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
