/**
 * The shelf as Atom: the OPDS 1.2 catalogue, each book's entry by itself, and the feed of editions. An entry's id is the
 * book's permanent identifier, so that readers take a new edition for a change of the same book; in the feed of editions
 * each edition has an entry of its own, whose id follows from the book's and the edition's. All addresses are
 * relative to the document they stand in (RFC 3986, 5.1.3), so that a shelf can lie anywhere on any server.
 */
import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { nameUuid } from '../lib/name-uuid.ts';
import { xmlElement as x } from '../lib/xml-element.ts';
import type { ShelfFacts } from '../model/shelf-facts.ts';
import { bookShelfFiles, type ShelfFile, shelfFiles } from '../model/shelf-files.ts';
import type { SiteBook, SiteEdition } from '../model/site-book.ts';
import { internalMatter } from '../outputs/imprint.ts';
import {
  coversOf,
  dateWords,
  downloadsOf,
  editionWords,
  formatName,
  inShelfOrder,
  instant,
  lastChange,
  responsibleFor,
  sizeWords,
} from './shelf-books.ts';

const namespaces = { xmlns: 'http://www.w3.org/2005/Atom', 'xmlns:dc': 'http://purl.org/dc/terms/' };
const acquisition = 'http://opds-spec.org/acquisition';
const image = 'http://opds-spec.org/image';

/** The OPDS 1.2 catalogue: one acquisition feed, which is its own root. */
export function atomCatalogue(shelf: ShelfFacts, books: SiteBook[]): string {
  const { atomCatalogue: self, jsonCatalogue, page } = shelfFiles;
  return serialise(
    x(
      'feed',
      { ...namespaces, 'xml:lang': shelf.language },
      x('id', {}, shelf.identifier),
      x('title', {}, shelf.title),
      x('updated', {}, lastChange(books)),
      x('author', {}, x('name', {}, shelf.title)),
      link('self', self.path, self.mediaType),
      link('start', self.path, self.mediaType),
      link('alternate', page.path, page.mediaType),
      link('alternate', jsonCatalogue.path, jsonCatalogue.mediaType),
      ...inShelfOrder(books).map((book) => catalogueEntry(book, `${book.slug}/`, {})),
    ),
  );
}

/** A book's entry of the catalogue as a document in the book's own folder. */
export function atomEntry(book: SiteBook): string {
  return serialise(catalogueEntry(book, '', { ...namespaces, 'xml:lang': book.language }));
}

/** The feed of editions. */
export function editionsFeed(shelf: ShelfFacts, books: SiteBook[]): string {
  const { feed, page } = shelfFiles;
  return serialise(
    x(
      'feed',
      { xmlns: namespaces.xmlns, 'xml:lang': shelf.language },
      // Not the catalogue's: one id is one feed (RFC 4287, 4.2.6).
      x('id', {}, nameUuid(`${shelf.identifier} editions`)),
      x('title', {}, shelf.title),
      x('updated', {}, lastChange(books)),
      x('author', {}, x('name', {}, shelf.title)),
      link('self', feed.path, feed.mediaType),
      link('alternate', page.path, page.mediaType),
      ...inShelfOrder(books).flatMap(editionEntries),
    ),
  );
}

/** @param base path of the book's folder, as seen from the document */
function catalogueEntry(book: SiteBook, base: string, attributes: Record<string, string>): Element {
  const covers = coversOf(book);
  const { atomEntry: entry } = bookShelfFiles;
  return x(
    'entry',
    attributes,
    x('title', {}, book.title),
    x('id', {}, book.identifier),
    x('updated', {}, instant(book.modified)),
    author(book),
    x('dc:identifier', {}, book.identifier),
    x('dc:language', {}, book.language),
    book.publisher ? x('dc:publisher', {}, book.publisher) : null,
    x('dc:issued', {}, book.issued),
    book.distribution === 'intranet' ? x('rights', {}, internalMatter) : null,
    x('summary', { type: 'text' }, summaryOf(book)),
    ...(covers
      ? [
          link(image, base + covers.cover.name, covers.cover.mediaType, { length: covers.cover.size }),
          link(`${image}/thumbnail`, base + covers.thumbnail.name, covers.thumbnail.mediaType, {
            length: covers.thumbnail.size,
          }),
        ]
      : []),
    ...downloadsOf(book).map((file) =>
      link(acquisition, base + file.name, file.mediaType, { title: formatName(file), length: file.size }),
    ),
    link(base === '' ? 'self' : 'alternate', base + entry.path, entry.mediaType),
    link('alternate', `${base}index.html`, 'text/html'),
  );
}

function editionEntry(book: SiteBook): Element {
  return x(
    'entry',
    {},
    x('id', {}, book.identifier),
    x('title', {}, `《${book.title}》${editionWords(book)}`),
    x('updated', {}, instant(book.modified)),
    x('published', {}, instant(book.issued)),
    author(book),
    book.distribution === 'intranet' ? x('rights', {}, internalMatter) : null,
    x('summary', { type: 'text' }, summaryOf(book)),
    link('alternate', `${book.slug}/index.html`, 'text/html'),
    ...enclosures(book),
  );
}

/** The newest edition first. One that has been followed by another has no downloads: the files are the newest one's. */
function editionEntries(book: SiteBook): Element[] {
  const { editions = [] } = book;
  if (editions.length === 0) return [editionEntry(book)];
  return editions.map((edition, i) => issueEntry(book, edition, i === editions.length - 1)).reverse();
}

function issueEntry(book: SiteBook, edition: SiteEdition, isNewest: boolean): Element {
  const words = editionWords({ edition });
  return x(
    'entry',
    {},
    x('id', {}, nameUuid(`${book.identifier} edition ${edition.number} printing ${edition.printing}`)),
    x('title', {}, `《${edition.title}》${words}`),
    x('updated', {}, instant(isNewest ? book.modified : edition.issued)),
    x('published', {}, instant(edition.issued)),
    author(book),
    book.distribution === 'intranet' ? x('rights', {}, internalMatter) : null,
    x('summary', { type: 'text' }, edition.summary ?? `${words}，${dateWords(edition.issued)}。`),
    link('alternate', `${book.slug}/index.html`, 'text/html'),
    ...(isNewest ? enclosures(book) : []),
  );
}

const enclosures = (book: SiteBook): Element[] =>
  downloadsOf(book).map((file) =>
    link('enclosure', `${book.slug}/${file.name}`, file.mediaType, {
      title: `${formatName(file)}（${sizeWords(file.size)}）`,
      length: file.size,
    }),
  );

function author(book: SiteBook): Element | null {
  const name = responsibleFor(book);
  return name === null ? null : x('author', {}, x('name', {}, name));
}

/** Subtitle and description, then the edition. */
function summaryOf(book: SiteBook): string {
  const edition = `${editionWords(book)}，${dateWords(book.modified)}。`;
  return [book.subtitle, book.description, edition].filter(Boolean).join('\n');
}

function link(rel: string, href: string, type: ShelfFile['mediaType'], more: { title?: string; length?: number } = {}) {
  const { title, length } = more;
  return x('link', { rel, href, type, title, length: length === undefined ? undefined : String(length) });
}

function serialise(tree: Element): string {
  const declaration = { type: 'instruction' as const, name: 'xml', value: 'version="1.0" encoding="UTF-8"' };
  const line = { type: 'text' as const, value: '\n' };
  return toXml({ type: 'root', children: [declaration, line, tree, line] }, { closeEmptyElements: true });
}
