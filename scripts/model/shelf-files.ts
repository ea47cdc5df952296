/**
 * The files of a shelf that are not a book's own: where they lie below the site's folder and what they are. All of them
 * have a dot in their names, which no slug has, so that no book can take their place.
 */

export interface ShelfFile {
  /** Below the site's folder, with forward slashes; below the book's folder for those of a book. */
  path: string;
  mediaType: string;
}

export const shelfFiles = {
  /** For people. */
  page: { path: 'index.html', mediaType: 'text/html' },
  style: { path: 'shelf.css', mediaType: 'text/css' },
  /** What the shelf knows of itself; also tells that a folder is a shelf. */
  facts: { path: 'shelf.json', mediaType: 'application/json' },
  /** OPDS 1.2, https://specs.opds.io/opds-1.2 */
  atomCatalogue: { path: 'opds.xml', mediaType: 'application/atom+xml;profile=opds-catalog;kind=acquisition' },
  /** OPDS 2.0, https://specs.opds.io/opds-2.0 */
  jsonCatalogue: { path: 'opds.json', mediaType: 'application/opds+json' },
  /** The books' editions, for feed readers: RFC 4287. */
  feed: { path: 'feed.xml', mediaType: 'application/atom+xml' },
  /** Asks search engines to stay out of internal matter. */
  robots: { path: 'robots.txt', mediaType: 'text/plain' },
} as const satisfies Record<string, ShelfFile>;

/** Files that the shelf adds to each book's folder: the book's entry of either catalogue, by itself. */
export const bookShelfFiles = {
  atomEntry: { path: 'opds.xml', mediaType: 'application/atom+xml;type=entry;profile=opds-catalog' },
  jsonEntry: { path: 'opds.json', mediaType: 'application/opds-publication+json' },
} as const satisfies Record<string, ShelfFile>;
