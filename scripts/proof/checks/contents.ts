/**
 * Every entry of the printed contents: the number it prints, the page its link opens, the folio printed on that page
 * and the title that stands there all agree with the page map, and in a locked book with the original's number.
 */
import type { ReportEntry } from '../../model/types.ts';
import { printable } from '../compare-text.ts';
import type { ProofFlow } from '../flows.ts';
import type { Finding, PageCheck, ProofContext } from '../proof-check.ts';
import type { PdfText } from '../read-pdf.ts';

export const contents: PageCheck = {
  name: 'contents',
  run(context) {
    const printed = printedContents(context);
    let at = 0;
    let last = '';
    const findings = context.map.reports.flatMap((report): Finding[] => {
      const entry = findEntry(printed, printable(report.title), at);
      if (!entry) {
        const found = printed.text.slice(at, at + 24);
        return [
          {
            report: report.id,
            difference: { sheet: printed.runs[at]?.sheet, before: '', expected: report.title, found },
          },
        ];
      }
      const lead = printed.text.slice(at, entry.start);
      at = entry.end;
      const part = report.part === last ? '' : report.part;
      last = report.part;
      return checkEntry(report, { ...entry, lead, part }, printed, context);
    });
    return { count: context.map.reports.length, findings };
  },
};

interface Printed {
  text: string;
  /** The run of text, and its sheet, that each character comes from. */
  runs: { sheet: number; run: PdfText }[];
}

/** The contents' pages as one text, in the order of their content streams. */
function printedContents({ map, pdf }: ProofContext): Printed {
  const out: Printed = { text: '', runs: [] };
  for (const { sheet } of map.pages.filter((page) => page.kind === 'contents')) {
    for (const run of pdf.pages[sheet - 1]?.texts ?? []) {
      const text = printable(run.text);
      out.text += text;
      for (let i = 0; i < text.length; i++) out.runs.push({ sheet, run });
    }
  }
  return out;
}

interface Entry {
  /** Its first character, and where it ends. */
  start: number;
  end: number;
  folio: string;
}

/** The next place where a title is followed by a number, leaders between them or not. */
function findEntry({ text, runs }: Printed, title: string, from: number): Entry | null {
  for (let start = text.indexOf(title, from); start >= 0; start = text.indexOf(title, start + 1)) {
    let end = start + title.length;
    while (/[….·・]/.test(text[end] ?? '')) end += 1;
    const number = end;
    // The next entry's ordinal may follow at once, but on a line of its own.
    while (/\d/.test(text[end] ?? '') && runs[end]!.run.y === runs[number]!.run.y) end += 1;
    if (end > number) return { start, end, folio: text.slice(number, end) };
  }
  return null;
}

/** `lead` is what stands between the entry and the one before it, `part` the part that begins with the entry. */
type LedEntry = Entry & { lead: string; part: string };

function checkEntry(report: ReportEntry, entry: LedEntry, printed: Printed, context: ProofContext): Finding[] {
  const { map, flows, zones } = context;
  const { sheet } = printed.runs[entry.start]!;
  const differs = (before: string, expected: string, found: string): Finding[] => {
    return expected === found ? [] : [{ report: report.id, difference: { sheet, before, expected, found } }];
  };
  const shown = zones(report.sheet);
  const printsFolio = map.pages[report.sheet - 1]?.printedFolio;
  const folio = printsFolio ? (/\d+/.exec(shown?.foot ?? '')?.[0] ?? '') : entry.folio;
  const title = titleOf(flows.find((flow) => flow.id === report.id));
  const ordinal = /(\d+)[.．、]?$/.exec(entry.lead)?.[1] ?? String(report.number);
  const part = printable(entry.part);
  return [
    ...differs('', part, entry.lead.includes(part) ? part : entry.lead),
    ...differs('', String(report.number), ordinal),
    ...differs('№ ', String(report.lock ?? report.start), entry.folio),
    ...linkTargets(entry, printed, context).flatMap((found) => differs('→ ', String(report.sheet), String(found))),
    ...differs('— ', entry.folio, folio),
    ...differs('', title, (shown?.type ?? '').slice(0, title.length)),
  ].slice(0, 1);
}

function titleOf(flow: ProofFlow | undefined): string {
  return printable(flow?.head ?? '');
}

/** Sheets that links over an entry lead to, from its first character to its number; 0 where one has no link. */
function linkTargets(entry: Entry, printed: Printed, { pdf }: ProofContext): number[] {
  const targets = new Set<number>();
  for (const { sheet, run } of printed.runs.slice(entry.start, entry.end)) {
    const x = run.x + run.size / 4;
    const y = run.y - run.size / 4;
    const over = pdf.links.find((l) => l.sheet === sheet && l.left <= x && x <= l.right && l.top <= y && y <= l.bottom);
    targets.add(over?.target ?? 0);
  }
  return [...targets];
}
