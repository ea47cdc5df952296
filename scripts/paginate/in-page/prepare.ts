/**
 * Measures once, before pagination, what must not depend on where pages break: the columns of a table, rows and titles
 * in whole lines, single-line paragraphs that must hold on to the next one; and the fit's tightened paragraphs.
 * Works on the flow's elements in a box as wide as the measure; the result is plain inline styles.
 */
import { findIdle } from './release-held.ts';

import { contentHeight, fixSpans } from './row-groups.ts';

export interface FitRequest {
  /** Part of the blank line before a heading that stays, in lines. */
  headingSpace: number;
  /** Tracking in pt that short last lines may be pulled in with (0 or negative). */
  tracking: number;
}

export interface Tightened {
  block: number;
  tracking: number;
}

/** In px. */
export interface PageSize {
  pitch: number;
  pageHeight: number;
}

const heading = ':is(h2, h3, h4, h5)';
/** The paragraph or item that stands under a heading: two lines of the text belong on the heading's page. */
const afterHeading = [
  'p',
  'blockquote > p:first-child',
  ':is(ul, ol) > li[data-b]:first-child',
  ':is(ul, ol) > li:first-child > p:first-child',
]
  .map((block) => `${heading} + ${block}`)
  .join(', ');

/** What a fit came to in a flow: paragraphs tightened, and headings that lost space before them. */
export interface FitEffect {
  tightened: Tightened[];
  spaced: number;
}

/** Prepares the children of `box` in place. `idle` are the spans that hold nothing: they may be released. */
export function prepare(box: HTMLElement, size: PageSize, fit: FitRequest): { effect: FitEffect; idle: HTMLElement[] } {
  const { pitch } = size;
  for (const block of box.querySelectorAll(afterHeading)) block.classList.add('after-heading');
  const spaced = fit.headingSpace < 1 ? setHeadingSpace(box, fit.headingSpace, pitch) : 0;
  for (const table of box.querySelectorAll('table')) fixTable(table, size);
  for (const title of box.querySelectorAll<HTMLElement>('.title-block h1')) fixTitle(title, pitch);
  const tightened = fit.tracking < 0 ? tighten(box, pitch, fit.tracking) : [];
  const idle = findIdle(box);
  keepLinesTogether(box, pitch);
  return { effect: { tightened, spaced }, idle };
}

/** All is measured before the first block gets a class, and asked before the next: each would cost a layout. */
function keepLinesTogether(box: HTMLElement, pitch: number): void {
  const blocks = [...box.querySelectorAll<HTMLElement>('p[data-b], li[data-b], .after-heading')];
  const lines = new Map(blocks.map((block) => [block, block.getBoundingClientRect().height / pitch]));
  for (const [block, count] of lines)
    if (count < 1.5 && block.classList.contains('after-heading')) block.classList.add('keep');
  const short = blocks.filter((block) => block.dataset.b !== undefined && isShort(block, lines.get(block)!));
  for (const block of short) block.classList.add('whole');
}

/**
 * Chrome 147 parts a paragraph that has fewer lines than orphans and widows together ask for (two lines with orphans 1
 * and widows 2), where CSS Fragmentation 4.3 keeps it whole.
 */
function isShort(block: HTMLElement, lines: number): boolean {
  const { orphans, widows } = getComputedStyle(block);
  return Math.round(lines) < Number(orphans) + Number(widows);
}

/**
 * Sets inline styles, `display` among them: Paged.js 0.4.3 takes an element whose style attribute lacks it for one that
 * is not displayed, and passes over it when it looks for the neighbours that a heading must be kept with.
 */
export function setStyle(element: HTMLElement, styles: Partial<CSSStyleDeclaration>): void {
  Object.assign(element.style, { display: getComputedStyle(element).display, ...styles });
}

/** Takes the style attribute away. Chrome 147 leaves style="" behind unless the attribute is read first. */
export function clearStyle(element: HTMLElement): void {
  if (element.getAttribute('style') !== null) element.removeAttribute('style');
}

/** As a property that print.css reckons with: a margin of its own would win where a heading has none, as under a title. */
function setHeadingSpace(box: HTMLElement, lines: number, pitch: number): number {
  const headings = [...box.querySelectorAll<HTMLElement>('h2')].filter(
    (heading) => Number.parseFloat(getComputedStyle(heading).marginTop) > 0,
  );
  const wholePixels = Math.round(lines * pitch) / pitch;
  for (const heading of headings) {
    setStyle(heading, {});
    heading.style.setProperty('--heading-space', String(wholePixels));
  }
  return headings.length;
}

/** A title of n lines stands in n + 1 grid lines, in whole pixels. */
function fixTitle(title: HTMLElement, pitch: number): void {
  const lineHeight = Number.parseFloat(getComputedStyle(title).lineHeight);
  const lines = Math.round(title.getBoundingClientRect().height / lineHeight);
  if (lines < 2) return;
  const total = (lines + 1) * pitch;
  const each = Math.floor(total / lines);
  setStyle(title, {
    lineHeight: `${each}px`,
    paddingTop: `${Math.ceil((total - each * lines) / 2)}px`,
    paddingBottom: `${Math.floor((total - each * lines) / 2)}px`,
  });
}

/** Fixes the columns at the widths that the whole table gives them, and every row at whole lines. */
function fixTable(table: HTMLTableElement, { pitch, pageHeight }: PageSize): void {
  const width = table.getBoundingClientRect().width;
  table.classList.add('measuring');
  const wanted = wantedWidths(table);
  markEdge(table);
  table.classList.remove('measuring');
  table.querySelector('colgroup')?.remove();
  const group = document.createElement('colgroup');
  for (const share of shareWidth(wanted, width)) {
    const col = document.createElement('col');
    setStyle(col, { display: 'table-column', width: `${share}px` });
    group.append(col);
  }
  if (table.caption) table.caption.after(group);
  else table.prepend(group);
  for (const row of table.rows) {
    const text = Math.max(...[...row.cells].filter((c) => c.rowSpan === 1).map(contentHeight), 1);
    // Head, caption and row must fit a page together; a row that cannot is one that may break.
    if (text + 4 * pitch > pageHeight) row.classList.add('tall');
    else setStyle(row, { height: `${Math.ceil((text + 4) / pitch) * pitch}px` });
  }
  // Beside the rows a page has the table's caption, or 续表, and its head.
  fixSpans(table, pitch, pageHeight - pitch - (table.tHead?.getBoundingClientRect().height ?? 0));
}

/** Marks the cells at the table's left edge, which have no rule before them; under a rowspan a row has none. */
function markEdge(table: HTMLTableElement): void {
  const [edge] = leftEdges(table);
  for (const cell of table.querySelectorAll('th, td')) {
    cell.classList.toggle('edge', Math.round(cell.getBoundingClientRect().left) === edge);
  }
}

/** What each column would take without a turnover, in px; from the cells that span one column. */
function wantedWidths(table: HTMLTableElement): number[] {
  const widths: number[] = [];
  for (const row of table.rows) {
    // Rows with spanning cells may begin anywhere; the table's own layout says which column a cell stands in.
    for (const cell of row.cells) {
      if (cell.colSpan > 1) continue;
      const at = columnOf(cell, table);
      widths[at] = Math.max(widths[at] ?? 0, Math.ceil(cell.getBoundingClientRect().width) + 1);
    }
  }
  const count = Math.max(...[...table.rows].map((row) => [...row.cells].reduce((n, c) => n + c.colSpan, 0)));
  return Array.from({ length: count }, (_, i) => widths[i] ?? 0);
}

/** The column of a cell: how many distinct left edges lie before its own. */
function columnOf(cell: HTMLElement, table: HTMLTableElement): number {
  edges.table === table || Object.assign(edges, { table, lefts: leftEdges(table) });
  return edges.lefts.indexOf(Math.round(cell.getBoundingClientRect().left));
}
const edges: { table: HTMLTableElement | null; lefts: number[] } = { table: null, lefts: [] };

const leftEdges = (table: HTMLTableElement): number[] =>
  [...new Set([...table.querySelectorAll('th, td')].map((c) => Math.round(c.getBoundingClientRect().left)))].sort(
    (a, b) => a - b,
  );

/**
 * Shares the measure out, in whole pixels. Room to spare goes to all columns alike; where it is short, columns that
 * ask for no more than an even share get what they ask for, and the others part the rest as they ask.
 */
function shareWidth(wanted: number[], width: number): number[] {
  const sum = wanted.reduce((a, b) => a + b, 0);
  const spare = (width - sum) / wanted.length;
  const shares = (spare >= 0 ? wanted.map((w) => w + spare) : shareScarcity(wanted, width)).map(Math.floor);
  shares[shares.length - 1]! += width - shares.reduce((a, b) => a + b, 0);
  return shares;
}

function shareScarcity(wanted: number[], width: number): number[] {
  const shares = wanted.map(() => 0);
  let open = wanted.map((_, i) => i);
  let left = width;
  for (let modest = open; modest.length > 0; ) {
    modest = open.filter((i) => wanted[i]! <= left / open.length);
    for (const i of modest) {
      shares[i] = wanted[i]!;
      left -= wanted[i]!;
    }
    open = open.filter((i) => !modest.includes(i));
  }
  const asked = open.reduce((sum, i) => sum + wanted[i]!, 0);
  for (const i of open) shares[i] = (wanted[i]! / asked) * left;
  return shares;
}

/** Paragraphs whose last line has one to three characters, tightened in steps until that line is gone. */
function tighten(box: HTMLElement, pitch: number, limit: number): Tightened[] {
  const done: Tightened[] = [];
  for (const p of box.querySelectorAll<HTMLElement>('p[data-b]')) {
    const lines = Math.round(p.getBoundingClientRect().height / pitch);
    if (lines < 2 || lastLineLength(p) > 3) continue;
    for (let step = -0.05; step >= limit - 1e-9; step -= 0.05) {
      setStyle(p, { letterSpacing: `${step.toFixed(2)}pt` });
      if (Math.round(p.getBoundingClientRect().height / pitch) < lines) {
        done.push({ block: Number(p.dataset.b), tracking: Number(step.toFixed(2)) });
        break;
      }
      clearStyle(p);
    }
  }
  return done;
}

/** Characters on the last line of a paragraph, up to four. */
function lastLineLength(p: HTMLElement): number {
  const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (!text.parentElement!.closest('.footnote, [data-mark]')) texts.push(text);
  }
  const range = document.createRange();
  let bottom: number | null = null;
  let count = 0;
  for (const text of texts.reverse()) {
    for (let i = text.length - 1; i >= 0 && count < 4; i -= 1) {
      range.setStart(text, i);
      range.setEnd(text, i + 1);
      const rect = range.getBoundingClientRect();
      if (rect.width === 0) continue;
      bottom ??= rect.bottom;
      if (rect.bottom < bottom - 4) return count;
      count += 1;
    }
  }
  return count;
}
