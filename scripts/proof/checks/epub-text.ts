/** The text of every report, front and back piece in the EPUB: title, body, notices and notes one by one. */

import { firstDifference } from '../compare-text.ts';
import type { ProofFlow } from '../flows.ts';
import type { Finding, ProofCheck } from '../proof-check.ts';
import type { EpubDocument } from '../read-epub.ts';
import { withoutUnseen } from '../read-manuscript.ts';

const number = /^[\p{N}\p{P}]{1,8}$/u;

export const epubText: ProofCheck = {
  name: 'epub-text',
  run({ flows, epub }) {
    let count = 0;
    const findings = flows.flatMap((flow): Finding[] => {
      const document = epub?.documents.find(
        ({ file }) => file === `report-${flow.id}.xhtml` || file === `${flow.id}.xhtml`,
      );
      if (epub && !document) {
        return [{ report: flow.id, difference: { before: '', expected: flow.title, found: '' } }];
      }
      if (!document) return [];
      count += document.body.length;
      return compareDocument(flow, document).slice(0, 1);
    });
    return { count, findings };
  },
};

function compareDocument(flow: ProofFlow, document: EpubDocument): Finding[] {
  const heads = flow.heads.map(withoutUnseen);
  const head = withoutUnseen(document.head);
  const notices = new Set(
    flow.pages.flatMap((p) => (p.notice && p.kind !== 'reserved' ? [withoutUnseen(p.notice)] : [])),
  );
  const texts: [expected: string, found: string][] = [
    [heads.includes(head) ? head : heads[0]!, head],
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
