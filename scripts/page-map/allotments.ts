/** How many pages each report has in a locked book: from its own folio to the one before the next report's. */
import type { Book, Report } from '../model/types.ts';

export interface Allotment {
  /** First and last folio; `last` is null for the last report of a book that does not name its last page. */
  first: number;
  last: number | null;
}

/** Allotments by report id; empty in a flowing book. */
export function allotmentsOf(book: Book): Map<string, Allotment> {
  if (book.manifest.numbering === 'flowing') return new Map();
  const reports = reportsOf(book);
  return new Map(
    reports.map((report, i) => {
      const next = reports[i + 1]?.lock;
      const last = next ? next - 1 : (book.manifest.lastPage ?? null);
      return [report.id, { first: report.lock!, last }];
    }),
  );
}

/** The book's reports in order, through all parts. */
export function reportsOf(book: Book): Report[] {
  return book.parts.flatMap((part) => part.reports);
}
