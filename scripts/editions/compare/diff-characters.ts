/** Which characters of a text went and which came: E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986. */
import type { RevisionPiece } from '../../model/revision-types.ts';

/** Beyond so many changed characters the middle of a paragraph is told as replaced: time and memory grow with the square. */
const mostEdits = 1000;
/** Texts that share less of their characters than this have been written anew: what they share tells nothing. */
const leastShared = 0.25;
/** Letters and marks that are each a grapheme of their own: what Chinese text is made of. */
const plain =
  /^[\u0020-\u02ff\u2010-\u2027\u2030-\u206f\u2e80-\u302d\u3030-\u3098\u309b-\ua66e\uac00-\ud7a3\uf900-\ufaff\uff00-\uff9d\uffa0-\uffef]*$/;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** Graphemes, so that no pair of surrogates and no letter with its accents is ever torn apart. */
export const graphemesOf = (text: string): string[] =>
  plain.test(text) ? text.split('') : [...segmenter.segment(text)].map(({ segment }) => segment);

/** The pieces of two texts; nothing for two empty ones. Equal runs of one or two graphemes amid greater changes count as changed. */
export function diffCharacters(from: string, to: string): RevisionPiece[] {
  if (from === to) return from === '' ? [] : [['same', from]];
  const [a, b] = [graphemesOf(from), graphemesOf(to)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const [gone, come] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];
  const middle = shareOf(a, b) < leastShared ? replaced(gone, come) : editScript(gone, come);
  const same = (part: string[]): RevisionPiece[] => (part.length > 0 ? [['same', part.join('')]] : []);
  return joinRuns([...same(a.slice(0, head)), ...absorbCrumbs(joinRuns(middle)), ...same(a.slice(a.length - tail))]);
}

const replaced = (a: string[], b: string[]): RevisionPiece[] => [
  ['removed', a.join('')],
  ['added', b.join('')],
];

/** Of the characters of the longer text, how many the other has as well, wherever they stand. */
function shareOf(a: string[], b: string[]): number {
  const counts = new Map<string, number>();
  for (const each of a) counts.set(each, (counts.get(each) ?? 0) + 1);
  let shared = 0;
  for (const each of b) {
    const left = counts.get(each) ?? 0;
    if (left === 0) continue;
    counts.set(each, left - 1);
    shared += 1;
  }
  return shared / Math.max(a.length, b.length);
}

/** Myers' greedy algorithm, forward. */
function editScript(a: string[], b: string[]): RevisionPiece[] {
  const most = Math.min(a.length + b.length, mostEdits);
  const traces: Int32Array[] = [];
  const furthest = new Int32Array(2 * most + 3);
  const zero = most + 1;
  for (let d = 0; d <= most; d++) {
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && furthest[zero + k - 1]! < furthest[zero + k + 1]!);
      let x = down ? furthest[zero + k + 1]! : furthest[zero + k - 1]! + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      furthest[zero + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, traces, d);
    }
    // What the diagonals from -d to d have reached, for the way back.
    traces.push(furthest.slice(zero - d, zero + d + 1));
  }
  return replaced(a, b);
}

function walkBack(a: string[], b: string[], traces: Int32Array[], distance: number): RevisionPiece[] {
  const pieces: RevisionPiece[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = distance; d > 0; d--) {
    const reached = (k: number) => (Math.abs(k) < d ? traces[d - 1]![k + d - 1]! : -1);
    const k = x - y;
    const down = k === -d || (k !== d && reached(k - 1) < reached(k + 1));
    const before = down ? k + 1 : k - 1;
    const startX = reached(before);
    const startY = startX - before;
    while (x > startX && y > startY && (down ? x > startX : x > startX + 1) && (down ? y > startY + 1 : y > startY)) {
      pieces.push(['same', a[x - 1]!]);
      x -= 1;
      y -= 1;
    }
    if (down) pieces.push(['added', b[startY]!]);
    else pieces.push(['removed', a[startX]!]);
    [x, y] = [startX, startY];
  }
  while (x > 0) {
    pieces.push(['same', a[x - 1]!]);
    x -= 1;
  }
  return pieces.reverse();
}

/** One piece a run; what went stands before what came. */
function joinRuns(pieces: RevisionPiece[]): RevisionPiece[] {
  const joined: RevisionPiece[] = [];
  let run = { removed: '', added: '' };
  const flush = () => {
    if (run.removed) joined.push(['removed', run.removed]);
    if (run.added) joined.push(['added', run.added]);
    run = { removed: '', added: '' };
  };
  for (const [kind, text] of pieces) {
    if (text === '') continue;
    if (kind !== 'same') {
      run[kind] += text;
      continue;
    }
    flush();
    const last = joined.at(-1);
    if (last?.[0] === 'same') last[1] += text;
    else joined.push(['same', text]);
  }
  flush();
  return joined;
}

/** A character or two that two quite different wordings happen to share tell a reader nothing. */
function absorbCrumbs(pieces: RevisionPiece[]): RevisionPiece[] {
  const sizeAround = (i: number, step: number) => {
    let size = 0;
    for (let at = i + step; pieces[at] && pieces[at]![0] !== 'same'; at += step) size += pieces[at]![1].length;
    return size;
  };
  return pieces.flatMap((piece, i): RevisionPiece[] => {
    const [kind, text] = piece;
    const isCrumb =
      kind === 'same' && text.length <= 2 && Math.min(sizeAround(i, -1), sizeAround(i, 1)) > 2 * text.length;
    return isCrumb
      ? [
          ['removed', text],
          ['added', text],
        ]
      : [piece];
  });
}
