/** The leaves of a printed book: what a person with a binder takes out and puts in. */
import type { PageEntry } from '../../model/types.ts';

/** A page as paper knows it. */
export interface PhysicalPage {
  /** Physical page, from 1; odd ones are rectos. */
  sheet: number;
  kind: PageEntry['kind'];
  /** What the page is called, whether it prints that or not; null for the cover and unnumbered blanks. */
  label: string | null;
  /** Id of the flow that stands on it. */
  flow: string | null;
  /** Equal for two pages exactly if they look the same on paper. */
  digest: string;
}

/** A recto and the verso behind it. */
export interface Leaf {
  /** In its book, from 0. */
  index: number;
  recto: PhysicalPage;
  verso: PhysicalPage;
}

/** Digest of a page on which nothing is printed. */
export const blankDigest = 'blank';

/** Pairs the pages; the back of a last recto is blank paper. */
export function leavesOf(pages: readonly PhysicalPage[]): Leaf[] {
  return Array.from({ length: Math.ceil(pages.length / 2) }, (_, index) => {
    const recto = pages[2 * index]!;
    const verso = pages[2 * index + 1] ?? blankBack(recto);
    return { index, recto, verso };
  });
}

const blankBack = ({ sheet }: PhysicalPage): PhysicalPage => ({
  sheet: sheet + 1,
  kind: 'blank',
  label: null,
  flow: null,
  digest: blankDigest,
});

/** Whether one leaf can stand for another: both sides look the same. */
export const isSameLeaf = (a: Leaf, b: Leaf): boolean =>
  a.recto.digest === b.recto.digest && a.verso.digest === b.verso.digest;
