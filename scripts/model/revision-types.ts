/** What has changed between two editions: the source of the comparison, 修订说明, 勘误表, change bars and the feed's sentence. */
import type { EditionName, EditionParagraph } from './edition-types.ts';
import type { ReportStatus } from './types.ts';

/** A run of characters that stayed, went or came. Without the added ones they give the old text, without the removed the new. */
export type RevisionPiece = [kind: 'same' | 'removed' | 'added', text: string];

/** A paragraph that is not what it was. */
export interface ParagraphRevision {
  kind: 'added' | 'removed' | 'moved' | 'changed';
  /** It also stands elsewhere among those that stayed; always true of `moved`. */
  moved: boolean;
  /** False where only punctuation, spacing, width or its element differ. */
  substance: boolean;
  /** True where one of its pictures is another. */
  picture?: boolean;
  /** Name of its HTML element; `note` for a note. */
  element: string;
  /** Permanent id in the new text; null where it is there no more. */
  id: string | null;
  /** Its id in the old text; null where it was not there. */
  oldId: string | null;
  /** Labels of its pages in the old and in the new print; null where it does not stand there. */
  oldPage: string | null;
  newPage: string | null;
  /**
   * Id of the paragraph of the new text behind which it stands, or stood if it was removed; null at the text's beginning,
   * and of one that kept its place.
   */
  after: string | null;
  pieces: RevisionPiece[];
}

/** A run of paragraphs taken over from the old text (its index there, their number), or a paragraph of the new one. */
export type ScriptStep = [from: number, count: number] | EditionParagraph;

/** A report, a front or a back piece that is not what it was. */
export interface TextRevision {
  id: string;
  /** Its id in the old book; null where it was not there. */
  oldId: string | null;
  title: string;
  part: string | null;
  status: ReportStatus;
  oldStatus: ReportStatus | null;
  /** Arrived: its place had been kept until its manuscript came. */
  kind: 'added' | 'removed' | 'arrived' | 'kept';
  /** Labels of its first and last page in the old and in the new print; null where it does not stand there. */
  oldPages: [string, string] | null;
  newPages: [string, string] | null;
  /** Its title in the old print, where that was another. */
  oldTitle: string | null;
  /** It stands at another place among those that stayed. */
  moved: boolean;
  /** Of a text that was there before and is there still. */
  paragraphs: ParagraphRevision[];
  /** How the new paragraphs are made of the old ones; empty for a removed text. */
  script: ScriptStep[];
}

/** All that has changed; texts that have not are left out. */
export interface Revisions {
  from: { edition: EditionName; issued: string };
  to: { edition: EditionName; issued: string };
  /** In the order of the new book; removed ones where they stood. */
  texts: TextRevision[];
  /** Ids of all texts of the new book, in its order. */
  order: string[];
}

/** What the review copy draws beside a page. Characters are counted without white space and without what is not the text's own. */
export interface ReviewPage {
  /** Of the head above the text, what is new: its title, or all of it. */
  head: 'title' | 'all' | null;
  /** Changed characters of the page's text, from and to (to is not among them). */
  ranges: [from: number, to: number][];
  /** Characters of the page's text behind which something was taken out. */
  gone: number[];
  /** The same of notes, by their numbers. */
  notes: { number: number; ranges: [from: number, to: number][] }[];
}
