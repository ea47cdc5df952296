/** The contents as navigation: parts, reports and their sections; and the landmarks. */
import type { Element, ElementContent } from 'hast';
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
  /** Its children are sections of a text: for the reader's own panel, not for the page of the contents. */
  isText: boolean;
}

/** A section of a text: a heading of the second level. */
export interface Heading {
  label: string;
  id: string;
}

/** The headings of the second level of a body as converted, in order. */
export function listHeadings(body: ElementContent[]): Heading[] {
  return body.flatMap((node): Heading[] => {
    if (node.type !== 'element' || node.tagName !== 'h2' || typeof node.properties.id !== 'string') return [];
    const label = labelOf(node).replace(/\s+/g, ' ').trim();
    return label === '' ? [] : [{ label, id: node.properties.id }];
  });
}

/** Without numbers of notes and readings of ruby. */
function labelOf({ children }: Element): string {
  return children
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (node.type !== 'element' || ['rt', 'rp'].includes(node.tagName)) return '';
      return node.properties.role === 'doc-noteref' ? '' : labelOf(node);
    })
    .join('');
}

/** Levels of the contents. */
export function contentsDepth(entries: ContentsEntry[]): number {
  return Math.max(0, ...entries.map(({ children }) => 1 + contentsDepth(children)));
}

/** An entry of the landmarks (EPUB 3.3, 7.4.3). */
export interface Landmark {
  type: string;
  label: string;
  href: string;
}

/**
 * Front pieces, parts with their reports, back pieces; under each text its sections. A part leads to its first report:
 * it has no page of its own. `headings` are by file of the package; `breaks` are the pages of the printed contents that begin within them.
 */
export function buildContents(
  book: Book,
  documents: EpubDocument[],
  headings: ReadonlyMap<string, Heading[]>,
  breaks: DocumentBreak[],
): ContentsEntry[] {
  const breaksAt = (id: string | undefined) => breaks.filter((b) => id !== undefined && b.firstEntry === id);
  const entry = ({ file, title, text }: EpubDocument, i: number): ContentsEntry => {
    const own = { id: documentId(file), number: text?.number ?? null, label: title, href: file };
    // In print a part's title stands above its first report, on the same page.
    const sections = headings.get(file) ?? [];
    const children = sections.map(({ label, id }): ContentsEntry => {
      return {
        id: `nav-${id}`,
        number: null,
        label,
        href: `${file}#${id}`,
        pageBreaks: [],
        children: [],
        isText: false,
      };
    });
    return { ...own, pageBreaks: i === 0 ? [] : breaksAt(text?.id), children, isText: true };
  };
  const of = (kind: DocumentKind) => documents.filter((d) => d.kind === kind);
  const reports = new Map(of('report').map((d) => [d.text?.id, d]));
  const parts = book.parts.map((part, i): ContentsEntry => {
    const children = part.reports.flatMap(({ id }) => reports.get(id) ?? []).map(entry);
    const own = { id: `part-${i + 1}`, number: null, label: part.title, href: children[0]?.href ?? '' };
    return { ...own, pageBreaks: breaksAt(part.reports[0]?.id), children, isText: false };
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

/** Names of the same places in EPUB 2, which the converters for Kindle look for (OPF 2.0.1, 2.6). */
const guideTypes: Record<string, string> = {
  cover: 'cover',
  titlepage: 'title-page',
  'copyright-page': 'copyright-page',
  toc: 'toc',
  bodymatter: 'text',
};

/** The landmarks as old readers know them. */
export function buildGuide(landmarks: Landmark[]): Landmark[] {
  return landmarks.flatMap((one) => (guideTypes[one.type] ? [{ ...one, type: guideTypes[one.type]! }] : []));
}
