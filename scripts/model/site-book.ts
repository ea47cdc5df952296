/**
 * What a book says of itself on a shelf: the file book.json in the book's folder of the site. The book's own pages and
 * the shelf are made apart; this file is all that the shelf knows of a book. It holds nothing of the machine and no
 * time but the manifest's dates.
 */
import * as z from 'zod';

/** A name that stands in addresses as it is: no slash, no dot in front, nothing to be escaped. */
const fileName = z.string().regex(/^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/);
const date = z.iso.date();

/** A file that readers download. */
const siteFile = z.object({
  /** Beside book.json. */
  name: fileName,
  mediaType: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
  /** Bytes. */
  size: z.int().positive(),
  /** Hexadecimal, of the file's bytes. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** An edition or a printing of the book, as the feed tells it. */
const siteEdition = z.object({
  number: z.int().positive(),
  printing: z.int().positive(),
  /** Date of issue, YYYY-MM-DD. */
  issued: date,
  /** The book's title then. */
  title: z.string().min(1),
  /** What it changed, in a sentence; left out of the first. */
  summary: z.string().optional(),
});

/** book.json. Keys that an older or newer huibian writes beside these are let pass. */
export const siteBookSchema = z.object({
  /** Also the name of the book's folder. */
  slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  title: z.string().min(1),
  subtitle: z.string().optional(),
  creator: z.string().optional(),
  publisher: z.string().optional(),
  description: z.string().optional(),
  /** BCP 47. */
  language: z.string().min(2),
  /** The same over all editions: urn:uuid: or urn:isbn:. */
  identifier: z.string().regex(/^urn:[a-z]+:\S+$/),
  /** Date of issue, YYYY-MM-DD. */
  issued: date,
  /** Date of this state of the text, YYYY-MM-DD; not before `issued`. */
  modified: date,
  edition: z.object({ number: z.int().positive(), printing: z.int().positive() }),
  /** All that have been issued and this one, oldest first. Its entries in the feed are permanent. */
  editions: z.array(siteEdition).optional(),
  distribution: z.enum(['intranet', 'public']),
  /** The EPUB, the PDF and the cover. */
  files: z.array(siteFile).min(1),
});

export type SiteBook = z.infer<typeof siteBookSchema>;
export type SiteEdition = z.infer<typeof siteEdition>;
export type SiteFile = SiteBook['files'][number];
