/** The files of a shelf that are not a book's: their places below the site's folder and what they are. */

export interface ShelfFile {
  /** Below the site's folder, with forward slashes. */
  path: string;
  mediaType: string;
}

const acquisition = 'application/atom+xml;profile=opds-catalog;kind=acquisition';

export const shelfFiles = {
  /** For people. */
  page: { path: 'index.html', mediaType: 'text/html' },
  /** OPDS 1.2, https://specs.opds.io/opds-1.2 */
  atomCatalogue: { path: 'opds/catalog.xml', mediaType: acquisition },
  /** OPDS 2.0, https://drafts.opds.io/opds-2.0 */
  jsonCatalogue: { path: 'opds/catalog.json', mediaType: 'application/opds+json' },
  /** A feed of editions for feed readers, RFC 4287. */
  feed: { path: 'feed.xml', mediaType: 'application/atom+xml' },
  /** Asks search engines to stay out. */
  robots: { path: 'robots.txt', mediaType: 'text/plain' },
} as const satisfies Record<string, ShelfFile>;
