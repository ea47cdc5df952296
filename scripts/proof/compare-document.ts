/** A text as a document of the EPUB or a page of the site shows it, against what it ought to say. */
import { firstDifference } from './compare-text.ts';
import type { ProofFlow } from './flows.ts';
import type { Finding } from './proof-check.ts';
import { withoutUnseen } from './read-manuscript.ts';
import type { TextReading } from './read-text.ts';

const number = /^[\p{N}\p{P}]{1,8}$/u;

/** Title, body, notices and notes one by one; numbers of notes as they are referred to. */
export function compareDocument(flow: ProofFlow, document: TextReading): Finding[] {
  const notices = new Set(
    flow.pages.flatMap((p) => (p.notice && p.kind !== 'reserved' ? [withoutUnseen(p.notice)] : [])),
  );
  const texts: [expected: string, found: string][] = [
    [withoutUnseen(flow.head), withoutUnseen(document.head)],
    [withoutUnseen(flow.typeset?.text ?? ''), withoutUnseen(document.body)],
    [[...notices].join(''), withoutUnseen(document.notices.join(''))],
    ...Array.from({ length: Math.max(flow.notes.length, document.notes.length) }, (_, i): [string, string] => [
      withoutUnseen(flow.typeset?.noteTexts[i]?.text ?? ''),
      withoutUnseen(document.notes[i]?.text ?? ''),
    ]),
    // As many references as notes, each with its note's number.
    [document.notes.map((n) => n.label).join(' '), document.noteRefs.join(' ')],
    ['', document.noteRefs.find((ref) => !number.test(ref)) ?? ''],
  ];
  return texts.flatMap(([expected, found]): Finding[] => {
    const at = firstDifference(expected, found);
    if (!at) return [];
    const { before, expected: want, found: have } = at;
    return [{ report: flow.id, difference: { file: document.file, before, expected: want, found: have } }];
  });
}
