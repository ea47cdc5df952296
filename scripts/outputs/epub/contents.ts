/** The contents as navigation: nested by part, and the landmarks. */
import type { Book } from '../../model/types.ts';
import { type DocumentKind, documentId, type EpubDocument } from './documents.ts';

/** A line of the contents, with those under it. */
export interface ContentsEntry {
  /** Unique in the package. */
  id: string;
  /** A report's number in the contents. */
  number: number | null;
  label: string;
  href: string;
  children: ContentsEntry[];
}

/** An entry of the landmarks (EPUB 3.3, 7.4.3). */
export interface Landmark {
  type: string;
  label: string;
  href: string;
}

/** Front pieces, parts with their reports, back pieces. A part leads to its first report: it has no page of its own. */
export function buildContents(book: Book, documents: EpubDocument[]): ContentsEntry[] {
  const entry = ({ file, title, text }: EpubDocument): ContentsEntry => {
    return { id: documentId(file), number: text?.number ?? null, label: title, href: file, children: [] };
  };
  const of = (kind: DocumentKind) => documents.filter((d) => d.kind === kind);
  const reports = new Map(of('report').map((d) => [d.text?.id, d]));
  const parts = book.parts.map((part, i): ContentsEntry => {
    const children = part.reports.flatMap(({ id }) => reports.get(id) ?? []).map(entry);
    return { id: `part-${i + 1}`, number: null, label: part.title, href: children[0]?.href ?? '', children };
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
