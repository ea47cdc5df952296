/** The contents of the EPUB: every report in order, each entry leading to the document that bears its title. */
import type { Finding, ProofCheck } from '../proof-check.ts';
import { withoutUnseen } from '../read-manuscript.ts';

export const epubContents: ProofCheck = {
  name: 'epub-contents',
  run({ map, flows, epub }) {
    if (!epub) return { count: 0, findings: [] };
    let at = 0;
    const findings = map.reports.flatMap(({ id, number, title }): Finding[] => {
      const label = withoutUnseen(title);
      const isEntry = (words: string) => words === label || (words.endsWith(label) && words.startsWith(String(number)));
      const next = epub.contents.findIndex((entry, i) => i >= at && isEntry(withoutUnseen(entry.label)));
      const entry = epub.contents[next];
      if (!entry) {
        return [{ report: id, difference: { before: '', expected: title, found: epub.contents[at]?.label ?? '' } }];
      }
      at = next + 1;
      const head = withoutUnseen(epub.documents.find(({ file }) => file === entry.file)?.head ?? '');
      const expected = withoutUnseen(flows.find((flow) => flow.id === id)?.heads[0] ?? '');
      if (expected.length > 0 && head.startsWith(expected)) return [];
      return [{ report: id, difference: { file: entry.file, before: '', expected, found: head } }];
    });
    return { count: map.reports.length, findings };
  },
};
