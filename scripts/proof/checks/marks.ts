/**
 * What pages show beyond the manuscript's text (numbers of lists and notes, repeated table heads, notices) is what it
 * claims to be: no sentence of a report can pass for a mark, nor a mark for a sentence.
 */
import type { Mark, PageEntry } from '../../model/types.ts';
import { printable } from '../compare-text.ts';
import { expectedPage, textOfSegments } from '../expected-page.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, firstOfEach, pageFinding, type TextCheck } from '../proof-check.ts';

/** Of a page; that it is the right one, another check sees (page-refs). */
const pageLabel = /^(\d+(-\d+)?|[ivxlcdm]+)$/;
const number = /^[\p{N}\p{P}\p{S}]{1,8}$/u;

export const marks: TextCheck = {
  name: 'marks',
  textOnly: true,
  run({ flows }) {
    let count = 0;
    const findings: Finding[] = [];
    for (const flow of flows) {
      for (const page of flow.pages) {
        for (const mark of page.marks) {
          count += 1;
          if (!isGenuine(mark, page, flow)) findings.push(pageFinding(page, mark.kind, mark.text));
        }
        for (const { label, marks: own = [] } of page.notes) {
          count += 1 + own.length;
          const foreign = own.find(({ kind, text }) => kind !== 'page-ref' || !pageLabel.test(text));
          if (foreign) findings.push(pageFinding(page, foreign.kind, foreign.text));
          if (label !== '' && !number.test(label)) findings.push(pageFinding(page, 'note-label', label));
        }
        findings.push(...unanswered(page, flow));
      }
    }
    return { count, findings: firstOfEach(findings) };
  },
};

function isGenuine({ kind, text }: Mark, page: PageEntry, flow: ProofFlow): boolean {
  switch (kind) {
    case 'list':
    case 'note-ref':
      return number.test(text);
    case 'page-ref':
      return pageLabel.test(text);
    case 'continued':
      return /^[（(]?续/.test(text) && text.length <= 12;
    case 'table-head':
      // Printed before, on an earlier page: repeated, not new.
      return printedBefore(page, flow).includes(printable(text));
    case 'notice':
      return printable(text) === printable(page.notice ?? '');
  }
}

/** What earlier pages print of the text, numbers of pages included. */
function printedBefore(page: PageEntry, flow: ProofFlow): string {
  const earlier = flow.pages.filter(({ sheet, kind }) => sheet < page.sheet && kind === 'text');
  return earlier
    .map((each) => {
      const withRefs = {
        ...each,
        flowPage: null,
        notes: [],
        marks: each.marks.filter(({ kind }) => kind === 'page-ref'),
      };
      return textOfSegments(expectedPage(withRefs, flow, '', new Map()));
    })
    .join('');
}

/** Each number in the text that refers to a note has one at the page's foot, in the same order. */
function unanswered(page: PageEntry, flow: ProofFlow): Finding[] {
  const refs = page.marks.filter((m) => m.kind === 'note-ref').map((m) => m.text);
  const labels = page.notes.map((n) => n.label).filter((label) => label !== '');
  // A note may begin on the page after its reference.
  const next = flow.pages[flow.pages.indexOf(page) + 1]?.notes.map((n) => n.label) ?? [];
  const missing = refs.find((ref) => !labels.includes(ref) && !next.includes(ref));
  return missing === undefined ? [] : [pageFinding(page, missing, labels.join(' '))];
}
