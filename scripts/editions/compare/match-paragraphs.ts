/**
 * Which paragraph of a new text is which of the old one. Equal ones by P. Heckel, "A technique for isolating differences
 * between files", 1978, which also finds those that moved; of the rest, those whose pairs of characters agree for the
 * most part (the coefficient of L. R. Dice, 1945), the most alike first.
 */

export interface Matchable {
  /** Name of its element; notes are matched with notes alone. */
  kind: string;
  text: string;
}

/** How alike two paragraphs must be to be one: where both stand between the same neighbours, and anywhere. */
const alikeInPlace = 0.3;
const alikeAnywhere = 0.5;
/** A pair of characters found in more old paragraphs than this tells nothing of which one it is. */
const commonPair = 60;
/** Of the old paragraphs that share rare pairs with a new one, so many are looked at closely. */
const mostCandidates = 8;

/** For each new paragraph the index of its old one, or null. Every old one is given away once at most. */
export function matchParagraphs(from: readonly Matchable[], to: readonly Matchable[]): (number | null)[] {
  const match: (number | null)[] = to.map(() => null);
  const taken = new Set<number>();
  const give = (i: number, j: number) => {
    match[i] = j;
    taken.add(j);
  };
  const keyOf = ({ kind, text }: Matchable) => `${kind === 'note' ? 'note' : ''}\n${text}`;
  const [oldKeys, newKeys] = [from.map(keyOf), to.map(keyOf)];
  matchUnique(oldKeys, newKeys, give);
  spread(oldKeys, newKeys, match, taken, give);
  matchRepeated(oldKeys, newKeys, match, taken, give);
  matchAlike(from, to, match, taken, give);
  return match;
}

type Give = (i: number, j: number) => void;

function placesOf(keys: string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  keys.forEach((key, i) => {
    const known = places.get(key);
    if (known) known.push(i);
    else places.set(key, [i]);
  });
  return places;
}

/** Heckel's first observation: what is there once in both is the same. */
function matchUnique(from: string[], to: string[], give: Give): void {
  const old = placesOf(from);
  for (const [key, [i, ...more]] of placesOf(to)) {
    const places = old.get(key);
    if (more.length === 0 && places?.length === 1) give(i!, places[0]!);
  }
}

/** His second: equal neighbours of what is the same are the same, forwards and backwards. */
function spread(from: string[], to: string[], match: (number | null)[], taken: Set<number>, give: Give): void {
  for (const step of [1, -1]) {
    for (let n = 0; n < to.length; n++) {
      const i = step === 1 ? n : to.length - 1 - n;
      const j = match[i];
      if (j === null || j === undefined) continue;
      const [nextNew, nextOld] = [i + step, j + step];
      const isFree = match[nextNew] === null && from[nextOld] !== undefined && !taken.has(nextOld);
      if (isFree && to[nextNew] === from[nextOld]) give(nextNew, nextOld);
    }
  }
}

/** What is there several times and has no such neighbour: in order. */
function matchRepeated(from: string[], to: string[], match: (number | null)[], taken: Set<number>, give: Give): void {
  const old = placesOf(from);
  to.forEach((key, i) => {
    if (match[i] !== null) return;
    const free = old.get(key)?.find((j) => !taken.has(j));
    if (free !== undefined) give(i, free);
  });
}

interface Candidate {
  i: number;
  j: number;
  score: number;
}

function matchAlike(
  from: readonly Matchable[],
  to: readonly Matchable[],
  match: (number | null)[],
  taken: Set<number>,
  give: Give,
): void {
  const left = new Map(from.flatMap((paragraph, j) => (taken.has(j) ? [] : [[j, pairsOf(paragraph)] as const])));
  const sharersOf = indexPairs(left, from.length);
  const gaps = gapsOf(match, from.length);
  const candidates = to.flatMap((paragraph, i): Candidate[] => {
    if (match[i] !== null) return [];
    const pairs = pairsOf(paragraph);
    const [low, high] = gaps[i]!;
    const wanted = new Set(sharersOf(pairs));
    if (high - low <= commonPair) for (let j = low + 1; j < high; j++) if (left.has(j)) wanted.add(j);
    return [...wanted].flatMap((j): Candidate[] => {
      if ((from[j]!.kind === 'note') !== (paragraph.kind === 'note')) return [];
      const score = diceOf(pairs, left.get(j)!);
      const inPlace = j > low && j < high;
      return score >= (inPlace ? alikeInPlace : alikeAnywhere) ? [{ i, j, score: score + (inPlace ? 0.1 : 0) }] : [];
    });
  });
  candidates.sort((a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i || a.j - b.j);
  for (const { i, j } of candidates) if (match[i] === null && !taken.has(j)) give(i, j);
}

/** For the pairs of a paragraph: the old ones that share the most rare pairs with it, the most first. */
function indexPairs(left: ReadonlyMap<number, Set<number>>, size: number): (pairs: Set<number>) => number[] {
  const index = new Map<number, number[]>();
  for (const [j, pairs] of left) {
    for (const pair of pairs) {
      const known = index.get(pair);
      if (!known) index.set(pair, [j]);
      else if (known.length <= commonPair) known.push(j);
    }
  }
  const counts = new Int32Array(size);
  return (pairs) => {
    const touched: number[] = [];
    for (const pair of pairs) {
      const places = index.get(pair);
      if (!places || places.length > commonPair) continue;
      for (const j of places) {
        if (counts[j] === 0) touched.push(j);
        counts[j]! += 1;
      }
    }
    // Only a few can be the best: those with the highest counts, found without sorting all of them.
    const highest = new Int32Array(mostCandidates);
    for (const j of touched) {
      let count = counts[j]!;
      for (let at = 0; at < mostCandidates && count > 0; at++) {
        const held = highest[at]!;
        if (count > held) [highest[at], count] = [count, held];
      }
    }
    const least = Math.max(1, highest[mostCandidates - 1]!);
    const best = touched.filter((j) => counts[j]! >= least).sort((a, b) => counts[b]! - counts[a]! || a - b);
    for (const j of touched) counts[j] = 0;
    return best.slice(0, mostCandidates);
  };
}

/** Pairs of neighbouring characters (UTF-16 units, as one number), the ends counted as characters. */
function pairsOf({ text }: Matchable): Set<number> {
  const framed = `\u0002${text.replace(/\s/g, '')}\u0003`;
  const pairs = new Set<number>();
  for (let at = 1; at < framed.length; at++) pairs.add((framed.charCodeAt(at - 1) << 16) | framed.charCodeAt(at));
  return pairs;
}

function diceOf(a: Set<number>, b: Set<number>): number {
  const [small, great] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const pair of small) if (great.has(pair)) shared += 1;
  return (2 * shared) / (a.size + b.size);
}

/** For each new paragraph the old ones, exclusive, between which its matched neighbours stand. */
function gapsOf(match: readonly (number | null)[], oldLength: number): [low: number, high: number][] {
  const lows: number[] = [];
  let low = -1;
  for (const j of match) {
    if (j !== null) low = j;
    lows.push(low);
  }
  const gaps: [number, number][] = [];
  let high = oldLength;
  for (let i = match.length - 1; i >= 0; i--) {
    if (match[i] !== null) high = match[i]!;
    gaps[i] = [lows[i]!, high];
  }
  return gaps;
}
