/** What every check of the proof is given, and what it hands back. */
import type { Book, Difference, PageEntry, PageMap } from '../model/types.ts';
import { firstDifference } from './compare-text.ts';
import type { ProofFlow } from './flows.ts';
import type { PageZones } from './page-zones.ts';
import type { EpubReading } from './read-epub.ts';
import type { PdfReading } from './read-pdf.ts';
import type { SiteReading } from './read-site.ts';

export interface ProofContext {
  book: Book;
  map: PageMap;
  flows: ProofFlow[];
  pdf: PdfReading;
  /** Zones of each page of the PDF, by sheet; null where the file lacks the page. */
  zones: (sheet: number) => PageZones | null;
  /** Null when the build makes none. */
  epub: EpubReading | null;
  /** Null when the book has none. */
  site: SiteReading | null;
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
export interface ProofCheck {
  name: string;
  run(context: ProofContext): CheckResult;
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
