/** Whether a passage holds the words looked for, where, and how that is shown. */
import { foldText } from './fold-text.ts';
import type { SearchPassage } from './search-data.ts';

export interface PassageHit {
  document: number;
  anchor: string;
  /** Label of the printed page that the first word found stands on; empty where the book has none. */
  page: string;
  excerpt: { text: string; found: boolean }[];
}

/** Characters shown before the first word found, and in all. */
const before = 24;
const length = 96;

/** A hit where every term is in the passage or in its document's title, and one at least in the passage. */
export function findInPassage(passage: SearchPassage, title: string, terms: string[]): PassageHit | null {
  const [document, anchor, text, page, ...breaks] = passage;
  const folded = foldText(text);
  const found = terms.filter((term) => folded.text.includes(term));
  if (found.length === 0 || terms.some((term) => !found.includes(term) && !title.includes(term))) return null;
  const first = folded.places[Math.min(...found.map((term) => folded.text.indexOf(term)))]!;
  const spans = found
    .flatMap((term) => occurrences(folded.text, term))
    .map(([start, end]) => {
      return [folded.places[start]!, endOf(text, folded.places[end - 1]!)] as [number, number];
    });
  return { document, anchor, page: pageAt(first, page, breaks), excerpt: excerptOf(text, first, spans) };
}

function occurrences(text: string, term: string): [number, number][] {
  const found: [number, number][] = [];
  for (let at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + term.length))
    found.push([at, at + term.length]);
  return found;
}

/** Behind the character that stands at a place. */
const endOf = (text: string, at: number): number => at + String.fromCodePoint(text.codePointAt(at)!).length;

function pageAt(at: number, page: string, breaks: (number | string)[]): string {
  let label = page;
  for (let i = 0; i + 1 < breaks.length && Number(breaks[i]) <= at; i += 2) label = String(breaks[i + 1]);
  return label;
}

/** The passage around the first word, in pieces that are words found and pieces that are not. */
function excerptOf(text: string, first: number, spans: [number, number][]): PassageHit['excerpt'] {
  const start = first <= before + 6 ? 0 : behindSigns(text, wholeCharacter(text, first - before));
  const end = text.length - start <= length + 6 ? text.length : wholeCharacter(text, start + length);
  const pieces: PassageHit['excerpt'] = start > 0 ? [{ text: '……', found: false }] : [];
  let at = start;
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (to <= at || from >= end) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), found: false });
    pieces.push({ text: text.slice(Math.max(at, from), to), found: true });
    at = to;
  }
  if (at < end) pieces.push({ text: text.slice(at, end), found: false });
  if (end < text.length) pieces.push({ text: '……', found: false });
  return pieces;
}

/** An excerpt does not begin with the end of something. */
function behindSigns(text: string, at: number): number {
  return at + (/^[\p{P}\p{White_Space}]*/u.exec(text.slice(at))?.[0].length ?? 0);
}

/** Not within a surrogate pair. */
function wholeCharacter(text: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at;
}
