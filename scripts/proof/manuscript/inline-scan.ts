/** What the readers of running text share: tokens, the state of a scan, and the few things they do to it. */
import { fromHtml } from 'hast-util-from-html';
import { toString as textOf } from 'hast-util-to-string';
import type { BlockReading } from './mask-blocks.ts';
import type { MaskedSource } from './masked-source.ts';

/** Some characters of the manuscript, and whether they are text. */
export interface Token {
  text: string;
  /** Offset in the Markdown. */
  at: number;
  /**
   * `text` must be printed. `markup` is not, `doubtful` is (an asterisk that pairs with none here); of these two the
   * typesetter may judge otherwise.
   */
  kind: 'text' | 'markup' | 'doubtful';
  /** On the token that opens a link to a page of the book: what it names. */
  pageTarget?: string;
}

/** Tokens of a piece, and the labels of the notes it refers to, in order. */
export interface InlineReading {
  tokens: Token[];
  references: { label: string; at: number }[];
  /** Notes written in place, ^[like this]. */
  inlineNotes: { tokens: Token[]; at: number }[];
}

/** What the inline scanner knows and has found so far. */
export interface Scan {
  masked: MaskedSource;
  blocks: BlockReading;
  end: number;
  out: Token[];
  found: InlineReading;
  /** Open brackets and marks of emphasis: index of their token. */
  brackets: number[];
  /** A link to a page that is written as a tag, and still open: index of its token, and what it names. */
  pageTag: { token: number; target: string } | null;
  marks: { char: string; token: number }[];
}

/** Takes a stretch of the source as text, and returns its end. */
export function text(scan: Scan, start: number, end: number): number {
  scan.out.push({ text: scan.masked.source.slice(start, end), at: start, kind: 'text' });
  return end;
}

/** The same as markup. */
export function markup(scan: Scan, start: number, end: number): number {
  scan.out.push({ text: scan.masked.source.slice(start, end), at: start, kind: 'markup' });
  return end;
}

/** What a pattern finds at an offset of the piece. */
export function match(pattern: RegExp, scan: Scan, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  const found = pattern.exec(scan.masked.source);
  return found && at + found[0].length <= scan.end ? found : null;
}

/** Text with its entities resolved. */
export function decode(source: string): string {
  return textOf(fromHtml(source, { fragment: true }));
}
