/** The shelf as JSON: the OPDS 2.0 catalogue, and each book's entry by itself. Addresses as in the Atom feeds. */

import type { ShelfFacts } from '../model/shelf-facts.ts';
import { bookShelfFiles, shelfFiles } from '../model/shelf-files.ts';
import type { SiteBook, SiteFile } from '../model/site-book.ts';
import { coversOf, downloadsOf, formatName, inShelfOrder, instant, lastChange, responsibleFor } from './shelf-books.ts';

/** The OPDS 2.0 catalogue. */
export function jsonCatalogue(shelf: ShelfFacts, books: SiteBook[]): string {
  const { jsonCatalogue: self, atomCatalogue, page } = shelfFiles;
  return serialise({
    metadata: {
      title: shelf.title,
      identifier: shelf.identifier,
      modified: lastChange(books),
      numberOfItems: books.length,
    },
    links: [
      { rel: 'self', href: self.path, type: self.mediaType },
      { rel: 'alternate', href: atomCatalogue.path, type: atomCatalogue.mediaType },
      { rel: 'alternate', href: page.path, type: page.mediaType },
    ],
    publications: inShelfOrder(books).map((book) => publication(book, `${book.slug}/`)),
  });
}

/** A book's entry of the catalogue as a document in the book's own folder. */
export function jsonEntry(book: SiteBook): string {
  return serialise(publication(book, ''));
}

/** @param base path of the book's folder, as seen from the document */
function publication(book: SiteBook, base: string) {
  const covers = coversOf(book);
  const pictures = covers ? [...new Set([covers.cover, covers.thumbnail])] : [];
  const { jsonEntry: self } = bookShelfFiles;
  const imageLink = ({ name, mediaType, size }: SiteFile) => ({ href: base + name, type: mediaType, size });
  return {
    metadata: {
      '@type': 'http://schema.org/Book',
      identifier: book.identifier,
      title: book.title,
      subtitle: book.subtitle,
      author: responsibleFor(book) ?? undefined,
      publisher: book.publisher,
      language: book.language,
      published: book.issued,
      modified: instant(book.modified),
      description: book.description,
    },
    links: [
      { rel: 'self', href: base + self.path, type: self.mediaType },
      { rel: 'alternate', href: `${base}index.html`, type: 'text/html' },
      ...downloadsOf(book).map((file) => ({
        rel: 'http://opds-spec.org/acquisition',
        href: base + file.name,
        type: file.mediaType,
        title: formatName(file),
        size: file.size,
      })),
    ],
    images: pictures.length > 0 ? pictures.map(imageLink) : undefined,
  };
}

function serialise(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
