/** The benchmark's own parts: its book, its clock and its verdicts. */
import { describe, expect, test } from 'vitest';
import { generateBook, linesOf } from '../scripts/bench/generate-book.ts';
import { measure } from '../scripts/bench/measure.ts';
import type { Result } from '../scripts/bench/run-all.ts';
import { spreadOf } from '../scripts/bench/statistics.ts';
import { judge } from '../scripts/bench/wanted.ts';
import { levelOneCharacters } from '../scripts/bench/write-text.ts';
import { manifestSchema } from '../scripts/model/manifest-schema.ts';

describe('the generated book', () => {
  const book = generateBook(1);

  test('is the same at every call', () => {
    expect(generateBook(1)).toEqual(book);
  });

  test.each([
    [1, 27, 100],
    [10, 270, 1000],
  ])('%i times: %i reports on %i pages', (times, reports, pages) => {
    const { manifest, reports: made } = generateBook(times);
    const { parts, lastPage } = manifestSchema.parse(manifest);
    const locks = parts.flatMap((part) => part.reports.map((report) => report.page!));
    expect(locks).toHaveLength(reports);
    expect(locks).toEqual([...new Set(locks)].sort((a, b) => a - b));
    expect(lastPage).toBe(pages);
    expect(made.map((report) => report.page)).toEqual(locks);
  });

  test('has the vocabulary of a real one', () => {
    const text = book.reports.map((report) => report.text).join('');
    expect(new Set(text.match(/\p{Script=Han}/gu)).size).toBeGreaterThan(3000);
    expect(text.length).toBeGreaterThan(70_000);
  });

  test('fills every allotment to its last page and no further', () => {
    const starts = [...book.reports.map((report) => report.page), book.lastPage + 1];
    for (const [i, { id, text }] of book.reports.entries()) {
      const blocks = text.replace(/^---\n.*?\n---\n/s, '').split('\n\n');
      const headings = blocks.filter((block) => block.startsWith('## ')).length;
      const lines = blocks.reduce((sum, block) => sum + linesOf(block), headings + 5);
      const pages = starts[i + 1]! - starts[i]!;
      expect(lines, id).toBeLessThanOrEqual(pages * 32);
      expect(lines, id).toBeGreaterThan((pages - 1) * 32);
    }
  });
});

test('GB 2312 level 1 runs from 啊 to 座', () => {
  const han = levelOneCharacters();
  expect(han).toHaveLength(3755);
  expect([han[0], han.at(-1)]).toEqual(['啊', '座']);
});

describe('measuring', () => {
  const node = (code: string) => ({ program: process.execPath, args: ['-e', code], env: {} });

  test('times the whole process and sees the memory of its children', async () => {
    const hold = 'const b = Buffer.alloc(120e6, 1); setTimeout(() => b.length, 600)';
    const child = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(hold)}])`;
    const { milliseconds, peakPss } = await measure(node(child));
    expect(milliseconds).toBeGreaterThan(600);
    if (process.platform === 'linux') expect(peakPss).toBeGreaterThan(120e6);
    else expect(peakPss).toBeNull();
  });

  test('a command that fails says what it printed', async () => {
    await expect(measure(node('console.error("no such book"); process.exit(1)'))).rejects.toThrow('no such book');
  });
});

describe('verdicts', () => {
  const result = (name: string, seconds: number, bytes = 5e8): Result => ({
    name,
    label: name,
    pages: 100,
    runs: [{ milliseconds: seconds * 1000, peakPss: bytes, stages: { proof: 500 } }],
  });
  const measuredOf = (what: string, results: Parameters<typeof judge>[0]) =>
    judge(results).find((v) => v.what.startsWith(what))?.measured;

  test('are ratios of medians', () => {
    const results = new Map([
      [100, [result('cold-pdf', 2), result('pagedjs-cli', 4), result('changed-pdf', 1)]],
      [1000, [result('cold-pdf', 22), result('cold', 33, 9e8), result('cold-site', 27.5)]],
    ]);
    expect(measuredOf('cold, PDF alone / pagedjs-cli, 100', results)).toBe(0.5);
    expect(measuredOf('time a page', results)).toBeCloseTo(1.1);
    expect(measuredOf('one report changed / cold, PDF alone, 100', results)).toBe(0.5);
    expect(measuredOf('whole command / PDF alone, cold, 1000', results)).toBe(1.5);
    expect(measuredOf('what EPUB and site add / PDF alone, cold, 1000', results)).toBeCloseTo(5 / 22);
    expect(measuredOf('peak memory', results)).toBe(0.9);
  });

  test('what was not run is not judged', () => {
    expect(judge(new Map()).every((v) => v.measured === null)).toBe(true);
  });

  test('the median of an even number of runs is the mean of the middle two', () => {
    expect(spreadOf([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  });
});
