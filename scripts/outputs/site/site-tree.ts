/**
 * A text for HTML, from the tree that the EPUB is made of: without what only an EPUB knows, with folios in the place
 * of its page markers, wide tables in boxes of their own, and pictures that keep their room while they load.
 */
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import type { ImageAsset, TypesetText } from '../../model/types.ts';
import { textOf } from '../../typeset/text-of.ts';
import { convertBody } from '../epub/body-tree.ts';
import { serialiseBlocks } from '../epub/serialise.ts';
import type { PageBreak } from '../page-breaks.ts';
import type { PageRefLink } from '../page-ref-links.ts';
import { listPassages, type Passage } from './search-passages.ts';

export interface SiteText {
  /** HTML that is well-formed XML too. */
  body: string;
  notes: string;
  /** The highest headings, where there are enough for contents of their own. */
  headings: { id: string; words: string }[];
  passages: Passage[];
}

/** What a missing report's page shows. */
export const noText: SiteText = { body: '', notes: '', headings: [], passages: [] };

/** HTML of a text, and what the search knows of it. `images` are names on the site by file in the book's folder. */
export function siteText(
  text: TypesetText,
  images: ReadonlyMap<string, string>,
  breaks: PageBreak[],
  pageRefs?: PageRefLink,
  old: PageBreak[] = [],
): SiteText {
  const [first, ...others] = breaks;
  const { body, notes } = convertBody(text, images, [...others, ...old], pageRefs);
  const assets = new Map(text.images.map((asset) => [images.get(asset.file), asset]));
  const trees = [...body, ...notes];
  const headings = listHeadings(body);
  for (const tree of trees) adapt(tree, assets);
  const passages = listPassages(body, notes, first?.label ?? '', first?.id ?? 'main');
  return { body: serialiseBlocks(boxTables(body)), notes: serialiseBlocks(notes), headings, passages };
}

function adapt(tree: ElementContent, assets: ReadonlyMap<unknown, ImageAsset>): void {
  visit(tree, 'element', (node) => {
    const { properties } = node;
    if (properties['epub:type'] === 'pagebreak') makeFolio(node);
    delete properties['epub:type'];
    delete properties.xmlLang;
    const asset = node.tagName === 'img' ? assets.get(properties.src) : undefined;
    if (asset) Object.assign(properties, { width: asset.width, height: asset.height, loading: 'lazy' });
    if (asset && properties.alt === '') properties.role = 'presentation';
  });
}

/** A folio shows its number through the style sheet: whoever copies the text copies no folios. */
function makeFolio(node: Element): void {
  const { id, ariaLabel } = node.properties;
  node.tagName = 'a';
  node.properties = folioProperties(String(id), String(ariaLabel));
  node.children = node.children.filter(({ type }) => type === 'element');
}

function folioProperties(id: string, label: string) {
  return { className: ['folio'], id, href: `#${id}`, dataFolio: label, ariaLabel: `第${label}页` };
}

/** A table wider than a phone is moved sideways in its box, by keys too. */
function boxTables(nodes: ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type !== 'element') return node;
    if (node.tagName !== 'table') return { ...node, children: boxTables(node.children) };
    const caption = node.children.find((child) => child.type === 'element' && child.tagName === 'caption');
    const label = (caption && textOf(caption)) || '表';
    return h('div', { className: ['table-box'], role: 'group', tabIndex: 0, ariaLabel: label }, [node]);
  });
}

const enoughHeadings = 3;

function listHeadings(body: ElementContent[]): { id: string; words: string }[] {
  const headings = body.flatMap((node) =>
    node.type === 'element' && node.tagName === 'h2' && typeof node.properties.id === 'string'
      ? [{ id: node.properties.id, words: textOf(node) }]
      : [],
  );
  return headings.length < enoughHeadings ? [] : headings;
}
