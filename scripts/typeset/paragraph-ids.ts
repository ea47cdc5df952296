/**
 * Permanent ids of paragraphs, for readers' notes, citations and ledgers: `p-`, the report's id, a digest of the
 * paragraph's own text without white space, and from the second on an ordinal among equals. So an id depends on
 * nothing but the report and the words: neither on other paragraphs nor on the markup (a paragraph that becomes a heading
 * keeps its id). A paragraph that an earlier edition had, and that was edited since, keeps the id it had there (`keptIds`).
 * The print never sees them: they are given to a copy of the tree.
 */
import { createHash } from 'node:crypto';
import type { Element, Nodes, Root, Text } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import type { TypesetText } from '../model/types.ts';
import { textOf, whiteSpace } from './text-of.ts';

/** A block of a text, and what its id was made from. */
export interface Paragraph {
  id: string;
  /** Its own characters without white space: those of a list within an item belong to that list's items. */
  text: string;
}

/** Blocks that hold text of their own or other blocks. */
const blocks = new Set('p h1 h2 h3 h4 h5 h6 li blockquote pre'.split(' '));
/** Blocks that are named as a whole: whatever stands in them has no id of its own. */
const wholes = new Set(['table', 'figure']);

/** Every block of a text in reading order, with its permanent id. The notes are not among them. */
export function listParagraphs(text: TypesetText): Paragraph[] {
  return nameBlocks(text, text.tree).map(({ id, words }) => ({ id, text: words }));
}

/** A paragraph as editions know it. */
export interface PlacedParagraph {
  id: string;
  /** Name of its element; `note` for a note. */
  kind: string;
  /** Its own words as they are set, runs of white space as one space; cells of a table are parted by one. */
  words: string;
  /** Characters of the text, without white space, before it; of a note: before its reference. */
  at: number;
  /** Files of its pictures, in order, relative to the book's folder. */
  images: string[];
  /** Numbers of the notes that it refers to. */
  noteRefs: number[];
}

/**
 * Every block of a text in reading order, then its notes in order.
 */
export function placeParagraphs(text: TypesetText): PlacedParagraph[] {
  const starts = new Map<Element, number>();
  let chars = 0;
  visit(text.tree, (node) => {
    if (node.type === 'element') starts.set(node, chars);
    else if (node.type === 'text') chars += textOf(node).length;
  });
  const named = nameBlocks(text, text.tree).map(({ id, node }): PlacedParagraph => {
    const own = wholes.has(node.tagName) ? descendants(node) : ownNodes(node);
    const at = starts.get(node)!;
    return { id, kind: node.tagName, words: spacedWords(node), at, images: imagesIn(own), noteRefs: noteRefsIn(own) };
  });
  const ids = nameNotes(text);
  const notes = text.notes.map((note, i): PlacedParagraph => {
    const at = text.noteTexts[i]?.at ?? 0;
    const words = oneLine(rawText(note));
    return { id: ids[i]!, kind: 'note', words, at, images: imagesIn(descendants(note)), noteRefs: [] };
  });
  return [...named, ...notes];
}

/** The permanent ids of a text's notes, in order: `n-`, the report's id, a digest of the note's text. */
export function nameNotes({ id, notes, keptIds }: TypesetText): string[] {
  const nameOf = digestNames(`n-${id}`);
  return keepIds(
    notes.map((note) => nameOf(textOf(note), '')),
    keptIds,
  );
}

/**
 * A copy of the tree in which every block bears its permanent id. The id that a manuscript gave a block moves to an
 * empty <span> at its beginning, and stays what links lead to; one that equals a permanent id gives way to it.
 */
export function assignParagraphIds(text: TypesetText): Root {
  const tree = copyOf(text.tree);
  const named = nameBlocks(text, tree);
  const ids = new Set(named.map(({ id }) => id));
  visit(tree, 'element', (node) => {
    if (ids.has(String(node.properties.id))) delete node.properties.id;
  });
  for (const { id, node } of named) {
    const own = node.properties.id;
    if (typeof own === 'string') (anchorPlace(node) ?? node).children.unshift(h('span', { id: own }));
    node.properties.id = id;
  }
  return tree;
}

/** A copy with all below it. */
function copyOf<N extends Nodes>(node: N): N {
  const copy: Nodes = { ...node };
  if (copy.type === 'element') {
    copy.properties = { ...copy.properties };
    for (const [name, value] of Object.entries(copy.properties))
      if (Array.isArray(value)) copy.properties[name] = [...value];
  }
  if ('children' in copy) copy.children = copy.children.map(copyOf) as typeof copy.children;
  return copy as N;
}

interface NamedBlock {
  node: Element;
  id: string;
  words: string;
}

function nameBlocks({ id: reportId, keptIds }: TypesetText, tree: Root): NamedBlock[] {
  const nameOf = digestNames(`p-${reportId}`);
  const named = findBlocks(tree).map((node): NamedBlock => {
    const words = wholes.has(node.tagName) ? textOf(node) : ownText(node);
    return { node, words, id: nameOf(words, ownImages(node)) };
  });
  const ids = keepIds(
    named.map(({ id }) => id),
    keptIds,
  );
  return named.map((block, i) => ({ ...block, id: ids[i]! }));
}

/** Ids that an earlier edition gave, where it gave one. A new paragraph whose own name is one of them takes another. */
function keepIds(ids: string[], kept: Readonly<Record<string, string>> = {}): string[] {
  const taken = new Set(ids.flatMap((id) => kept[id] ?? []));
  return ids.map((id) => {
    if (kept[id] !== undefined) return kept[id];
    let free = id;
    for (let n = 2; taken.has(free); n++) free = `${id}-${n}`;
    taken.add(free);
    return free;
  });
}

/** Names by digest, from the second equal one on with an ordinal. */
function digestNames(prefix: string): (words: string, images: string) => string {
  const counts = new Map<string, number>();
  return (words, images) => {
    const digest = createHash('sha256').update(words).update(images).digest('hex').slice(0, 10);
    const ordinal = (counts.get(digest) ?? 0) + 1;
    counts.set(digest, ordinal);
    return `${prefix}-${digest}${ordinal === 1 ? '' : `-${ordinal}`}`;
  };
}

const oneLine = (text: string): string => text.replace(whiteSpace, ' ').trim();

/** The words of a block with their spaces; cells and lines are parted by one. */
function spacedWords(node: Element): string {
  if (wholes.has(node.tagName)) return oneLine(rawText(node));
  return oneLine(
    ownNodes(node)
      .map((own) => (own.type === 'text' ? own.value : own.tagName === 'br' ? ' ' : ''))
      .join(''),
  );
}

function rawText(node: Nodes): string {
  if (node.type === 'text') return node.value;
  const inner = 'children' in node ? node.children.map(rawText).join('') : '';
  const parted = node.type === 'element' && /^(t[dhr]|br|p|li|caption|figcaption)$/.test(node.tagName);
  return parted ? `${inner} ` : inner;
}

const isBlock = ({ tagName }: Element): boolean => blocks.has(tagName) || wholes.has(tagName);

/** Blocks with text or images of their own, in reading order. */
function findBlocks(node: Root | Element): Element[] {
  return node.children.flatMap((child): Element[] => {
    if (child.type !== 'element') return [];
    if (wholes.has(child.tagName)) return textOf(child) + ownImages(child) === '' ? [] : [child];
    const isNamed = blocks.has(child.tagName) && ownText(child) + ownImages(child) !== '';
    return [...(isNamed ? [child] : []), ...findBlocks(child)];
  });
}

/** What stands in a block itself, not in a block within it. */
function ownNodes(node: Element): (Text | Element)[] {
  if (node.children.every((child) => child.type === 'text')) return node.children;
  return node.children.flatMap((child): (Text | Element)[] => {
    if (child.type === 'text') return [child];
    return child.type === 'element' && !isBlock(child) ? [child, ...ownNodes(child)] : [];
  });
}

const descendants = (node: Nodes): Nodes[] =>
  'children' in node ? node.children.flatMap((child) => [child, ...descendants(child)]) : [];

const imagesIn = (nodes: Nodes[]): string[] =>
  nodes.flatMap((own) => (own.type === 'element' && own.tagName === 'img' ? [String(own.properties.src)] : []));

const noteRefsIn = (nodes: Nodes[]): number[] =>
  nodes.flatMap((own) =>
    own.type === 'element' && own.properties.dataNote !== undefined ? [Number(own.properties.dataNote)] : [],
  );

const ownText = (node: Element): string =>
  ownNodes(node)
    .map((own) => (own.type === 'text' ? textOf(own) : ''))
    .join('');

/** A picture without a caption is told from others by its file. NUL parts the names: no text holds it. */
const ownImages = (node: Element): string =>
  ownNodes(node)
    .map((own) => (own.type === 'element' && own.tagName === 'img' ? `\0${own.properties.src}` : ''))
    .join('');

/** Where in a block an anchor may stand: a table holds no text but in its caption and its cells. */
function anchorPlace(node: Element): Element | undefined {
  if (node.tagName !== 'table') return node;
  const places: Element[] = [];
  visit(node, 'element', (child) => {
    if (['caption', 'td', 'th'].includes(child.tagName)) places.push(child);
  });
  return places[0];
}
