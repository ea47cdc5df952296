/** The EPUB of a book: EPUB 3.3 (https://www.w3.org/TR/epub-33/), with an NCX for older readers. */
import { readFile } from 'node:fs/promises';
import type { Role } from '../../fonts/roles.ts';
import type { Templates } from '../../lib/templates.ts';
import type { Book, PageMap, TypesetText } from '../../model/types.ts';
import { characterUses } from '../../typeset/character-uses.ts';
import { editionName, imprintRows, internalNotice, printEdition } from '../imprint.ts';
import { oldPageBreaks, oldPageLists } from '../old-page-anchors.ts';
import type { PageBreak } from '../page-breaks.ts';
import { type PageRefLink, pageRefLinks } from '../page-ref-links.ts';
import { printedCharacters } from '../printed-characters.ts';
import { describeAccessibility } from './accessibility.ts';
import { convertBody } from './body-tree.ts';
import { buildContents, buildGuide, buildLandmarks, contentsDepth, listHeadings } from './contents.ts';
import { contentsFile, type DocumentKind, documentId, type EpubDocument, listDocuments } from './documents.ts';
import { type CutFaces, embedFonts } from './embed-fonts.ts';
import { describeCover, listImages, type PackedImage } from './images.ts';
import { refuseIllegalCharacters } from './legal-characters.ts';
import { type DocumentBreak, listBreaks, pageListOf } from './page-list.ts';
import { markRareCharacters } from './rare-characters.ts';
import { serialiseBlocks } from './serialise.ts';

export interface EpubInput {
  book: Book;
  /** By report id, `front-foreword`, `back-afterword`, …; none for a report whose manuscript is missing. */
  texts: Map<string, TypesetText>;
  /** Gives the notices for what is missing. */
  pageMap: PageMap;
  /** PNG or JPEG, made from the cover of the print. */
  cover: Uint8Array;
  templates: Templates;
  /** The style sheet, as loadStyle('epub.css') gives it. */
  style: string;
  /** Rules added where the whole faces are embedded, as loadStyle('epub-fonts.css') gives them. */
  fontStyle: string;
  /** Makes the faces to embed. */
  cutFaces: CutFaces;
  /** Name and version of the program, for the package document. */
  producer: string;
}

/**
 * Makes the EPUB of a book. The same input gives the same bytes, whatever the day, the time zone or the machine.
 * Throws a DiagnosticError with `template-name` and its like, or `epub-character`.
 */
export async function renderEpub(input: EpubInput): Promise<Uint8Array> {
  // Loading the packager takes a tenth of a second: only when there is something to pack.
  const [{ packEpub }, images] = await Promise.all([import('./package.ts'), readImages(input)]);
  const { book, templates, style, cover } = input;
  refuseIllegalCharacters(book, input.texts);
  const documents = listDocuments(book, input.texts, input.pageMap);
  const breaks = listBreaks(input.pageMap, documents);
  const files = new Map(documents.map(({ file, text }) => [text?.id, file]));
  const pageRefs = pageRefLinks(input.pageMap, ({ flow, paragraph }) => {
    return `${files.get(flow) ?? ''}${paragraph === null ? '' : `#${paragraph}`}`;
  });
  const imageNames = new Map(images.map(({ asset, name }) => [asset.file, name]));
  const shown = documents.map((document) => {
    const old = document.text ? oldPageBreaks(input.pageMap, document.text.id) : [];
    return showDocument(document, imageNames, breaks, pageRefs, old);
  });
  const data = { ...packageData(input, shown, images, breaks), book: bookData(book, input.producer) };
  const rare = new Set<number>();
  const rendered = shown.map(({ document, data: own }) => {
    const { xhtml, characters } = markRareCharacters(templates.render(templateOf[document.kind], { ...data, ...own }));
    for (const character of characters) rare.add(character);
    return { file: document.file, xhtml };
  });
  const roles = book.manifest.epub.embedFonts ? charactersOf(input, rendered) : null;
  const fonts = await embedFonts(rare, roles, input.fontStyle, input.cutFaces);
  return packEpub({
    title: book.manifest.title,
    date: modifiedOf(book),
    style: `${style}${fonts.css}`,
    packageDocument: templates.render('epub/package.opf.hbs', { ...data, fonts: fonts.files }),
    navigation: rendered.find(({ file }) => file === contentsFile)!.xhtml,
    ncx: templates.render('epub/toc.ncx.hbs', data),
    documents: rendered.filter(({ file }) => file !== contentsFile),
    images: [{ name: data.cover.name, bytes: cover }, ...images],
    fonts: fonts.files,
  });
}

/** The date of the last change. */
const modifiedOf = ({ manifest: { modified, issued } }: Book) => modified ?? issued;

/** Every character that the documents show, by role: those of the print, and in any role those of our own words. */
function charactersOf({ book, texts, templates }: EpubInput, documents: { xhtml: string }[]): Map<Role, Set<number>> {
  const words = templates.sources.filter(({ name }) => name.startsWith('epub/')).map(({ text }) => text);
  const printed = printedCharacters(book, characterUses(book, texts), templates);
  const codePoints = (all: string[]) => all.flatMap((text) => [...new Set(text)].map((c) => c.codePointAt(0)!));
  const own = codePoints(words);
  const shown = codePoints(documents.map(({ xhtml }) => xhtml));
  return new Map(
    [...printed].map(([role, set]) => [role, new Set([...set, ...own, ...(role === 'body' ? shown : [])])]),
  );
}

const templateOf: Record<DocumentKind, string> = {
  cover: 'epub/cover.xhtml.hbs',
  title: 'epub/title.xhtml.hbs',
  imprint: 'epub/imprint.xhtml.hbs',
  contents: 'epub/toc.xhtml.hbs',
  front: 'epub/text.xhtml.hbs',
  report: 'epub/text.xhtml.hbs',
  back: 'epub/text.xhtml.hbs',
};

async function readImages({ texts }: EpubInput): Promise<(PackedImage & { bytes: Uint8Array })[]> {
  const images = listImages(texts.values());
  return Promise.all(images.map(async (image) => ({ ...image, bytes: await readFile(image.asset.path) })));
}

/** What the templates call `book`: every key is there, null where the manifest says nothing. */
function bookData(book: Book, producer: string) {
  const { manifest } = book;
  const { title, titleLines, subtitle, creator, publisher, description, rights, isbn } = manifest;
  const { language, identifier, issued, modified, state, imprint } = manifest;
  return {
    title,
    titleLines: titleLines ?? [title],
    subtitle: subtitle ?? null,
    creator: creator ?? null,
    /** The body responsible, as the title page names it. */
    responsible: creator ?? imprint.compiler ?? null,
    publisher: publisher ?? null,
    description: description ?? null,
    rights: rights ?? null,
    ...printEdition(manifest),
    isbnUrn: isbn && !identifier.startsWith('urn:isbn:') ? `urn:isbn:${isbn.replace(/^ISBN|\s/gi, '')}` : null,
    language,
    identifier,
    issued,
    modified: `${modified ?? issued}T00:00:00Z`,
    edition: editionName(manifest),
    imprint: imprintRows(book),
    notice: imprint.notice ?? null,
    internal: internalNotice(manifest),
    draft: state === 'draft',
    producer,
  };
}

/** What the templates of the package and of the navigation need beside the book. */
function packageData(
  { book, cover, texts, pageMap }: EpubInput,
  shown: ShownDocument[],
  images: (PackedImage & { bytes: Uint8Array })[],
  breaks: DocumentBreak[],
) {
  const documents = shown.map(({ document }) => document);
  const inContents = breaks.filter(({ file }) => file === contentsFile).slice(1);
  const headings = new Map(shown.map(({ document, headings: own }) => [document.file, own]));
  const contents = buildContents(book, documents, headings, inContents);
  const pages = pageListOf(breaks);
  const landmarks = buildLandmarks(documents);
  return {
    cover: describeCover(cover),
    images: images.map(({ id, name, asset }) => ({ id, name, mediaType: asset.mediaType })),
    documents: documents.map(({ kind, file }) => ({ id: documentId(file), file, nav: kind === 'contents' })),
    contents,
    contentsDepth: contentsDepth(contents),
    ...pages,
    oldPageLists: listOldPages(pageMap, documents),
    landmarks,
    guide: buildGuide(landmarks),
    accessibility: describeAccessibility({
      texts: texts.values(),
      images: images.map(({ bytes }) => bytes),
      hasPageList: pages.pageList.length > 0,
      certifiedBy: book.manifest.epub.certifiedBy,
    }),
  };
}

/** Pages of earlier editions that have a place here, for a list of each edition. */
function listOldPages(map: PageMap, documents: EpubDocument[]) {
  const files = new Map(documents.map(({ file, text }) => [text?.id, file]));
  return oldPageLists(map).map(({ number, pages }) => ({
    number,
    pages: pages.flatMap(({ label, flow, id }) => (flow === null ? [] : [{ label, href: `${files.get(flow)}#${id}` }])),
  }));
}

interface ShownDocument {
  document: EpubDocument;
  /** What its template needs. */
  data: object;
  headings: ReturnType<typeof listHeadings>;
}

function showDocument(
  document: EpubDocument,
  imageNames: ReadonlyMap<string, string>,
  breaks: DocumentBreak[],
  pageRefs: PageRefLink,
  old: PageBreak[],
): ShownDocument {
  const { kind, file, title, text } = document;
  const [first, ...others] = breaks.filter((b) => b.file === file);
  // The first page begins with the document, above its title; where there is no text, so do the others.
  const lead = [...(first ? [first] : []), ...(text && !text.typeset ? others : [])];
  const within = text?.typeset ? old.filter(({ at }) => at > 0) : [];
  const before = old.filter((each) => !within.includes(each));
  // Within the first page's marker, so that the element behind it is the same one in every edition.
  const pageBreaks = lead.map((each, i) => ({ ...each, old: i === 0 ? before : [] }));
  const own = { kind, id: documentId(file), title, pageBreaks, oldPages: lead.length === 0 ? before : [] };
  if (!text) return { document, data: { ...own, text }, headings: [] };
  const { body, notes } = text.typeset
    ? convertBody(text.typeset, imageNames, [...others, ...within], pageRefs)
    : { body: [], notes: [] };
  const data = { ...own, text: { ...text, body: serialiseBlocks(body), notes: serialiseBlocks(notes) } };
  return { document, data, headings: listHeadings(body) };
}
