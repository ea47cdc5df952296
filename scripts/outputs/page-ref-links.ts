/** References to pages in the outputs that have links: the number that the print has, and where its link leads. */
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import type { PageMap, PageTarget } from '../model/types.ts';
import { pageLabelOf } from '../page-map/page-labels.ts';
import { pageTargetOf } from '../typeset/page-refs.ts';

/** Address of a target within an output. */
export type PageRefAddress = (target: PageTarget) => string;

/** Makes the link of a reference, or null for any other element; its text around the number is converted by `convert`. */
export type PageRefLink = (node: Element, convert: (nodes: ElementContent[]) => ElementContent[]) => Element | null;

/** What stands for references in an output whose files the map describes. */
export function pageRefLinks(map: PageMap, addressOf: PageRefAddress): PageRefLink {
  return (node, convert) => {
    const target = pageTargetOf(node);
    if (!target) return null;
    const number = pageLabelOf(map, target) ?? '';
    const fill = (nodes: ElementContent[]): ElementContent[] =>
      nodes.flatMap((child): ElementContent[] => {
        if (child.type !== 'element') return convert([child]);
        if (child.properties.dataPageNumber === undefined) {
          // Emphasis or the like around the number.
          return holdsNumber(child) ? [{ ...child, properties: {}, children: fill(child.children) }] : convert([child]);
        }
        return [h('span', { className: ['page-number'] }, number)];
      });
    return h('a', { className: ['page-ref'], href: addressOf(target) }, fill(node.children));
  };
}

const holdsNumber = (node: Element): boolean =>
  node.children.some(
    (child) => child.type === 'element' && (child.properties.dataPageNumber !== undefined || holdsNumber(child)),
  );
