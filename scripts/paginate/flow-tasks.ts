/** What there is to paginate: reports, front and back pieces; and, once folios are known, the contents. */
import type { Templates } from '../lib/templates.ts';
import type { Book, Grid, Manuscript, PageMap, Report, TypesetText } from '../model/types.ts';
import { type Allotment, allotmentsOf, reportsOf } from '../page-map/allotments.ts';
import { contentsOf } from '../page-map/contents-entries.ts';
import { noticeOf } from '../page-map/notices.ts';
import { pieceBlock, type TitleBlock, titleBlock } from '../typeset/title-block.ts';
import { flowOf } from './flow-html.ts';
import type { FlowTask } from './paginate-flows.ts';

/** Tasks of all reports, front and back pieces; a report without manuscript is a notice under its title. */
export function flowTasks(book: Book, texts: Map<string, TypesetText>, templates: Templates, grid: Grid): FlowTask[] {
  const allotments = allotmentsOf(book);
  const piece =
    (kind: string) =>
    (manuscript: Manuscript, i: number): FlowTask => ({
      flow: flowOf(texts.get(`${kind}-${i + 1}`)!, headOf(pieceBlock(manuscript)), grid),
      allotment: null,
      place: { file: manuscript.file },
    });
  return [
    ...book.front.map(piece('front')),
    ...reportsOf(book).map((report) => reportTask(report, allotments.get(report.id), texts, templates, grid)),
    ...book.back.map(piece('back')),
  ];
}

/** A piece without a title is printed without its byline too. */
const headOf = (block: TitleBlock): TitleBlock | null => (block.titleLines.length > 0 ? block : null);

function reportTask(
  report: Report,
  allotment: Allotment | undefined,
  texts: Map<string, TypesetText>,
  templates: Templates,
  grid: Grid,
): FlowTask {
  const notice = noticeOf(report, allotment);
  const text = texts.get(report.id);
  const { titleLines } = titleBlock(report);
  const flow = text
    ? flowOf(text, titleBlock(report), grid, notice)
    : { id: report.id, title: report.title, html: templates.render('print/missing.hbs', { titleLines, notice }) };
  const bounded = allotment && allotment.last !== null ? { first: allotment.first, last: allotment.last } : null;
  return { flow, allotment: bounded, place: report.place };
}

/** Entries of a part that stay on one page of the contents. */
const shortPart = 10;

/** The contents, with the folios of the page map. */
export function contentsTask(map: PageMap, templates: Templates): FlowTask {
  const parts = contentsOf(map).map(({ title, entries }) => ({
    title,
    // A short part is not broken over two pages.
    together: entries.length <= shortPart,
    entries: entries.map((entry) => ({ ...entry, anchor: `report-${entry.id}` })),
  }));
  return {
    flow: { id: 'contents', title: '目录', html: templates.render('print/contents.hbs', { parts }) },
    allotment: null,
  };
}
