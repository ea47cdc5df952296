/** The headings of a text and other places with a name, paragraphs by their permanent ids among them. */
import type { Element, Nodes } from 'hast';
import type { TypesetText } from '../model/types.ts';
import { assignParagraphIds, listParagraphs } from './paragraph-ids.ts';
import { textOf } from './text-of.ts';

export interface NamedPlace {
  /** A heading's characters without white space; empty for other places. */
  words: string;
  /** Names that the manuscript gave it, {#name}; a block's permanent id. */
  names: string[];
  /** Characters of the text, without white space, before it. */
  at: number;
  /** Permanent id of the paragraph it is, or stands in. */
  paragraph: string;
}

/** Headings, blocks by their permanent ids, and whatever the manuscript gave a name, in reading order. */
export function findHeadings(text: TypesetText): NamedPlace[] {
  const permanent = new Set(listParagraphs(text).map(({ id }) => id));
  const places: NamedPlace[] = [];
  let at = 0;
  const visit = (node: Nodes, paragraph: string): void => {
    if (node.type === 'text') at += textOf(node).length;
    if (!('children' in node)) return;
    const id = node.type === 'element' ? String(node.properties.id ?? '') : '';
    const own = permanent.has(id) ? id : paragraph;
    if (node.type === 'element' && own !== '') {
      const names = id === '' ? [] : [id];
      if (isHeading(node)) places.push({ words: textOf(node), names, at, paragraph: own });
      else if (id !== '') places.push({ words: '', names, at, paragraph: own });
    }
    for (const child of node.children) visit(child, own);
  };
  visit(assignParagraphIds(text), '');
  return places;
}

/** Also one that runs in: it opens the paragraph that follows it. */
const isHeading = ({ tagName, properties }: Element): boolean =>
  /^h[2-5]$/.test(tagName) || (Array.isArray(properties.className) && properties.className.includes('run-in'));
