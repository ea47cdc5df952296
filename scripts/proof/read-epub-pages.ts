/** Reads the printed pages out of an EPUB, or out of a page of the site: what stands from each page's marker to the next, and the page lists. */
import { findAll, hasWord, textOfXml, walkXml, type XmlElement } from '../lib/read-xml.ts';

/** What an EPUB shows of a printed page, notes apart: they stand at the end of a text. White space is left out. */
export interface EpubPage {
  /** Null for what stands before a document's first marker. */
  label: string | null;
  id: string;
  /** Title, date and author. */
  head: string;
  /** The text; characters that print does not show are blanks. */
  body: string;
  /** What stands in for text that has not arrived. */
  notice: string;
}

/** An entry of a page list. */
export interface PageListEntry {
  label: string;
  file: string;
  id: string;
}

/** Tells the parts of a document apart. */
export interface PartsOfDocument {
  isHead: (element: XmlElement) => boolean;
  isNotice: (element: XmlElement) => boolean;
  /** What is no text of a page: notes and their numbers. */
  isApart: (element: XmlElement) => boolean;
}

/** The site's folios bear the label apart from what is said aloud; a manuscript's attributes cannot be such. */
const isFolio = (e: XmlElement) => e.attributes.has('data-folio');
const isMarker = (e: XmlElement) => hasWord(e, 'epub:type', 'pagebreak') || isFolio(e);
const labelOf = (e: XmlElement) => e.attributes.get(isFolio(e) ? 'data-folio' : 'aria-label') ?? '';
const withoutSpace = (text: string) => text.replace(/\p{White_Space}+/gu, '');

/** Pages of a document in order; the first is what stands before any marker, and ought to be empty. */
export function readPages(page: XmlElement, { isHead, isNotice, isApart }: PartsOfDocument): EpubPage[] {
  const begin = (marker?: XmlElement): EpubPage => {
    const label = marker ? labelOf(marker) : null;
    return { label, id: marker?.attributes.get('id') ?? '', head: '', body: '', notice: '' };
  };
  const pages = [begin()];
  const visit = (element: XmlElement, part: 'head' | 'body' | 'notice', hidden: boolean): void => {
    for (const child of element.children) {
      if (typeof child === 'string') {
        const text = withoutSpace(child);
        pages.at(-1)![part] += hidden ? ' '.repeat(text.length) : text;
        continue;
      }
      if (isMarker(child)) pages.push(begin(child));
      if (isApart(child)) continue;
      visit(child, isHead(child) ? 'head' : isNotice(child) ? 'notice' : part, hidden || child.name === 'rp');
    }
  };
  visit(page, 'body', false);
  return pages;
}

/** Splits an address into file and fragment. */
export function splitHref(href: string): { file: string; id: string } {
  const [path = '', fragment = ''] = decodeURIComponent(href).split('#');
  return { file: path.replace(/^.*\//, ''), id: fragment };
}

/** The page list of the navigation document. */
export function readPageList(root: XmlElement): PageListEntry[] {
  const list = findAll(root, 'nav').find((nav) => hasWord(nav, 'epub:type', 'page-list'));
  return (list ? findAll(list, 'a') : []).map((a) => {
    return { label: textOfXml(a).trim(), ...splitHref(a.attributes.get('href') ?? '') };
  });
}

/** The page list that older readers use. */
export function readNcxPageList(root: XmlElement): PageListEntry[] {
  return findAll(root, 'pageTarget').map((target) => {
    const label = findAll(target, 'text').map((text) => textOfXml(text).trim());
    return { label: label.join(''), ...splitHref(findAll(target, 'content')[0]?.attributes.get('src') ?? '') };
  });
}

/** Pages of the printed contents: each marker, and the files to which the lines from there on lead. */
export function readContentsPages(root: XmlElement): { label: string; id: string; files: string[] }[] {
  const toc = findAll(root, 'nav').find((nav) => hasWord(nav, 'epub:type', 'toc'));
  const lines = new Set(toc ? findAll(toc, 'a') : []);
  const pages: { label: string; id: string; files: string[] }[] = [];
  const begin = (marker: XmlElement) =>
    pages.push({ label: marker.attributes.get('aria-label') ?? '', id: marker.attributes.get('id') ?? '', files: [] });
  const begun = new Set<XmlElement>();
  for (const element of walkXml(root)) {
    // A marker within a line stands at its beginning.
    const markers = lines.has(element) ? [...walkXml(element)].filter(isMarker) : isMarker(element) ? [element] : [];
    for (const marker of markers) {
      if (!begun.has(marker)) begin(marker);
      begun.add(marker);
    }
    if (lines.has(element)) pages.at(-1)?.files.push(splitHref(element.attributes.get('href') ?? '').file);
  }
  return pages;
}
