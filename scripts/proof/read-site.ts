/** Reads the pages of a book's site back: each as XML, which they are beside being HTML; their links and anchors. */

import { findAll, hasWord, readXml, walkXml, type XmlElement } from '../lib/read-xml.ts';
import { splitHref } from './read-epub-pages.ts';
import { readReferred, readText, type TextReading } from './read-text.ts';

/** A file of the site, by its name in the book's folder. */
export interface SiteFileData {
  name: string;
  data: Uint8Array | string;
}

/** A link, a form, a picture, a style sheet or a script of a page. */
export interface SiteLink {
  from: string;
  /** As written. */
  href: string;
  file: string;
  id: string;
}

export interface SiteReading {
  /** Pages that show a text. */
  documents: TextReading[];
  /** Names of all files. */
  files: Set<string>;
  /** Ids of each page, doubled ones twice. */
  ids: Map<string, string[]>;
  /** All that leads to other files of the site or to places in them. */
  links: SiteLink[];
  /** Text of what references to pages name, by its file and id. */
  referred: Record<string, string>;
}

const pointers = ['href', 'src', 'action'];
const elsewhere = /^([a-z][a-z0-9+.-]*:|\/\/|\.\.\/)/i;

/** Reads all pages. Throws if one is not well-formed. */
export function readSite(files: SiteFileData[]): SiteReading {
  const reading: SiteReading = { documents: [], files: new Set(), ids: new Map(), links: [], referred: {} };
  const roots: { file: string; root: XmlElement }[] = [];
  for (const { name, data } of files) {
    reading.files.add(name);
    if (!name.endsWith('.html')) continue;
    const root = readPage(name, typeof data === 'string' ? data : new TextDecoder().decode(data));
    const elements = [...walkXml(root)];
    reading.ids.set(
      name,
      elements.flatMap((e) => e.attributes.get('id') ?? []),
    );
    reading.links.push(...elements.flatMap((e) => linksOf(e, name)));
    const article = findAll(root, 'article')[0];
    if (!article) continue;
    reading.documents.push(readText(name, withoutAdded(article)));
    roots.push({ file: name, root: article });
  }
  reading.referred = readReferred(reading.documents, roots);
  return reading;
}

function readPage(name: string, text: string): XmlElement {
  try {
    return readXml(text);
  } catch (error) {
    throw new Error(`${name}, ${(error as Error).message}`);
  }
}

function linksOf({ attributes }: XmlElement, from: string): SiteLink[] {
  return pointers.flatMap((pointer): SiteLink[] => {
    const href = attributes.get(pointer);
    if (href === undefined || elsewhere.test(href)) return [];
    const [path = ''] = href.split('#');
    return [{ from, href, file: path === '' ? from : decodeURIComponent(path), id: splitHref(href).id }];
  });
}

/** The book's text without what the site says about it: its part, its pages, its headings once more. */
function withoutAdded(element: XmlElement): XmlElement {
  const isText = hasWord(element, 'class', 'body');
  const children = element.children.flatMap((child) => {
    if (typeof child === 'string' || isText) return [child];
    return hasWord(child, 'class', 'added') ? [] : [withoutAdded(child)];
  });
  return { ...element, children };
}
