/** What has changed between two editions, as a person is told it: the source of 修订说明, 勘误表 and the feed's sentence. */
import type { EditionName } from './edition-types.ts';

/** A run of characters that stayed, went or came. Without the added ones they give the old text, without the removed the new. */
export type RevisionPiece = [kind: 'same' | 'removed' | 'added', text: string];

/** A paragraph that is not what it was. */
export interface ParagraphRevision {
  kind: 'added' | 'removed' | 'moved' | 'changed';
  /** False where only punctuation, spacing or width differ. */
  substance: boolean;
  /** Name of its HTML element; `note` for a note. */
  element: string;
  /** Permanent id in the new text; null where it is there no more. */
  id: string | null;
  /** Label of its page in the old print; null where it was not there. */
  oldPage: string | null;
  /** Its id in the old text; null where it was not there. */
  oldId: string | null;
  /** Of one that was removed: id of the paragraph of the new text behind which it stood; null at the text's beginning. */
  after?: string | null;
  pieces: RevisionPiece[];
}

/** A report, a front or a back piece that is not what it was. */
export interface TextRevision {
  id: string;
  title: string;
  /** Arrived: its place had been kept until its manuscript came. */
  kind: 'added' | 'removed' | 'arrived' | 'kept';
  /** Labels of its first and last page in the old print; null where it was not there. */
  oldPages: [string, string] | null;
  /** Its title in the old print, where that was another. */
  oldTitle: string | null;
  /** It stands at another place among those that stayed. */
  moved: boolean;
  /** Of a text that was there before and is there still. */
  paragraphs: ParagraphRevision[];
}

/** All that has changed; texts that have not are left out. */
export interface Revisions {
  from: { edition: EditionName; issued: string };
  to: { edition: EditionName; issued: string };
  /** In the order of the new book; removed ones where they stood. */
  texts: TextRevision[];
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
