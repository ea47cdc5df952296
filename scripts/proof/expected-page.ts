/** What the type area of a page ought to say, piece by piece: from the manuscript's text and the page map. */
import type { Mark, PageEntry } from '../model/types.ts';
import { printable } from './compare-text.ts';
import type { ProofFlow } from './flows.ts';
import { type PrintedText, printedSlice } from './printed-text.ts';

export interface Segment {
  kind: 'title' | 'text' | 'mark' | 'note-label' | 'note' | 'note-mark' | 'notice';
  text: string;
}

/** Characters of each note that stand on earlier pages, by the note's number. */
export type NotesSoFar = Map<number, number>;

/**
 * The segments of a page's type area in reading order. `head` is what stands above the flow's text on its first page.
 * `soFar` counts the notes' characters and is carried from page to page of a flow.
 */
export function expectedPage(page: PageEntry, flow: ProofFlow, head: string, soFar: NotesSoFar): Segment[] {
  if (page.kind === 'blank') return [];
  if (page.kind === 'reserved') return [segment('notice', page.notice ?? '')];
  return [
    ...(page.flowPage === 0 ? [segment('title', head)] : []),
    ...bodySegments(page, flow),
    ...page.notes.flatMap(({ number, label, text, marks = [] }) => {
      const start = soFar.get(number) ?? 0;
      soFar.set(number, start + text.length);
      const note = flow.notes[number - 1];
      return [
        segment('note-label', label),
        ...(note ? interleave(note, start, start + text.length, marks, ['note', 'note-mark']) : []),
      ];
    }),
  ];
}

const segment = (kind: Segment['kind'], text: string): Segment => ({ kind, text: printable(text) });

/** The page's stretch of the text, broken where marks stand in it. */
function bodySegments(page: PageEntry, flow: ProofFlow): Segment[] {
  const start = page.start?.char ?? 0;
  const end = page.end?.char ?? start;
  return interleave(flow.body, start, end, page.marks, ['text', 'mark']);
}

/** A stretch of a text with the marks that stand in it. */
function interleave(
  text: PrintedText,
  start: number,
  end: number,
  marks: Mark[],
  [own, added]: [own: Segment['kind'], added: Segment['kind']],
): Segment[] {
  const out: Segment[] = [];
  let at = start;
  for (const mark of marks) {
    const place = Math.min(start + mark.at, end);
    out.push(segment(own, printedSlice(text, at, place)), segment(added, mark.text));
    at = Math.max(at, place);
  }
  out.push(segment(own, printedSlice(text, at, end)));
  return out;
}

export const textOfSegments = (segments: Segment[]): string => segments.map((s) => s.text).join('');
