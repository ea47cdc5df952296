/** Quotes what changed in a paragraph with as much around it as is needed to find it. No quoted character is changed. */
import type { RevisionPiece } from '../model/revision-types.ts';

/** A place that changed: what stood there, and what stands there now. Empty where nothing did. */
export interface QuotedChange {
  before: string;
  after: string;
}

/** Graphemes of context on either side; changes that stand closer together than two of these are quoted as one. */
const context = 6;
/** So many are given whole: an ellipsis for one or two would save nothing. */
const mostContext = context + 2;
/** The longest quotation, in graphemes; of longer ones the middle is left out. */
const longest = 48;
export const ellipsis = '……';

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const graphemes = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment);

/** Every changed place of a paragraph, in order, with its context. */
export function quoteChanges(pieces: readonly RevisionPiece[]): QuotedChange[] {
  return quotePlaces(pieces).map(({ before, after }) => ({ before, after }));
}

/** The same, with the characters of the old text, without white space, before each. */
export function quotePlaces(pieces: readonly RevisionPiece[]): (QuotedChange & { at: number })[] {
  return joinNear(pieces).map(({ first, last }) => {
    const change = pieces.slice(first, last + 1);
    const lead = endOf(pieces[first - 1]?.[1] ?? '', first - 1 > 0);
    const trail = startOf(pieces[last + 1]?.[1] ?? '', last + 1 < pieces.length - 1);
    const quote = (without: RevisionPiece[0]) => {
      const words = change.flatMap(([kind, text]) => (kind === without ? [] : [text])).join('');
      return `${lead}${shorten(words)}${trail}`;
    };
    const old = pieces.slice(0, first).flatMap(([kind, text]) => (kind === 'added' ? [] : [text]));
    const at = old.join('').replace(/\p{White_Space}+/gu, '').length;
    return { before: quote('added'), after: quote('removed'), at };
  });
}

/** The words as they stand where they are short, otherwise their beginning and their end. */
export function shorten(words: string, most = longest): string {
  const all = graphemes(words);
  if (all.length <= most) return words;
  const head = Math.ceil((most * 2) / 3);
  return `${all.slice(0, head).join('')}${ellipsis}${all.slice(head - most).join('')}`;
}

/** Runs of pieces that are quoted together: from a changed one to a changed one. */
function joinNear(pieces: readonly RevisionPiece[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  pieces.forEach(([kind], at) => {
    if (kind === 'same') return;
    const run = runs.at(-1);
    const between = run ? pieces.slice(run.last + 1, at).map(([, text]) => text) : [];
    if (run && graphemes(between.join('')).length < 2 * context) run.last = at;
    else runs.push({ first: at, last: at });
  });
  return runs;
}

/** The last words before a change. `more`: text stands before these. */
function endOf(text: string, more: boolean): string {
  const all = graphemes(text);
  const kept = all.length <= mostContext ? all : all.slice(-context);
  return more || kept.length < all.length ? `${ellipsis}${kept.join('')}` : kept.join('');
}

function startOf(text: string, more: boolean): string {
  const all = graphemes(text);
  const kept = all.length <= mostContext ? all : all.slice(0, context);
  return more || kept.length < all.length ? `${kept.join('')}${ellipsis}` : kept.join('');
}
