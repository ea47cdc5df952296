/**
 * The text of every page, read from the PDF: title, body, marks, notices and notes, in reading order, and nothing
 * else. Together with `pages`, which sees that the pages hold the whole text, it shows that none is lost or doubled.
 */
import { expectedPage, textOfSegments } from '../expected-page.ts';
import {
  type ComparedPage,
  comparePage,
  type Finding,
  firstOfEach,
  type PageCheck,
  type ProofContext,
} from '../proof-check.ts';

export const pageText: PageCheck = {
  name: 'pdf-text',
  run({ compared }) {
    const count = compared.reduce((sum, { expected }) => sum + expected.length, 0);
    const findings = compared.flatMap(({ page, flow, expected, found }): Finding[] => {
      const finding = comparePage(page, expected, found, flow.id);
      return finding ? [finding] : [];
    });
    return { count, findings: firstOfEach(findings) };
  },
};

/** Every page of every flow: what its type area should say and what it says. */
export function comparePages({ flows, zones }: Pick<ProofContext, 'flows' | 'zones'>): ComparedPage[] {
  return flows.flatMap((flow) => {
    const soFar = new Map<number, number>();
    return flow.pages.map((page) => {
      const expected = textOfSegments(expectedPage(page, flow, flow.head, soFar));
      return { page, flow, expected, found: zones(page.sheet)?.type ?? '' };
    });
  });
}
