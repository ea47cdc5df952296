/** Where the printed pages begin in a text, and markers put there: for the EPUB and the site. */
import type { Element, ElementContent, Nodes, Parents, Root, Text } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import type { PageEntry, PageMap } from '../model/types.ts';
import { graphemeStartOf, isPhrasing, type Leaf, leavesOf, offsetOf } from './text-leaves.ts';

/** The beginning of a printed page. */
export interface PageBreak {
  /** Characters of the flow's text (UTF-16 units without white space) before it; title and notes do not count. */
  at: number;
  /** Images of the flow before it; not given where only the text is known. */
  images?: number;
  /** What a citation calls the page: 34, ii. */
  label: string;
  /** Id of its marker, unique in the book: p34, p-ii. */
  id: string;
  /** Physical page of the PDF, from 1; 0 for a page of an earlier edition. */
  sheet: number;
  /** A page of an earlier edition: an anchor alone. */
  old?: boolean;
}

export const pageBreakId = (label: string): string => (/^\d/.test(label) ? `p${label}` : `p-${label}`);

/** The break of a page that has a label. */
export function pageBreakOf({ label, sheet, start }: PageEntry & { label: string }): PageBreak {
  const { char: at = 0, images } = start ?? {};
  return { at, label, id: pageBreakId(label), sheet, ...(images !== undefined && { images }) };
}

/**
 * The pages of a report, a front or a back piece (`front-foreword`) that show its text or a notice, in order; neither blanks
 * nor pages kept for text that has not arrived. The first one begins above the title: outputs mark it there, and put
 * the others into the text.
 *
 * Notes stand at the end of a text that has no pages, whatever page they began on. A page that begins within a note
 * begins in the text all the same: where its own text does, or, if it has none, where that of the next page does.
 */
export function pageBreaksOf(map: PageMap, flowId: string): PageBreak[] {
  return map.pages.flatMap((page): PageBreak[] => {
    const { flow, kind, label } = page;
    if (flow !== flowId || label === null || (kind !== 'text' && kind !== 'notice')) return [];
    return [pageBreakOf({ ...page, label })];
  });
}

/**
 * A copy of a flow's tree with an empty `<span data-page-break="34" id="p34">` before the first character of each
 * page, whatever that stands in. It stands before the paragraph's first character within the paragraph; before a row
 * in its first cell; before an element within a line outside it; before a figure in the figure; never within a
 * grapheme or the brackets of ruby. What lies behind the text stands at the tree's end.
 */
export function insertPageBreaks(tree: Root, breaks: readonly PageBreak[]): Root {
  const copy = structuredClone(tree);
  const leaves = leavesOf(copy);
  const graphemeStart = graphemeStartOf(leavesOf(tree));
  for (const { id, label, at, images, old } of breaks) {
    const place: BreakPlace = { at: graphemeStart(at), images: images ?? Number.POSITIVE_INFINITY };
    const marker = h('span', old ? { id, dataOldPage: label } : { id, dataPageBreak: label });
    const leaf = leaves.find((l) => isReached(l, place) || l.chars + l.length > place.at);
    if (leaf) insertBefore(marker, leaf, place, leaves);
    else copy.children.push(marker);
  }
  visit(copy, nestOldMarkers);
  return copy;
}

/**
 * Old pages that begin where another does go into its marker: a place in a text is known to readers by counted elements
 * (EPUB CFI), and more editions may not move what follows.
 */
function nestOldMarkers(parent: Nodes): void {
  if (!('children' in parent) || (parent.type === 'element' && isMarker(parent))) return;
  const nested = new Set<unknown>();
  let holder: Element | null = null;
  for (const child of parent.children as ElementContent[]) {
    if (!isMarker(child)) holder = null;
    else if (holder && (child as Element).properties.dataOldPage !== undefined) {
      holder.children.push(child);
      nested.add(child);
    } else holder = child as Element;
  }
  if (nested.size > 0)
    parent.children = parent.children.filter((child) => !nested.has(child)) as typeof parent.children;
}

type BreakPlace = Required<Pick<PageBreak, 'at' | 'images'>>;

/** True for an image with which the page begins. */
const isReached = ({ node, chars, images }: Leaf, place: BreakPlace) =>
  node.type === 'element' && chars === place.at && images >= place.images;

function insertBefore(marker: Element, leaf: Leaf, place: BreakPlace, leaves: Leaf[]): void {
  const { node, path } = leaf;
  const parent = path.at(-1)!;
  const isWithin = place.at > leaf.chars && node.type === 'text';
  const block = isWithin ? null : blockBegunBy(leaf, place, leaves);
  if (block) insertAtStart(marker, block);
  else if (isBracket(parent)) insertBesideBracket(marker, path);
  else if (isWithin) {
    const end = offsetOf(node.value, place.at - leaf.chars);
    const head = { ...leaf, node: { ...node, value: node.value.slice(0, end) }, length: place.at - leaf.chars };
    leaves.splice(leaves.indexOf(leaf), 0, head);
    Object.assign(leaf, { chars: place.at, length: leaf.length - head.length });
    node.value = node.value.slice(end);
    parent.children.splice(indexIn(parent, node), 0, head.node, marker);
  } else insertBeforeInline(marker, node, path);
}

/** Before a node, out of every element within a line that begins with it. */
function insertBeforeInline(marker: Element, node: Text | Element, path: Parents[]): void {
  let child: ElementContent = node;
  let depth = path.length - 1;
  while (isPhrasing(path[depth]!) && !isReading(path[depth]!) && opens(child, path[depth]!)) {
    child = path[depth] as Element;
    depth -= 1;
  }
  const parent = path[depth]!;
  parent.children.splice(indexIn(parent, child), 0, marker);
}

const indexIn = (parent: Parents, child: ElementContent): number =>
  (parent.children as ElementContent[]).indexOf(child);
const isElement = (node: Parents | ElementContent, ...names: string[]): node is Element =>
  node.type === 'element' && names.includes(node.tagName);
const isBracket = (node: Parents) => isElement(node, 'rp');
const isReading = (node: Parents) => isElement(node, 'rt', 'rtc');
const isMarker = (node: ElementContent | undefined) =>
  node?.type === 'element' && (node.properties.dataPageBreak ?? node.properties.dataOldPage) !== undefined;

/** Nothing stands before a child but white space and markers. */
function opens(child: ElementContent, parent: Parents): boolean {
  const before = parent.children.slice(0, indexIn(parent, child)) as ElementContent[];
  return before.every((node) => (node.type === 'text' ? node.value.trim() === '' : isMarker(node)));
}

/** XHTML allows nothing but text in the brackets of ruby: the marker ends the reading before, or stands before both. */
function insertBesideBracket(marker: Element, path: Parents[]): void {
  const [ruby, bracket] = [path.at(-2)!, path.at(-1) as Element];
  const siblings = ruby.children as ElementContent[];
  const before = siblings.slice(0, siblings.indexOf(bracket)).findLast((node) => node.type === 'element');
  if (before && isReading(before)) before.children.push(marker);
  else siblings.splice(siblings.indexOf(bracket), 0, marker);
}

/** The block at the start of which a page begins: the leaf's own, the figure around it, or the first cell of its row. */
function blockBegunBy(leaf: Leaf, { at, images }: BreakPlace, leaves: Leaf[]): Element | null {
  const begins = (holder: Parents): holder is Element => {
    const first = leaves.find(({ path }) => path.includes(holder));
    const isOwn = images === Number.POSITIVE_INFINITY || first!.images >= images;
    return holder.type === 'element' && first!.chars === at && isOwn;
  };
  const { path, block } = leaf;
  if (!begins(block)) return null;
  const around = path.findLast((node) => isElement(node, 'figure', 'tr'));
  if (!around || !begins(around)) return block;
  if (around.tagName === 'figure') return around;
  const cell = around.children.find((node) => isElement(node, 'td', 'th')) as Element | undefined;
  return !cell || path.includes(cell) ? block : cell;
}

/** At the start of a block, behind markers of pages that begin there too. */
function insertAtStart(marker: Element, block: Element): void {
  const at = block.children.findIndex((node) => !isMarker(node));
  block.children.splice(at < 0 ? block.children.length : at, 0, marker);
}
