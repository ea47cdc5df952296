/** Decides which file each character of a role is drawn from: a face of the role's stack, and a layer of that face. */
import { isMark, isVariationSelector, needsNoGlyph } from './characters.ts';
import type { BookFonts, Face, FaceStack } from './faces.ts';
import type { Coverage } from './inspect-face.ts';

/** One font file to be made. */
export interface SubsetPlan {
  face: Face;
  layer: number;
  /** What its character map will hold, in order. No two may come out as one glyph. */
  mapped: number[];
  /** What the browser shall ask it for: `mapped`, and characters that show nothing. */
  served: number[];
}

const space = 0x20;

/**
 * Plans a role's files; each character from the first face that has it. Characters that no face has are left out
 * (they have been diagnosed). The first file always has the space: CSS takes the line's metrics from the face that does.
 */
export function planSubsets(stack: FaceStack, coverage: BookFonts['coverage'], characters: Set<number>): SubsetPlan[] {
  const faces = stack.faces.map((face) => ({ face, ...coverage.get(face.hash)! }));
  const plans: SubsetPlan[] = [];
  const planFor = (face: Face, layer: number) => {
    const known = plans.find((plan) => plan.face === face && plan.layer === layer);
    if (known !== undefined) return known;
    const plan: SubsetPlan = { face, layer, mapped: [], served: [] };
    plans.push(plan);
    return plan;
  };
  const companions: number[] = [];
  const unseen: number[] = [];
  for (const codePoint of [...new Set([space, ...characters])].sort((a, b) => a - b)) {
    const found = faces.find(({ has }) => has(codePoint));
    if (isMark(codePoint) || isVariationSelector(codePoint)) companions.push(codePoint);
    else if (isUnseen(codePoint) || (found === undefined && needsNoGlyph(codePoint))) unseen.push(codePoint);
    else if (found !== undefined) {
      const plan = planFor(found.face, found.layerOf(codePoint));
      plan.mapped.push(codePoint);
      plan.served.push(codePoint);
    }
  }
  for (const codePoint of companions) {
    // A mark whose base is drawn from another face (which has been diagnosed), or that has none.
    const found = faces.find(({ has }) => has(codePoint));
    if (found && !plans.some(({ face }) => coverage.get(face.hash)!.has(codePoint))) planFor(found.face, 0);
  }
  addCompanions(plans, coverage, companions);
  const ordered = sortPlans(plans, stack);
  ordered[0]?.served.push(...unseen);
  return ordered;
}

/** The characters that a face has glyphs for, variation selectors apart. */
export function drawnBy({ has }: Pick<Coverage, 'has'>, characters: Set<number>): Set<number> {
  const drawn = [space, ...characters].filter((codePoint) => has(codePoint) && !isUnseen(codePoint));
  return new Set(drawn);
}

const isUnseen = (codePoint: number): boolean => needsNoGlyph(codePoint) && !isSpace(codePoint);

/** Characters that are white, and yet have a width that the face may set (U+3000 beside U+0020). */
function isSpace(codePoint: number): boolean {
  return /^\p{Zs}$/u.test(String.fromCodePoint(codePoint));
}

/**
 * Marks and variation selectors go wherever the character before them may be: the browser takes a cluster from one
 * file or not at all. They are in layer 0 of every face (layer-characters.ts puts them first).
 */
function addCompanions(plans: SubsetPlan[], coverage: BookFonts['coverage'], companions: number[]): void {
  for (const plan of plans) {
    const { has, layerOf, selectors } = coverage.get(plan.face.hash)!;
    for (const codePoint of companions) {
      const known = isVariationSelector(codePoint)
        ? selectors.has(codePoint)
        : has(codePoint) && layerOf(codePoint) === plan.layer;
      if (known) plan.mapped.push(codePoint);
      if (known || isVariationSelector(codePoint)) plan.served.push(codePoint);
    }
  }
}

function sortPlans(plans: SubsetPlan[], { faces }: FaceStack): SubsetPlan[] {
  const rank = ({ face }: SubsetPlan) => faces.indexOf(face);
  return plans.sort((a, b) => rank(a) - rank(b) || a.layer - b.layer);
}
