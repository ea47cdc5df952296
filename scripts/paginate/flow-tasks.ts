/** What there is to paginate: reports, front and back pieces; and, once folios are known, the contents. */
import type { Templates } from '../lib/templates.ts';
import { pieceId } from '../model/piece-id.ts';
import type { Book, Grid, Manuscript, PageMap, Report, TypesetText } from '../model/types.ts';
import { type Allotment, allotmentsOf, reportsOf } from '../page-map/allotments.ts';
import { contentsOf } from '../page-map/contents-entries.ts';
import { noticeOf } from '../page-map/notices.ts';
import { pieceBlock, type TitleBlock, titleBlock } from '../typeset/title-block.ts';
import { type Flow, flowOf, type PageLabels } from './flow-html.ts';
import type { FlowTask } from './paginate-flows.ts';

/** What every flow is made from. */
export interface FlowSources {
  book: Book;
  /** By report id, `front-foreword`, `back-afterword`, … */
  texts: Map<string, TypesetText>;
  templates: Templates;
  grid: Grid;
}

/**
 * Tasks of all reports, front and back pieces, or of those among them whose ids are given; a report without manuscript
 * is a notice under its title. `labels` are the numbers that references to pages print.
 */
export function flowTasks(sources: FlowSources, labels: PageLabels, only?: ReadonlySet<string>): FlowTask[] {
  const { book, texts, grid } = sources;
  const allotments = allotmentsOf(book);
  const isWanted = (id: string) => only?.has(id) ?? true;
  const pieces = (kind: 'front' | 'back', manuscripts: Manuscript[]) =>
    manuscripts.flatMap((manuscript): FlowTask[] => {
      const id = pieceId(kind, manuscript);
      if (!isWanted(id)) return [];
      const flow = flowOf(texts.get(id)!, headOf(pieceBlock(manuscript)), grid, labels);
      return [{ flow, allotment: null, place: { file: manuscript.file } }];
    });
  return [
    ...pieces('front', book.front),
    ...reportsOf(book)
      .filter(({ id }) => isWanted(id))
      .map((report) => reportTask(report, allotments.get(report.id), sources, labels)),
    ...pieces('back', book.back),
  ];
}

/** Before any page is known: the folio of the original, where there is one. */
export function firstLabels(book: Book): PageLabels {
  const allotments = allotmentsOf(book);
  return ({ flow }) => String(allotments.get(flow)?.first ?? 0);
}

/** A piece may have neither title nor byline. */
const headOf = (block: TitleBlock): TitleBlock | null =>
  block.titleLines.length > 0 || [block.date, block.author, block.source].some(Boolean) ? block : null;

function reportTask(
  report: Report,
  allotment: Allotment | undefined,
  { book, texts, templates, grid }: FlowSources,
  labels: PageLabels,
): FlowTask {
  const notice = noticeOf(report, allotment);
  const text = texts.get(report.id);
  const { titleLines } = titleBlock(report);
  const flow = text
    ? flowOf(text, titleBlock(report), grid, labels, notice)
    : finishedFlow(report.id, report.title, templates.render('print/missing.hbs', { titleLines, notice }));
  const bounded = allotment && allotment.last !== null ? { first: allotment.first, last: allotment.last } : null;
  return { flow, allotment: bounded, inserts: book.manifest.overflow === 'insert', place: report.place };
}

/** The contents, with the folios of the page map. */
export function contentsTask(map: PageMap, templates: Templates): FlowTask {
  const parts = contentsOf(map).map(({ title, entries }) => ({
    title,
    // 100 and more do not fit the number's column.
    wide: map.reports.length > 99,
    // A part may break over pages: two entries stand under its heading, and two at the top of the next page.
    entries: entries.map((entry, i) => ({
      ...entry,
      anchor: `report-${entry.id}`,
      holds: i < entries.length - 1 && (i === 0 || i === entries.length - 2),
    })),
  }));
  return {
    flow: finishedFlow('contents', '目录', templates.render('print/contents.hbs', { parts })),
    allotment: null,
  };
}

const finishedFlow = (id: string, title: string, html: string): Flow => ({ id, title, html, length: html.length });
