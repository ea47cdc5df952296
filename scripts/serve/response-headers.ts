/** The headers that go with every answer, and what each file is. */
import type { ServerResponse } from 'node:http';
import { bookShelfFiles, type ShelfFile, shelfFiles } from '../model/shelf-files.ts';

/** Pages run the site's own scripts only, and load nothing from elsewhere. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');
/** A drawing opened by itself is a document, too. */
const picturePolicy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";

const onShelf = new Map<string, ShelfFile>(Object.values(shelfFiles).map((file) => [file.path, file]));
const inBook = new Map<string, ShelfFile>(Object.values(bookShelfFiles).map((file) => [file.path, file]));

/** Sets what every answer carries, refusals too. `hidden` asks search engines to stay out. */
export function setCommonHeaders(response: ServerResponse, hidden: boolean): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  if (hidden) response.setHeader('X-Robots-Tag', 'noindex, nofollow, noarchive');
}

/** Sets what belongs to the file at `path` below the site; the types that are not told here follow from the name. */
export function setFileHeaders(response: ServerResponse, path: string): void {
  // Kept by browsers, but asked for each time: the tag says whether there is a newer edition.
  response.setHeader('Cache-Control', 'no-cache');
  const known = onShelf.get(path) ?? inBook.get(/^[^/]+\/([^/]+)$/.exec(path)?.[1] ?? '');
  // Text goes with its charset, which `send` adds.
  if (known && !known.mediaType.startsWith('text/')) response.setHeader('Content-Type', known.mediaType);
  if (/\.x?html?$/.test(path)) response.setHeader('Content-Security-Policy', pagePolicy);
  if (path.endsWith('.svg')) response.setHeader('Content-Security-Policy', picturePolicy);
}
