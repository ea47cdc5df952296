/**
 * Accounts for a manuscript's characters in the typeset text: each must be there, in order, and nothing else. Where
 * markup may be read in two ways (a stray asterisk, a number at the head of a line) both are accepted; no Chinese
 * character, letter or full-width mark is ever among those.
 */
import type { Manuscript, NoteText, Place } from '../model/types.ts';
import type { Token } from './manuscript/inline-scan.ts';
import { type ManuscriptReading, withoutUnseen } from './read-manuscript.ts';

/** The first place at which two texts differ, with some characters around it. */
export interface SourceDifference {
  place: Place;
  /** Number of the note concerned, from 1; null for the body. */
  note: number | null;
  /** The manuscript from that place on. */
  expected: string;
  /** The typeset text from that place on. */
  found: string;
  /** What the two have in common just before. */
  before: string;
}

export interface Accounting {
  /** Equal to the letter, without a second reading of any markup. */
  exact: boolean;
  difference: SourceDifference | null;
  /** Characters compared. */
  count: number;
}

const context = 12;

/** Compares a manuscript's reading with its typeset text and notes. */
export function accountFor(
  manuscript: Manuscript,
  reading: ManuscriptReading,
  typeset: { text: string; noteTexts: Pick<NoteText, 'text'>[] },
): Accounting {
  const pairs = [
    { note: null, tokens: reading.bodyTokens, printed: reading.body, text: typeset.text, at: 0 },
    ...Array.from({ length: Math.max(reading.notes.length, typeset.noteTexts.length) }, (_, i) => ({
      note: i + 1,
      tokens: reading.noteTokens[i] ?? [],
      printed: reading.notes[i] ?? '',
      text: typeset.noteTexts[i]?.text ?? '',
      at: reading.noteAt[i] ?? manuscript.body.length,
    })),
  ].map((pair) => ({ ...pair, text: withoutUnseen(pair.text) }));
  const count = pairs.reduce((sum, { text }) => sum + text.length, 0);
  for (const { note, tokens, printed, text, at } of pairs) {
    if (printed === text) continue;
    const fault = align(tokens, text, at);
    if (fault) return { exact: false, count, difference: describe(manuscript, note, fault, text) };
  }
  const lost = reading.unreferenced[0];
  if (lost) {
    const place = placeOf(manuscript, lost.at);
    return {
      exact: false,
      count,
      difference: { place, note: null, expected: `[^${lost.label}]`, found: '', before: '' },
    };
  }
  return { exact: pairs.every(({ printed, text }) => printed === text), difference: null, count };
}

interface Fault {
  /** Offset in the Markdown. */
  at: number;
  /** Offset in the text. */
  textAt: number;
  /** What the manuscript has from there on. */
  expected: string;
}

/** A character of the manuscript. */
interface Unit {
  char: string;
  at: number;
  /** Where to go on without it; 0 where it must be printed. */
  skip: number;
  isText: boolean;
}

/** Finds whether some reading of the tokens gives the text; if none does, how far the best one comes. */
function align(tokens: Token[], text: string, end: number): Fault | null {
  const units = unitsOf(tokens);
  let states = reachable(units, [0]);
  for (let i = 0; i < text.length; i++) {
    const next = states.filter((s) => units[s]?.char === text[i]).map((s) => s + 1);
    if (next.length === 0) return faultAt(Math.max(...states), i);
    states = reachable(units, next);
  }
  return states.includes(units.length) ? null : faultAt(Math.max(...states), text.length);

  function faultAt(unit: number, textAt: number): Fault {
    const following = units.slice(unit).filter((u) => u.isText);
    const expected = following
      .slice(0, context)
      .map((u) => u.char)
      .join('');
    return {
      at: units[unit]?.at ?? (tokens.at(-1) ? tokens.at(-1)!.at + tokens.at(-1)!.text.length : end),
      textAt,
      expected,
    };
  }
}

function unitsOf(tokens: Token[]): Unit[] {
  const units: Unit[] = [];
  for (const { text, at, kind } of tokens) {
    const seen = [...text.matchAll(/[\s\S]/g)].filter((m) => withoutUnseen(m[0]) !== '');
    const end = units.length + seen.length;
    for (const [i, { 0: char, index }] of seen.entries()) {
      units.push({ char, at: at + index, skip: kind !== 'text' && i === 0 ? end : 0, isText: kind !== 'markup' });
    }
  }
  return units;
}

/** Every place that can be reached from some by leaving out markup. */
function reachable(units: Unit[], from: number[]): number[] {
  const seen = new Set(from);
  for (const state of seen) {
    const skip = units[state]?.skip;
    if (skip) seen.add(skip);
  }
  return [...seen];
}

function describe(manuscript: Manuscript, note: number | null, fault: Fault, text: string): SourceDifference {
  return {
    place: placeOf(manuscript, fault.at),
    note,
    expected: fault.expected,
    found: text.slice(fault.textAt, fault.textAt + context),
    before: text.slice(Math.max(0, fault.textAt - context), fault.textAt),
  };
}

/** Line and column of an offset of the Markdown, in the manuscript's file. */
function placeOf(manuscript: Manuscript, offset: number): Place {
  const lines = manuscript.body.slice(0, offset).split('\n');
  return { file: manuscript.file, line: manuscript.bodyLine + lines.length - 1, column: lines.at(-1)!.length + 1 };
}
