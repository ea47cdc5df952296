/** The contents as navigation: nested by part, and the landmarks. */
import type { Book } from '../../model/types.ts';
import type { PageBreak } from '../page-breaks.ts';
import { type DocumentKind, documentId, type EpubDocument } from './documents.ts';
import type { DocumentBreak } from './page-list.ts';

/** A line of the contents, with those under it. */
export interface ContentsEntry {
  /** Unique in the package. */
  id: string;
  /** A report's number in the contents. */
  number: number | null;
  label: string;
  href: string;
  /** Pages of the printed contents that begin with this line. */
  pageBreaks: PageBreak[];
  children: ContentsEntry[];
}

/** An entry of the landmarks (EPUB 3.3, 7.4.3). */
export interface Landmark {
  type: string;
  label: string;
  href: string;
}

/**
 * Front pieces, parts with their reports, back pieces. A part leads to its first report: it has no page of its own.
 * `breaks` are the pages of the printed contents that begin within them.
 */
export function buildContents(book: Book, documents: EpubDocument[], breaks: DocumentBreak[]): ContentsEntry[] {
  const breaksAt = (id: string | undefined) => breaks.filter((b) => id !== undefined && b.firstEntry === id);
  const entry = ({ file, title, text }: EpubDocument, i: number): ContentsEntry => {
    const own = { id: documentId(file), number: text?.number ?? null, label: title, href: file };
    // In print a part's title stands above its first report, on the same page.
    return { ...own, pageBreaks: i === 0 ? [] : breaksAt(text?.id), children: [] };
  };
  const of = (kind: DocumentKind) => documents.filter((d) => d.kind === kind);
  const reports = new Map(of('report').map((d) => [d.text?.id, d]));
  const parts = book.parts.map((part, i): ContentsEntry => {
    const children = part.reports.flatMap(({ id }) => reports.get(id) ?? []).map(entry);
    const own = { id: `part-${i + 1}`, number: null, label: part.title, href: children[0]?.href ?? '' };
    return { ...own, pageBreaks: breaksAt(part.reports[0]?.id), children };
  });
  return [...of('front').map(entry), ...parts, ...of('back').map(entry)];
}

const landmarkTypes: Partial<Record<DocumentKind, [type: string, label?: string]>> = {
  cover: ['cover'],
  title: ['titlepage'],
  imprint: ['copyright-page'],
  contents: ['toc'],
  report: ['bodymatter', '正文'],
  back: ['backmatter'],
};

/** The first document of each kind that has a landmark. */
export function buildLandmarks(documents: EpubDocument[]): Landmark[] {
  const firsts = documents.filter((d, i) => documents.findIndex((other) => other.kind === d.kind) === i);
  return firsts.flatMap(({ kind, file, title }) => {
    const [type, label] = landmarkTypes[kind] ?? [];
    return type ? [{ type, label: label ?? title, href: file }] : [];
  });
}
