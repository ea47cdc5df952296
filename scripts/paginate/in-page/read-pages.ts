/** Reads Paged.js's pages back as plain data: clean HTML, where each begins and ends in the text, what was added. */
import type { FlowPage, Mark, PageNote, Position } from '../../model/types.ts';

const noteMarks = [...'①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿'];
const withoutSpace = (text: string) => text.replace(/\p{White_Space}+/gu, '');

/** The page's note mark: circled numbers as far as they go. */
const noteMark = (n: number) => noteMarks[n - 1] ?? `(${n})`;

/** The element that holds a page's text: the flow's own section where the document has several flows. */
const contentOf = (page: HTMLElement | undefined): HTMLElement | null =>
  page?.querySelector<HTMLElement>('.pagedjs_page_content [data-flow]') ??
  page?.querySelector<HTMLElement>('.pagedjs_page_content > div') ??
  null;

/** Reads the pages of one flow, in order. `pitch` in px, for the height of the last one. */
export function readPages(elements: HTMLElement[], pitch: number): { pages: FlowPage[]; lastPageLines: number } {
  const last = contentOf(elements.at(-1));
  const bottoms = [...(last?.children ?? [])].map((child) => child.getBoundingClientRect().bottom);
  const height = last && bottoms.length > 0 ? Math.max(...bottoms) - last.getBoundingClientRect().top : 0;
  const lastPageLines = Math.ceil(height / pitch - 0.01);
  const progress: Progress = { char: 0, images: 0, seen: new Map(), labels: new Map() };
  return { pages: elements.map((element) => readPage(element, progress)), lastPageLines };
}

interface Progress {
  char: number;
  images: number;
  /** Characters of each block seen so far. */
  seen: Map<number, number>;
  /** What the page of its reference calls a note. */
  labels: Map<number, string>;
}

function readPage(page: HTMLElement, progress: Progress): FlowPage {
  const content = contentOf(page);
  const notes = page.querySelector<HTMLElement>('.pagedjs_footnote_inner_content');
  if (!content) return { html: '', notesHtml: '', ...emptyPage(progress), marks: [], notes: [] };
  tidy(content);
  if (notes) tidy(notes);
  numberNotes(content, notes, progress);
  const walked = walkText(content, progress);
  const own = notes ? readNotes(notes) : [];
  for (const part of notes ? [content, notes] : [content]) joinPageRefs(part);
  return {
    html: serialise(content),
    notesHtml: notes?.textContent ? serialise(notes) : '',
    ...walked,
    notes: own,
  };
}

/** A page without content begins and ends where the one before ended. */
const emptyPage = (progress: Progress) => {
  const place = here(progress, 0);
  return { start: { ...place, images: progress.images }, end: place };
};

const here = ({ char, seen }: Progress, block: number): Position => ({ block, offset: seen.get(block) ?? 0, char });

/** Follows the text of a page: its first and last place in the flow, and every mark with the place it stands at. */
function walkText(content: HTMLElement, progress: Progress): Pick<FlowPage, 'start' | 'end' | 'marks'> {
  const marks: Mark[] = [];
  const { images } = progress;
  let start: Position | null = null;
  let block = -1;
  let own = 0;
  const visit = (node: Node): void => {
    if (node.nodeType === Node.TEXT_NODE) {
      const { length } = withoutSpace(node.nodeValue ?? '');
      if (length === 0) return;
      block = Number(node.parentElement?.closest<HTMLElement>('[data-b]')?.dataset.b ?? block);
      start ??= here(progress, block);
      progress.seen.set(block, (progress.seen.get(block) ?? 0) + length);
      progress.char += length;
      own += length;
      return;
    }
    const element = node as HTMLElement;
    if (element.nodeName === 'IMG') progress.images += 1;
    if (element.dataset?.mark)
      marks.push({
        kind: element.dataset.mark as Mark['kind'],
        text: withoutSpace(element.textContent ?? ''),
        at: own,
      });
    else if (!element.classList?.contains('title-block')) for (const child of node.childNodes) visit(child);
  };
  visit(content);
  const end = here(progress, Math.max(block, 0));
  return { start: { ...(start ?? end), images }, end, marks };
}

/** ①② afresh on each page; a note that goes on from the page before keeps its text without a label. */
function numberNotes(content: HTMLElement, notes: HTMLElement | null, progress: Progress): void {
  let count = 0;
  for (const reference of content.querySelectorAll<HTMLElement>('[data-note-ref]')) {
    count += 1;
    progress.labels.set(Number(reference.dataset.noteRef), noteMark(count));
    reference.textContent = noteMark(count);
  }
  for (const note of notes?.querySelectorAll<HTMLElement>('[data-note-number]') ?? []) {
    const label = note.querySelector('.note-label');
    if (label) label.textContent = progress.labels.get(Number(note.dataset.noteNumber)) ?? '';
  }
}

function readNotes(notes: HTMLElement): PageNote[] {
  return [...notes.querySelectorAll<HTMLElement>('[data-note-number]')].map((note) => {
    const label = withoutSpace(note.querySelector('.note-label')?.textContent ?? '');
    return { number: Number(note.dataset.noteNumber), label, ...readNote(note) };
  });
}

/** A note's text, and the numbers of pages in it. */
function readNote(note: HTMLElement): Pick<PageNote, 'text' | 'marks'> {
  const marks: Mark[] = [];
  let text = '';
  const visit = (node: Node): void => {
    const kind = (node as HTMLElement).dataset?.mark;
    if (node.nodeType === Node.TEXT_NODE) text += withoutSpace(node.nodeValue ?? '');
    else if (kind === undefined) for (const child of node.childNodes) visit(child);
    else if (kind === 'page-ref') marks.push({ kind, text: withoutSpace(node.textContent ?? ''), at: text.length });
  };
  for (const child of note.childNodes) visit(child);
  return { text, ...(marks.length > 0 && { marks }) };
}

const closingMark = /[”’）》〉」』】〕，。、；：！？]$/u;

/**
 * A closing mark that does not fit at a line's end is set on half its width (text-spacing-trim), but not at the end of
 * a paragraph: where a page break makes the one into the other, the line would turn over. The mark is told to be narrow.
 */
function keepLineEnd(block: HTMLElement): void {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  let last: Text | null = null;
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.trim()) last = walker.currentNode as Text;
  if (!last || !closingMark.test(last.data)) return;
  const before = block.getBoundingClientRect().height;
  const mark = last.splitText(last.length - 1);
  const narrow = document.createElement('span');
  narrow.className = 'line-end';
  mark.replaceWith(narrow);
  narrow.append(mark);
  if (block.getBoundingClientRect().height >= before) narrow.replaceWith(mark);
}

/** Takes out what Paged.js added to the text. */
function tidy(root: HTMLElement): void {
  for (const call of root.querySelectorAll('[data-footnote-call]')) call.remove();
  for (const hyphen of root.querySelectorAll('.pagedjs_hyphen')) {
    const text = hyphen.lastChild;
    if (text?.nodeType === Node.TEXT_NODE) text.nodeValue = text.nodeValue!.replace(/\u2011$/, '');
    hyphen.classList.remove('pagedjs_hyphen');
  }
  for (const block of root.querySelectorAll<HTMLElement>('p[data-split-to], li[data-split-to]')) keepLineEnd(block);
  root.normalize();
}

/**
 * Chrome writes a link annotation for each box that a link is made of. Where a reference to a page is nothing but the
 * number, 第 and 页, it becomes one box that does not wrap.
 */
function joinPageRefs(root: HTMLElement): void {
  for (const link of root.querySelectorAll<HTMLElement>('a[href^="#page-"]')) {
    const plain = [...link.querySelectorAll('*')].every((element) => element.matches('[data-r], .nb, .page-ref'));
    const text = link.textContent ?? '';
    if (!plain || !/^第?[0-9ivxlcdm]+页?$/.test(text)) continue;
    link.textContent = text;
    link.classList.add('nb');
  }
}

/** HTML of the children, without Paged.js's bookkeeping. */
function serialise(root: HTMLElement): string {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.hasAttribute('data-split-from')) element.classList.add('split-from');
    if (element.hasAttribute('data-split-to')) element.classList.add('split-to');
    if (element.getAttribute('data-align-last-split-element') === 'justify') element.classList.add('split-justify');
    for (const { name } of [...element.attributes]) {
      if (name.startsWith('data-') && !kept.has(name)) element.removeAttribute(name);
    }
    if (element.hasAttribute('data-note-number') || element.classList.contains('split-from'))
      element.removeAttribute('id');
    if (element.getAttribute('class') === '') element.removeAttribute('class');
  }
  return root.innerHTML;
}
const kept = new Set(['data-r', 'data-b', 'data-mark', 'data-img', 'data-note-ref', 'data-note-number']);
