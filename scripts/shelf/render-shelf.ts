/** All files that make books' folders into a shelf. The same shelf and books give the same bytes. */

import type { ShelfFacts } from '../model/shelf-facts.ts';
import { bookShelfFiles, shelfFiles } from '../model/shelf-files.ts';
import type { SiteBook } from '../model/site-book.ts';
import type { OutputData } from '../outputs/publish.ts';
import { atomCatalogue, atomEntry, editionsFeed } from './atom-feeds.ts';
import { jsonCatalogue, jsonEntry } from './json-catalogue.ts';
import { shelfPage } from './shelf-page.ts';

/**
 * The files, by their names below the site's folder. `style` is the shelf's style sheet. There must be at least one
 * book: the schemas of OPDS know no empty catalogue.
 */
export function renderShelf(shelf: ShelfFacts, books: SiteBook[], style: string): OutputData[] {
  const internal = books.some((book) => book.distribution === 'intranet');
  const file = ({ path }: { path: string }, data: string): OutputData => ({ name: path, data });
  return [
    file(shelfFiles.facts, `${JSON.stringify(shelf, null, 1)}\n`),
    file(shelfFiles.page, shelfPage(shelf, books)),
    file(shelfFiles.style, style),
    file(shelfFiles.atomCatalogue, atomCatalogue(shelf, books)),
    file(shelfFiles.jsonCatalogue, jsonCatalogue(shelf, books)),
    file(shelfFiles.feed, editionsFeed(shelf, books)),
    file(shelfFiles.robots, `User-agent: *\n${internal ? 'Disallow' : 'Allow'}: /\n`),
    ...books.flatMap((book) => [
      { name: `${book.slug}/${bookShelfFiles.atomEntry.path}`, data: atomEntry(book) },
      { name: `${book.slug}/${bookShelfFiles.jsonEntry.path}`, data: jsonEntry(book) },
    ]),
  ];
}
