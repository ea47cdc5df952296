/** The web edition of a book: a folder of static files, readable without JavaScript, the same for the same book. */
import { readFile } from 'node:fs/promises';
import { imageSize } from 'image-size';
import type { Templates } from '../../lib/templates.ts';
import type { SiteBook } from '../../model/site-book.ts';
import type { Book, PageMap, TypesetText } from '../../model/types.ts';
import { describeCover, listImages } from '../epub/images.ts';
import { editionStatement, imprintRows, internalNotice } from '../imprint.ts';
import { listGoneTexts, oldPageLists } from '../old-page-anchors.ts';
import { pageRefLinks } from '../page-ref-links.ts';
import type { OutputData } from '../publish.ts';
import { listContents } from './contents.ts';
import { searchFiles } from './search-index.ts';
import type { Passage } from './search-passages.ts';
import { searchScript } from './search-script.ts';
import { type Download, describeDownload, type EditionsTold, siteBookOf } from './site-book.ts';
import { bookPageBreaks, listPages, listSiteDocuments, type SiteDocument } from './site-documents.ts';
import { noText, type SiteText, siteText } from './site-tree.ts';

export interface SiteInput {
  book: Book;
  /** By report id, `front-foreword`, `back-afterword`, …; none for a report whose manuscript is missing. */
  texts: Map<string, TypesetText>;
  pageMap: PageMap;
  templates: Templates;
  /** The style sheet, as loadStyle('site.css') gives it. */
  style: string;
  /** Name and version of the program. */
  producer: string;
  editions: EditionsTold;
}

/** Adds the book's own page to the files of a site, once the downloads are there: the EPUB, the PDF, the cover. */
export type FinishSite = (downloads: Download[]) => OutputData[];

/**
 * Makes the pages of a site that show texts, with their pictures and styles: all that can be made before the downloads
 * are there. Names are relative to the book's folder. Throws a DiagnosticError with `template-name` and its like.
 */
export async function renderSite(input: SiteInput): Promise<FinishSite> {
  const { book, texts, pageMap, templates, style, producer } = input;
  const images = listImages(texts.values());
  const pictures = images.map(async ({ name, asset }) => ({ name, data: await readFile(asset.path) }));
  const names = new Map(images.map(({ asset, name }) => [asset.file, name]));
  const documents = listSiteDocuments(book, texts, pageMap);
  const own = bookData(book, producer);
  const pageRefs = pageRefLinks(pageMap, ({ flow, paragraph }) => {
    return `${flow}.html${paragraph === null ? '' : `#${paragraph}`}`;
  });
  const shown = documents.map(({ text, breaks, old }) =>
    text.typeset ? siteText(text.typeset, names, breaks, pageRefs, old.filter(isWithin)) : noText,
  );
  const pages = documents.map((document, i) => {
    const around = { previous: neighbour(documents[i - 1]), next: neighbour(documents[i + 1]) };
    const data = { book: own, ...around, ...textData(document, shown[i]!) };
    return { name: document.file, data: templates.render('site/text.hbs', data) };
  });
  const searched = documents.map(({ file, title, breaks, kept }, i) => {
    return {
      file,
      title,
      pages: [...breaks, ...kept].map(({ label }) => label),
      passages: [headOf(documents[i]!), ...shown[i]!.passages],
    };
  });
  const alone = { kind: 'search', title: '检索', previous: null, next: null, book: own };
  const files = [
    ...pages,
    { name: 'search.html', data: templates.render('site/search.hbs', alone) },
    ...renderOldPages(input, own),
    ...renderGoneTexts(input, own, documents),
    ...searchFiles(searched),
    { name: 'assets/search.js', data: await searchScript() },
    { name: 'assets/site.css', data: style },
    ...(await Promise.all(pictures)),
  ];
  return (downloads) => [...renderBookPage(input, documents, downloads), ...files];
}

/** Behind the beginning of a text: at the beginning, an anchor stands above the title. */
const isWithin = ({ at }: { at: number }) => at > 0;

/** The table of the pages of earlier editions, where there are any that are called otherwise now. */
function renderOldPages({ pageMap, templates }: SiteInput, book: object): OutputData[] {
  const editions = oldPageLists(pageMap).map(({ number, pages }) => ({
    number,
    pages: pages.map((page) => ({ ...page, href: page.flow === null ? null : `${page.flow}.html#${page.id}` })),
  }));
  if (editions.length === 0) return [];
  const data = { kind: 'old-pages', title: '旧版页码', previous: null, next: null, book, editions };
  return [{ name: 'old-pages.html', data: templates.render('site/old-pages.hbs', data) }];
}

/** A page under the address of each text that is here no more: links to it and to its pages arrive, and are led on. */
function renderGoneTexts({ pageMap, templates }: SiteInput, book: object, documents: SiteDocument[]): OutputData[] {
  const flows = new Set(documents.map(({ text }) => text.id));
  return listGoneTexts(pageMap, flows).map(({ flow, title, pages }) => {
    const rows = pages.map((page) => ({ ...page, href: page.flow === null ? null : `${page.flow}.html#${page.id}` }));
    const data = { kind: 'old-pages', title, previous: null, next: null, book, pages: rows };
    return { name: `${flow}.html`, data: templates.render('site/gone.hbs', data) };
  });
}

/** The book's own page, book.json and the downloads. */
function renderBookPage(input: SiteInput, documents: SiteDocument[], downloads: Download[]): OutputData[] {
  const { book, pageMap, templates, producer } = input;
  const facts = siteBookOf(book.manifest, downloads.map(describeDownload), input.editions);
  const own = bookPageBreaks(pageMap, documents);
  const pageList = listPages(documents, own);
  const { title } = book.manifest;
  const data = {
    ...{ kind: 'book', title, previous: null, next: null, book: bookData(book, producer) },
    cover: coverData(downloads),
    pages: own,
    start: documents[0]?.file ?? 'index.html',
    downloads: downloadData(facts),
    contents: listContents(book, pageMap, documents),
    oldPages: (pageMap.oldPages ?? []).length > 0,
    pageList: { first: pageList[0]?.label ?? '', last: pageList.at(-1)?.label ?? '', entries: pageList },
  };
  return [
    { name: 'index.html', data: templates.render('site/book.hbs', data) },
    { name: 'book.json', data: `${JSON.stringify(facts, null, 1)}\n` },
    ...downloads.map(({ name, data: bytes }) => ({ name, data: bytes })),
  ];
}

/** What the templates call `book`: every key is there, null where the manifest says nothing. */
function bookData(book: Book, producer: string) {
  const { manifest } = book;
  const { title, titleLines, subtitle, creator, description, language, state, imprint } = manifest;
  return {
    title,
    titleLines: titleLines ?? [title],
    subtitle: subtitle ?? null,
    responsible: creator ?? imprint.compiler ?? null,
    description: description ?? null,
    language,
    edition: editionStatement(manifest),
    imprint: imprintRows(book),
    notice: imprint.notice ?? null,
    draft: state === 'draft',
    internal: internalNotice(manifest),
    producer,
  };
}

function neighbour(document: SiteDocument | undefined) {
  return document ? { file: document.file, title: document.title } : null;
}

function textData({ kind, title, text, breaks, kept, old }: SiteDocument, shown: SiteText) {
  const [first, ...others] = breaks;
  return {
    ...{ kind, title, name: title, headings: shown.headings },
    text: { ...text, body: shown.body, notes: shown.notes },
    // Without a text there is nothing that the other pages could stand in.
    pages: {
      first: first ? [first] : [],
      old: text.typeset ? old.filter((each) => !isWithin(each)) : old,
      kept: text.typeset ? kept : [...others, ...kept],
      span: spanOf([...breaks, ...kept]),
    },
  };
}

/** The title is found too, also where the text has not arrived. */
function headOf({ title, text, breaks }: SiteDocument): Passage {
  const words = [text.titleLines.join('') || title, text.author, text.source].filter((line) => line !== null);
  return { anchor: breaks[0]?.id ?? 'main', text: words.join(' '), page: breaks[0]?.label ?? '', breaks: [] };
}

function spanOf(pages: { label: string }[]): string | null {
  const [first, last] = [pages[0]?.label, pages.at(-1)?.label];
  if (first === undefined) return null;
  return first === last ? `第${first}页` : `第${first}—${last}页`;
}

function coverData(downloads: Download[]) {
  const { name, data } = downloads.find(({ mediaType }) => mediaType.startsWith('image/'))!;
  const { width, height } = imageSize(data);
  return { name, width, height };
}

/** The cover as a file beside the page. */
export function coverDownload(data: Uint8Array): Download {
  return { ...describeCover(data), data };
}

const uses: Record<string, { label: string; use: string }> = {
  'application/epub+zip': { label: '电子书（EPUB）', use: '手机、平板和电子书阅读器用，可调字号，页码与印本一致。' },
  'application/pdf': { label: '版式文件（PDF）', use: '与印本逐页相同，供打印和引用。' },
};

function downloadData({ files }: SiteBook) {
  return files.flatMap(({ name, mediaType, size, sha256 }) => {
    const words = uses[mediaType];
    return words ? [{ ...words, name, mediaType, size: formatSize(size), sha256 }] : [];
  });
}

/** Bytes for people: two digits that mean something. */
function formatSize(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} KB`;
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`;
}
