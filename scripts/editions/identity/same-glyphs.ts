/**
 * Whether two readings of a page show the same glyphs at the same places. How a PDF's writer cuts a line into runs
 * depends on the fonts' subsets and so on the whole book: runs are compared character by character, not as wholes.
 */
import type { PrintedRun } from '../../model/edition-types.ts';

/** In pt; what is nearer is the same place. */
export const tolerance = 0.01;

/** A character and what is known of its place. */
interface Glyph {
  text: string;
  font: string;
  size: number;
  y: number;
  /** Null within a run whose characters need not be equally wide. */
  x: number | null;
  /** Right end, known where a run ends. */
  end: number | null;
}

/** True where both show the same characters of the same faces at the same places. What cannot be told apart from its neighbours is not taken for the same. */
export function sameGlyphs(old: readonly PrintedRun[], now: readonly PrintedRun[]): boolean {
  if (old.length === now.length && old.every((run, i) => sameRun(run, now[i]!))) return true;
  const [before, after] = [old, now].map((runs) => inOrder(runs).flatMap(glyphsOf));
  return before!.length === after!.length && before!.every((glyph, i) => sameGlyph(glyph, after![i]!));
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= tolerance + 1e-9;

function sameRun(a: PrintedRun, b: PrintedRun): boolean {
  return a[5] === b[5] && a[3] === b[3] && near(a[0], b[0]) && near(a[1], b[1]) && near(a[2], b[2]) && near(a[4], b[4]);
}

function sameGlyph(a: Glyph, b: Glyph): boolean {
  if (a.text !== b.text || a.font !== b.font || !near(a.size, b.size) || !near(a.y, b.y)) return false;
  if ((a.x === null) !== (b.x === null)) return false;
  if (a.x !== null && b.x !== null && !near(a.x, b.x)) return false;
  return a.end === null || b.end === null || near(a.end, b.end);
}

/** From the top, then from the left: the order of a stream may differ without any glyph at another place. */
function inOrder(runs: readonly PrintedRun[]): PrintedRun[] {
  return [...runs].sort((a, b) => (near(a[1], b[1]) ? a[0] - b[0] : a[1] - b[1]));
}

/** Han characters are all as wide as one another, also in a justified line. */
const equallyWide = /^\p{Script=Han}+$/u;

function glyphsOf([x, y, width, font, size, text]: PrintedRun): Glyph[] {
  const all = [...text];
  const step = equallyWide.test(text) ? width / all.length : null;
  return all.map((character, i) => ({
    text: character,
    font,
    size,
    y,
    x: i === 0 ? x : step === null ? null : x + i * step,
    end: i === all.length - 1 ? x + width : null,
  }));
}
