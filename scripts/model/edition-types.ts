/**
 * What editions (版次) and printings (印次) are made of and compared by. Plain data: a ledger keeps it in the book's
 * folder, a build makes it anew of the book as it stands.
 */
import type { PageMap, ReportStatus } from './types.ts';

/** An edition and a printing of it. Printings count on over all editions, so that `printing` alone orders them. */
export interface EditionName {
  number: number;
  printing: number;
}

/** A block of a text as editions know it. */
export interface EditionParagraph {
  /** Permanent: stays when the words are edited. */
  id: string;
  /** Name of its HTML element (p, h2, li, table …); `note` for a note. */
  kind: string;
  /** Its words as they are set, runs of white space as one space. */
  text: string;
  /** Label of the page on which it begins: 34, 6-1, ii. */
  page: string | null;
  /** SHA-256 of the files of its pictures, in order; not given in older ledgers. */
  pictures?: string[];
}

/** A report, a front or a back piece as editions know it. */
export interface EditionText {
  /** The flow's id. */
  id: string;
  title: string;
  /** Null for front and back pieces. */
  part: string | null;
  status: ReportStatus;
  /** Labels of its first page and of the last one that shows text or a notice. */
  start: string | null;
  end: string | null;
  /** Title, date, author and source as they stand above the text, a line each; not given in older ledgers, which give no pictures either. */
  head?: string;
  paragraphs: EditionParagraph[];
}

/** A state of the book's text: what two editions are compared by. */
export interface EditionState {
  edition: EditionName;
  /** Date of issue, YYYY-MM-DD. */
  issued: string;
  title: string;
  numbering: 'locked' | 'flowing';
  /** In the order of the book. */
  texts: EditionText[];
}

/**
 * A run of glyphs: where its baseline begins, in pt from the left and the upper edge of the trimmed page, and its width;
 * its face without the subset's prefix, its size in pt, its characters.
 */
export type PrintedRun = [x: number, y: number, width: number, font: string, size: number, text: string];

/**
 * A line, an area, a picture or coloured text: what it is, then where and how large, in pt from the left and the upper
 * edge. Two are the same on paper if they are called the same and their lengths lie close.
 */
export type PrintedPaint = [what: string, ...lengths: number[]];

/** What a printed page shows and where, its running head and the draft's mark apart. Read from the finished PDF. */
export interface PagePrint {
  /** Physical page, from 1. */
  sheet: number;
  label: string | null;
  flow: string | null;
  /** SHA-256 of the page's characters without white space, in hexadecimal. */
  hash: string;
  runs: PrintedRun[];
  /** Whatever else is painted, on the whole page, in order; only where it has been read. */
  paint?: PrintedPaint[];
}

/** What made an edition: all that can change a page although its text stays the same. */
export interface Fingerprint {
  /** Version of huibian and a digest of its sources. */
  huibian: string;
  browser: string;
  pagedjs: string;
  /** SHA-256 of each face by its role or file name. */
  fonts: Record<string, string>;
}

/** An edition that has been issued, as far as a later build needs it. */
export interface IssuedEdition {
  edition: EditionName;
  issued: string;
  state: EditionState;
  map: PageMap;
  prints: PagePrint[];
  fingerprint: Fingerprint;
  /** SHA-256 by path of the style sheets and templates that can move a line; not given where nobody has looked. */
  layoutFiles?: Record<string, string>;
}

/** What every later build says of an edition. */
export interface IssuedMention {
  edition: EditionName;
  issued: string;
  /** The book's title then. */
  title: string;
  /** What it changed, in a sentence; left out where nothing was issued before. */
  summary?: string;
}

/** The editions before the one that is being built. */
export interface History {
  /** All of them, oldest first. */
  issued: IssuedMention[];
  /** The last one: what a build is compared with; null for a book never issued. */
  base: IssuedEdition | null;
  /** The edition before as it was first issued, where that is another printing: what 修订说明 compares with. */
  editionBefore?: EditionState;
}

export const noHistory: History = { issued: [], base: null };
