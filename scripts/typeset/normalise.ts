/** Brings a sanitised tree into the shape that all outputs rely on: headings in order, run-in headings, figures, captions. */
import type { Element, ElementContent, Root, RootContent } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { textOf, whiteSpace } from './text-of.ts';

const headingLevel = (node: RootContent): number =>
  node.type === 'element' && /^h[1-6]$/.test(node.tagName) ? Number(node.tagName[1]) : 0;
const lineOf = (node: Element) => Number(node.properties.dataLine);

/** Normalises a body in place. `title` is the report's: a leading `# title` repeats it and goes. */
export function normalise(root: Root, title: string, file: string): Diagnostic[] {
  root.children = wrapLooseText(root.children);
  dropTitle(root, title);
  const found = checkHeadings(root, file);
  visit(root, 'element', (node) => {
    if (node.tagName === 'table') putCaptionFirst(node);
    if (node.tagName === 'blockquote') markVerse(node);
  });
  root.children = runInHeadings(root.children.map(toFigure));
  return found;
}

const phrasing = new Set('a br code del em img ins ruby s strong sub sup'.split(' '));

/** Text that lost its block (a <div> taken out) gets a paragraph; what holds neither text nor image goes. */
function wrapLooseText(nodes: RootContent[]): RootContent[] {
  const out: RootContent[] = [];
  let loose: Element | null = null;
  for (const node of nodes) {
    const isLoose = node.type === 'text' || (node.type === 'element' && phrasing.has(node.tagName));
    if (!isLoose) loose = null;
    else if (loose) loose.children.push(node as ElementContent);
    else if (node.type !== 'text' || node.value.trim() !== '') {
      loose = h('p', node.type === 'element' ? { dataLine: node.properties.dataLine } : {}, [node as ElementContent]);
      out.push(loose);
    }
    if (!isLoose) out.push(node);
  }
  return out.filter((n) => !(n.type === 'element' && n.tagName === 'p' && n.children.length === 0));
}

function dropTitle(root: Root, title: string): void {
  const [first] = root.children;
  if (first && headingLevel(first) === 1 && textOf(first) === title.replace(whiteSpace, '')) root.children.shift();
}

/** Levels 2 to 5 in order; a skipped level is a warning, a foreign one an error. */
function checkHeadings(root: Root, file: string): Diagnostic[] {
  const found: Diagnostic[] = [];
  let last = 1;
  visit(root, 'element', (node) => {
    const level = headingLevel(node);
    if (level === 0) return;
    const text = textOf(node);
    const place = { file, line: lineOf(node) };
    if (level === 1 || level === 6) found.push(diagnose('heading-level', { level, text }, place));
    else if (level > last + 1) found.push(diagnose('heading-skipped', { from: last, to: level, text }, place));
    last = Math.max(level, 1);
  });
  return found;
}

function putCaptionFirst(table: Element): void {
  const at = table.children.findIndex((n) => n.type === 'element' && n.tagName === 'caption');
  if (at > 0) table.children.unshift(...table.children.splice(at, 1));
}

/** A quoted paragraph whose lines are broken by hand is verse: its lines stand aligned. A class given to it goes before. */
function markVerse(quotation: Element): void {
  for (const node of quotation.children) {
    if (node.type !== 'element' || node.tagName !== 'p' || node.properties.className) continue;
    if (node.children.some((n) => n.type === 'element' && n.tagName === 'br')) node.properties.className = ['verse'];
  }
}

/** A paragraph that holds an image alone is a figure; the image's title is its caption. */
function toFigure(node: RootContent): RootContent {
  if (node.type !== 'element' || node.tagName !== 'p') return node;
  const [image, ...others] = node.children.filter((n) => !(n.type === 'text' && n.value.trim() === ''));
  if (image?.type !== 'element' || image.tagName !== 'img' || others.length > 0) return node;
  const { title, ...rest } = image.properties;
  image.properties = rest;
  const caption = title ? [h('figcaption', { dataLine: node.properties.dataLine }, String(title))] : [];
  return h('figure', { dataLine: node.properties.dataLine, className: node.properties.className as string[] }, [
    image,
    ...caption,
  ]);
}

/**
 * 1. and （1） headings run in: they open the paragraph that follows. Only where the heading ends like a sentence, since
 * no character may be added between the two; others keep a line of their own.
 */
function runInHeadings(nodes: RootContent[]): RootContent[] {
  const out: RootContent[] = [];
  for (const node of nodes) {
    const heading = out.at(-1);
    const joins =
      heading?.type === 'element' &&
      headingLevel(heading) >= 4 &&
      node.type === 'element' &&
      node.tagName === 'p' &&
      /[。！？：；…!?:;.]$/u.test(textOf(heading));
    if (!joins) {
      out.push(node);
      continue;
    }
    const { dataLine, ...properties } = heading.properties;
    const strong = h(
      'strong',
      { className: ['run-in', `run-in-${headingLevel(heading)}`] },
      heading.children as ElementContent[],
    );
    node.children.unshift(strong);
    node.properties = { ...properties, ...node.properties, dataLine };
    out[out.length - 1] = node;
  }
  return out;
}
