/**
 * From the tree of the typeset stage to one that XHTML allows: its own names for anchors, images and notes, only the
 * attributes of HTML, and elements only where the content model of HTML has them, or an XML reader would refuse the
 * whole file. No character of the text is changed, moved or lost.
 */
import type { Element, ElementContent, Properties, Root } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import type { TypesetText } from '../../model/types.ts';
import { assignParagraphIds, listParagraphs, nameNotes } from '../../typeset/paragraph-ids.ts';
import { textOf } from '../../typeset/text-of.ts';
import { insertPageBreaks, type PageBreak } from '../page-breaks.ts';
import type { PageRefLink } from '../page-ref-links.ts';
import { keepAttributes } from './attributes.ts';
import { closeLevels } from './heading-levels.ts';
import { noteMark } from './note-mark.ts';
import { demote, spansRows } from './table-parts.ts';

/** Names of one document's anchors: id in the manuscript -> id in the EPUB. */
type Anchors = Map<string, string>;

/** What holds for the place of a node. */
interface Context {
  anchors: Anchors;
  /** Image file -> name in the EPUB. */
  images: ReadonlyMap<string, string>;
  /** Permanent ids of the notes, in order. */
  noteIds: string[];
  pageRefs: PageRefLink;
  /** Ids given away so far. */
  used: Set<string>;
  /** Names of the elements around, the nearest last. */
  around: string[];
}

const phrasing = new Set('a br code del em i b u s img ins ruby rb rt rp rtc strong span sub sup'.split(' '));
const phrasingOnly = new Set('p h1 h2 h3 h4 h5 h6 pre'.split(' '));

/** Elements that have a meaning only within others. */
const parents: Record<string, string[]> = {
  ...{ li: ['ul', 'ol'], rt: ['ruby'], rp: ['ruby'], figcaption: ['figure'] },
  ...{ caption: ['table'], colgroup: ['table'], thead: ['table'], tbody: ['table'], tfoot: ['table'] },
  ...{ col: ['colgroup', 'table'], tr: ['table', 'thead', 'tbody', 'tfoot'], td: ['tr'], th: ['tr'] },
};

/**
 * A text's body, its paragraphs with their permanent ids and markers of the given pages, and its notes for XHTML. The
 * input is left as it is.
 */
export function convertBody(
  text: TypesetText,
  images: ReadonlyMap<string, string>,
  pageBreaks: readonly PageBreak[] = [],
  pageRefs: PageRefLink = () => null,
): { body: ElementContent[]; notes: Element[] } {
  const tree = assignParagraphIds(text);
  const permanent = listParagraphs(text).map(({ id }): [string, string] => [id, id]);
  const anchors = nameAnchors([tree, ...text.notes], new Map(permanent));
  const noteIds = nameNotes(text);
  const context: Context = { anchors, images, noteIds, pageRefs, used: new Set(), around: [] };
  const marked = insertPageBreaks(tree, pageBreaks);
  const body = convertAll(marked.children as ElementContent[], context);
  const notes = text.notes.map((note) => convertAll(note.children as ElementContent[], context));
  const result = {
    body,
    notes: notes.map((content, i) => {
      const id = noteIds[i]!;
      return makeNote(id, i + 1, content, context.used.has(referenceTo(id)));
    }),
  };
  for (const root of [...result.body, ...result.notes]) dropDeadLinks(root, context.used);
  closeLevels(body);
  return result;
}

/** Manuscripts may name an anchor anything; a file name or a note of ours must not be met by chance. */
function nameAnchors(trees: Root[], permanent: Anchors): Anchors {
  const anchors: Anchors = new Map(permanent);
  for (const tree of trees) {
    visit(tree, 'element', ({ properties: { id } }) => {
      if (typeof id !== 'string' || anchors.has(id)) return;
      anchors.set(id, /^[A-Za-z0-9._-]+$/.test(id) ? `m-${id}` : `m-u${Buffer.from(id).toString('hex')}`);
    });
  }
  return anchors;
}

/** Id of the place that refers to a note. */
const referenceTo = (noteId: string): string => `ref-${noteId}`;

/** A note as readers know it, its number leading back to where it is referred to. */
function makeNote(id: string, number: number, content: ElementContent[], referred: boolean): Element {
  const back = { ...(referred && { href: `#${referenceTo(id)}`, role: 'doc-backlink' }), className: ['note-number'] };
  const mark = h(referred ? 'a' : 'span', back, noteMark(number));
  const blocks = content.filter((node) => node.type !== 'text' || node.value.trim() !== '');
  const [first] = blocks;
  if (first && isElement(first) && first.tagName === 'p') first.children.unshift(mark, { type: 'text', value: ' ' });
  else {
    const end = blocks.findIndex((node) => isBlock(node));
    const lead = blocks.splice(0, end === -1 ? blocks.length : end);
    blocks.unshift(h('p', [mark, { type: 'text', value: ' ' }, ...lead]));
  }
  return h('aside', { id, 'epub:type': 'footnote', role: 'doc-footnote', className: ['note'] }, blocks);
}

/** A link to an element that could not stay. */
function dropDeadLinks(root: ElementContent, ids: ReadonlySet<string>): void {
  visit(root, 'element', (node) => {
    const anchor = /^#([mp]-.*)$/.exec(String(node.properties.href))?.[1];
    if (anchor === undefined || ids.has(anchor)) return;
    node.tagName = 'span';
    delete node.properties.href;
  });
}

function convertAll(nodes: ElementContent[], context: Context): ElementContent[] {
  return nodes.flatMap((node) => (node.type === 'element' ? convertElement(node, context) : keepText(node)));
}

function keepText(node: ElementContent): ElementContent[] {
  return node.type === 'text' ? [{ type: 'text', value: node.value }] : [];
}

function convertElement(node: Element, context: Context): ElementContent[] {
  const { tagName, properties } = node;
  if (tagName === 'a' && properties.dataNote !== undefined) return referToNote(node, context);
  if (properties.dataPageBreak !== undefined) return [makePageBreak(node, convertAll(node.children, context))];
  if (properties.dataOldPage !== undefined)
    return [h('span', { id: properties.id }, '', convertAll(node.children, context))];
  const pageRef = tagName === 'a' ? convertPageRef(node, context) : null;
  if (pageRef) return [pageRef];
  if (mustUnwrap(node, context.around)) return convertAll(node.children, context);
  const own = keepAttributes(node, context.anchors, context.images);
  if (tagName === 'a' && own.href === undefined) return convertAll(node.children, context);
  if (nameFor(node) === 'td') delete own.scope;
  if (tagName === 'li' && context.around.at(-1) !== 'ol') delete own.value;
  if (typeof own.id === 'string') {
    if (context.used.has(own.id)) delete own.id;
    else context.used.add(own.id);
  }
  if (tagName === 'img' && !context.around.includes('figure')) addClass(own, 'inline-image');
  const children = convertAll(node.children, { ...context, around: [...context.around, tagName] });
  if (tagName === 'tr' && children.some(spansRows)) addClass(own, 'spanning');
  return [h(nameFor(node), own, arrange(tagName, children))];
}

function addClass(own: Properties, name: string): void {
  own.className = [...((own.className as string[] | undefined) ?? []), name];
}

/** A reference to a page. Within another link, which XHTML does not allow, it keeps its number and loses its own. */
function convertPageRef(node: Element, context: Context): Element | null {
  const around = [...context.around, 'a'];
  const link = context.pageRefs(node, (nodes) => convertAll(nodes, { ...context, around }));
  return link && context.around.includes('a') ? h('span', link.children) : link;
}

/** The marker of a printed page. Its empty text keeps apart the tags of an element that old readers want closed. */
function makePageBreak({ properties: { id, dataPageBreak } }: Element, within: ElementContent[]): Element {
  const label = String(dataPageBreak);
  return h('span', { id, 'epub:type': 'pagebreak', role: 'doc-pagebreak', ariaLabel: label }, '', within);
}

/** The number at the place a note belongs to; a reference without note keeps its text alone. */
function referToNote(node: Element, context: Context): ElementContent[] {
  const number = Number(node.properties.dataNote);
  const noteId = context.noteIds[number - 1];
  if (noteId === undefined) return convertAll(node.children, context);
  const id = referenceTo(noteId);
  const attributes = { href: `#${noteId}`, 'epub:type': 'noteref', role: 'doc-noteref', className: ['noteref'] };
  const repeated = context.used.has(id);
  context.used.add(id);
  return [h('sup', [h('a', { ...attributes, ...(!repeated && { id }) }, noteMark(number))])];
}

/** Elements that XHTML does not have, or not in this place. */
function mustUnwrap(node: Element, around: string[]): boolean {
  const { tagName } = node;
  if (tagName === 'rb' || tagName === 'rtc') return true;
  if (Object.hasOwn(parents, tagName)) return !parents[tagName]?.includes(around.at(-1) ?? '');
  if (tagName === 'ruby' && (around.includes('ruby') || !isRuby(node))) return true;
  if (tagName === 'a' && around.includes('a')) return true;
  if (phrasing.has(tagName)) return has(node, isBlock);
  if (phrasingOnly.has(tagName)) return around.some((name) => phrasingOnly.has(name));
  return false;
}

/** Base text and readings take turns, brackets for old readers around the readings. */
function isRuby({ children }: Element): boolean {
  const kinds = children.map((node) => {
    if (node.type === 'text') return node.value.trim() === '' ? ' ' : 'b';
    return (isElement(node) && { rt: 't', rp: 'p' }[node.tagName]) ?? 'b';
  });
  return /^( *b[b ]*(t[t ]*|(p *t *)+p *))+$/.test(kinds.join(''));
}

/** A heading or paragraph around a table or a list can be neither; an empty cell is the head of nothing. */
function nameFor(node: Element): string {
  if (node.tagName === 'th' && isEmpty(node)) return 'td';
  if (!phrasingOnly.has(node.tagName)) return node.tagName;
  return has(node, (n) => isBlock(n) && !phrasingOnly.has(n.tagName)) ? 'div' : node.tagName;
}

/** Children in the places where HTML has them. */
function arrange(tagName: string, children: ElementContent[]): ElementContent[] {
  if (tagName === 'ul' || tagName === 'ol') return gatherItems(children);
  if (tagName === 'table') return children.map(demote);
  return children;
}

/** Whatever stands between the items of a list becomes an item. */
function gatherItems(children: ElementContent[]): ElementContent[] {
  const out: ElementContent[] = [];
  let item: Element | null = null;
  for (const node of children) {
    if (!isLoose(node)) {
      if (node.type === 'element') item = null;
      out.push(node);
    } else if (item) item.children.push(node);
    else {
      item = h('li', [node]);
      out.push(item);
    }
  }
  return out;
}

function isLoose(node: ElementContent): boolean {
  return isElement(node) ? node.tagName !== 'li' : node.type === 'text' && node.value.trim() !== '';
}

function isEmpty(node: Element): boolean {
  return textOf(node) === '' && !has(node, ({ tagName }) => tagName === 'img');
}

function isElement(node: ElementContent): node is Element {
  return node.type === 'element';
}

/** An element that does not stand within a line. */
export function isBlock(node: ElementContent | undefined): boolean {
  return node?.type === 'element' && !phrasing.has(node.tagName);
}

function has(node: Element, test: (child: Element) => boolean): boolean {
  return node.children.some((child) => isElement(child) && (test(child) || has(child, test)));
}
