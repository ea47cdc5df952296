/**
 * Which leaves of an old book give way to which of a new one. As few as can be: those that stay are a longest common
 * subsequence of both books' leaves, found by the table of Wagner and Fischer (1974).
 */
import { isSameLeaf, type Leaf, leavesOf, type PhysicalPage } from './leaves.ts';

/** One thing to do: leaves that lie together in the old book make room for leaves that lie together in the new one. */
export interface LeafStep {
  /** Leaves of the old book; empty where leaves are only put in. */
  takeOut: Leaf[];
  /** Leaves of the new book; empty where leaves are only taken out. */
  putIn: Leaf[];
  /** The old book's leaf just before the place, which stays; null at the front of the book. */
  after: Leaf | null;
}

export interface LeafPlan {
  /** From the front of the book to its end. A leaf that stays lies between any two of them. */
  steps: LeafStep[];
  /** Leaves of the old book, of the new one, and those of the new one that have to be printed. */
  oldLeaves: number;
  newLeaves: number;
  printed: number;
}

/** Plans the way from one book's pages to another's; both in the order of their sheets, from sheet 1. */
export function planLeaves(from: readonly PhysicalPage[], to: readonly PhysicalPage[]): LeafPlan {
  const [old, fresh] = [leavesOf(from), leavesOf(to)];
  const steps: LeafStep[] = [];
  let [i, k] = [0, 0];
  for (const [nextOld, nextFresh] of [...matchLeaves(old, fresh), [old.length, fresh.length] as const]) {
    const step = { takeOut: old.slice(i, nextOld), putIn: fresh.slice(k, nextFresh), after: old[i - 1] ?? null };
    if (step.takeOut.length + step.putIn.length > 0) steps.push(step);
    [i, k] = [nextOld + 1, nextFresh + 1];
  }
  const printed = steps.reduce((sum, { putIn }) => sum + putIn.length, 0);
  return { steps, oldLeaves: old.length, newLeaves: fresh.length, printed };
}

/** Pairs of indices of the leaves that stay, ascending. */
function matchLeaves(old: Leaf[], fresh: Leaf[]): [number, number][] {
  const shorter = Math.min(old.length, fresh.length);
  let head = 0;
  while (head < shorter && isSameLeaf(old[head]!, fresh[head]!)) head++;
  let tail = 0;
  while (tail < shorter - head && isSameLeaf(old.at(-1 - tail)!, fresh.at(-1 - tail)!)) tail++;
  const between = matchByTable(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail));
  return [
    ...Array.from({ length: head }, (_, i): [number, number] => [i, i]),
    ...between.map(([i, k]): [number, number] => [i + head, k + head]),
    ...Array.from({ length: tail }, (_, i): [number, number] => [old.length - tail + i, fresh.length - tail + i]),
  ];
}

function matchByTable(old: Leaf[], fresh: Leaf[]): [number, number][] {
  const width = fresh.length + 1;
  /** At i, k: how many leaves can stay of those from `old[i]` and `fresh[k]` on. */
  const table = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let k = fresh.length - 1; k >= 0; k--) {
      const at = i * width + k;
      table[at] = isSameLeaf(old[i]!, fresh[k]!)
        ? table[at + width + 1]! + 1
        : Math.max(table[at + width]!, table[at + 1]!);
    }
  }
  const matches: [number, number][] = [];
  for (let i = 0, k = 0; i < old.length && k < fresh.length; ) {
    const at = i * width + k;
    if (isSameLeaf(old[i]!, fresh[k]!)) matches.push([i++, k++]);
    else if (table[at + width]! >= table[at + 1]!) i++;
    else k++;
  }
  return matches;
}
