/** Characters that XML cannot hold, not even escaped (XML 1.0, 2.2): one of them makes a whole file unreadable. */
import type { Nodes } from 'hast';
import { diagnose } from '../../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../../diagnostics/diagnostic.ts';
import type { Book, Place, TypesetText } from '../../model/types.ts';
import { manuscriptsOf } from '../../typeset/typeset-book.ts';

const illegal = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** Throws a DiagnosticError with one `epub-character` for each text or value of the manifest that holds such a character. */
export function refuseIllegalCharacters(book: Book, texts: Map<string, TypesetText>): void {
  const found = [
    ...report(book.manifest, { file: 'book.yaml' }),
    ...manuscriptsOf(book).flatMap(({ id, manuscript: { file, frontMatter } }) => {
      const text = texts.get(id);
      const trees = text ? [text.tree, ...text.notes].map(findInTree) : [];
      return [...report(frontMatter, { file }), ...report(trees, { file })];
    }),
  ];
  if (found.length > 0) throw new DiagnosticError(found);
}

function report(value: unknown, place: Place): Diagnostic[] {
  const text = findInValue(value);
  const match = text === null ? null : illegal.exec(text);
  if (!text || !match) return [];
  const code = match[0].codePointAt(0) as number;
  const char = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  const around = text.slice(Math.max(0, match.index - 10), match.index + 10).replace(new RegExp(illegal, 'gu'), '□');
  return [diagnose('epub-character', { char, around }, place)];
}

/** The first string within a value that holds an illegal character. */
function findInValue(value: unknown): string | null {
  if (typeof value === 'string') return illegal.test(value) ? value : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const child of Object.values(value)) {
    const found = findInValue(child);
    if (found !== null) return found;
  }
  return null;
}

/** The same for text and attributes of a tree. */
function findInTree(node: Nodes): string | null {
  if (node.type === 'text') return findInValue(node.value);
  const own = node.type === 'element' ? findInValue(node.properties) : null;
  if (own !== null || !('children' in node)) return own;
  for (const child of node.children) {
    const found = findInTree(child);
    if (found !== null) return found;
  }
  return null;
}
