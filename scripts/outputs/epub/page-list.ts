/** The page list of an EPUB: every printed page that it shows, with the marker at which that page begins. */
import type { PageEntry, PageMap } from '../../model/types.ts';
import { type PageBreak, pageBreakOf } from '../page-breaks.ts';
import type { DocumentKind, EpubDocument } from './documents.ts';

/** A line of the page list. */
export interface PageListEntry {
  label: string;
  /** The marker: file and fragment. */
  href: string;
  /** As old readers want it: roman numbers are front matter, those of inserted pages (6-1) special. */
  type: 'front' | 'normal' | 'special';
  /** The number that the label stands for; null for a special page, which has none (Z39.86-2005, pageTarget). */
  value: number | null;
  /** Unique in the package. */
  id: string;
}

/** A marker with the document it stands in. */
export interface DocumentBreak extends PageBreak {
  file: string;
  /** On pages of the contents: the report of the first line. */
  firstEntry: string | null;
}

/**
 * Every page of the print that has a counterpart, in order. Blank pages have none, nor have pages kept for text that
 * has not arrived: what a citation of these finds is the notice before them, which says from which page to which.
 */
export function listBreaks(map: PageMap, documents: EpubDocument[]): DocumentBreak[] {
  return map.pages.flatMap((page): DocumentBreak[] => {
    const { label, firstEntry = null } = page;
    const file = label && documents.find((d) => shows(d, page))?.file;
    return file ? [{ ...pageBreakOf({ ...page, label }), file, firstEntry }] : [];
  });
}

const alone: string[] = ['title', 'imprint', 'contents'] satisfies DocumentKind[];

function shows({ kind, text }: EpubDocument, page: PageEntry): boolean {
  if (page.kind === 'text' || page.kind === 'notice') return text?.id === page.flow;
  return alone.includes(page.kind) && kind === page.kind;
}

/** The page list as the templates need it; `lastPage` is the highest arabic folio, 0 where there is none. */
export function pageListOf(breaks: DocumentBreak[]): {
  pageList: PageListEntry[];
  pageCount: number;
  lastPage: number;
} {
  const [first] = breaks;
  const pageList = breaks.map(({ file, id, label, sheet }): PageListEntry => {
    const type = /^\d+$/.test(label) ? 'normal' : /^\d/.test(label) ? 'special' : 'front';
    const values = { front: sheet - first!.sheet + 1, normal: Number(label), special: null };
    return { label, href: `${file}#${id}`, type, value: values[type], id: `page-${label}` };
  });
  const folios = pageList.flatMap(({ type, value }) => (type === 'normal' && value !== null ? [value] : []));
  return { pageList, pageCount: pageList.length, lastPage: Math.max(0, ...folios) };
}
