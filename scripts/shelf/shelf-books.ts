/** What the catalogues, the feed and the shelf's page say of books alike: order, dates, files, words. */
import type { SiteBook, SiteFile } from '../model/site-book.ts';

/** The book last changed stands first; among equals, by slug. */
export function inShelfOrder(books: SiteBook[]): SiteBook[] {
  const key = (book: SiteBook) => [book.modified, book.issued].join();
  return [...books].sort((a, b) => compare(key(b), key(a)) || compare(a.slug, b.slug));
}

/** By code units, which no machine's locale can change. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A date of a manifest as feeds want it: RFC 3339, at its first moment. */
export function instant(date: string): string {
  return `${date}T00:00:00Z`;
}

/** When the shelf last changed, as far as its books tell. */
export function lastChange(books: SiteBook[]): string {
  return instant(books.map((book) => book.modified).reduce((a, b) => (a > b ? a : b)));
}

const publications = ['application/epub+zip', 'application/pdf'];

/** What a reader opens, the EPUB first. */
export function downloadsOf(book: SiteBook): SiteFile[] {
  return publications.flatMap((type) => book.files.filter((file) => file.mediaType === type));
}

/** The largest picture, and the smallest for lists; the same where there is one only, none where there is none. */
export function coversOf(book: SiteBook): { cover: SiteFile; thumbnail: SiteFile } | null {
  const pictures = book.files.filter((file) => /^image\/(png|jpeg|gif)$/.test(file.mediaType));
  pictures.sort((a, b) => b.size - a.size);
  const [cover, thumbnail] = [pictures[0], pictures.at(-1)];
  return cover && thumbnail ? { cover, thumbnail } : null;
}

/** 第2版第3次印刷. */
export function editionWords({ edition }: Pick<SiteBook, 'edition'>): string {
  return `第${edition.number}版第${edition.printing}次印刷`;
}

/** 2024年12月31日. */
export function dateWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** What a download is called. */
export function formatName(file: SiteFile): string {
  return file.mediaType === 'application/pdf' ? 'PDF' : 'EPUB';
}

export function sizeWords(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Body or person responsible, as far as the manifest names one. */
export function responsibleFor(book: SiteBook): string | null {
  return book.creator ?? book.publisher ?? null;
}
