/**
 * The text of every page, read from the PDF: title, body, marks, notices and notes, in reading order, and nothing
 * else. Together with `pages`, which sees that the pages hold the whole text, it shows that none is lost or doubled.
 */
import type { PageEntry } from '../../model/types.ts';
import { expectedPage, textOfSegments } from '../expected-page.ts';
import type { ProofFlow } from '../flows.ts';
import { comparePage, type Finding, firstOfEach, type ProofCheck, type ProofContext } from '../proof-check.ts';

export const pageText: ProofCheck = {
  name: 'pdf-text',
  run(context) {
    const compared = comparePages(context);
    const count = compared.reduce((sum, { expected }) => sum + expected.length, 0);
    const findings = compared.flatMap(({ page, flow, expected, found }): Finding[] => {
      const finding = comparePage(page, expected, found, flow.id);
      return finding ? [finding] : [];
    });
    return { count, findings: firstOfEach(findings) };
  },
};

interface Compared {
  page: PageEntry;
  flow: ProofFlow;
  expected: string;
  found: string;
}

/** Every page of every flow: what its type area should say and what it says. */
export function comparePages({ flows, zones }: Pick<ProofContext, 'flows' | 'zones'>): Compared[] {
  return flows.flatMap((flow) => {
    const soFar = new Map<number, number>();
    return flow.pages.map((page) => {
      const expected = textOfSegments(expectedPage(page, flow, flow.head, soFar));
      return { page, flow, expected, found: zones(page.sheet)?.type ?? '' };
    });
  });
}
