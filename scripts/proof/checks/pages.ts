/** The page map holds together, and the PDF has its pages: number, size, orientation. */
import type { PageEntry } from '../../model/types.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, type PageCheck, pageFinding } from '../proof-check.ts';

/** Chrome writes boxes in whole thousandths. */
const tolerance = 0.005;

export const pages: PageCheck = {
  name: 'pages',
  run({ map, pdf, flows }) {
    const findings: Finding[] = [];
    if (pdf.pages.length !== map.pages.length) {
      const last = map.pages.at(Math.min(pdf.pages.length, map.pages.length) - 1)!;
      findings.push(pageFinding(last, `${map.pages.length} pp.`, `${pdf.pages.length} pp.`));
    }
    const [width, height] = map.grid.trimPt;
    for (const [i, page] of map.pages.entries()) {
      const read = pdf.pages[i];
      const fits =
        read &&
        Math.abs(read.width - width) < tolerance &&
        Math.abs(read.height - height) < tolerance &&
        read.rotate === 0;
      if (read && !(fits && read.userUnit === 1)) {
        findings.push(pageFinding(page, `${width} × ${height} pt`, `${read.width} × ${read.height} pt`));
      }
      if (page.sheet !== i + 1) findings.push(pageFinding(page, `sheet ${i + 1}`, `sheet ${page.sheet}`));
      const isRecto = page.sheet % 2 === 1;
      if (page.folio !== null && (page.folio % 2 === 1) !== isRecto)
        findings.push(pageFinding(page, 'recto = 1, 3, 5 …', String(page.folio)));
    }
    findings.push(...startsOf(map.reports, map.pages), ...flows.flatMap((flow) => isWhole(flow, map.pages)));
    return { count: map.pages.length, findings: findings.slice(0, 20) };
  },
};

/** Each report starts where the map says, and a locked one where the original had it. */
function startsOf(
  reports: { id: string; sheet: number; start: number; lock: number | null }[],
  all: PageEntry[],
): Finding[] {
  return reports.flatMap(({ id, sheet, start, lock }) => {
    const page = all[sheet - 1];
    if (!page) return [{ report: id, difference: { sheet, before: '', expected: String(start), found: '' } }];
    const first = all.find((p) => p.flow === id);
    const isThere = page.flow === id && page.folio === start && first === page && (lock === null || lock === start);
    return isThere ? [] : [{ ...pageFinding(page, String(lock ?? start), String(page.folio ?? '')), report: id }];
  });
}

/** The pages of a flow hold its text from its first character to its last, each once. */
function isWhole({ id, body, notes, typeset, pages: own }: ProofFlow, all: PageEntry[]): Finding[] {
  if (!typeset) return [];
  const text = own.filter((page) => page.kind === 'text');
  const finding = (page: PageEntry | undefined, expected: number, found: number | undefined): Finding[] => {
    return [{ ...pageFinding(page ?? all[0]!, `char ${expected}`, `char ${found ?? '–'}`), report: id }];
  };
  let char = 0;
  for (const page of text) {
    if (page.start?.char !== char) return finding(page, char, page.start?.char);
    char = page.end?.char ?? char;
  }
  if (char !== body.text.length) return finding(text.at(-1), body.text.length, char);
  return notes.flatMap((note, i) => {
    const parts = text.flatMap((page) => page.notes.filter((n) => n.number === i + 1));
    const length = parts.reduce((sum, part) => sum + part.text.length, 0);
    return length === note.text.length ? [] : finding(text.at(-1), note.text.length, length);
  });
}
