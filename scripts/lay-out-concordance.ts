/**
 * 页码对照表 in the pages of a flowing re-issue. It can be written only when all other pages are known, and moves none of
 * them: it is the last piece of the back matter.
 */
import { editionState } from './editions/edition-state.ts';
import { writeConcordance } from './editions/old-pages/concordance.ts';
import { listOldPages } from './editions/old-pages/list-old-pages.ts';
import type { Templates } from './lib/templates.ts';
import type { IssuedEdition } from './model/edition-types.ts';
import { concordanceId } from './model/piece-id.ts';
import type { Book, Grid, TypesetText } from './model/types.ts';
import { buildPageMap } from './page-map/build-page-map.ts';
import { firstLabels, flowTasks } from './paginate/flow-tasks.ts';
import { type PaginateContext, type Pagination, paginateFlows } from './paginate/paginate-flows.ts';
import { typesetManuscript } from './typeset/typeset-book.ts';

/** A book with its flows. */
export interface LaidOut {
  book: Book;
  texts: Map<string, TypesetText>;
  templates: Templates;
  grid: Grid;
  paged: Pagination;
}

/** The same book, and with it the table if pages of the edition before, or of those before that, are called otherwise. */
export async function layOutConcordance(
  laid: LaidOut,
  base: IssuedEdition | null,
  context: PaginateContext,
): Promise<LaidOut> {
  const { book, texts, paged, grid, templates } = laid;
  if (!base || book.manifest.numbering === 'locked') return laid;
  const { map } = buildPageMap(book, paged.flows, grid);
  const manuscript = writeConcordance(listOldPages(base, map, editionState(book, texts, map)));
  if (!manuscript) return laid;
  const { text } = await typesetManuscript(concordanceId, manuscript.frontMatter.title!, manuscript, book.dir);
  const own = {
    book: { ...book, back: [...book.back, manuscript] },
    texts: new Map([...texts, [concordanceId, text]]),
  };
  const tasks = flowTasks({ ...own, templates, grid }, firstLabels(book), new Set([concordanceId]));
  const added = await paginateFlows(tasks, context);
  return {
    ...{ ...laid, ...own },
    paged: {
      flows: new Map([...paged.flows, ...added.flows]),
      fits: new Map([...paged.fits, ...added.fits]),
      told: new Map([...paged.told, ...added.told]),
      diagnostics: [...paged.diagnostics, ...added.diagnostics],
    },
  };
}
