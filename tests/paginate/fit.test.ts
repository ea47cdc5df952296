/** The bounded fit: its order, its limits, what it tells; and the words of everything that pagination has to say. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose, wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import type { Manifest } from '../../scripts/model/manifest-schema.ts';
import type { FlowPage } from '../../scripts/model/types.ts';
import { type FitState, fitFlow, fitSteps, noFit } from '../../scripts/paginate/fit.ts';
import type { FlowResult } from '../../scripts/paginate/in-page/main.ts';

type Limits = Manifest['fit'];

const usual: Limits = { tracking: '-0.15pt', headingSpace: 0.5, extraLines: 1 };
const forbidden: Limits = { tracking: '0pt', headingSpace: 0, extraLines: 0 };

const order = ['tracking', 'heading-space', 'extra-line'];

const limits: fc.Arbitrary<Limits> = fc.record({
  tracking: fc.constantFrom('0pt', '-0.05pt', '-0.15pt', '-0.3pt'),
  headingSpace: fc.constantFrom(0, 0.25, 0.5, 1),
  extraLines: fc.integer({ min: 0, max: 2 }),
});

const page: FlowPage = {
  html: '<p>文</p>',
  notesHtml: '',
  start: { block: 0, offset: 0, char: 0 },
  end: { block: 0, offset: 1, char: 1 },
  marks: [],
  notes: [],
};

const tightenedBlocks = [
  { block: 2, tracking: -0.1 },
  { block: 5, tracking: -0.15 },
];

/** A paginator whose first run makes the first number of pages, its second the second …; remembers what it was asked. */
function paginator(pages: number[], tightened = tightenedBlocks, headings = 3) {
  const asked: FitState[] = [];
  const results: FlowResult[] = [];
  const paginate = async (state: FitState): Promise<FlowResult> => {
    const count = pages[Math.min(asked.length, pages.length - 1)]!;
    asked.push(state);
    const result: FlowResult = {
      pages: Array.from({ length: count }, () => page),
      lastPageLines: 7,
      tightened: state.tracking < 0 ? tightened : [],
      spaced: state.headingSpace < 1 ? headings : 0,
      complaints: [],
    };
    results.push(result);
    return result;
  };
  return { asked, results, paginate };
}

describe('the steps of a fit', () => {
  it('are tracking, the space before headings, a line more; each with all before it', () => {
    expect(fitSteps(usual)).toEqual([
      { step: 'tracking', state: { tracking: -0.15, headingSpace: 1, extraLines: 0 } },
      { step: 'heading-space', state: { tracking: -0.15, headingSpace: 0.5, extraLines: 0 } },
      { step: 'extra-line', state: { tracking: -0.15, headingSpace: 0.5, extraLines: 1 } },
    ]);
  });

  it('add lines one at a time', () => {
    const lines = fitSteps({ ...usual, extraLines: 2 }).map(({ state }) => state.extraLines);
    expect(lines).toEqual([0, 0, 1, 2]);
  });

  it('take away at most the space that stands before a heading', () => {
    expect(fitSteps({ ...forbidden, headingSpace: 1 })).toEqual([
      { step: 'heading-space', state: { tracking: 0, headingSpace: 0, extraLines: 0 } },
    ]);
  });

  it.each<[string, Limits, string[]]>([
    ['tracking', { ...usual, tracking: '0pt' }, ['heading-space', 'extra-line']],
    ['heading-space', { ...usual, headingSpace: 0 }, ['tracking', 'extra-line']],
    ['extra-line', { ...usual, extraLines: 0 }, ['tracking', 'heading-space']],
    ['every step', forbidden, []],
  ])('leave out what 0 forbids: %s', (_, limit, steps) => {
    expect(fitSteps(limit).map(({ step }) => step)).toEqual(steps);
  });

  it('keep within the limits and in order, whatever the manifest sets', () => {
    fc.assert(
      fc.property(limits, (limit) => {
        const steps = fitSteps(limit);
        const places = steps.map(({ step }) => order.indexOf(step));
        expect(places).toEqual([...places].sort());
        for (const { state } of steps) {
          expect(state.tracking).toBeGreaterThanOrEqual(Number.parseFloat(limit.tracking));
          expect(1 - state.headingSpace).toBeLessThanOrEqual(limit.headingSpace);
          expect(state.extraLines).toBeLessThanOrEqual(limit.extraLines);
        }
      }),
    );
  });
});

describe('fitting a flow', () => {
  it('does nothing to a report that has room', async () => {
    const { asked, results, paginate } = paginator([3]);
    const fitted = await fitFlow(3, usual, paginate);
    expect(fitted).toEqual({ result: results[0], adjustments: [], state: noFit, fits: true });
    expect(asked).toEqual([{ tracking: 0, headingSpace: 1, extraLines: 0 }]);
  });

  it('does nothing without an allotment, however long the flow', async () => {
    const { asked, results, paginate } = paginator([500]);
    const fitted = await fitFlow(null, usual, paginate);
    expect(fitted).toEqual({ result: results[0], adjustments: [], state: noFit, fits: true });
    expect(asked).toHaveLength(1);
  });

  it('stops at the first step that fits', async () => {
    const { asked, results, paginate } = paginator([4, 3]);
    const fitted = await fitFlow(3, usual, paginate);
    expect(asked).toHaveLength(2);
    expect(fitted).toEqual({
      result: results[1],
      adjustments: [{ step: 'tracking', amount: 2, blocks: tightenedBlocks, pagesBefore: 4, pagesAfter: 3 }],
      state: { tracking: -0.15, headingSpace: 1, extraLines: 0 },
      fits: true,
    });
  });

  it('tells each step with the pages before and after it', async () => {
    const { results, paginate } = paginator([6, 5, 4, 3]);
    const fitted = await fitFlow(3, usual, paginate);
    expect(fitted.adjustments).toEqual([
      { step: 'tracking', amount: 2, blocks: tightenedBlocks, pagesBefore: 6, pagesAfter: 5 },
      { step: 'heading-space', amount: 0.5, pagesBefore: 5, pagesAfter: 4 },
      { step: 'extra-line', amount: 1, pagesBefore: 4, pagesAfter: 3 },
    ]);
    expect(fitted.result).toBe(results[3]);
    expect(fitted.fits).toBe(true);
  });

  it('does not tell of tracking that found no short line', async () => {
    const { paginate } = paginator([4, 4, 3], []);
    const { adjustments } = await fitFlow(3, usual, paginate);
    expect(adjustments).toEqual([{ step: 'heading-space', amount: 0.5, pagesBefore: 4, pagesAfter: 3 }]);
  });

  it('does not tell of the space before headings that are not there', async () => {
    const { paginate } = paginator([4, 4, 4, 3], [], 0);
    const { adjustments } = await fitFlow(3, usual, paginate);
    expect(adjustments).toEqual([{ step: 'extra-line', amount: 1, pagesBefore: 4, pagesAfter: 3 }]);
  });

  it('keeps the unfitted pages where no step is enough, and tells what was tried', async () => {
    const { asked, results, paginate } = paginator([6, 5, 5, 4]);
    const { result, state, fits, adjustments } = await fitFlow(3, usual, paginate);
    expect(asked).toHaveLength(4);
    expect(result).toBe(results[0]);
    expect({ state, fits }).toEqual({ state: noFit, fits: false });
    expect(adjustments.map(({ step }) => step)).toEqual(order);
  });

  it('tries nothing where the manifest forbids everything', async () => {
    const { asked, results, paginate } = paginator([4]);
    expect(await fitFlow(3, forbidden, paginate)).toEqual({
      result: results[0],
      adjustments: [],
      state: noFit,
      fits: false,
    });
    expect(asked).toHaveLength(1);
  });

  it('fits exactly when one of the states allowed fits, and then the first of them', async () => {
    const runs = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 5, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(limits, runs, fc.integer({ min: 1, max: 8 }), async (limit, pages, allotted) => {
        const { asked, results, paginate } = paginator(pages);
        const fitted = await fitFlow(allotted, limit, paginate);
        const states = [noFit, ...fitSteps(limit).map(({ state }) => state)];
        const winner = pages.slice(0, states.length).findIndex((count) => count <= allotted);
        expect(fitted.fits).toBe(winner >= 0);
        expect(asked).toEqual(states.slice(0, winner >= 0 ? winner + 1 : states.length));
        expect(fitted.result).toBe(results[Math.max(0, winner)]);
        expect(fitted.state).toEqual(states[Math.max(0, winner)]);
        const shown = fitted.adjustments.map(({ pagesBefore, pagesAfter }) => [pagesBefore, pagesAfter]);
        expect(shown).toEqual(asked.slice(1).map((_, i) => [pages[i], pages[i + 1]]));
      }),
    );
  });
});

/** Each word or figure that a diagnostic owes its reader stands in its message or its hint. */
function expectWords(diagnostic: Diagnostic, zh: string[], en: string[]): void {
  const spoken = { zh, en };
  for (const lang of ['zh', 'en'] as const) {
    const { message, hint } = wordsOf(diagnostic, lang);
    expect(message).not.toBe('');
    expect(hint).not.toBe('');
    const all = `${message}\n${hint}`;
    expect(all).not.toMatch(/undefined|NaN|\[object/);
    for (const words of spoken[lang]) expect(all).toContain(words);
  }
}

describe('what pagination says', () => {
  const overflow = { title: '第七篇', allotted: 13, needed: 15, lines: 41, first: 7, last: 19 };

  it('page-overflow: the report, its pages, the lines over, what was tried, the three options', () => {
    const diagnostic = diagnose('page-overflow', { ...overflow, tried: ['tracking', 'heading-space', 'extra-line'] });
    expect(diagnostic.severity).toBe('error');
    expectWords(
      diagnostic,
      [
        '《第七篇》',
        '第7—19页',
        '13页',
        '15页',
        '41行',
        '收紧短行、缩小标题前空行、每页加一行',
        'fit',
        '多留一页',
        'numbering: flowing',
      ],
      [
        '"第七篇"',
        '7–19',
        '13',
        '15',
        '41',
        'tightening short last lines, less space before headings, a line more a page',
        'fit',
        'free a page',
        'numbering: flowing',
      ],
    );
  });

  it('page-overflow: one page is one page, and nothing tried is not told', () => {
    const diagnostic = diagnose('page-overflow', { ...overflow, allotted: 1, last: 7, tried: [] });
    expectWords(diagnostic, ['第7页'], ['fit on page 7:']);
    expect(wordsOf(diagnostic, 'zh').hint).not.toContain('办法');
    expect(wordsOf(diagnostic, 'zh').message).not.toContain('已试过');
    expect(wordsOf(diagnostic, 'en').message).not.toContain('tried');
  });

  it('page-fitted: the step, the pages before and after', () => {
    const diagnostic = diagnose('page-fitted', { title: '第七篇', step: 'tracking', before: 14, after: 13, amount: 3 });
    expect(diagnostic.severity).toBe('note');
    expectWords(
      diagnostic,
      ['《第七篇》', '收紧短行3段', '14页变为13页'],
      ['"第七篇"', '3 paragraphs tightened', 'from 14 pages to 13'],
    );
  });

  it('page-fitted: each amount in the unit of its step', () => {
    const told = (step: 'tracking' | 'heading-space' | 'extra-line', amount: number) =>
      diagnose('page-fitted', { title: '第七篇', step, before: 14, after: 14, amount });
    expectWords(told('tracking', 1), ['1段', '仍为14页'], ['1 paragraph tightened', '14 pages as before']);
    expectWords(told('heading-space', 0.5), ['各减0.5行'], ['0.5 of a line less before each heading']);
    expectWords(told('extra-line', 1), ['每页加1行'], ['1 line more a page']);
    expectWords(told('extra-line', 2), ['每页加2行'], ['2 lines more a page']);
  });

  it('last-page-unknown: the report, its first page, the key to write', () => {
    const diagnostic = diagnose('last-page-unknown', { title: '末篇', first: 98, status: 'missing' });
    expect(diagnostic.severity).toBe('warning');
    expectWords(diagnostic, ['《末篇》', '98', 'lastPage'], ['"末篇"', '98', 'lastPage']);
  });

  it('last-page-unknown: of a report that breaks off, no page of notice is spoken of', () => {
    const diagnostic = diagnose('last-page-unknown', { title: '末篇', first: 98, status: 'partial' });
    expectWords(diagnostic, ['《末篇》', '中断处', 'lastPage'], ['"末篇"', 'breaks off', 'lastPage']);
    expect(wordsOf(diagnostic, 'zh').message).not.toContain('一页说明');
    expect(wordsOf(diagnostic, 'en').message).not.toContain('one page of notice');
  });

  it('page-too-small: the size and what it has no room for', () => {
    const diagnostic = diagnose('page-too-small', { size: 'A5', measure: 34, lines: 32, fontSize: '12pt' });
    expect(diagnostic.severity).toBe('error');
    const keys = ['A5', '12pt', 'page.measure', 'page.lines', 'page.fontSize', 'page.size'];
    expectWords(diagnostic, ['34字', '32行', ...keys], ['34 characters', '32 lines', ...keys]);
  });

  it('pagination-complaint: the report, the engine’s own words, that the build stopped', () => {
    const complaint = 'Unable to layout item';
    const diagnostic = diagnose('pagination-complaint', { title: '第七篇', complaint });
    expect(diagnostic.severity).toBe('error');
    expectWords(diagnostic, ['《第七篇》', complaint, '已停止'], ['"第七篇"', complaint, 'stopped']);
  });

  it('pagination-stuck: the report, the seconds, the place', () => {
    const diagnostic = diagnose('pagination-stuck', { title: '第七篇', seconds: 23, near: '一是健全机制' });
    expect(diagnostic.severity).toBe('error');
    expectWords(diagnostic, ['《第七篇》', '23 秒', '「一是健全机制」'], ['"第七篇"', '23 s', '"一是健全机制"']);
  });
});
