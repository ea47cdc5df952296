/** A report fitted by less space before its headings: what has no space before it gains none, and no page leaves the grid. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Adjustment } from '../../scripts/model/types.ts';
import { openPress, type Press, type PrintedBook, printBook } from '../support/lay-out-book.ts';
import { makeBook, type ReportSpec } from '../support/make-book.ts';
import { type Block, readBlocks } from '../support/read-blocks.ts';

/** A paragraph of so many lines of 34 characters, the first indented by two. */
const lines = (n: number) => '军民同心鱼水情深共建共享年年岁岁'.repeat(3 * n).slice(0, 34 * n - 2);
const section = (n: number) => `## 第${n}节\n\n${lines(3)}`;
const sections = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => section(from + i)).join('\n\n');

/** After a title of five lines a first page holds 27 lines, any other 32. */
const reports: ReportSpec[] = [
  // 28 lines, the first of them a heading.
  { id: 'first-block', page: 1, text: `${sections(1, 5)}\n\n${lines(4)}` },
  // 27 lines, and 34 from the second page's top, where a heading stands.
  { id: 'page-top', page: 2, text: `${lines(27)}\n\n${sections(1, 6)}\n\n${lines(5)}` },
  // Twenty full pages, the first block a heading; two lines more on each of nineteen hold them.
  { id: 'full-pages', page: 4, text: `## 第1节\n\n${Array(634).fill(lines(1)).join('\n\n')}` },
];
const manifest = {
  numbering: 'locked',
  lastPage: 22,
  fit: { tracking: '0pt', headingSpace: 0.5, extraLines: 2 },
};

let press: Press;
let book: Awaited<ReturnType<typeof makeBook>>;
beforeAll(async () => {
  press = await openPress();
  book = await makeBook({ manifest, reports });
});
afterAll(async () => {
  await book[Symbol.asyncDispose]();
  await press[Symbol.asyncDispose]();
});

const told = ({ step, pagesBefore, pagesAfter }: Adjustment) => `${step} ${pagesBefore} ${pagesAfter}`;
const expected = {
  'first-block': ['heading-space 2 1'],
  'page-top': ['heading-space 3 2'],
  'full-pages': ['extra-line 20 20', 'extra-line 20 19'],
};

describe.each(['per-report', 'whole-book'] as const)('with the engine %s', (engine) => {
  let printed: PrintedBook;
  beforeAll(async () => {
    printed = await printBook(book.dir, press, { engine });
  });

  test('each step that is told helps, and none makes a report longer', () => {
    const steps = printed.map.reports.map(({ id, adjustments }) => [id, adjustments.map(told)]);
    expect(Object.fromEntries(steps)).toEqual(expected);
  });

  test("the text's first line stands on the grid on every page, and headings below it are nearer", async () => {
    const { map, pdf } = printed;
    const pages = await readBlocks(pdf);
    const pitch = map.grid.pitch * 0.75;
    const tops = map.pages.flatMap((entry, i) => {
      if (entry.kind !== 'text' || !(entry.flow! in expected)) return [];
      const text = pages[i]!.blocks.filter(({ role }) => /^(P|H[2-5])$/.test(role));
      // The date is the first paragraph of a report.
      const body = entry.flowPage === 0 ? text.slice(1) : text;
      return [{ flow: entry.flow!, body, baseline: body[0]!.lines[0]!.baseline }];
    });
    expect(tops).toHaveLength(22);
    const onGrid = tops.at(-1)!.baseline;
    for (const { flow, baseline } of tops) expect(linesApart(baseline, onGrid, pitch), flow).toBeLessThan(0.01);

    const [first, , second] = tops;
    for (const { body } of [first!, second!]) {
      expect(body[0]!.role).toBe('H2');
      expect(spacesBeforeHeadings(body, pitch)).toEqual(
        Array(body.filter(({ role }) => role === 'H2').length - 1).fill(0.52),
      );
    }
  });
});

/** How far two baselines are from standing whole lines apart, in lines. */
const linesApart = (a: number, b: number, pitch: number) => Math.abs((a - b) / pitch - Math.round((a - b) / pitch));

/** Between a heading and the paragraph before it, in lines. */
const spacesBeforeHeadings = (blocks: Block[], pitch: number) =>
  blocks.flatMap((block, i) => {
    if (block.role !== 'H2' || i === 0) return [];
    const gap = block.lines[0]!.baseline - blocks[i - 1]!.lines.at(-1)!.baseline;
    return [Math.round((gap / pitch - 1) * 100) / 100];
  });
