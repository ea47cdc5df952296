/** The characters of a tree that count: all but white space, in reading order. */
import type { Nodes } from 'hast';

/** White space as Unicode defines it (the property White_Space), the ideographic space included. */
export const whiteSpace = /\p{White_Space}+/gu;

/** Text of a node without white space. References to notes have none. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value.replace(whiteSpace, '');
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
