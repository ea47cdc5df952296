/**
 * The printed pages in the EPUB: from each page's marker to the next stands what that page shows in the PDF. What print
 * adds to a page (numbers of lists and notes, repeated heads) and its notes are set around it, as the page map has them;
 * title, text and notice are the EPUB's own.
 */
import type { PageEntry } from '../../model/types.ts';
import { firstDifference, printable } from '../compare-text.ts';
import { expectedPage, type NotesSoFar } from '../expected-page.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, firstOfEach, type PageCheck, type ProofContext } from '../proof-check.ts';
import type { EpubPage } from '../read-epub-pages.ts';
import type { TextReading } from '../read-text.ts';

export const epubPages: PageCheck = {
  name: 'epub-pages',
  run(context) {
    let count = 0;
    const findings = context.flows.flatMap((flow): Finding[] => {
      const pages = markedPages(flow);
      const document = documentOf(context, flow.id);
      count += pages.length;
      if (!document) return [finding(flow, undefined, pages[0], pages[0]?.label ?? '', '')];
      return comparePages(flow, document, pages, context);
    });
    return { count, findings: firstOfEach(findings) };
  },
};

export function documentOf({ epub }: Pick<ProofContext, 'epub'>, flow: string): TextReading | undefined {
  return epub?.documents.find(({ file }) => file === `report-${flow}.xhtml` || file === `${flow}.xhtml`);
}

/** Pages that have a marker: those with a label that carry text or a notice. */
export const markedPages = ({ pages }: ProofFlow): PageEntry[] =>
  pages.filter(({ kind, label }) => label !== null && (kind === 'text' || kind === 'notice'));

/** Finds the first page of a flow that a document shows otherwise than the PDF, or in another place. */
export function comparePages(
  flow: ProofFlow,
  document: TextReading,
  pages: PageEntry[],
  context: ProofContext,
): Finding[] {
  const [before, ...own] = document.pages;
  const lead = `${before?.head}${before?.body}${before?.notice}`;
  if (lead !== '') return [finding(flow, document, pages[0], '', lead.slice(0, 12))];
  const soFar: NotesSoFar = new Map();
  return Array.from({ length: Math.max(pages.length, own.length) }, (_, i): Finding[] => {
    const [page, shown] = [pages[i], own[i]];
    if (!page || shown?.label !== page.label) {
      return [finding(flow, document, page, page?.label ?? '', shown?.label ?? '')];
    }
    const at = firstDifference(context.zones(page.sheet)?.type ?? '', asPrinted(shown, page, flow, soFar));
    return at ? [finding(flow, document, page, at.expected, at.found, at.before)] : [];
  }).flat();
}

/** A page of the EPUB with what print adds to it. */
function asPrinted(shown: EpubPage, page: PageEntry, flow: ProofFlow, soFar: NotesSoFar): string {
  const notes = expectedPage(page, flow, '', soFar).filter(({ kind }) => kind.startsWith('note-') || kind === 'note');
  const { marks } = page;
  let body = '';
  let at = 0;
  for (const mark of marks) {
    body += shown.body.slice(at, mark.at) + (mark.kind === 'notice' ? shown.notice : mark.text);
    at = Math.max(at, mark.at);
  }
  const unannounced = marks.some(({ kind }) => kind === 'notice') ? '' : shown.notice;
  const text = `${shown.head}${body}${shown.body.slice(at)}${unannounced}`;
  return printable(text.replaceAll(' ', '')) + notes.map((note) => note.text).join('');
}

function finding(
  flow: ProofFlow,
  document: TextReading | undefined,
  page: PageEntry | undefined,
  expected: string,
  found: string,
  before = '',
): Finding {
  return { report: flow.id, difference: { file: document?.file, label: page?.label, before, expected, found } };
}
