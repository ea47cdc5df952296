/**
 * Pagination of a book whose text names pages of its own. A number may be wider or narrower than the one it was laid out
 * with and so move what it names: flows are laid out again with the numbers of the last page map until every flow prints
 * what the map says, or for so many rounds.
 */
import { diagnose } from '../diagnostics/catalogue.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { PageTarget } from '../model/types.ts';
import { buildPageMap } from '../page-map/build-page-map.ts';
import { pageLabelOf } from '../page-map/page-labels.ts';
import { pageTargetsOf } from '../typeset/page-refs.ts';
import type { PageLabels } from './flow-html.ts';
import { type FlowSources, firstLabels, flowTasks } from './flow-tasks.ts';
import type { FlowTask, Pagination } from './paginate-flows.ts';

/** More than any book needs: each round but the first is for numbers that moved a target over the end of a page. */
const mostRounds = 6;

/**
 * Paginates all flows. After the first round only those are laid out again whose numbers have changed. Numbers that do
 * not settle give `page-refs-unsettled`.
 */
export async function paginateSettled(
  sources: FlowSources,
  paginate: (tasks: FlowTask[]) => Promise<Pagination>,
): Promise<Pagination> {
  const targets = new Map([...sources.texts].map(([id, text]) => [id, pageTargetsOf(text)]));
  const referring = [...targets].filter(([, own]) => own.length > 0);
  let labels = firstLabels(sources.book);
  const printed = new Map(referring.map(([id, own]) => [id, own.map(labels)]));
  const tasks = flowTasks(sources, labels);
  let paged = await paginate(tasks);
  for (let round = 1; referring.length > 0 && !hasErrors(paged.diagnostics); round += 1) {
    labels = labelsOf(sources, paged);
    const stale = referring.filter(([id, own]) => own.some((target, i) => labels(target) !== printed.get(id)![i]));
    if (stale.length === 0) break;
    if (round === mostRounds) return unsettled(paged, stale, labels, printed, tasks);
    for (const [id, own] of stale) printed.set(id, own.map(labels));
    paged = merge(paged, await paginate(flowTasks(sources, labels, new Set(stale.map(([id]) => id)))));
  }
  return paged;
}

/** The numbers of the page map that the flows give. */
function labelsOf({ book, grid }: FlowSources, { flows }: Pagination): PageLabels {
  const { map } = buildPageMap(book, flows, grid);
  return (target) => pageLabelOf(map, target) ?? '0';
}

function merge(all: Pagination, again: Pagination): Pagination {
  const told = new Map([...all.told, ...again.told]);
  return {
    flows: new Map([...all.flows, ...again.flows]),
    fits: new Map([...all.fits, ...again.fits]),
    told,
    diagnostics: [...told.values()].flat(),
  };
}

/** Says of each flow which number it was to print last, and which the pages would then ask for. */
function unsettled(
  paged: Pagination,
  stale: [string, PageTarget[]][],
  labels: PageLabels,
  printed: Map<string, string[]>,
  tasks: FlowTask[],
): Pagination {
  const found = stale.map(([id, own]) => {
    const at = own.findIndex((target, i) => labels(target) !== printed.get(id)![i]);
    const task = tasks.find(({ flow }) => flow.id === id)!;
    const pages = [printed.get(id)![at]!, labels(own[at]!)] as const;
    return diagnose('page-refs-unsettled', { title: task.flow.title, one: pages[0], other: pages[1] }, task.place);
  });
  return { ...paged, diagnostics: [...paged.diagnostics, ...found] };
}
