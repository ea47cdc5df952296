/** The EPUB of a book: EPUB 3.3 (https://www.w3.org/TR/epub-33/), with an NCX for older readers. */
import { readFile } from 'node:fs/promises';
import type { Templates } from '../../lib/templates.ts';
import type { Book, PageMap, TypesetText } from '../../model/types.ts';
import { editionName, imprintRows, internalNotice, printEdition } from '../imprint.ts';
import { convertBody } from './body-tree.ts';
import { buildContents, buildLandmarks } from './contents.ts';
import { contentsFile, type DocumentKind, documentId, type EpubDocument, listDocuments } from './documents.ts';
import { describeCover, listImages, type PackedImage } from './images.ts';
import { refuseIllegalCharacters } from './legal-characters.ts';
import { type DocumentBreak, listBreaks, pageListOf } from './page-list.ts';
import { serialiseBlocks } from './serialise.ts';

export interface EpubInput {
  book: Book;
  /** By report id, `front-1`, `back-1`, …; none for a report whose manuscript is missing. */
  texts: Map<string, TypesetText>;
  /** Gives the notices for what is missing. */
  pageMap: PageMap;
  /** PNG or JPEG, made from the cover of the print. */
  cover: Uint8Array;
  templates: Templates;
  /** The style sheet, as loadStyle('epub.css') gives it. */
  style: string;
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
  const data = { ...packageData(input, documents, images, breaks), book: bookData(book, input.producer) };
  const imageNames = new Map(images.map(({ asset, name }) => [asset.file, name]));
  const render = (document: EpubDocument) =>
    templates.render(templateOf[document.kind], { ...data, ...documentData(document, imageNames, breaks) });
  const contents = documents.find((d) => d.kind === 'contents') as EpubDocument;
  return packEpub({
    title: book.manifest.title,
    date: book.manifest.issued,
    style,
    packageDocument: templates.render('epub/package.opf.hbs', data),
    navigation: render(contents),
    ncx: templates.render('epub/toc.ncx.hbs', data),
    documents: documents.filter((d) => d !== contents).map((d) => ({ file: d.file, xhtml: render(d) })),
    images: [{ name: data.cover.name, bytes: cover }, ...images],
  });
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
function bookData({ manifest }: Book, producer: string) {
  const { title, titleLines, subtitle, creator, publisher, description, rights, isbn } = manifest;
  const { language, identifier, issued, state, imprint } = manifest;
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
    modified: `${issued}T00:00:00Z`,
    edition: editionName(manifest),
    imprint: imprintRows(manifest),
    notice: imprint.notice ?? null,
    internal: internalNotice(manifest),
    draft: state === 'draft',
    producer,
  };
}

/** What the templates of the package and of the navigation need beside the book. */
function packageData(
  { book, cover }: EpubInput,
  documents: EpubDocument[],
  images: PackedImage[],
  breaks: DocumentBreak[],
) {
  const inContents = breaks.filter(({ file }) => file === contentsFile).slice(1);
  return {
    cover: describeCover(cover),
    images: images.map(({ id, name, asset }) => ({ id, name, mediaType: asset.mediaType })),
    documents: documents.map(({ kind, file }) => ({ id: documentId(file), file, nav: kind === 'contents' })),
    contents: buildContents(book, documents, inContents),
    ...pageListOf(breaks),
    landmarks: buildLandmarks(documents),
  };
}

function documentData(
  { kind, file, title, text }: EpubDocument,
  imageNames: ReadonlyMap<string, string>,
  breaks: DocumentBreak[],
) {
  const [first, ...others] = breaks.filter((b) => b.file === file);
  // The first page begins with the document, above its title.
  const own = { kind, id: documentId(file), title, pageBreaks: first ? [first] : [] };
  if (!text) return { ...own, text };
  const { body, notes } = text.typeset ? convertBody(text.typeset, imageNames, others) : { body: [], notes: [] };
  return { ...own, text: { ...text, body: serialiseBlocks(body), notes: serialiseBlocks(notes) } };
}
