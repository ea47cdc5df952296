/** Reads a text back from a document of the EPUB or a page of the site: its parts, and the printed pages in it. */

import { findAll, hasWord, textOfXml, walkXml, type XmlElement } from '../lib/read-xml.ts';
import { type EpubPage, readPages, splitHref } from './read-epub-pages.ts';

/** A document of the spine, or a page of the site. */
export interface TextReading {
  /** Its name, without folders. */
  file: string;
  /** Title, date and author above the text. */
  head: string;
  /** The text, notes and their numbers apart. */
  body: string;
  /** Numbers that refer to notes, in order. */
  noteRefs: string[];
  notes: { label: string; text: string }[];
  /** What stands in for text that has not arrived. */
  notices: string[];
  /** References to pages: the number shown, and where each leads. */
  pageRefs: { label: string; file: string; id: string }[];
  /** Text of each heading that has an id, by that id; numbers of notes and readings apart. */
  headings: Map<string, string>;
  /** The printed pages that begin in it; the first is what stands before all of them. */
  pages: EpubPage[];
}

const noteTypes = [
  ['epub:type', 'footnote'],
  ['epub:type', 'endnote'],
  ['role', 'doc-footnote'],
] as const;

const isHeading = (e: XmlElement) => /^h[1-6]$/.test(e.name) && e.attributes.has('id');
const isReading = (e: XmlElement) => e.name === 'rt' || e.name === 'rp';
const isHead = (e: XmlElement) => e.name === 'header';
const isNoteRef = (e: XmlElement) => hasWord(e, 'epub:type', 'noteref') || hasWord(e, 'role', 'doc-noteref');
const isNote = (e: XmlElement) => noteTypes.some(([name, type]) => hasWord(e, name, type));
const isNoteNumber = (e: XmlElement) => hasWord(e, 'class', 'note-number');
const isNotice = (e: XmlElement) => hasWord(e, 'class', 'notice');
const isPageRef = (e: XmlElement) => e.name === 'a' && hasWord(e, 'class', 'page-ref');
/** The number in such a reference. */
const isPageNumber = (e: XmlElement) => hasWord(e, 'class', 'page-number');
/** What outputs show and no manuscript holds. */
const isGenerated = (e: XmlElement) => isNoteRef(e) || isPageNumber(e);

/** Reads the text that a document shows; `root` is the document, or the element that holds the text. */
export function readText(file: string, root: XmlElement): TextReading {
  const page = findAll(root, 'body')[0] ?? root;
  const all = [...walkXml(page)];
  const text = all.find((e) => hasWord(e, 'class', 'body'));
  // A manuscript may give a paragraph any class: what stands in its text is its own.
  const own = new Set(text ? walkXml(text) : []);
  const outside = all.filter((e) => !own.has(e));
  const rest = textOfXml(page, (e) => e === text || [isHead, isGenerated, isNote, isNotice].some((is) => is(e)));
  return {
    file,
    head: outside
      .filter(isHead)
      .map((e) => textOfXml(e, isNoteRef))
      .join(''),
    body: (text ? textOfXml(text, isGenerated) : '') + rest,
    noteRefs: all.filter(isNoteRef).map((e) => textOfXml(e)),
    notes: outside.filter(isNote).map((note) => ({
      label: [...walkXml(note)]
        .filter(isNoteNumber)
        .map((e) => textOfXml(e))
        .join(''),
      text: textOfXml(note, (e) => isNoteNumber(e) || isGenerated(e)),
    })),
    notices: outside.filter(isNotice).map((e) => textOfXml(e)),
    headings: new Map(
      all
        .filter(isHeading)
        .map((e) => [e.attributes.get('id') ?? '', textOfXml(e, (x) => isNoteRef(x) || isReading(x))]),
    ),
    pageRefs: all.filter(isPageRef).map((a) => ({
      label: [...walkXml(a)]
        .filter(isPageNumber)
        .map((e) => textOfXml(e))
        .join(''),
      ...splitHref(a.attributes.get('href') ?? ''),
    })),
    pages: readPages(page, {
      isHead: (e) => isHead(e) && !own.has(e),
      isNotice: (e) => isNotice(e) && !own.has(e),
      isApart: (e) => isGenerated(e) || (isNote(e) && !own.has(e)),
    }),
  };
}

/** Text of the places within documents that references name; those that are not there are left out. */
export function readReferred(
  documents: TextReading[],
  roots: { file: string; root: XmlElement }[],
): Record<string, string> {
  const wanted = new Set(documents.flatMap(({ pageRefs }) => pageRefs.map(({ file, id }) => `${file}#${id}`)));
  const files = new Set(documents.flatMap(({ pageRefs }) => pageRefs.map(({ file }) => file)));
  const found: Record<string, string> = {};
  for (const { file, root } of roots.filter((r) => files.has(r.file))) {
    for (const element of walkXml(root)) {
      const key = `${file}#${element.attributes.get('id') ?? ''}`;
      if (wanted.has(key) && !(key in found)) found[key] = textOfXml(element, isGenerated);
    }
  }
  return found;
}
