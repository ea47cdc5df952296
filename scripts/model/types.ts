/**
 * The data that the stages hand to one another, in the order in which a book flows through them:
 * content -> typeset -> paginate -> page map -> outputs -> proof. Plain data only: no functions, no handles.
 */
import type { Root } from 'hast';
import type { Manifest } from './manifest-schema.ts';

/** A place in a file, as editors count: lines and columns from 1. */
export interface Place {
  /** Path as the user knows it: relative to the book's folder, with forward slashes. */
  file: string;
  line?: number;
  column?: number;
}

// ---------------------------------------------------------------- content

export type ReportStatus = 'complete' | 'partial' | 'missing';

/** A manuscript's front matter, checked. */
export interface FrontMatter {
  title?: string;
  /** ISO date (YYYY-MM-DD), a month (YYYY-MM), or the words as they are to be printed. */
  date?: string;
  author?: string;
  source?: string;
  status: 'complete' | 'partial';
}

/** One Markdown file of the book's folder, split but not yet parsed. */
export interface Manuscript {
  /** Relative to the book's folder. */
  file: string;
  frontMatter: FrontMatter;
  /** The Markdown after the front matter, line ends normalised to \n. */
  body: string;
  /** The line of the file on which `body` begins, from 1. */
  bodyLine: number;
  /** Id of a piece that the build itself wrote; no file of that name is there. */
  generated?: string;
}

/** A report as the manifest orders it; `manuscript` is null while it has not arrived. */
export interface Report {
  /** Permanent: names files and anchors in every output. */
  id: string;
  /** Its number in the contents, from 1 through the whole book. */
  number: number;
  title: string;
  /** The title broken by sense; joined, the lines equal the title. */
  titleLines: string[];
  /** For running heads. */
  shortTitle: string;
  part: string;
  /** The folio on which the original starts it; null in a flowing book. */
  lock: number | null;
  manuscript: Manuscript | null;
  status: ReportStatus;
  /** Where the manifest names it. */
  place: Place;
}

export interface Part {
  title: string;
  reports: Report[];
}

/** A departure from the source that EMENDATIONS.md lists. */
export interface Emendation {
  id: string;
  sourceLine: string;
  before: string;
  after: string;
  reason: string;
  certainty: 'certain' | 'inferred';
  place: Place;
}

/** A whole book as read from its folder. */
export interface Book {
  /** Absolute path of the folder that holds book.yaml. */
  dir: string;
  manifest: Manifest;
  parts: Part[];
  front: Manuscript[];
  back: Manuscript[];
  emendations: Emendation[];
  /** The text files read, by their path in the book's folder, line ends normalised to \n: for excerpts. */
  texts: Record<string, string>;
  /** Editions and printings issued before this one, oldest first; not given where nobody has looked. */
  issuedBefore?: { edition: { number: number; printing: number }; issued: string }[];
}

// ---------------------------------------------------------------- typeset

/** An image of the book's folder. */
export interface ImageAsset {
  /** Relative to the book's folder; also its key in the outputs. */
  file: string;
  /** Absolute path. */
  path: string;
  mediaType: string;
  /** SHA-256 of the file, in hexadecimal. */
  sha256: string;
  /** Natural size in CSS pixels. */
  width: number;
  height: number;
}

/** A note of a report: its own text, and where its reference stands. */
export interface NoteText {
  /** From 1, in order of reference within the report. */
  number: number;
  /** The note's characters without white space. */
  text: string;
  /** Characters of the report's body text (without white space) before its reference. */
  at: number;
}

/** A manuscript turned into a tree: the one source of PDF, EPUB and web text. */
export interface TypesetText {
  /** The report's id, or `front-foreword`, `back-afterword`, … */
  id: string;
  /** Sanitised tree of the body, semantic: h2…, p, ul, table, figure, a.noteref. No title, no date. */
  tree: Root;
  /** One tree a note, in order of reference; referenced in `tree` by <a data-note="N">. */
  notes: Root[];
  /** The body's characters without white space, in reading order, notes apart. */
  text: string;
  noteTexts: NoteText[];
  images: ImageAsset[];
  /** Permanent ids from an earlier edition, by the ids that the words of today would give. */
  keptIds?: Readonly<Record<string, string>>;
}

/** What a reference to a page leads to. */
export interface PageTarget {
  /** The report's id, or `front-foreword`, `back-afterword`, … */
  flow: string;
  /** Characters of its text, without white space, before the place; null for the whole report: its first page. */
  at: number | null;
  /** Permanent id of the paragraph there; null for the whole report. */
  paragraph: string | null;
}

// ---------------------------------------------------------------- paginate

/** A place in a flow's text. */
export interface Position {
  /** Index of the block (paragraph, heading, list item, table cell …) in the flow, from 0. */
  block: number;
  /** Characters of that block, without white space, before the place. */
  offset: number;
  /** Characters of the whole flow's text, without white space, before the place. */
  char: number;
  /** Images of the whole flow before the place, where it is the start of a page. */
  images?: number;
}

/** Text that the page shows and the manuscript lacks: list numbers, note numbers, 续表, repeated heads, a notice. */
export interface Mark {
  kind: 'list' | 'note-ref' | 'table-head' | 'continued' | 'notice' | 'page-ref';
  text: string;
  /** Characters of the page's own text, without white space and marks, before it. */
  at: number;
}

/** A note, or the part of one, at the foot of a page. */
export interface PageNote {
  /** The note's number in the report, from 1. */
  number: number;
  /** What the page prints for it: ① afresh on each page. Empty where a note continues from the page before. */
  label: string;
  /** Its characters on this page, without white space. */
  text: string;
  /** Numbers of pages in it, at characters of `text`. */
  marks?: Mark[];
}

/** One page of a flow: HTML for the type area, and what stands on it. */
export interface FlowPage {
  html: string;
  /** HTML of the note area; empty where the page has none. */
  notesHtml: string;
  start: Position;
  end: Position;
  marks: Mark[];
  notes: PageNote[];
}

/** One step of the bounded fit. */
export interface Adjustment {
  step: 'tracking' | 'heading-space' | 'extra-line';
  /** What was done, in units of the step: paragraphs tightened, lines saved a heading, lines a page. */
  amount: number;
  /** Blocks concerned (tracking): index in the flow, with the tracking in pt. */
  blocks?: { block: number; tracking: number }[];
  pagesBefore: number;
  pagesAfter: number;
}

/** Whatever is paginated apart: a report, the contents, a foreword. */
export interface PaginatedFlow {
  id: string;
  pages: FlowPage[];
  adjustments: Adjustment[];
  /** Lines on the last page, of those that fit. */
  lastPageLines: number;
}

// ---------------------------------------------------------------- page map

export type PageKind =
  | 'cover'
  | 'title'
  | 'imprint'
  | 'contents'
  /** Text of a report, a foreword or an afterword. */
  | 'text'
  /** The page that says a manuscript has not arrived. */
  | 'notice'
  /** A page kept for text that has not arrived (待补). */
  | 'reserved'
  | 'blank';

/** One page of the printed book. */
export interface PageEntry {
  /** Physical page of the PDF, from 1; odd pages are rectos. */
  sheet: number;
  side: 'recto' | 'verso';
  kind: PageKind;
  /** What a viewer shows and a citation uses: i, ii, …, 1, 2, …, on inserted pages 6-1, 6-2, …; null on the cover and on unnumbered blanks. */
  label: string | null;
  /** The arabic folio; null in front matter, on inserted pages (label 6-1) and on unnumbered blanks. */
  folio: number | null;
  /** The folio as printed (— 12 —); null where none is printed. */
  printedFolio: string | null;
  runningHead: string | null;
  /** Id of the flow whose text or place this page is: a report, `contents`, `front-foreword` …; null for cover and the like. */
  flow: string | null;
  /** Index of the page within its flow's paginated text, from 0; null where it shows none. */
  flowPage: number | null;
  /** On a page of the contents: the report of its first line. */
  firstEntry?: string;
  /** Text that stands in for the manuscript's: the notice, or 待补. */
  notice: string | null;
  start: Position | null;
  end: Position | null;
  marks: Mark[];
  notes: PageNote[];
}

export interface ReportEntry {
  id: string;
  number: number;
  title: string;
  part: string;
  status: ReportStatus;
  /** First and last folio, reserved and blank pages of its allotment included, inserted pages not. */
  start: number;
  end: number;
  /** The last folio that carries text or a notice. */
  lastText: number;
  /** Pages inserted after `end`: an even number, a blank last one included. */
  inserted: number;
  lock: number | null;
  adjustments: Adjustment[];
  /** Physical page on which it starts. */
  sheet: number;
}

/** Where everything stands: the one source of contents, folios, running heads, PDF labels and page lists. */
export interface PageMap {
  format: 1;
  slug: string;
  title: string;
  numbering: 'locked' | 'flowing';
  grid: Grid;
  reports: ReportEntry[];
  pages: PageEntry[];
  /** Pages of earlier editions that are not called the same here; left out where there are none. */
  oldPages?: OldPage[];
}

/** A page of an earlier print, and where its text stands now. */
export interface OldPage {
  edition: { number: number; printing: number };
  /** What it was called there. */
  label: string;
  /** The flow it belonged to, and the title of that. */
  flow: string;
  title: string;
  /** True where the words that it began with are gone; `now` is then what follows them. */
  removed: boolean;
  /** Flow, characters of its text before the place, and the label of its page; null where nothing of the book follows. */
  now: { flow: string; char: number; label: string } | null;
}

/**
 * The page's geometry. Lengths in CSS px (1/96 in) unless the name says otherwise. What decides where a line falls down
 * the page (pitch, typeHeight, top) and where it begins (inner) are whole pixels.
 */
export interface Grid {
  /** Trim size in px (A4: 793.7 x 1122.52). */
  trimWidth: number;
  trimHeight: number;
  /** Exact trim size in pt, for the PDF's boxes. */
  trimPt: [number, number];
  /** Characters a line, lines a page. */
  measure: number;
  lines: number;
  fontSize: number;
  /** Leading: distance of two baselines. */
  pitch: number;
  /** The measure, and a fraction of a pixel more: Chrome rounds each piece of a line. */
  typeWidth: number;
  typeHeight: number;
  top: number;
  inner: number;
  /** What trim, inner margin and measure leave. */
  outer: number;
}

// ---------------------------------------------------------------- proof

/** One thing the proof looked at. */
export interface Check {
  name: string;
  ok: boolean;
  /** How many things were compared. */
  count: number;
  /** The first place that differs, in words of no language. */
  detail?: string;
  /** Id and title of the report, or of the front or back piece. */
  report?: string;
  title?: string;
  difference?: Difference;
}

/** A place at which an output differs from what it ought to say. */
export interface Difference {
  /** Physical page of the PDF, from 1, and what it calls itself. */
  sheet?: number;
  label?: string | null;
  /** File of the EPUB. */
  file?: string;
  /** Place in a manuscript. */
  place?: Place;
  /** What both have just before it, without white space. */
  before: string;
  expected: string;
  found: string;
}

export interface Proof {
  format: 1;
  slug: string;
  ok: boolean;
  checks: Check[];
}
