/**
 * Takes out of a manuscript's tree whatever a book must not hold, and says so with the line. What is left is a small
 * vocabulary that all outputs understand; anything else is unwrapped (its text stays) or dropped with what it holds.
 */
import type { Comment, Element, ElementContent, Root, RootContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lineMark } from './markdown.ts';

const global = ['id', 'className', 'lang'];

/** Elements that stay, with the attributes that stay on them. */
const allowed: Record<string, string[]> = {
  ...Object.fromEntries(
    'h1 h2 h3 h4 h5 h6 p ul blockquote em strong s del ins code pre hr br sup sub ruby rb rt rp rtc'
      .split(' ')
      .map((t) => [t, []]),
  ),
  ...Object.fromEntries('table caption colgroup thead tbody tfoot tr'.split(' ').map((t) => [t, []])),
  col: ['span'],
  td: ['colSpan', 'rowSpan', 'style'],
  th: ['colSpan', 'rowSpan', 'scope', 'style'],
  ol: ['start'],
  li: ['value'],
  a: ['href'],
  img: ['src', 'alt', 'title'],
};
/** Elements that are dropped together with their content. */
const dropped = new Set(
  'script style iframe object embed template svg math form input button select textarea video audio noscript title head base link meta'.split(
    ' ',
  ),
);
/** The renderer's own attributes, which a manuscript cannot write: its hook is in none of the manuscript's words. */
const own = { Line: 'dataLine', Note: 'dataNote' };
const safeLink = /^(https?:|mailto:|page:|#)/i;
/** Classes that print.css and epub.css know; any other is the book's own and gets the prefix u-. */
const knownClasses = new Set(['right', 'center', 'solid']);

/** Sanitises a tree in place and returns what was taken out; `data-line` and `data-note` stay for what follows. */
export function sanitise(root: Root, file: string, hook: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  const mark = lineMark(hook);
  // Of the last line mark: its line in the manuscript, and the line of the rendered HTML it stood on.
  let line = 0;
  let renderedLine = 0;
  root.children = clean(root.children) as RootContent[];
  return found;

  function clean(nodes: RootContent[]): RootContent[] {
    return nodes.flatMap((node): RootContent[] => {
      if (node.type === 'comment') return noteMark(node);
      if (node.type === 'element') return cleanElement(node);
      return node.type === 'text' ? [node] : [];
    });
  }

  function noteMark(comment: Comment): [] {
    const marked = mark.exec(comment.value);
    if (marked) {
      line = Number(marked[1]);
      renderedLine = comment.position?.start.line ?? 0;
    }
    return [];
  }

  function cleanElement(node: Element): RootContent[] {
    const ours = takeOwn(node);
    if (ours.dataLine) {
      line = Number(ours.dataLine);
      renderedLine = node.position?.start.line ?? 0;
    }
    const place = { file, line: line + Math.max(0, (node.position?.start.line ?? 0) - renderedLine) };
    const tag = node.tagName;
    if (dropped.has(tag)) {
      found.push(diagnose('html-removed', { tag, content: true }, place));
      return [];
    }
    if (!Object.hasOwn(allowed, tag)) {
      found.push(diagnose('html-removed', { tag, content: false }, place));
      return clean(node.children);
    }
    cleanAttributes(node, place);
    node.children = clean(node.children) as ElementContent[];
    Object.assign(node.properties, ours, { dataLine: String(place.line) });
    if (tag === 'a' && node.properties.dataNote === undefined && node.properties.href === undefined)
      return node.children;
    return [node];
  }

  /** Takes the renderer's attributes off a node, and gives them by the names that later stages know. */
  function takeOwn(node: Element): { dataLine?: string; dataNote?: string } {
    return Object.fromEntries(
      Object.entries(own).flatMap(([name, known]) => {
        const hooked = `data${hook[0]!.toUpperCase()}${hook.slice(1)}${name}`;
        const value = node.properties[hooked];
        delete node.properties[hooked];
        return value === undefined ? [] : [[known, String(value)]];
      }),
    );
  }

  function cleanAttributes(node: Element, place: { file: string; line: number }): void {
    const keep = allowed[node.tagName]!;
    keepClasses(node);
    for (const [name, value] of Object.entries(node.properties)) {
      if (name === 'style' && keep.includes('style')) alignCell(node, String(value));
      else if (name === 'style' && node.tagName === 'caption') delete node.properties.style;
      else if (name === 'href' && keep.includes('href') && !safeLink.test(String(value))) {
        found.push(diagnose('link-removed', { href: String(value) }, place));
        delete node.properties.href;
      } else if (!keep.includes(name) && !global.includes(name)) {
        found.push(diagnose('attribute-removed', { tag: node.tagName, attribute: attributeName(name) }, place));
        delete node.properties[name];
      }
    }
  }
}

/** An attribute as it is written in HTML: onclick for onClick, data-note for dataNote. */
function attributeName(property: string): string {
  const written = toHtml({ type: 'element', tagName: 'i', properties: { [property]: 'x' }, children: [] });
  return /^<i ([^\s=>]+)/.exec(written)?.[1] ?? property;
}

/** A cell's alignment becomes a class; the rest of its style goes. */
function alignCell(node: Element, style: string): void {
  const align = /^text-align:\s*(left|right|center);?$/.exec(style.trim())?.[1];
  delete node.properties.style;
  if (align) node.properties.className = [...((node.properties.className as string[]) ?? []), `al-${align}`];
}

/** A manuscript cannot take the classes of templates and paginator: its own are set apart by a prefix. */
function keepClasses(node: Element): void {
  const classes = node.properties.className;
  if (!Array.isArray(classes)) delete node.properties.className;
  else node.properties.className = classes.map((name) => (knownClasses.has(String(name)) ? name : `u-${name}`));
}
