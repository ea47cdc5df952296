/** Parts of a table in the places where HTML has them. */
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';

const isElement = (node: ElementContent): node is Element => node.type === 'element';

/**
 * A table's caption stands first, its head before any row, its foot last; or it is a body like others: to move it
 * would move text.
 */
export function demote(node: ElementContent, i: number, all: ElementContent[]): ElementContent {
  if (!isElement(node)) return node;
  const before = all.slice(0, i).filter(isElement);
  // A caption further down becomes rows too; the columns and the first caption are none.
  const hasRows = before.some((n, at) => n.tagName !== 'colgroup' && (at > 0 || n.tagName !== 'caption'));
  if (node.tagName === 'caption' && before.length > 0) return h('tbody', [h('tr', [h('td', node.children)])]);
  if (node.tagName === 'thead' && hasRows) node.tagName = 'tbody';
  if (node.tagName === 'tfoot' && all.slice(i + 1).some(isElement)) node.tagName = 'tbody';
  return node;
}

/** A cell of several rows: the style sheet cannot ask for them, since old parsers refuse :has(). */
export function spansRows(node: ElementContent): boolean {
  return isElement(node) && Number(node.properties.rowSpan ?? 1) !== 1;
}
