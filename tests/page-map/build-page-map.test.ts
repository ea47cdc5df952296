/** What holds for the page map of every book, whatever its reports, locks and gaps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeGrid } from '../../scripts/model/grid.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import type { Book, FlowPage, Manuscript, PageEntry, PaginatedFlow, ReportStatus } from '../../scripts/model/types.ts';
import { buildPageMap } from '../../scripts/page-map/build-page-map.ts';
import { contentsOf } from '../../scripts/page-map/contents-entries.ts';

interface ReportSpec {
  status: ReportStatus;
  /** Pages that its flow has; a missing report's has one. */
  pages: number;
  /** Pages that its allotment has besides. */
  spare: number;
  startsPart: boolean;
}

interface BookSpec {
  numbering: 'locked' | 'flowing';
  missing: 'reserve' | 'notice';
  /** Folio of the first report in a locked book. */
  first: number;
  knowsLastPage: boolean;
  reports: ReportSpec[];
  /** Pages of each front and back piece, and of the contents. */
  front: number[];
  back: number[];
  contents: number;
}

/** A report as the specification has it laid out: what the map is measured by. */
interface Expected extends ReportSpec {
  id: string;
  part: string;
  shortTitle: string;
  lock: number | null;
  /** Pages of the original; null where they are not known or do not bind. */
  allotted: number | null;
}

const title = '经验材料汇编';

const reportSpecs: fc.Arbitrary<ReportSpec> = fc
  .record({
    status: fc.constantFrom<ReportStatus>('complete', 'partial', 'missing'),
    pages: fc.integer({ min: 1, max: 5 }),
    spare: fc.integer({ min: 0, max: 5 }),
    startsPart: fc.boolean(),
  })
  .map((report) => (report.status === 'missing' ? { ...report, pages: 1 } : report));

const pieces = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 });

const bookSpecs: fc.Arbitrary<BookSpec> = fc.record({
  numbering: fc.constantFrom('locked', 'flowing'),
  missing: fc.constantFrom('reserve', 'notice'),
  first: fc.integer({ min: 1, max: 6 }),
  knowsLastPage: fc.boolean(),
  reports: fc.array(reportSpecs, { minLength: 1, maxLength: 9 }),
  front: pieces,
  back: pieces,
  contents: fc.integer({ min: 1, max: 4 }),
});

const lockedBooks = bookSpecs.map((spec): BookSpec => ({ ...spec, numbering: 'locked' }));
const flowingBooks = bookSpecs.map((spec): BookSpec => ({ ...spec, numbering: 'flowing' }));

function expectedReports(spec: BookSpec): Expected[] {
  let part = 0;
  let lock = spec.first;
  return spec.reports.map((report, i) => {
    if (report.startsPart || i === 0) part += 1;
    const bound = spec.numbering === 'locked' && (i < spec.reports.length - 1 || spec.knowsLastPage);
    const expected = {
      ...report,
      id: `r${i + 1}`,
      part: `第${part}部分`,
      shortTitle: `短题${i + 1}`,
      lock: spec.numbering === 'locked' ? lock : null,
      allotted: bound ? report.pages + report.spare : null,
    };
    lock += report.pages + report.spare;
    return expected;
  });
}

function manuscript(file: string, status: 'complete' | 'partial' = 'complete'): Manuscript {
  return { file, frontMatter: { status }, body: '正文。', bodyLine: 1 };
}

function makeBook(spec: BookSpec, reports: Expected[]): Book {
  const titles = [...new Set(reports.map(({ part }) => part))];
  const last = reports.at(-1)!;
  const parts = titles.map((part) => ({
    title: part,
    reports: reports.flatMap((report, i) =>
      report.part === part
        ? {
            id: report.id,
            number: i + 1,
            title: `第${i + 1}篇`,
            titleLines: [`第${i + 1}篇`],
            shortTitle: report.shortTitle,
            part,
            lock: report.lock,
            manuscript: report.status === 'missing' ? null : manuscript(`${report.id}.md`, report.status),
            status: report.status,
            place: { file: 'book.yaml', line: i + 1, column: 1 },
          }
        : [],
    ),
  }));
  return {
    dir: 'book',
    manifest: manifestSchema.parse({
      slug: 'book',
      title,
      identifier: 'urn:uuid:00000000-0000-4000-8000-000000000000',
      issued: '2024-08-01',
      numbering: spec.numbering,
      missing: spec.missing,
      ...(last.lock !== null && last.allotted !== null && { lastPage: last.lock + last.allotted - 1 }),
      parts: parts.map((part) => ({
        title: part.title,
        reports: part.reports.map(({ id, title, lock }) => ({ id, title, ...(lock !== null && { page: lock }) })),
      })),
    }),
    parts,
    front: spec.front.map((_, i) => manuscript(`${i + 1}.md`)),
    back: spec.back.map((_, i) => manuscript(`${i + 1}.md`)),
    emendations: [],
    texts: {},
  };
}

function makeFlow(id: string, count: number): PaginatedFlow {
  const place = (page: number) => ({ block: page, offset: 0, char: page * 100 });
  const pages = Array.from(
    { length: count },
    (_, i): FlowPage => ({
      html: `<p>${id}</p>`,
      notesHtml: '',
      start: place(i),
      end: place(i + 1),
      marks: [],
      notes: [],
    }),
  );
  return { id, pages, adjustments: [], lastPageLines: 20 };
}

/** Lays out the book of a spec. */
function layOut(spec: BookSpec) {
  const reports = expectedReports(spec);
  const book = makeBook(spec, reports);
  const flows = [
    makeFlow('contents', spec.contents),
    ...reports.map(({ id, pages }) => makeFlow(id, pages)),
    ...spec.front.map((pages, i) => makeFlow(`front-${i + 1}`, pages)),
    ...spec.back.map((pages, i) => makeFlow(`back-${i + 1}`, pages)),
  ];
  const grid = computeGrid(book.manifest.page)!;
  const { map, diagnostics } = buildPageMap(book, new Map(flows.map((flow) => [flow.id, flow])), grid);
  const isBody = (page: PageEntry) => page.flow !== null && reports.some(({ id }) => id === page.flow);
  return {
    map,
    diagnostics,
    reports,
    folioed: map.pages.filter((page) => page.folio !== null),
    bodyPages: map.pages.filter(isBody),
    pagesOf: (id: string) => map.pages.filter((page) => page.flow === id),
  };
}

type LaidOut = ReturnType<typeof layOut>;

/** Checks every book of a kind. */
function holds(specs: fc.Arbitrary<BookSpec>, check: (laidOut: LaidOut, spec: BookSpec) => void): void {
  fc.assert(
    fc.property(specs, (spec) => check(layOut(spec), spec)),
    { numRuns: 100 },
  );
}

/** Checks every report of a status in every book of a kind, with the pages that it got. */
function holdsForReports(
  specs: fc.Arbitrary<BookSpec>,
  status: ReportStatus,
  check: (pages: PageEntry[], report: Expected) => void,
): void {
  holds(specs, ({ reports, pagesOf }) => {
    for (const report of reports.filter((one) => one.status === status)) check(pagesOf(report.id), report);
  });
}

const reserving = bookSpecs.map((spec): BookSpec => ({ ...spec, missing: 'reserve' }));
const noticing = bookSpecs.map((spec): BookSpec => ({ ...spec, missing: 'notice' }));

/** 1, 2, …, n, from `from`. */
const count = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);

const kindsOf = (pages: PageEntry[]) => pages.map(({ kind }) => kind);

describe('folios and sheets', () => {
  it('sheets are numbered 1 to n, recto and verso in turn', () => {
    holds(bookSpecs, ({ map }) => {
      expect(map.pages.map(({ sheet }) => sheet)).toEqual(count(map.pages.length));
      map.pages.forEach(({ side }, i) => {
        expect(side).toBe(i % 2 === 0 ? 'recto' : 'verso');
      });
    });
  });

  it('folios strictly increase', () => {
    holds(bookSpecs, ({ folioed }) => {
      const folios = folioed.map(({ folio }) => folio);
      expect(folios).toEqual([...new Set(folios)].sort((a, b) => a! - b!));
    });
  });

  it('an odd folio is a recto, an even one a verso', () => {
    holds(bookSpecs, ({ folioed }) => {
      for (const { folio, side } of folioed)
        expect({ folio, side }).toEqual({ folio, side: folio! % 2 ? 'recto' : 'verso' });
    });
  });

  it('folios are consecutive from 1 in a flowing book', () => {
    holds(flowingBooks, ({ folioed }) => {
      expect(folioed.map(({ folio }) => folio)).toEqual(count(folioed.length));
    });
  });

  it('every page of a report shows its folio as — N — unless it is blank', () => {
    holds(bookSpecs, ({ bodyPages }) => {
      for (const { kind, folio, label, printedFolio } of bodyPages) {
        expect(label).toBe(`${folio}`);
        expect(printedFolio).toBe(kind === 'blank' ? null : `— ${folio} —`);
      }
    });
  });

  it('no label stands twice', () => {
    holds(bookSpecs, ({ map }) => {
      const labels = map.pages.flatMap(({ label }) => label ?? []);
      expect(new Set(labels).size).toBe(labels.length);
    });
  });

  it('an unnumbered blank stands in the body only where a jump would break parity', () => {
    holds(bookSpecs, ({ map, bodyPages, folioed }) => {
      const jumps = folioed.slice(1).map((page, i) => ({
        isOdd: (page.folio! - folioed[i]!.folio!) % 2 === 1,
        between: page.sheet - folioed[i]!.sheet - 1,
      }));
      for (const { isOdd, between } of jumps) expect(between).toBe(isOdd ? 0 : 1);
      const blanks = jumps.filter(({ isOdd }) => !isOdd).length;
      const first = map.pages.indexOf(bodyPages[0]!);
      const unnumbered = map.pages.slice(first).filter(({ folio }) => folio === null);
      expect(unnumbered).toHaveLength(blanks);
      for (const page of unnumbered) {
        expect(page).toMatchObject({ kind: 'blank', label: null, printedFolio: null, runningHead: null, flow: null });
      }
    });
  });

  it('no folio is left out where pages are reserved', () => {
    holds(reserving, ({ folioed, reports }) => {
      const start = reports[0]!.lock ?? 1;
      expect(folioed.map(({ folio }) => folio)).toEqual(count(folioed.length, start));
    });
  });
});

describe('front and back', () => {
  it('cover, its blank back, title page, imprint, pieces, contents: an even count before the body', () => {
    holds(bookSpecs, ({ map, folioed, pagesOf }, spec) => {
      const pieces = spec.front.flatMap((pages) => Array.from({ length: pages }, () => 'text'));
      const contents = Array.from({ length: spec.contents }, () => 'contents');
      const printed = ['cover', 'blank', 'title', 'imprint', ...pieces, ...contents];
      const padding = printed.length % 2 === 1 ? ['blank'] : [];
      const expected = [...printed, ...padding];
      expect(expected.length % 2).toBe(0);
      expect(kindsOf(map.pages.slice(0, expected.length))).toEqual(expected);
      // What follows is page 1, or the blank that puts a book from page 2 or 4 on on its side.
      const start = map.pages.indexOf(folioed[0]!);
      expect(start).toBe(expected.length + (folioed[0]!.folio! % 2 === 0 ? 1 : 0));
      spec.front.forEach((pages, i) => {
        expect(pagesOf(`front-${i + 1}`).map(({ flowPage }) => flowPage)).toEqual(count(pages, 0));
      });
      expect(pagesOf('contents').map(({ flowPage }) => flowPage)).toEqual(count(spec.contents, 0));
    });
  });

  it('the front matter is labelled i, ii, … from the title page; cover and its back are not labelled', () => {
    const numerals = 'i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx'.split(' ');
    holds(bookSpecs, ({ map }, spec) => {
      const numbered = 2 + spec.front.reduce((sum, pages) => sum + pages, 0) + spec.contents;
      const labels = map.pages.slice(0, 2 + numbered).map(({ label }) => label);
      expect(labels).toEqual([null, null, ...numerals.slice(0, numbered)]);
      expect(map.pages.slice(0, 2 + numbered).every(({ folio }) => folio === null)).toBe(true);
    });
  });

  it('back pieces go on after the last report, page by page', () => {
    holds(bookSpecs, ({ map, bodyPages, reports }, spec) => {
      const after = map.pages.slice(map.pages.indexOf(bodyPages.at(-1)!) + 1);
      const text = after.filter(({ kind }) => kind === 'text');
      const shown = text.map(({ flow, flowPage }) => `${flow} ${flowPage}`);
      expect(shown).toEqual(spec.back.flatMap((pages, i) => count(pages, 0).map((page) => `back-${i + 1} ${page}`)));
      const known = reports.at(-1)!.allotted === null ? null : reports.at(-1)!.lock! + reports.at(-1)!.allotted! - 1;
      expect(text.map(({ folio }) => folio)).toEqual(count(text.length, (known ?? bodyPages.at(-1)!.folio!) + 1));
      for (const { folio, label, printedFolio } of text) {
        expect({ label, printedFolio }).toEqual({ label: `${folio}`, printedFolio: `— ${folio} —` });
      }
      // Only a blank that keeps the side may come between.
      expect(after.slice(0, after.length - text.length).map(({ kind, folio }) => `${kind} ${folio}`)).toEqual(
        after.length > text.length ? ['blank null'] : [],
      );
    });
  });
});

describe('reports', () => {
  it('start on their locks', () => {
    holds(lockedBooks, ({ map, reports, pagesOf }) => {
      expect(map.reports.map(({ start }) => start)).toEqual(reports.map(({ lock }) => lock));
      for (const { id, lock } of reports) expect(pagesOf(id)[0]!.folio).toBe(lock);
    });
  });

  it('are listed in order, with the folios and the sheet that they have', () => {
    holds(bookSpecs, ({ map, reports, pagesOf }) => {
      expect(map.reports.map(({ id }) => id)).toEqual(reports.map(({ id }) => id));
      for (const { id, start, end, lastText, sheet } of map.reports) {
        const pages = pagesOf(id);
        const shown = pages.filter(({ kind }) => kind === 'text' || kind === 'notice');
        expect({ start, end, lastText, sheet }).toEqual({
          start: pages[0]!.folio,
          end: pages.at(-1)!.folio,
          lastText: shown.at(-1)!.folio,
          sheet: pages[0]!.sheet,
        });
      }
    });
  });

  it('show all pages of their flows, in order, with their places in the text', () => {
    holds(bookSpecs, ({ reports, pagesOf }) => {
      for (const { id, pages } of reports) {
        const shown = pagesOf(id).filter(({ flowPage }) => flowPage !== null);
        expect(shown.map(({ flowPage }) => flowPage)).toEqual(count(pages, 0));
        expect(shown.map(({ start, end }) => [start!.char, end!.char])).toEqual(
          count(pages, 0).map((page) => [page * 100, (page + 1) * 100]),
        );
      }
    });
  });

  it('are in the contents under their parts, with the folio on which they start', () => {
    holds(bookSpecs, ({ map, reports, pagesOf }) => {
      const listed = contentsOf(map).flatMap((part) => part.entries.map((entry) => ({ ...entry, part: part.title })));
      expect(listed).toEqual(
        reports.map(({ id, part }, i) => ({
          id,
          part,
          number: i + 1,
          title: `第${i + 1}篇`,
          folio: pagesOf(id)[0]!.folio,
        })),
      );
      expect(contentsOf(map).map((part) => part.title)).toEqual([...new Set(reports.map(({ part }) => part))]);
    });
  });

  it('leave the pages that they do not fill blank, without folio and running head', () => {
    holdsForReports(bookSpecs, 'complete', (pages, { pages: filled, allotted }) => {
      expect(pages).toHaveLength(allotted ?? filled);
      pages.forEach((page, i) => {
        if (i < filled) expect(page).toMatchObject({ kind: 'text', notice: null });
        else expect(page).toMatchObject({ kind: 'blank', printedFolio: null, runningHead: null, notice: null });
      });
    });
  });
});

describe('what has not arrived', () => {
  it('missing and reserved: a notice, then 待补 with folio and running head', () => {
    holdsForReports(reserving, 'missing', ([first, ...rest], { lock, allotted }) => {
      expect(first!.kind).toBe('notice');
      expect(rest).toHaveLength((allotted ?? 1) - 1);
      if (lock !== null && allotted !== null && allotted > 1) {
        expect(first!.notice).toBe(`（原稿待补，原书第${lock}—${lock + allotted - 1}页）`);
      }
      for (const page of rest) {
        expect(page).toMatchObject({
          kind: 'reserved',
          notice: '待补',
          printedFolio: `— ${page.folio} —`,
          flowPage: null,
        });
        expect(page.runningHead).toBeTruthy();
      }
    });
  });

  it('missing with a notice: one page, and the folio jumps to the next report', () => {
    holds(noticing, ({ reports, pagesOf }) => {
      reports.forEach(({ id, status }, i) => {
        if (status !== 'missing') return;
        const pages = pagesOf(id);
        expect(kindsOf(pages)).toEqual(['notice']);
        const next = reports[i + 1];
        if (next) expect(pagesOf(next.id)[0]!.folio).toBe(next.lock ?? pages[0]!.folio! + 1);
      });
    });
  });

  it('partial: the rest of its pages is kept as 待补, whatever is done for missing ones', () => {
    holdsForReports(bookSpecs, 'partial', (pages, { pages: filled, allotted }) => {
      expect(pages).toHaveLength(allotted ?? filled);
      for (const page of pages.slice(filled)) {
        expect(page).toMatchObject({ kind: 'reserved', notice: '待补', printedFolio: `— ${page.folio} —` });
        expect(page.runningHead).toBeTruthy();
      }
    });
  });

  it('partial: the notice stands on the last page of text', () => {
    holdsForReports(bookSpecs, 'partial', (pages, { pages: filled }) => {
      const text = pages.filter(({ kind }) => kind === 'text');
      expect(text).toHaveLength(filled);
      expect(text.at(-1)!.notice).toMatch(/^（以下原稿待补.*）$/);
      for (const page of text.slice(0, -1)) expect(page.notice).toBeNull();
    });
  });

  it('last-page-unknown is told exactly where a locked book has no last page and the last report is not complete', () => {
    holds(bookSpecs, ({ diagnostics, reports }, spec) => {
      const last = reports.at(-1)!;
      const isUnknown = spec.numbering === 'locked' && !spec.knowsLastPage && last.status !== 'complete';
      const title = `第${reports.length}篇`;
      const told = { code: 'last-page-unknown', severity: 'warning', params: { title, first: last.lock } };
      expect(diagnostics).toMatchObject(isUnknown ? [told] : []);
      expect(diagnostics).toHaveLength(isUnknown ? 1 : 0);
    });
  });
});

describe('running heads', () => {
  it('stand on no first page, on no blank, and nowhere in cover, title page, imprint and contents', () => {
    holds(bookSpecs, ({ map }) => {
      for (const { kind, flowPage, runningHead } of map.pages) {
        if (flowPage === 0 || !['text', 'reserved'].includes(kind)) expect(runningHead).toBeNull();
      }
    });
  });

  it('have book and part on the verso, the short title on the recto', () => {
    holds(bookSpecs, ({ reports, pagesOf }) => {
      for (const { id, part, shortTitle } of reports) {
        const [, ...later] = pagesOf(id);
        for (const { kind, side, runningHead } of later) {
          if (kind === 'blank') continue;
          expect(runningHead).toBe(side === 'verso' ? `${title}　${part}` : shortTitle);
        }
      }
    });
  });
});
