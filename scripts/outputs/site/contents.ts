/** The contents on the book's page: as the printed ones, with front and back pieces, each line a link. */
import type { Book, PageMap } from '../../model/types.ts';
import type { SiteDocument } from './site-documents.ts';

export interface SiteContentsPart {
  /** Null for the pieces before and after the reports. */
  title: string | null;
  entries: SiteContentsEntry[];
}

interface SiteContentsEntry {
  number: number | null;
  title: string;
  file: string;
  /** Of its first page, as a citation names it. */
  folio: string | null;
  /** What is open about its text. */
  state: string | null;
}

/** Front pieces, parts with their reports, back pieces; what is empty is left out. */
export function listContents(book: Book, { reports }: PageMap, documents: SiteDocument[]): SiteContentsPart[] {
  const states = new Map(
    reports.map(({ id, status }) => [id, { complete: null, partial: '未完', missing: '待补' }[status]]),
  );
  const entry = ({ file, title, text, breaks }: SiteDocument): SiteContentsEntry => {
    return { number: text.number, title, file, folio: breaks[0]?.label ?? null, state: states.get(text.id) ?? null };
  };
  const pieces = (kind: SiteDocument['kind']) => ({
    title: null,
    entries: documents.filter((d) => d.kind === kind).map(entry),
  });
  const byId = new Map(documents.map((d) => [d.text.id, d]));
  const parts = book.parts.map((part) => ({
    title: part.title,
    entries: part.reports.flatMap(({ id }) => byId.get(id) ?? []).map(entry),
  }));
  return [pieces('front'), ...parts, pieces('back')].filter(({ entries }) => entries.length > 0);
}
