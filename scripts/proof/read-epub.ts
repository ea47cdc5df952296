/** Reads an EPUB back: unpacked, its package document followed, every document of the spine parsed as XML. */
import { strFromU8, unzipSync } from 'fflate';
import {
  type EpubPage,
  type PageListEntry,
  readContentsPages,
  readNcxPageList,
  readPageList,
  readPages,
  splitHref,
} from './read-epub-pages.ts';
import { findAll, hasWord, readXml, textOfXml, walkXml, type XmlElement } from './read-xml.ts';

/** A document of the spine. */
export interface EpubDocument {
  /** Its name in the archive, without folders. */
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

export interface EpubReading {
  /** In the order of the spine. */
  documents: EpubDocument[];
  /** The contents: words, and the file and the place in it that each entry leads to; '' for the file as a whole. */
  contents: { label: string; file: string; fragment: string }[];
  /** Of the navigation document, and as older readers know it. */
  pageList: PageListEntry[];
  ncxPageList: PageListEntry[];
  /** Pages of the printed contents, with the files to which their lines lead. */
  contentsPages: { label: string; id: string; files: string[] }[];
  /** What the page numbers come from: dc:source and pageBreakSource. */
  pageSources: string[];
  /** Text of what references to pages name, by its file and id. */
  referred: Record<string, string>;
}

/** Reads an EPUB. Throws if it is no archive, lacks a file it names, or holds XML that is not well-formed. */
export function readEpub(bytes: Uint8Array): EpubReading {
  const files = unzipSync(bytes);
  const readFile = (name: string): XmlElement => {
    const data = files[name];
    if (!data) throw new Error(`the EPUB names ${name}, which is not there`);
    try {
      return readXml(strFromU8(data));
    } catch (error) {
      throw new Error(`${name}, ${(error as Error).message}`);
    }
  };
  const packagePath = findAll(readFile('META-INF/container.xml'), 'rootfile')[0]?.attributes.get('full-path') ?? '';
  const packageDocument = readFile(packagePath);
  const folder = packagePath.replace(/[^/]*$/, '');
  const items = new Map(findAll(packageDocument, 'item').map((item) => [item.attributes.get('id'), item]));
  const hrefOf = (item: XmlElement | undefined) => decodeURIComponent(item?.attributes.get('href') ?? '');
  const spine = findAll(packageDocument, 'itemref').map((ref) => hrefOf(items.get(ref.attributes.get('idref') ?? '')));
  const nav = [...items.values()].find((item) => hasWord(item, 'properties', 'nav'));
  const navigation = nav && readFile(folder + hrefOf(nav));
  const ncx = [...items.values()].find((item) => item.attributes.get('media-type') === 'application/x-dtbncx+xml');
  const roots = spine.map((href) => ({ file: href.replace(/^.*\//, ''), root: readFile(folder + href) }));
  const documents = roots.map(({ file, root }) => readDocument(file, root));
  return {
    documents,
    referred: readReferred(documents, roots),
    contents: navigation ? readContents(navigation) : [],
    pageList: navigation ? readPageList(navigation) : [],
    ncxPageList: ncx ? readNcxPageList(readFile(folder + hrefOf(ncx))) : [],
    contentsPages: navigation ? readContentsPages(navigation) : [],
    pageSources: [
      ...findAll(packageDocument, 'source'),
      ...findAll(packageDocument, 'meta').filter((e) => e.attributes.get('property') === 'pageBreakSource'),
    ].map((e) => textOfXml(e).trim()),
  };
}

const isHeading = (e: XmlElement) => /^h[1-6]$/.test(e.name) && e.attributes.has('id');
const isReading = (e: XmlElement) => e.name === 'rt' || e.name === 'rp';
const isHead = (e: XmlElement) => e.name === 'header';
const isNoteRef = (e: XmlElement) => hasWord(e, 'epub:type', 'noteref');
const isNote = (e: XmlElement) => hasWord(e, 'epub:type', 'footnote') || hasWord(e, 'epub:type', 'endnote');
const isNoteNumber = (e: XmlElement) => hasWord(e, 'class', 'note-number');
const isNotice = (e: XmlElement) => hasWord(e, 'class', 'notice');
const isPageRef = (e: XmlElement) => e.name === 'a' && hasWord(e, 'class', 'page-ref');
/** The number in such a reference. */
const isPageNumber = (e: XmlElement) => hasWord(e, 'class', 'page-number');
const isGenerated = (e: XmlElement) => isNoteRef(e) || isPageNumber(e);

function readDocument(file: string, root: XmlElement): EpubDocument {
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
function readReferred(documents: EpubDocument[], roots: { file: string; root: XmlElement }[]): Record<string, string> {
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

function readContents(root: XmlElement): EpubReading['contents'] {
  const toc = findAll(root, 'nav').find((nav) => hasWord(nav, 'epub:type', 'toc'));
  const links = toc ? findAll(toc, 'a') : [];
  return links.map((a) => {
    const href = a.attributes.get('href') ?? '';
    return { label: textOfXml(a).trim(), file: splitHref(href).file, fragment: splitHref(href).id };
  });
}
