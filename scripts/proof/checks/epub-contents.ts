/**
 * The contents of the EPUB: every report in order, each entry leading to the document that bears its title; every
 * section leading to the heading that bears its words.
 */
import type { Finding, TextCheck } from '../proof-check.ts';
import type { EpubReading } from '../read-epub.ts';
import { withoutUnseen } from '../read-manuscript.ts';

export const epubContents: TextCheck = {
  name: 'epub-contents',
  textOnly: true,
  run({ map, flows, epub }) {
    if (!epub) return { count: 0, findings: [] };
    let at = 0;
    const sections = epub.contents.filter(({ fragment }) => fragment !== '');
    const entries = epub.contents.filter(({ fragment }) => fragment === '');
    const findings = map.reports.flatMap(({ id, number, title }): Finding[] => {
      const label = withoutUnseen(title);
      const isEntry = (words: string) => words === label || (words.endsWith(label) && words.startsWith(String(number)));
      const next = entries.findIndex((entry, i) => i >= at && isEntry(withoutUnseen(entry.label)));
      const entry = entries[next];
      if (!entry) {
        return [{ report: id, difference: { before: '', expected: title, found: entries[at]?.label ?? '' } }];
      }
      at = next + 1;
      const head = withoutUnseen(epub.documents.find(({ file }) => file === entry.file)?.head ?? '');
      const expected = withoutUnseen(flows.find((flow) => flow.id === id)?.head ?? '');
      if (expected.length > 0 && head.startsWith(expected)) return [];
      return [{ report: id, difference: { file: entry.file, before: '', expected, found: head } }];
    });
    const lost = sections.flatMap((entry) => checkSection(entry, epub));
    return { count: map.reports.length + sections.length, findings: [...findings, ...lost] };
  },
};

function checkSection({ label, file, fragment }: EpubReading['contents'][number], epub: EpubReading): Finding[] {
  const heading = epub.documents.find((document) => document.file === file)?.headings.get(fragment) ?? '';
  const [expected, found] = [withoutUnseen(label), withoutUnseen(heading)];
  return expected !== '' && expected === found ? [] : [{ difference: { file, before: '', expected, found } }];
}
