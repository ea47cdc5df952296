/** The files of a site's search, as the build writes them and the search page reads them. Each is a script that hands
 * its data over by a call: so they can be read from a disk too, where a page may fetch nothing. */

/** search/book.js, read first. */
export interface SearchBook {
  /** How many index files there are, and how many texts. */
  shards: number;
  chunks: number;
  documents: SearchDocument[];
}

export interface SearchDocument {
  /** Its page. */
  file: string;
  title: string;
  /** Labels of the printed pages that it holds. */
  pages: string[];
  /** First and last of the texts that hold its passages; null where it has none. */
  chunks: [number, number] | null;
}

/** search/index-N.js: for each list of texts, the keys that stand in just these. All pairs first, then single characters. */
export type SearchShard = [chunks: number[], pairs: string, singles: string][];

/** search/text-N.js */
export type SearchChunk = SearchPassage[];

/** A paragraph, a heading, a table or a note. */
export type SearchPassage = [
  /** Index of its document. */
  document: number,
  /** Its anchor in the document's page. */
  anchor: string,
  text: string,
  /** Label of the printed page it begins on; then offset in the text and label for each page that begins in it. */
  page: string,
  ...pages: (number | string)[],
];

/** What the files call. */
export interface SearchReceiver {
  book(data: SearchBook): void;
  shard(number: number, data: SearchShard): void;
  chunk(number: number, data: SearchChunk): void;
}

/** The receiver's name in the page. */
export const receiverName = 'huibianSearch';
