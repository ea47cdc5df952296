/** What a finished PDF says of itself: the one thing that the PDF stage is told besides the printed bytes. */

export interface OutlineItem {
  title: string;
  /** Physical page, from 0. */
  page: number;
  children: OutlineItem[];
}

export interface PdfFacts {
  title: string;
  author?: string;
  subject?: string;
  keywords?: string;
  /** BCP 47. */
  language: string;
  /** A URN that stays the same over all builds and editions. */
  identifier: string;
  /** YYYY-MM-DD. The file's dates are this day at midnight UTC, never the clock's. */
  issued: string;
  /** The program, with its version. */
  producer: string;
  /** Width and height of the trimmed page in pt. */
  trimPt: [number, number];
  /** One a physical page: i, ii, 1, 2, …; null for pages without number. */
  labels: (string | null)[];
  outline: OutlineItem[];
  /** The edge at which the book is bound: right for books that turn the other way. */
  binding: 'left' | 'right';
}
