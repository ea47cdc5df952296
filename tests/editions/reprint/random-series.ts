/** Books that change from edition to edition at random, laid out by the program's own page map. */
import fc from 'fast-check';
import type { PhysicalPage } from '../../../scripts/editions/reprint/leaves.ts';
import { computeGrid } from '../../../scripts/model/grid.ts';
import { manifestSchema } from '../../../scripts/model/manifest-schema.ts';
import type {
  Book,
  FlowPage,
  Manuscript,
  PageEntry,
  PaginatedFlow,
  Report,
  ReportStatus,
} from '../../../scripts/model/types.ts';
import { buildPageMap } from '../../../scripts/page-map/build-page-map.ts';

export interface ReportState {
  id: string;
  title: string;
  status: ReportStatus;
  /** One number a page of its flow: another number is another text. */
  pages: number[];
  /** Pages of its allotment in a locked book. */
  allotted: number;
}

export interface BookState {
  numbering: 'locked' | 'flowing';
  missing: 'reserve' | 'notice';
  first: number;
  draft: boolean;
  imprint: number;
  front: number[][];
  back: number[][];
  contents: number[];
  reports: ReportState[];
}

const texts = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });

const reportState = fc
  .record({
    status: fc.constantFrom<ReportStatus>('complete', 'complete', 'partial', 'missing'),
    pages: texts,
    spare: fc.nat(2),
  })
  .map(({ status, pages, spare }): Omit<ReportState, 'id' | 'title'> => {
    const shown = status === 'missing' ? [0] : pages;
    return { status, pages: shown, allotted: pages.length + spare };
  });

export const firstStates: fc.Arbitrary<BookState> = fc
  .record({
    numbering: fc.constantFrom<BookState['numbering']>('locked', 'flowing'),
    missing: fc.constantFrom<BookState['missing']>('reserve', 'notice'),
    first: fc.integer({ min: 1, max: 3 }),
    draft: fc.boolean(),
    front: fc.array(texts, { maxLength: 2 }),
    back: fc.array(texts, { maxLength: 2 }),
    contents: texts,
    reports: fc.array(reportState, { minLength: 1, maxLength: 7 }),
  })
  .map((state) => ({
    ...state,
    imprint: 0,
    reports: state.reports.map((report, i) => ({ ...report, id: `r${i + 1}`, title: `第${i + 1}篇` })),
  }));

/** One change; `at` picks what it changes. */
export type Edit = { at: number; text: number } & {
  kind:
    | 'correct'
    | 'grow'
    | 'shrink'
    | 'arrive'
    | 'remove'
    | 'add'
    | 'retitle'
    | 'front'
    | 'contents'
    | 'back'
    | 'final';
};

const kinds = [
  'correct',
  'correct',
  'grow',
  'shrink',
  'arrive',
  'remove',
  'add',
  'retitle',
  'front',
  'contents',
  'back',
  'final',
] as const;

const edits: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: fc.nat(999),
  text: fc.integer({ min: 10, max: 999 }),
});

/** Editions one after the other; each has at least one edit. */
export const series = fc
  .tuple(firstStates, fc.array(fc.array(edits, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 4 }))
  .map(([first, rounds]) => {
    const states = [first];
    for (const [i, round] of rounds.entries())
      states.push(round.reduce(applyEdit, { ...states.at(-1)!, imprint: i + 1 }));
    return states;
  });

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
const setAt = <T>(list: readonly T[], at: number, item: T): T[] =>
  list.map((one, i) => (i === at % list.length ? item : one));

function applyEdit(state: BookState, { kind, at, text }: Edit): BookState {
  const report = pick(state.reports, at);
  const change = (changed: Partial<ReportState>): BookState => ({
    ...state,
    reports: setAt(state.reports, at, { ...report, ...changed }),
  });
  const resize = (pages: number[]) => (text % 2 ? [...pages, text] : pages.length > 1 ? pages.slice(0, -1) : [text]);
  switch (kind) {
    case 'correct':
      return report.status === 'missing' ? state : change({ pages: setAt(report.pages, text, text) });
    case 'grow':
      return report.status === 'missing'
        ? state
        : change({ pages: [...report.pages, ...Array(1 + (text % 3)).fill(text)] });
    case 'shrink':
      return change({ pages: report.pages.slice(0, 1 + (text % report.pages.length)) });
    case 'arrive':
      return change({ status: 'complete', pages: Array.from({ length: 1 + (text % 4) }, (_, i) => text + i) });
    case 'remove':
      return state.reports.length === 1 ? state : { ...state, reports: state.reports.filter((one) => one !== report) };
    case 'add': {
      const fresh: ReportState = {
        id: `n${text}`,
        title: `新增${text}`,
        status: 'complete',
        pages: [text, text + 1],
        allotted: 2,
      };
      if (state.reports.some(({ id }) => id === fresh.id)) return state;
      const place = text % 2 ? state.reports.length : at % state.reports.length;
      return { ...state, reports: [...state.reports.slice(0, place), fresh, ...state.reports.slice(place)] };
    }
    case 'retitle':
      return change({ title: `改题${text}` });
    case 'front':
      return { ...state, front: state.front.length ? setAt(state.front, at, resize(pick(state.front, at))) : [[text]] };
    case 'back':
      return { ...state, back: state.back.length ? setAt(state.back, at, resize(pick(state.back, at))) : [[text]] };
    case 'contents':
      return { ...state, contents: resize(state.contents) };
    case 'final':
      return { ...state, draft: false };
  }
}

const title = '经验材料汇编';

/** The book as paper shows it, page by page. */
export function pagesOf(state: BookState): PhysicalPage[] {
  const book = bookOf(state);
  const flows = flowsOf(state);
  const grid = computeGrid(book.manifest.page)!;
  const { map } = buildPageMap(book, flows, grid);
  return map.pages.map((page) => ({
    sheet: page.sheet,
    kind: page.kind,
    label: page.label,
    flow: page.flow,
    digest: digestOf(page, state),
  }));
}

function digestOf(page: PageEntry, state: BookState): string {
  if (page.kind === 'blank') return 'blank';
  const text = {
    cover: 'cover',
    title: `title ${state.imprint}`,
    imprint: `imprint ${state.imprint}`,
  }[page.kind as string];
  const shown = text ?? textsOf(state, page.flow!)[page.flowPage ?? -1] ?? '';
  const owner = page.flow?.startsWith('front') || page.flow?.startsWith('back') ? '' : page.flow;
  const mark = state.draft && page.printedFolio !== null;
  return JSON.stringify([owner, shown, page.notice, page.runningHead, page.printedFolio, mark]);
}

function textsOf({ reports, front, back, contents }: BookState, flow: string): number[] {
  if (flow === 'contents') return contents;
  const [, kind, number] = /^(front|back)-(\d+)$/.exec(flow) ?? [];
  if (kind) return (kind === 'front' ? front : back)[Number(number) - 1]!;
  return reports.find(({ id }) => id === flow)!.pages;
}

function bookOf({ numbering, missing, first, draft, reports, front, back }: BookState): Book {
  const manuscript = (file: string): Manuscript => ({
    file,
    frontMatter: { status: 'complete' },
    body: '',
    bodyLine: 1,
  });
  let lock = first;
  const listed = reports.map((report, i): Report => {
    const own = numbering === 'locked' ? lock : null;
    lock += report.allotted;
    return {
      id: report.id,
      number: i + 1,
      title: report.title,
      titleLines: [report.title],
      shortTitle: report.title,
      part: '第一部分',
      lock: own,
      manuscript: report.status === 'missing' ? null : manuscript(`${report.id}.md`),
      status: report.status,
      place: { file: 'book.yaml' },
    };
  });
  const manifest = manifestSchema.parse({
    slug: 'book',
    title,
    identifier: 'urn:uuid:00000000-0000-4000-8000-000000000000',
    issued: '2024-08-01',
    state: draft ? 'draft' : 'final',
    numbering,
    missing,
    overflow: 'insert',
    ...(numbering === 'locked' && { lastPage: lock - 1 }),
    parts: [{ title: '第一部分', reports: listed.map(({ id, title }) => ({ id, title })) }],
  });
  return {
    dir: 'book',
    manifest,
    parts: [{ title: '第一部分', reports: listed }],
    front: front.map((_, i) => manuscript(`${i + 1}.md`)),
    back: back.map((_, i) => manuscript(`${i + 1}.md`)),
    emendations: [],
    texts: {},
  };
}

function flowsOf(state: BookState): Map<string, PaginatedFlow> {
  return new Map([
    ['contents', flowOf('contents', state.contents.length)],
    ...state.reports.map((report) => [report.id, flowOf(report.id, report.pages.length)] as const),
    ...state.front.map((pages, i) => [`front-${i + 1}`, flowOf(`front-${i + 1}`, pages.length)] as const),
    ...state.back.map((pages, i) => [`back-${i + 1}`, flowOf(`back-${i + 1}`, pages.length)] as const),
  ]);
}

function flowOf(id: string, count: number): PaginatedFlow {
  const place = (page: number) => ({ block: page, offset: 0, char: page * 100 });
  const pages = Array.from({ length: count }, (_, i): FlowPage => {
    return { html: `<p>${id}</p>`, notesHtml: '', start: place(i), end: place(i + 1), marks: [], notes: [] };
  });
  return { id, pages, adjustments: [], lastPageLines: 20 };
}
