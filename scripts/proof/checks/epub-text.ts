/** The text of every report, front and back piece in the EPUB: title, body, notices and notes one by one. */

import { compareDocument } from '../compare-document.ts';
import type { Finding, TextCheck } from '../proof-check.ts';

export const epubText: TextCheck = {
  name: 'epub-text',
  textOnly: true,
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
