/**
 * The reference engine: the whole book as one document, paginated by pagedjs-cli's own Printer on our browser. Slower
 * than one flow a report and growing with the book; its pages, before locks and blanks, are those of the other engine.
 */

import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { fail } from '../diagnostics/catalogue.ts';
import { gridProperties } from '../lib/grid-css.ts';
import { rootFolder } from '../lib/package-folder.ts';
import { adjustmentsOf, type FitState, type Fitted, fitSteps, noFit } from './fit.ts';
import type { FlowResult } from './in-page/main.ts';
import type { WholeBookSettings } from './in-page/whole-book.ts';
import { inPageBundle } from './in-page-bundle.ts';
import { pageRule } from './page-css.ts';
import {
  allottedPages,
  collect,
  type FlowTask,
  outcomeOf,
  type PaginateContext,
  type Pagination,
} from './paginate-flows.ts';

declare global {
  interface Window {
    huibianBook: { read(): { results: Record<string, FlowResult>; complaints: string[] } };
  }
}

/** Paginates all flows in one document; where reports overflow, again with their next step of fit. */
export async function paginateWholeBook(tasks: FlowTask[], context: PaginateContext): Promise<Pagination> {
  const steps = fitSteps(context.fit);
  const fitted = new Map<string, Fitted>();
  let states = new Map(tasks.map(({ flow }) => [flow.id, noFit]));
  for (let round = 0; ; round += 1) {
    const results = await renderBook(tasks, states, context);
    const over = tasks.filter(
      (task) => results[task.flow.id]!.pages.length > (allottedPages(task) ?? Number.POSITIVE_INFINITY),
    );
    for (const task of tasks) {
      const { id } = task.flow;
      const step = round === 0 ? undefined : steps[round - 1];
      record(fitted, id, results[id]!, states.get(id)!, step?.step, !over.includes(task));
    }
    if (over.length === 0 || round === steps.length) break;
    states = new Map(
      [...states].map(([id, state]) => [id, over.some((t) => t.flow.id === id) ? steps[round]!.state : state]),
    );
  }
  return collect(tasks.map((task) => outcomeOf(task, fitted.get(task.flow.id)!, context.grid)));
}

/** Keeps a flow's pages, and the step that changed them; an overflow that no step cures keeps the unfitted pages. */
function record(
  fitted: Map<string, Fitted>,
  id: string,
  result: FlowResult,
  state: FitState,
  step: Fitted['adjustments'][number]['step'] | undefined,
  fits: boolean,
): void {
  const before = fitted.get(id);
  if (before?.fits) return;
  const adjustments = [...(before?.adjustments ?? [])];
  if (before && step) {
    const pagesBefore = adjustments.at(-1)?.pagesAfter ?? before.result.pages.length;
    adjustments.push(...adjustmentsOf(step, state, result, pagesBefore));
  }
  fitted.set(id, fits || !before ? { result, adjustments, state, fits } : { ...before, adjustments });
}

async function renderBook(
  tasks: FlowTask[],
  states: Map<string, FitState>,
  context: PaginateContext,
): Promise<Record<string, FlowResult>> {
  const Printer = await loadPrinter();
  const script = path.join(tmpdir(), `huibian-${randomUUID()}.js`);
  await writeFile(script, await inPageBundle('whole-book'), { mode: 0o600 });
  const browser = await context.browser();
  const printer = new Printer({
    browserEndpoint: browser.wsEndpoint(),
    additionalScripts: [script],
    closeAfter: false,
  });
  try {
    const page: Page = await printer.render({ html: await wholeBookHtml(tasks, states, context) });
    const { results, complaints } = await page.evaluate(() => window.huibianBook.read());
    await page.close();
    if (complaints[0]) fail('pagination-complaint', { title: '*', complaint: complaints[0] });
    return results;
  } finally {
    await printer.browser?.disconnect();
    await rm(script, { force: true });
  }
}

/** Puppeteer looks for settings, which are programs, from the folder where we are upwards: from our own, meanwhile. */
async function loadPrinter() {
  const here = process.cwd();
  process.chdir(rootFolder);
  try {
    return (await import('pagedjs-cli')).default;
  } finally {
    process.chdir(here);
  }
}

/** The whole book as one HTML document, as pagedjs-cli or a plain browser takes it. */
export async function wholeBookHtml(
  tasks: FlowTask[],
  states: Map<string, FitState>,
  context: Pick<PaginateContext, 'grid' | 'language' | 'fontCss' | 'textCss' | 'pagedCss'>,
): Promise<string> {
  const { grid } = context;
  const settings: WholeBookSettings = {
    pitch: grid.pitch,
    pageHeight: grid.typeHeight,
    pageChars: grid.measure * grid.lines,
    width: grid.typeWidth,
    pageCap: tasks.reduce((sum, { flow }) => sum + 30 + Math.ceil(flow.html.length / 60), 0),
    fits: Object.fromEntries(states),
  };
  const sections = tasks.map(({ flow }) => {
    const lines = states.get(flow.id)!.extraLines;
    const taller = lines > 0 ? ` data-taller="${lines * grid.pitch}"` : '';
    return `<section data-flow="${flow.id}"${taller}>${flow.html}</section>`;
  });
  return (
    `<!doctype html><html lang="${context.language}"><head><meta charset="utf-8">` +
    `<style data-pagedjs-ignore>${await context.fontCss()}</style>` +
    `<style>${pageRule(grid, 0)}\n${gridProperties(grid)}${context.textCss}\n${context.pagedCss}</style>` +
    `</head><body>${sections.join('\n')}<script type="application/json" id="huibian-settings">${JSON.stringify(settings)}</script></body></html>`
  );
}
