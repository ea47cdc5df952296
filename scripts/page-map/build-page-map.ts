/**
 * The page map: which page of the printed book shows what, on which side, under which folio. A pure function of the
 * book and its paginated flows; contents, folios, running heads, PDF labels and page lists all come from it.
 */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { romanNumeral } from '../lib/roman-numeral.ts';
import { pieceId } from '../model/piece-id.ts';
import type { Book, Grid, PageEntry, PageMap, PaginatedFlow, Report, ReportEntry } from '../model/types.ts';
import { type Allotment, allotmentsOf, reportsOf } from './allotments.ts';
import { noticeOf, reservedWords } from './notices.ts';

/** A page before its place in the book is known. */
type Draft = Pick<PageEntry, 'kind'> & Partial<PageEntry>;

const emptyPage = {
  label: null,
  folio: null,
  printedFolio: null,
  runningHead: null,
  flow: null,
  flowPage: null,
  notice: null,
  start: null,
  end: null,
  marks: [],
  notes: [],
} satisfies Partial<PageEntry>;

/**
 * Lays the book out page by page. `flows` holds the reports', front and back pieces' and the contents' pages by id;
 * without `contents` the map has the right folios of the body and lacks the contents' pages.
 */
export function buildPageMap(
  book: Book,
  flows: Map<string, PaginatedFlow>,
  grid: Grid,
): { map: PageMap; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const { drafts: body, reports } = layOutReports(book, flows, diagnostics);
  const front = layOutFront(book, flows);
  const back = layOutBack(book, flows, body);
  const pages = [...front, ...body, ...back].map((draft, i): PageEntry => {
    const sheet = i + 1;
    return { ...emptyPage, ...draft, sheet, side: sheet % 2 === 1 ? 'recto' : 'verso' };
  });
  for (const page of pages) page.runningHead = runningHeadOf(page, book, reports);
  const sheetOf = (folio: number) => pages.find((page) => page.folio === folio)!.sheet;
  const map: PageMap = {
    format: 1,
    slug: book.manifest.slug,
    title: book.manifest.title,
    numbering: book.manifest.numbering,
    grid,
    reports: reports.map((report) => ({ ...report, sheet: sheetOf(report.start) })),
    pages,
  };
  return { map, diagnostics };
}

/** Cover and its blank back, i title page, ii imprint, front pieces, contents; padded so that page 1 is a recto. */
function layOutFront(book: Book, flows: Map<string, PaginatedFlow>): Draft[] {
  const pieces = book.front.flatMap((piece) => textPages(pieceId('front', piece), flows));
  const contents = (flows.get('contents')?.pages ?? []).map(
    ({ html }, i): Draft => ({ kind: 'contents', flow: 'contents', flowPage: i, ...firstEntryOf(html) }),
  );
  const numbered: Draft[] = [{ kind: 'title' }, { kind: 'imprint' }, ...pieces, ...contents];
  if (numbered.length % 2 === 1) numbered.push({ kind: 'blank' });
  const labelled = numbered.map((page, i): Draft => {
    const label = romanNumeral(i + 1);
    const prints = page.kind === 'text' || page.kind === 'contents';
    return { ...page, label, printedFolio: prints ? `— ${label} —` : null };
  });
  return [{ kind: 'cover' }, { kind: 'blank' }, ...labelled];
}

/** Lines of the contents are known by their links, whatever template made them. */
function firstEntryOf(html: string): Pick<Draft, 'firstEntry'> {
  const firstEntry = /href="#report-([^"]+)"/.exec(html)?.[1];
  return firstEntry === undefined ? {} : { firstEntry };
}

/** Front and back pieces, from their flow. */
function textPages(id: string, flows: Map<string, PaginatedFlow>): Draft[] {
  return (flows.get(id)?.pages ?? []).map(({ start, end, marks, notes }, i) => ({
    kind: 'text',
    flow: id,
    flowPage: i,
    start,
    end,
    marks,
    notes,
  }));
}

function layOutReports(book: Book, flows: Map<string, PaginatedFlow>, diagnostics: Diagnostic[]) {
  const allotments = allotmentsOf(book);
  const drafts: Draft[] = [];
  const reports: ReportEntry[] = [];
  let next = 1;
  for (const report of reportsOf(book)) {
    const allotment = allotments.get(report.id);
    const first = allotment?.first ?? next;
    // A folio's parity is its side everywhere: where the numbers jump, an unnumbered blank keeps it.
    if (drafts.length % 2 !== (first - 1) % 2) drafts.push({ kind: 'blank' });
    const pages = layOutReport(report, allotment, flows.get(report.id), book.manifest.missing);
    if (report.status !== 'complete' && allotment?.last === null) {
      diagnostics.push(
        diagnose('last-page-unknown', { title: report.title, first, status: report.status }, report.place),
      );
    }
    drafts.push(...pages.map((page, i) => ({ ...page, flow: report.id, ...numberOf(page, first + i, allotment) })));
    next = first + pages.length;
    reports.push(reportEntry(report, first, pages, allotment, flows.get(report.id)));
  }
  return { drafts, reports };
}

/** A page's number: its folio, or, beyond the allotment, the last one's with a number of its own (6-1). */
function numberOf(page: Draft, place: number, allotment: Allotment | undefined): Partial<PageEntry> {
  const last = allotment?.last ?? null;
  const isInserted = last !== null && place > last;
  const label = isInserted ? `${last}-${place - last}` : String(place);
  return { folio: isInserted ? null : place, label, printedFolio: page.kind === 'blank' ? null : `— ${label} —` };
}

/** The pages of one report: its text or notice, then what its allotment has left, reserved or blank. */
function layOutReport(
  report: Report,
  allotment: Allotment | undefined,
  flow: PaginatedFlow | undefined,
  missing: 'reserve' | 'notice',
): Draft[] {
  const notice = noticeOf(report, allotment) || null;
  const text: Draft[] = flow ? textPages(report.id, new Map([[report.id, flow]])) : [];
  if (notice) text[text.length - 1]!.notice = notice;
  if (report.status === 'missing') text[0]!.kind = 'notice';
  const left = allotment?.last ? allotment.last - allotment.first + 1 - text.length : 0;
  const rest: Draft = report.status === 'complete' ? { kind: 'blank' } : { kind: 'reserved', notice: reservedWords };
  // What goes beyond the allotment is inserted as whole leaves, so that the sides of all later pages stay.
  const inserted = left < 0 ? -left : 0;
  if (inserted % 2 === 1) text.push({ kind: 'blank' });
  const keepsRest = report.status !== 'missing' || missing === 'reserve';
  return [...text, ...Array.from({ length: keepsRest ? Math.max(0, left) : 0 }, () => rest)];
}

function reportEntry(
  report: Report,
  start: number,
  pages: Draft[],
  allotment: Allotment | undefined,
  flow: PaginatedFlow | undefined,
): ReportEntry {
  const end = allotment?.last ?? null;
  const inserted = end === null ? 0 : Math.max(0, start + pages.length - 1 - end);
  const own = pages.slice(0, pages.length - inserted);
  const shown = own.findLastIndex((page) => page.kind === 'text' || page.kind === 'notice');
  return {
    id: report.id,
    number: report.number,
    title: report.title,
    part: report.part,
    status: report.status,
    start,
    end: start + own.length - 1,
    lastText: start + shown,
    inserted,
    lock: report.lock,
    adjustments: flow?.adjustments ?? [],
    sheet: 0,
  };
}

/** Back pieces go on with the folios of the body: after the original's last page, where that is known. */
function layOutBack(book: Book, flows: Map<string, PaginatedFlow>, body: Draft[]): Draft[] {
  const { numbering, lastPage } = book.manifest;
  const last = (numbering === 'locked' && lastPage) || (body.findLast((page) => page.folio)?.folio ?? 0);
  const pieces = book.back.flatMap((piece) => textPages(pieceId('back', piece), flows));
  const blank: Draft[] = pieces.length > 0 && body.length % 2 !== last % 2 ? [{ kind: 'blank' }] : [];
  const numbered = pieces.map((page, i) => ({
    ...page,
    folio: last + i + 1,
    label: String(last + i + 1),
    printedFolio: `— ${last + i + 1} —`,
  }));
  return [...blank, ...numbered];
}

/** The verso holds the higher level, book and part; the recto the report. None on a report's first page. */
function runningHeadOf(page: PageEntry, book: Book, reports: ReportEntry[]): string | null {
  if (page.kind === 'reserved' || (page.kind === 'text' && page.flowPage !== 0)) {
    const entry = reports.find((report) => report.id === page.flow);
    if (!entry) return book.manifest.title;
    const report = reportsOf(book)[entry.number - 1]!;
    return page.side === 'verso' ? `${book.manifest.title}　${report.part}` : report.shortTitle;
  }
  return null;
}
