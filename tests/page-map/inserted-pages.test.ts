/** Pages inserted behind a report that outgrew its allotment: whatever overflows, nothing after it moves. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { computeGrid } from '../../scripts/model/grid.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import type { Book, Manuscript, PageEntry, PaginatedFlow, Report, ReportStatus } from '../../scripts/model/types.ts';
import { buildPageMap } from '../../scripts/page-map/build-page-map.ts';

interface Spec {
  missing: 'reserve' | 'notice';
  first: number;
  knowsLastPage: boolean;
  /** Pages that each report's allotment has, and those that its text takes; a missing one's notice takes one. */
  reports: { status: ReportStatus; allotted: number; pages: number }[];
  back: number;
}

const specs: fc.Arbitrary<Spec> = fc.record({
  missing: fc.constantFrom('reserve', 'notice'),
  first: fc.integer({ min: 1, max: 6 }),
  knowsLastPage: fc.boolean(),
  reports: fc.array(
    fc.record({
      status: fc.constantFrom<ReportStatus>('complete', 'complete', 'partial', 'missing'),
      allotted: fc.integer({ min: 1, max: 4 }),
      pages: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  back: fc.integer({ min: 0, max: 3 }),
});

const manuscript = (file: string, status: 'complete' | 'partial'): Manuscript => ({
  file,
  frontMatter: { status },
  body: '正文。',
  bodyLine: 1,
});

function flowOf(id: string, count: number): PaginatedFlow {
  const place = (page: number) => ({ block: page, offset: 0, char: page * 100 });
  const pages = Array.from({ length: count }, (_, i) => {
    return { html: '', notesHtml: '', start: place(i), end: place(i + 1), marks: [], notes: [] };
  });
  return { id, pages, adjustments: [], lastPageLines: 20 };
}

interface LaidOut {
  pages: PageEntry[];
  reports: { id: string; lock: number; last: number | null; text: number; status: ReportStatus }[];
}

function layOut({ missing, first, knowsLastPage, reports, back }: Spec): LaidOut {
  let next = first;
  const places = reports.map(({ status, allotted, pages }, i) => {
    const lock = next;
    next += allotted;
    const bound = i < reports.length - 1 || knowsLastPage;
    const text = status === 'missing' ? 1 : pages;
    return { id: `r${i + 1}`, lock, last: bound ? next - 1 : null, text, status };
  });
  const entries = places.map(({ id, lock, status }, i): Report => {
    const title = `第${i + 1}篇`;
    return {
      ...{ id, number: i + 1, title, titleLines: [title], shortTitle: title, part: '一、省级', lock, status },
      manuscript: status === 'missing' ? null : manuscript(`${id}.md`, status),
      place: { file: 'book.yaml', line: i + 1, column: 1 },
    };
  });
  const manifest = manifestSchema.parse({
    ...{
      slug: 'book',
      title: '汇编',
      identifier: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      issued: '2024-08-01',
    },
    ...{ numbering: 'locked', overflow: 'insert', missing, ...(knowsLastPage && { lastPage: next - 1 }) },
    parts: [{ title: '一、省级', reports: entries.map(({ id, title, lock }) => ({ id, title, page: lock })) }],
  });
  const book: Book = {
    ...{
      dir: 'book',
      manifest,
      parts: [{ title: '一、省级', reports: entries }],
      front: [],
      emendations: [],
      texts: {},
    },
    back: back > 0 ? [manuscript('afterword.md', 'complete')] : [],
  };
  const flows = [...places.map(({ id, text }) => flowOf(id, text)), flowOf('back-afterword', back)];
  const { map } = buildPageMap(book, new Map(flows.map((flow) => [flow.id, flow])), computeGrid(manifest.page)!);
  return { pages: map.pages, reports: places };
}

const isInserted = ({ label }: PageEntry) => label?.includes('-') ?? false;

function holds(check: (laidOut: LaidOut, spec: Spec) => void): void {
  fc.assert(
    fc.property(specs, (spec) => check(layOut(spec), spec)),
    { numRuns: 300 },
  );
}

test('inserted pages are 6-1, 6-2, … right behind page 6, even in number, without a folio', () => {
  let seen = 0;
  holds(({ pages, reports }) => {
    for (const { id, lock, last, text } of reports) {
      const own = pages.filter((page) => page.flow === id);
      const inserted = own.filter(isInserted);
      const over = last === null ? 0 : Math.max(0, text - (last - lock + 1));
      seen += over;
      const labels = Array.from({ length: over + (over % 2) }, (_, i) => `${last}-${i + 1}`);
      expect(inserted.map(({ label }) => label)).toEqual(labels);
      if (inserted.length === 0) continue;
      const at = pages.findIndex((page) => page.folio === last);
      expect(pages.slice(at + 1, at + 1 + labels.length)).toEqual(inserted);
      expect(inserted.map(({ folio }) => folio)).toEqual(labels.map(() => null));
      // The last of an odd number is a blank, which prints nothing.
      const printed = labels.map((label, i) => (i < over ? `— ${label} —` : null));
      expect(inserted.map(({ printedFolio }) => printedFolio)).toEqual(printed);
    }
  });
  expect(seen).toBeGreaterThan(100);
});

test('leaves of their own after a verso; after a recto, 7-1 backs 7 and 8 backs 7-2', () => {
  holds(({ pages, reports }) => {
    for (const { id, last } of reports) {
      const inserted = pages.filter((page) => page.flow === id && isInserted(page));
      const sides = last! % 2 === 0 ? ['recto', 'verso'] : ['verso', 'recto'];
      expect(inserted.map(({ side }) => side)).toEqual(inserted.map((_, i) => sides[i % 2]));
    }
  });
});

test('nothing after them moves: every report on its lock, every folio on its side, back pieces after the last page', () => {
  holds(({ pages, reports }, { back }) => {
    for (const { id, lock } of reports) expect(pages.find((page) => page.flow === id)?.folio).toBe(lock);
    for (const { folio, side } of pages)
      if (folio) expect([folio, side]).toEqual([folio, folio % 2 ? 'recto' : 'verso']);
    const end = reports.at(-1)!.last ?? pages.findLast((page) => page.flow === reports.at(-1)!.id)!.folio!;
    const own = pages.filter((page) => page.flow === 'back-afterword').map(({ folio }) => folio);
    expect(own).toEqual(Array.from({ length: back }, (_, i) => end + 1 + i));
  });
});

test('taken away, they leave the pages of a book that did not overflow', () => {
  const shown = (page: PageEntry) => [page.label, page.folio, page.side, page.flow, page.printedFolio];
  holds(({ pages }, spec) => {
    const bound = (i: number) => i < spec.reports.length - 1 || spec.knowsLastPage;
    const fitting = spec.reports.map((r, i) => (bound(i) ? { ...r, pages: Math.min(r.pages, r.allotted) } : r));
    const expected = layOut({ ...spec, reports: fitting }).pages.map(shown);
    expect(pages.filter((page) => !isInserted(page)).map(shown)).toEqual(expected);
  });
});

test('labels and folios are unique', () => {
  holds(({ pages }) => {
    for (const key of ['label', 'folio'] as const) {
      const all = pages.map((page) => page[key]).filter((value) => value !== null);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});

test('a partial report that overflows breaks off on its last page of text, and reserves nothing', () => {
  const spec: Spec = {
    ...{ missing: 'reserve', first: 1, knowsLastPage: true, back: 0 },
    reports: [
      { status: 'partial', allotted: 3, pages: 4 },
      { status: 'partial', allotted: 2, pages: 5 },
    ],
  };
  const { pages } = layOut(spec);
  const body = pages.filter(({ flow }) => flow?.startsWith('r'));
  expect(body.map(({ label }) => label)).toEqual(['1', '2', '3', '3-1', '3-2', '4', '5', '5-1', '5-2', '5-3', '5-4']);
  expect(body.filter(({ notice }) => notice).map(({ label }) => label)).toEqual(['3-1', '5-3']);
  expect(body.filter(({ kind }) => kind === 'blank').map(({ label }) => label)).toEqual(['3-2', '5-4']);
});
