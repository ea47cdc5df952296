/**
 * The bounded fit of a report that is longer than its pages: in a fixed order and within the manifest's limits, short
 * last lines are pulled in, the space before headings shrinks, a page gets a line more. Size and leading never change.
 */
import type { Manifest } from '../model/manifest-schema.ts';
import type { Adjustment } from '../model/types.ts';
import type { FlowResult } from './in-page/main.ts';

/** How far a flow is fitted. */
export interface FitState {
  /** pt, 0 or negative. */
  tracking: number;
  /** Lines before a heading. */
  headingSpace: number;
  /** Lines more a page. */
  extraLines: number;
}

export const noFit: FitState = { tracking: 0, headingSpace: 1, extraLines: 0 };

/** The steps that the manifest allows, each with all that went before. */
export function fitSteps({
  tracking,
  headingSpace,
  extraLines,
}: Manifest['fit']): { step: Adjustment['step']; state: FitState }[] {
  const steps: { step: Adjustment['step']; state: FitState }[] = [];
  let state = noFit;
  const add = (step: Adjustment['step'], change: Partial<FitState>) => {
    state = { ...state, ...change };
    steps.push({ step, state });
  };
  const limit = Number.parseFloat(tracking);
  if (limit < 0) add('tracking', { tracking: limit });
  if (headingSpace > 0) add('heading-space', { headingSpace: 1 - headingSpace });
  for (let lines = 1; lines <= extraLines; lines += 1) add('extra-line', { extraLines: lines });
  return steps;
}

/** A flow's pages under the first state that fits, with every step it took; the unfitted pages where none does. */
export interface Fitted {
  result: FlowResult;
  adjustments: Adjustment[];
  state: FitState;
  fits: boolean;
}

/**
 * Paginates until the flow has at most `allotted` pages. Without an allotment the first pages are the last word.
 */
export async function fitFlow(
  allotted: number | null,
  limits: Manifest['fit'],
  paginate: (state: FitState) => Promise<FlowResult>,
): Promise<Fitted> {
  const plain = await paginate(noFit);
  if (allotted === null || plain.pages.length <= allotted)
    return { result: plain, adjustments: [], state: noFit, fits: true };
  const adjustments: Adjustment[] = [];
  let last = plain;
  for (const { step, state } of fitSteps(limits)) {
    const result = await paginate(state);
    adjustments.push(...adjustmentsOf(step, state, result, last.pages.length));
    last = result;
    if (result.pages.length <= allotted) return { result, adjustments, state, fits: true };
  }
  return { result: plain, adjustments, state: noFit, fits: false };
}

/** What a step did, for the report: none where it found neither a short line nor a heading, and changed nothing. */
export function adjustmentsOf(
  step: Adjustment['step'],
  state: FitState,
  { tightened, spaced, pages }: FlowResult,
  pagesBefore: number,
): Adjustment[] {
  const amount = {
    tracking: tightened.length,
    'heading-space': Math.round((1 - state.headingSpace) * 1000) / 1000,
    'extra-line': state.extraLines,
  };
  if ((step === 'tracking' && tightened.length === 0) || (step === 'heading-space' && spaced === 0)) return [];
  const blocks = step === 'tracking' ? { blocks: tightened } : {};
  return [{ step, amount: amount[step], ...blocks, pagesBefore, pagesAfter: pages.length }];
}
