/** Pagination: every flow apart, in parallel tabs of one browser, cached by content, fitted to its allotment. */
import type { Browser } from 'puppeteer';
import { diagnose, fail } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { paginationMessages } from '../diagnostics/pagination.ts';
import type { Manifest } from '../model/manifest-schema.ts';
import type { Grid, PaginatedFlow, Place } from '../model/types.ts';
import { type FitState, type Fitted, fitFlow } from './fit.ts';
import type { FlowCache } from './flow-cache.ts';
import type { Flow } from './flow-html.ts';
import type { FlowRequest, FlowResult } from './in-page/main.ts';
import { pagedStyles } from './page-css.ts';
import type { TabHolder } from './tab-holder.ts';

/** A flow with what the manifest asks of it. */
export interface FlowTask {
  flow: Flow;
  /** First and last folio of its allotment; null where it may take as many pages as it needs. */
  allotment: { first: number; last: number } | null;
  /** Pages beyond its allotment are inserted after it, rather than an error. */
  inserts?: boolean;
  place?: Place;
}

export interface PaginateContext {
  browser: () => Promise<Browser>;
  /** One a worker: as many reports are paginated at the same time. */
  tabs: TabHolder[];
  grid: Grid;
  language: string;
  /** @font-face rules with the files inside. */
  fontCss: () => Promise<string>;
  /** file: address of the same as a style sheet. */
  fontSheet: () => Promise<string>;
  textCss: string;
  pagedCss: string;
  fit: Manifest['fit'];
  cache: FlowCache;
  signal: AbortSignal;
  /** Called when a flow is done. */
  done: (flow: Flow, pages: number, cached: boolean) => void;
}

export interface Pagination {
  flows: Map<string, PaginatedFlow>;
  fits: Map<string, FitState>;
  /** What there is to say of each flow. */
  told: Map<string, Diagnostic[]>;
  /** The same, of all flows. */
  diagnostics: Diagnostic[];
}

/**
 * Paginates all flows. Overflows and fits come back as diagnostics; a complaint of Paged.js, a runaway or a time-out
 * throws a DiagnosticError that names the report.
 */
export async function paginateFlows(tasks: FlowTask[], context: PaginateContext): Promise<Pagination> {
  const queue = [...tasks].sort((a, b) => b.flow.length - a.flow.length);
  const found = new Map<string, Outcome>();
  const failures: Diagnostic[] = [];
  const work = async (tab: TabHolder) => {
    for (let task = queue.shift(); task; task = queue.shift()) {
      context.signal.throwIfAborted();
      try {
        found.set(task.flow.id, await paginateTask(task, tab, context));
      } catch (error) {
        // What is wrong with one report is told with what is wrong with the others; a fault of the machine ends it all.
        if (!(error instanceof DiagnosticError) || !error.diagnostics.every((d) => d.code in paginationMessages))
          throw error;
        failures.push(...error.diagnostics);
      }
    }
  };
  await Promise.all(context.tabs.map(work));
  if (failures.length > 0) throw new DiagnosticError(failures);
  return collect(tasks.map(({ flow }) => found.get(flow.id)!));
}

/** Outcomes by flow. */
export function collect(outcomes: Outcome[]): Pagination {
  return {
    flows: new Map(outcomes.map(({ flow }) => [flow.id, flow])),
    fits: new Map(outcomes.map(({ flow, fit }) => [flow.id, fit])),
    told: new Map(outcomes.map(({ flow, diagnostics }) => [flow.id, diagnostics])),
    diagnostics: outcomes.flatMap((outcome) => outcome.diagnostics),
  };
}

async function paginateTask(task: FlowTask, tab: TabHolder, context: PaginateContext): Promise<Outcome> {
  const { flow } = task;
  let cached = true;
  const paginate = async (state: FitState): Promise<FlowResult> => {
    const request = requestOf(flow, state, context);
    const known = await context.cache.get(request);
    if (known) return known;
    cached = false;
    const result = await runInTab(request, flow, tab, task.place);
    await context.cache.put(request, result);
    return result;
  };
  const fitted = await fitFlow(allottedPages(task), context.fit, paginate);
  context.done(flow, fitted.result.pages.length, cached);
  return outcomeOf(task, fitted, context.grid);
}

/** Pages that a task may take; null for as many as it needs. */
export const allottedPages = ({ allotment }: FlowTask): number | null =>
  allotment ? allotment.last - allotment.first + 1 : null;

/** What pagination made of a flow, and what there is to say of it. */
export interface Outcome {
  flow: PaginatedFlow;
  fit: FitState;
  diagnostics: Diagnostic[];
}

/** Reports each step of a fit, or the overflow that no step could cure. */
export function outcomeOf(task: FlowTask, { result, adjustments, state, fits }: Fitted, grid: Grid): Outcome {
  const { flow, allotment } = task;
  const { pages, lastPageLines } = result;
  const allotted = allottedPages(task);
  const diagnostics = fits
    ? adjustments.map(({ step, amount, pagesBefore, pagesAfter }) =>
        diagnose(
          'page-fitted',
          { title: flow.title, step, amount, before: pagesBefore, after: pagesAfter },
          task.place,
        ),
      )
    : [
        diagnose(
          task.inserts ? 'pages-inserted' : 'page-overflow',
          {
            title: flow.title,
            ...allotment!,
            allotted: allotted!,
            needed: pages.length,
            lines: (pages.length - 1 - allotted!) * grid.lines + lastPageLines,
            tried: [...new Set(adjustments.map((a) => a.step))],
          },
          task.place,
        ),
      ];
  return { flow: { id: flow.id, pages, adjustments: fits ? adjustments : [], lastPageLines }, fit: state, diagnostics };
}

function requestOf(flow: Flow, state: FitState, { grid, textCss, pagedCss }: PaginateContext): FlowRequest {
  return {
    html: flow.html,
    css: pagedStyles(grid, textCss, pagedCss, state.extraLines),
    pitch: grid.pitch,
    pageHeight: grid.typeHeight,
    pageChars: grid.measure * grid.lines,
    width: grid.typeWidth,
    fit: { tracking: state.tracking, headingSpace: state.headingSpace },
    // A page of one short table row a line is the emptiest honest page.
    pageCap: 30 + Math.ceil(flow.html.length / 60),
  };
}

/** Runs a flow in a tab, in bounded time: 20 s and one more for every 5,000 characters of HTML. */
async function runInTab(
  request: FlowRequest,
  flow: Flow,
  tab: TabHolder,
  place: Place | undefined,
): Promise<FlowResult> {
  const page = await tab.get();
  const seconds = 20 + Math.ceil(request.html.length / 5000);
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('time-up')), seconds * 1000);
  });
  try {
    const run = page.evaluate((r) => window.huibian.paginate(r), request);
    const result = await Promise.race([run, timeUp]);
    const [complaint] = result.complaints;
    if (complaint) fail('pagination-complaint', { title: flow.title, complaint }, place);
    return result;
  } catch (error) {
    if (!(error instanceof Error) || !/time-up|page-cap/.test(error.message)) throw error;
    const near = await tab.whereabouts();
    tab.discard();
    return fail('pagination-stuck', { title: flow.title, seconds, near }, place);
  } finally {
    clearTimeout(timer);
  }
}
