/**
 * From a typeset tree to the HTML that the paginator flows: notes moved to their references, literal list numbers,
 * words and numbers that hold together, images as frames of whole lines, text cut into short runs.
 *
 * Attributes speak to the code that runs in the page (in-page/): data-b numbers the blocks that hold text, data-mark
 * names text that the manuscript lacks, data-r a run that is unwrapped again, data-img an image to be put in at print.
 */
import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import { toHtml } from 'hast-util-to-html';
import type { Grid, ImageAsset, PageTarget, TypesetText } from '../model/types.ts';
import { pageTargetOf } from '../typeset/page-refs.ts';
import type { TitleBlock } from '../typeset/title-block.ts';
import { holdTogether } from './hold-together.ts';
import { cutRuns } from './runs.ts';

/** Whatever is paginated apart, as HTML. */
export interface Flow {
  id: string;
  /** Made when it is first asked for: the first flows are laid out while the others are made. */
  readonly html: string;
  /** About how many characters it has. */
  length: number;
  /** Name for diagnostics and progress. */
  title: string;
}

const textBlocks = new Set([
  'p',
  'h2',
  'h3',
  'h4',
  'h5',
  'td',
  'th',
  'caption',
  'figcaption',
  'pre',
  'li',
  'blockquote',
]);

/** A table's cells are left out: a column may be narrower than a number with its unit. */
const heldTogether = new Set(['p', 'h2', 'h3', 'h4', 'h5', 'li', 'caption', 'figcaption']);

/** Notes are renumbered once their page is known; all of these marks are one em wide. */
export const firstNoteMark = '①';

/** What the page of a reference's target is called, as far as is known. */
export type PageLabels = (target: PageTarget) => string;

/** Anchor of a page in the PDF. */
export const pageAnchor = (label: string): string => `page-${label}`;

/** Makes a flow of a typeset text between its title block and, where it breaks off, a notice. */
export function flowOf(text: TypesetText, head: TitleBlock | null, grid: Grid, labels: PageLabels, notice = ''): Flow {
  let html: string | undefined;
  return {
    id: text.id,
    get html() {
      html ??= htmlOf(text, head, grid, labels, notice);
      return html;
    },
    length: text.text.length,
    title: head?.titleLines.join('') ?? text.id,
  };
}

function htmlOf(text: TypesetText, head: TitleBlock | null, grid: Grid, labels: PageLabels, notice: string): string {
  const state: State = {
    id: text.id,
    block: 0,
    notes: text.notes,
    images: new Map(text.images.map((i) => [i.file, i])),
    grid,
    labels,
  };
  const body = text.tree.children.flatMap((node) => convert(node, state));
  const children = [
    ...(head ? [titleBlockElement(head)] : []),
    ...body,
    ...(notice ? [element('p', { className: ['notice'], dataMark: 'notice' }, [textNode(notice)])] : []),
  ];
  return toHtml({ type: 'root', children: children.map(cutRuns) as RootContent[] });
}

interface State {
  id: string;
  block: number;
  notes: Root[];
  images: Map<string, ImageAsset>;
  grid: Grid;
  labels: PageLabels;
}

const element = (tagName: string, properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const textNode = (value: string): Text => ({ type: 'text', value });

function titleBlockElement({ titleLines, date, author, source }: TitleBlock): Element {
  const lines = titleLines.map((line) => element('span', { className: ['line'] }, [textNode(line)]));
  const below = [date, author].flatMap((line) => (line ? [element('p', {}, [textNode(line)])] : []));
  if (source) below.push(element('p', { className: ['source'] }, [textNode(source)]));
  const kind = below.length === 0 ? ['bare'] : lines.length === 0 ? ['untitled'] : [];
  return element('div', { className: ['title-block', ...kind] }, [
    ...(lines.length > 0 ? [element('h1', {}, lines)] : []),
    ...(below.length > 0 ? [element('div', { className: ['dateline'] }, below)] : []),
  ]);
}

function convert(node: RootContent, state: State): ElementContent[] {
  if (node.type === 'text') return [textNode(node.value)];
  if (node.type !== 'element') return [];
  if (node.tagName === 'a') return convertLink(node, state);
  if (node.tagName === 'img') return [inlineImage(node)];
  if (node.tagName === 'figure') return [convertFigure(node, state)];
  const { id, ...properties } = node.properties;
  if (id) properties.id = `${state.id}--${id}`;
  if (holdsText(node)) {
    properties.dataB = String(state.block++);
    if (hasRuby(node)) properties.className = [...((properties.className as string[]) ?? []), 'annotated'];
  }
  const children = node.children.flatMap((child) => convert(child, state));
  if (node.tagName === 'ol' || node.tagName === 'ul') numberItems(node, children);
  return [element(node.tagName, properties, heldTogether.has(node.tagName) ? holdTogether(children) : children)];
}

/** Blocks with ruby of their own, not that of a block within them. */
const hasRuby = (node: Element): boolean =>
  node.children.some((n) => n.type === 'element' && !textBlocks.has(n.tagName) && (n.tagName === 'ruby' || hasRuby(n)));

/** Only what holds text itself is a block: a list item around paragraphs is none. */
function holdsText(node: Element): boolean {
  if (!textBlocks.has(node.tagName)) return false;
  return node.children.some((n) =>
    n.type === 'text' ? n.value.trim() !== '' : n.type === 'element' && !textBlocks.has(n.tagName),
  );
}

/** List numbers as literal text: a page break inside an item must not print its number again. */
function numberItems(list: Element, items: ElementContent[]): void {
  let number = Number(list.properties.start ?? 1);
  for (const item of items) {
    if (item.type !== 'element' || item.tagName !== 'li') continue;
    const label = list.tagName === 'ol' ? `${number++}.` : '•';
    const opening = item.children.find((n) => n.type === 'element' || n.value.trim() !== '');
    const line = opening?.type === 'element' && opening.tagName === 'p' ? opening : item;
    line.children.unshift(element('span', { className: ['marker'], dataMark: 'list' }, [textNode(label)]));
  }
}

/** The number of a page, and what may not be parted from it: 第 and 页. */
function convertPageRef(node: Element, target: PageTarget, state: State): Element {
  const label = state.labels(target);
  const number = element('span', { className: ['page-ref'], dataMark: 'page-ref' }, [textNode(label)]);
  const fill = (nodes: ElementContent[]): ElementContent[] =>
    nodes.flatMap((child, i): ElementContent[] => {
      if (child.type === 'text') {
        const from = isPageNumber(nodes[i - 1]) && child.value.startsWith('页') ? 1 : 0;
        const to = isPageNumber(nodes[i + 1]) && child.value.endsWith('第') ? -1 : undefined;
        const value = child.value.slice(from, to);
        return value === '' ? [] : [textNode(value)];
      }
      if (child.type !== 'element') return [];
      if (!isPageNumber(child)) return [{ ...child, children: fill(child.children) }];
      const [before, after] = [nodes[i - 1], nodes[i + 1]];
      const lead = before?.type === 'text' && before.value.endsWith('第') ? [textNode('第')] : [];
      const trail = after?.type === 'text' && after.value.startsWith('页') ? [textNode('页')] : [];
      return [element('span', { className: ['nb'] }, [...lead, number, ...trail])];
    });
  return element('a', { href: `#${pageAnchor(label)}` }, fill(node.children));
}

const isPageNumber = (node: ElementContent | undefined) =>
  node?.type === 'element' && node.properties.dataPageNumber !== undefined;

function convertLink(node: Element, state: State): ElementContent[] {
  const pageTarget = pageTargetOf(node);
  if (pageTarget) return [convertPageRef(node, pageTarget, state)];
  const number = Number(node.properties.dataNote ?? 0);
  if (number === 0) {
    const href = String(node.properties.href ?? '');
    const target = href.startsWith('#') ? `#${state.id}--${href.slice(1)}` : href;
    return [
      element(
        'a',
        { href: target },
        node.children.flatMap((child) => convert(child, state)),
      ),
    ];
  }
  const mark = (kind: string) => ({ dataMark: kind, className: [kind] });
  return [
    element('sup', { ...mark('note-ref'), dataRef: undefined, dataNoteRef: String(number) }, [textNode(firstNoteMark)]),
    element('span', { className: ['footnote'], dataNoteNumber: String(number) }, [
      element('span', { ...mark('note-number'), className: ['note-label'] }, [textNode(firstNoteMark)]),
      ...flattenNote(state.notes[number - 1]!, state),
    ]),
  ];
}

/** A note's paragraphs become spans: it stands inside a line of the body until the paginator lifts it out. */
function flattenNote(note: Root, state: State): ElementContent[] {
  const inner = { ...state, block: 0 };
  return note.children.flatMap((node, i) => {
    if (node.type !== 'element') return [];
    const children = holdTogether(node.children.flatMap((child) => convert(child, inner)));
    return [element('span', i === 0 ? {} : { className: ['note-p'] }, children)];
  });
}

function inlineImage(node: Element): Element {
  return element(
    'img',
    { dataImg: node.properties.src, alt: node.properties.alt ?? '', className: ['inline-image'] },
    [],
  );
}

/** A figure's image in a frame of whole lines, no wider than the measure, no higher than the page leaves it. */
function convertFigure(node: Element, state: State): Element {
  const { grid } = state;
  const children = node.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element' || child.tagName !== 'img') return convert(child, state);
    const file = String(child.properties.src);
    const asset = state.images.get(file)!;
    const air = grid.pitch / 2;
    const most = grid.typeHeight - 2 * grid.pitch - air;
    const scale = Math.min(1, grid.typeWidth / asset.width, most / asset.height);
    const [width, height] = [Math.floor(asset.width * scale), Math.floor(asset.height * scale)];
    const frame = Math.ceil((height + air) / grid.pitch) * grid.pitch;
    const image = element(
      'img',
      {
        dataImg: file,
        alt: child.properties.alt ?? '',
        style: `display:inline-block;width:${width}px;height:${height}px`,
      },
      [],
    );
    return [
      element('span', { className: ['frame'], style: `display:block;height:${frame}px;line-height:${frame}px` }, [
        image,
      ]),
    ];
  });
  return element('figure', { className: ['image', ...((node.properties.className as string[]) ?? [])] }, children);
}
