/**
 * A manuscript's text, read from the raw Markdown without a Markdown parser: three passes that blot out what is not
 * text. A second opinion on what the typesetter made of the same file, so it shares no code with it.
 */
import type { Manuscript } from '../model/types.ts';
import type { InlineReading, Token } from './manuscript/inline-scan.ts';
import { maskBlocks } from './manuscript/mask-blocks.ts';
import { maskLiterals } from './manuscript/mask-literals.ts';
import { maskSource } from './manuscript/masked-source.ts';
import { readInline } from './manuscript/read-inline.ts';

export interface ManuscriptReading {
  /** The body's characters without white space, in the order in which they are printed. */
  body: string;
  /** The same of each note, in order of reference. */
  notes: string[];
  /** What body and notes were made of, markup included. */
  bodyTokens: Token[];
  noteTokens: Token[][];
  /** Where each note stands in the Markdown: its reference. */
  noteAt: number[];
  /** Labels of notes that nothing refers to: their text would be lost. */
  unreferenced: { label: string; at: number }[];
}

/** Characters that are no part of a text: white space, and invisible ones that the typesetter leaves out. */
const unseen = /[\p{White_Space}\u200b\u2060\ufeff\u00ad]+/gu;

/** The characters of a text that are compared. */
export function withoutUnseen(text: string): string {
  return text.replace(unseen, '');
}

/** Reads a manuscript. `title` is the one printed above it; a leading `# title` only repeats that. */
export function readManuscript(manuscript: Manuscript, title = manuscript.frontMatter.title ?? ''): ManuscriptReading {
  const masked = maskSource(manuscript.body);
  maskLiterals(masked);
  const blocks = maskBlocks(masked);
  const readings = blocks.pieces.map((piece) => ({ piece, reading: readInline(masked, piece, blocks) }));
  const first = readings.findIndex(({ piece, reading }) => piece.note === null && reading.tokens.some(isSeen));
  if (first >= 0 && repeatsTitle(readings[first]!, title)) readings.splice(first, 1);
  const body = readings.filter(({ piece }) => piece.note === null).flatMap(({ reading }) => reading.tokens);
  const ofNote = (label: string) => readings.filter(({ piece }) => piece.note === label);
  const notes = new Map<string, { tokens: Token[]; at: number }>();
  collectNotes(readings.filter(({ piece }) => piece.note === null));
  return {
    body: printed(body),
    notes: [...notes.values()].map(({ tokens }) => printed(tokens)),
    bodyTokens: body,
    noteTokens: [...notes.values()].map(({ tokens }) => tokens),
    noteAt: [...notes.values()].map(({ at }) => at),
    unreferenced: [...blocks.notes].filter(([label]) => !notes.has(label)).map(([label, at]) => ({ label, at })),
  };

  /** Notes by first reference; what notes themselves refer to follows. */
  function collectNotes(from: { reading: InlineReading }[]): void {
    const fresh: string[] = [];
    for (const { reading } of from) {
      for (const { label, at } of reading.references) {
        if (notes.has(label)) continue;
        const inPlace = reading.inlineNotes.find((note) => note.at === at);
        notes.set(label, { tokens: inPlace?.tokens ?? ofNote(label).flatMap((n) => n.reading.tokens), at });
        fresh.push(label);
      }
    }
    if (fresh.length > 0) collectNotes(fresh.flatMap(ofNote));
  }
}

const isSeen = (token: Token) => token.kind !== 'markup' && withoutUnseen(token.text) !== '';

function printed(tokens: Token[]): string {
  return withoutUnseen(tokens.flatMap((t) => (t.kind === 'markup' ? [] : [t.text])).join(''));
}

function repeatsTitle(first: { piece: { heading: number }; reading: InlineReading }, title: string): boolean {
  return first.piece.heading === 1 && title !== '' && printed(first.reading.tokens) === withoutUnseen(title);
}
