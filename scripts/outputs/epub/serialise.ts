/** Trees to XHTML text. */
import type { ElementContent } from 'hast';
import { toXast } from 'hast-util-to-xast';
import { h } from 'hastscript';
import { toXml } from 'xast-util-to-xml';
import { isBlock } from './body-tree.ts';

/** XHTML of blocks, a line each, that will stand inside an element of the XHTML namespace. */
export function serialiseBlocks(nodes: ElementContent[]): string {
  const apart = nodes.flatMap((node, i): ElementContent[] => {
    return isBlock(node) && isBlock(nodes[i - 1]) ? [{ type: 'text', value: '\n' }, node] : [node];
  });
  return serialise(apart);
}

/** An empty element as the library writes it: it leaves > alone in an attribute, but not the quotes. */
const emptyTag = /<([\w:-]+)((?: [\w:-]+="[^"]*")*)\/>/g;
/** Elements of HTML that have no end tag. */
const voids = new Set(['br', 'hr', 'img', 'col']);

/** XHTML of nodes that will stand inside an element of the XHTML namespace. */
function serialise(nodes: ElementContent[]): string {
  // Within one element, or each node would declare the namespace anew.
  const holder = toXast(h('div', nodes));
  const children = 'children' in holder ? (holder.children as Parameters<typeof toXml>[0]) : [];
  const xml = toXml(children, { closeEmptyElements: true, tightClose: true });
  // The library leaves > alone, but ]]> may not stand in text (XML 1.0, 2.4); elsewhere these three cannot meet.
  const text = xml.replaceAll(']]>', ']]&gt;');
  // Old readers take <span/> for a start tag.
  return text.replace(emptyTag, (tag, name, rest) => (voids.has(name) ? tag : `<${name}${rest}></${name}>`));
}
