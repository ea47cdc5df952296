/** What every check of the proof is given, and what it hands back. */
import type { Book, Difference, PageEntry, PageMap } from '../model/types.ts';
import { firstDifference } from './compare-text.ts';
import type { ProofFlow } from './flows.ts';
import type { PageZones } from './page-zones.ts';
import type { EpubReading } from './read-epub.ts';
import type { PdfReading } from './read-pdf.ts';
import type { SiteReading } from './read-site.ts';

/** All that is known without the PDF. */
export interface TextContext {
  book: Book;
  map: PageMap;
  flows: ProofFlow[];
  /** Null when the build makes none. */
  epub: EpubReading | null;
  /** Null when the book has none. */
  site: SiteReading | null;
}

export interface ProofContext extends TextContext, PrintedPages {
  pdf: PdfReading;
}

/** The pages of the PDF, and what each should say. */
export interface PrintedPages {
  /** Zones of each page of the PDF, by sheet; null where the file lacks the page. */
  zones: (sheet: number) => PageZones | null;
  compared: ComparedPage[];
}

/** A page of a flow: what its type area should say and what it says. */
export interface ComparedPage {
  page: PageEntry;
  flow: ProofFlow;
  expected: string;
  found: string;
}

/** One thing that is not as it should be. */
export interface Finding {
  report?: string;
  difference: Difference;
}

export interface CheckResult {
  /** How many things were compared. */
  count: number;
  findings: Finding[];
}

/** A check has a permanent name and cannot fail for want of a subject: what is missing is a finding. */
export type ProofCheck = TextCheck | PageCheck;

export interface PageCheck {
  name: string;
  run(context: ProofContext): CheckResult;
}

/** A check that looks at no page of the PDF: it is run while the PDF is being read. */
export interface TextCheck {
  name: string;
  textOnly: true;
  run(context: TextContext): CheckResult;
}

/** A finding about a page of the PDF, or null where both texts are equal. */
export function comparePage(page: PageEntry, expected: string, found: string, report?: string | null): Finding | null {
  const at = firstDifference(expected, found);
  if (!at) return null;
  const { before, expected: want, found: have } = at;
  return {
    ...(report && { report }),
    difference: { sheet: page.sheet, label: page.label, before, expected: want, found: have },
  };
}

/** A finding about a page of the PDF in plain values. */
export function pageFinding(page: PageEntry, expected: string, found: string): Finding {
  return {
    ...(page.flow && { report: page.flow }),
    difference: { sheet: page.sheet, label: page.label, before: '', expected, found },
  };
}

/** Only the first finding of each report: one dropped character shifts all that follows. */
export function firstOfEach(findings: Finding[]): Finding[] {
  const seen = new Set<string | undefined>();
  return findings.filter(({ report }) => !seen.has(report) && seen.add(report));
}
