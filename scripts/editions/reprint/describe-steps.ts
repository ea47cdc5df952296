/** The instructions of a replacement kit in words: what the sheet 换页说明 prints, a line a step. */
import type { Leaf } from './leaves.ts';
import { nameLeaves, namePlace } from './name-leaves.ts';
import type { LeafPlan, LeafStep } from './plan-leaves.ts';

/**
 * How the steps are meant. Every step works only on what lies behind the step before, where the binder still holds the
 * old book alone: so the old book's page numbers say enough, even where new pages bear the same numbers.
 */
export const conventions = [
  '从前往后，一步一步做；做完一步，在方框内打勾。',
  '“取出”“在……后”所说的，都是上一步之后尚未翻动的旧页；“换入”“插入”的，都是随本说明附上的新页，已按次序排好，依次取用。',
  '空白页、书名页等不印页码的页，也按次序计数。',
];

/** One sentence: 取出第3—4页（1张），换入第3—4页（1张）。 */
export function describeStep({ takeOut, putIn, after }: LeafStep): string {
  const fresh = `${nameLeaves(putIn)}（${putIn.length}张）`;
  if (takeOut.length === 0) return `在${after ? `${namePlace(after)}后` : '最前面'}插入${fresh}。`;
  const old = `取出${nameLeaves(takeOut)}（${takeOut.length}张）`;
  return putIn.length === 0 ? `${old}，不再换入。` : `${old}，换入${fresh}。`;
}

/** Titles of what stands on leaves, in order: for a person who checks them. `titles` are by flow. */
export function titlesOn(leaves: readonly Leaf[], titles: ReadonlyMap<string, string>): string[] {
  const flows = leaves.flatMap(({ recto, verso }) => [recto.flow, verso.flow]);
  return [...new Set(flows.flatMap((flow) => (flow === null ? [] : (titles.get(flow) ?? []))))];
}

/** What the kit saves: the new book's leaves without those to print and the sheet itself; negative where it costs more. */
export function countSaved({ newLeaves, printed }: LeafPlan, sheetLeaves: number): number {
  return newLeaves - printed - sheetLeaves;
}
