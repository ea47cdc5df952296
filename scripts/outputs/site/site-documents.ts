/** The pages of the web edition that show a text: which there are, in reading order, and which printed pages they hold. */
import type { Book, PageEntry, PageMap, TypesetText } from '../../model/types.ts';
import { listDocuments, type TextDocument } from '../epub/documents.ts';
import { oldPageBreaks } from '../old-page-anchors.ts';
import { type PageBreak, pageBreakOf, pageBreaksOf } from '../page-breaks.ts';

/** A report, a front or a back piece as a page of the site. */
export interface SiteDocument {
  kind: 'front' | 'report' | 'back';
  /** Beside index.html; never changes while the report keeps its id. */
  file: string;
  title: string;
  text: TextDocument;
  /** Printed pages that show its text or a notice, in order. */
  breaks: PageBreak[];
  /** Printed pages kept for text that has not arrived, and blanks. */
  kept: PageBreak[];
  /** Anchors of pages of earlier editions. */
  old: PageBreak[];
}

/** All documents in reading order. */
export function listSiteDocuments(book: Book, texts: Map<string, TypesetText>, map: PageMap): SiteDocument[] {
  return listDocuments(book, texts, map).flatMap(({ kind, title, text }): SiteDocument[] => {
    if (!text || (kind !== 'front' && kind !== 'report' && kind !== 'back')) return [];
    const breaks = pageBreaksOf(map, text.id);
    const shown = new Set(breaks.map(({ sheet }) => sheet));
    const kept = map.pages.filter(({ flow, sheet }) => flow === text.id && !shown.has(sheet)).flatMap(labelled);
    return [{ kind, file: `${text.id}.html`, title, text, breaks, kept, old: oldPageBreaks(map, text.id) }];
  });
}

/** Pages that no document shows: title page, imprint and contents, which stand on the book's own page. */
export interface BookPageBreaks {
  title: PageBreak[];
  imprint: PageBreak[];
  contents: PageBreak[];
}

/** What has a label and no text of its own; blanks belong to what they follow. */
export function bookPageBreaks(map: PageMap, documents: SiteDocument[]): BookPageBreaks {
  const shown = new Set(documents.flatMap(({ breaks, kept }) => [...breaks, ...kept]).map(({ sheet }) => sheet));
  const pages: BookPageBreaks = { title: [], imprint: [], contents: [] };
  let place: keyof BookPageBreaks = 'title';
  for (const page of map.pages) {
    if (page.kind === 'imprint' || page.kind === 'contents') place = page.kind;
    if (!shown.has(page.sheet)) pages[place].push(...labelled(page));
  }
  return pages;
}

function labelled(page: PageEntry): PageBreak[] {
  const { label } = page;
  return label === null ? [] : [pageBreakOf({ ...page, label })];
}

/** Every printed page that has a label, in the book's order, and where it is on the site. */
export function listPages(
  documents: SiteDocument[],
  { title, imprint, contents }: BookPageBreaks,
): { label: string; href: string }[] {
  const on = (file: string) => (page: PageBreak) => ({ ...page, href: `${file}#${page.id}` });
  const pages = [
    ...[...title, ...imprint, ...contents].map(on('index.html')),
    ...documents.flatMap(({ file, breaks, kept }) => [...breaks, ...kept].map(on(file))),
  ];
  return pages.sort((a, b) => a.sheet - b.sheet).map(({ label, href }) => ({ label, href }));
}
