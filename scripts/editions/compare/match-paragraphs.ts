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
  const left = from.flatMap((paragraph, j) => (taken.has(j) ? [] : [{ j, pairs: pairsOf(paragraph) }]));
  const pairsByOld = new Map(left.map(({ j, pairs }) => [j, pairs]));
  const index = new Map<string, number[]>();
  for (const { j, pairs } of left) {
    for (const pair of pairs) {
      const known = index.get(pair);
      if (known) known.push(j);
      else index.set(pair, [j]);
    }
  }
  const gaps = gapsOf(match, from.length);
  const candidates = to.flatMap((paragraph, i): Candidate[] => {
    if (match[i] !== null) return [];
    const pairs = pairsOf(paragraph);
    const [low, high] = gaps[i]!;
    const rare = [...pairs].flatMap((pair) => {
      const places = index.get(pair) ?? [];
      return places.length <= commonPair ? places : [];
    });
    const near = high - low <= commonPair ? left.flatMap(({ j }) => (j > low && j < high ? [j] : [])) : [];
    return [...new Set([...rare, ...near])].flatMap((j): Candidate[] => {
      if ((from[j]!.kind === 'note') !== (paragraph.kind === 'note')) return [];
      const score = diceOf(pairs, pairsByOld.get(j)!);
      const inPlace = j > low && j < high;
      return score >= (inPlace ? alikeInPlace : alikeAnywhere) ? [{ i, j, score: score + (inPlace ? 0.1 : 0) }] : [];
    });
  });
  candidates.sort((a, b) => b.score - a.score || Math.abs(a.i - a.j) - Math.abs(b.i - b.j) || a.i - b.i || a.j - b.j);
  for (const { i, j } of candidates) if (match[i] === null && !taken.has(j)) give(i, j);
}

/** Pairs of neighbouring characters, the ends counted as characters. */
function pairsOf({ text }: Matchable): Set<string> {
  const framed = `\u0002${text.replace(/\s/g, '')}\u0003`;
  const pairs = new Set<string>();
  for (let at = 1; at < framed.length; at++) pairs.add(framed.slice(at - 1, at + 1));
  return pairs;
}

function diceOf(a: Set<string>, b: Set<string>): number {
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
