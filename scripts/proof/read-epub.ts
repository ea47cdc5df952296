/** Reads an EPUB back: unpacked, its package document followed, every document of the spine parsed as XML. */
import { strFromU8, unzipSync } from 'fflate';
import { findAll, hasWord, readXml, textOfXml, type XmlElement } from '../lib/read-xml.ts';
import { type PageListEntry, readContentsPages, readNcxPageList, readPageList, splitHref } from './read-epub-pages.ts';
import { readReferred, readText, type TextReading } from './read-text.ts';

export interface EpubReading {
  /** In the order of the spine. */
  documents: TextReading[];
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
  const documents = roots.map(({ file, root }) => readText(file, root));
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

function readContents(root: XmlElement): EpubReading['contents'] {
  const toc = findAll(root, 'nav').find((nav) => hasWord(nav, 'epub:type', 'toc'));
  const links = toc ? findAll(toc, 'a') : [];
  return links.map((a) => {
    const href = a.attributes.get('href') ?? '';
    return { label: textOfXml(a).trim(), file: splitHref(href).file, fragment: splitHref(href).id };
  });
}
