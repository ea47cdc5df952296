/** Tables whose rows hang together, or are taller than a page, broken over pages: read back from the PDF and from the pages. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Element } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toString as textIn } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowPage } from '../../scripts/model/types.ts';
import { openPress, type Press, paginateBook, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';
import { readBlocks } from '../support/read-blocks.ts';
import { runHuibian } from '../support/run-huibian.ts';

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`;
const head = [row('站', '事', '人'), row('---', '---', '---')];
const rows = (count: number, cells: (i: number) => string[]) =>
  Array.from({ length: count }, (_, i) => row(...cells(i)));
const under = (i: number, each: number, name: string) => (i % each === 0 ? `${name}${i + 1}` : '^^');
const tall = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i + 1}。`).join('<br>');

const tables = {
  groups: [...head, ...rows(60, (i) => [under(i, 7, '站'), `事${i + 1}`, `人${i + 1}`])],
  // Two spans beside one another, one begun in the middle of the other: seven rows each.
  linked: [
    ...head,
    ...rows(60, (i) => [
      i % 7 < 4 ? under(i % 7, 4, '站') : `站${i}`,
      `事${i + 1}`,
      i % 7 < 3 ? `人${i}` : under((i % 7) - 3, 4, '人'),
    ]),
  ],
  // The right-hand spans begin in the middle of the left-hand ones: all rows hang together, over three pages.
  chain: [...head, ...rows(60, (i) => [under(i, 4, '站'), `事${i + 1}`, i === 0 ? '人1' : under(i + 2, 4, '人')])],
  long: [...head, row('前', '事', '人'), ...rows(70, (i) => [under(i, 35, '站'), `事${i + 1}`, `人${i + 1}`])],
  'long-and-wide': [
    row('站', '事', '人 |'),
    row('---', '---', '---', '---'),
    ...rows(60, (i) => [under(i, 60, '站'), `事${i + 1}`, `人${i + 1}`, `日${i + 1}`]),
  ],
  'tall-first': [...head, row('前', '事', '人'), row(tall(80, '站'), '短', '短'), row('后', '事', '人')],
  'two-tall': [...head, row('前', '事', '人'), row(tall(80, '站'), '短', tall(95, '人')), row('后', '事', '人')],
  // Two rows have less room than the cell over them asks for.
  full: [...head, row('甲', '乙', '字'.repeat(400)), row('丙', '丁', '^^')],
};
const names = Object.keys(tables) as (keyof typeof tables)[];

let press: Press;
let book: Awaited<ReturnType<typeof makeBook>>;
const paged = new Map<string, Map<string, FlowPage[]>>();
const engines = ['per-report', 'whole-book'] as const;
beforeAll(async () => {
  press = await openPress();
  const reports = names.map((id) => ({
    id,
    title: id,
    text: `开头。\n\n${tables[id].join('\n')}\n[表1　试]\n\n结尾。`,
  }));
  book = await makeBook({ reports });
  for (const engine of engines) {
    const { flows } = await paginateBook(await readyBook(book.dir, press, { engine }));
    paged.set(engine, new Map(names.map((id) => [id, flows.get(id)!.pages])));
  }
});
afterAll(async () => {
  await book[Symbol.asyncDispose]();
  await press[Symbol.asyncDispose]();
});

/** The rows of a page's table, without its head, each as what stands in its columns: spanning cells in every row. */
function gridOf({ html }: FlowPage): string[][] {
  const grid: string[][] = [];
  visit(fromHtml(html, { fragment: true }), 'element', (body) => {
    if (body.tagName !== 'tbody') return;
    const trs = body.children.filter((n): n is Element => n.type === 'element');
    const from = grid.push(...trs.map(() => [])) - trs.length;
    trs.forEach((tr, i) => {
      for (const cell of tr.children.filter((n): n is Element => n.type === 'element')) {
        const { rowSpan = 1 } = cell.properties as { rowSpan?: number };
        let x = 0;
        while (grid[from + i]![x] !== undefined) x += 1;
        for (const line of grid.slice(from + i, from + i + rowSpan)) line[x] = textIn(cell);
      }
    });
  });
  return grid;
}

describe.each(engines)('with the engine %s', (engine) => {
  const pagesOf = (id: string) => paged.get(engine)!.get(id)!;

  test('a group of rows that a page can hold stays on one', () => {
    const tops = pagesOf('groups').map((page) => gridOf(page)[0]?.[1]);
    expect(tops).toEqual(['事1', '事22', '事50']);
    const linked = pagesOf('linked').map((page) => Number(gridOf(page)[0]?.[1]?.slice(1)));
    expect(linked.map((n) => n % 7)).toEqual([1, 1, 1]);
  });

  test.each([
    ['chain', (i: number) => [`站${i - (i % 4) + 1}`, `事${i + 1}`, i < 2 ? '人1' : `人${i + 2 - ((i + 2) % 4) + 1}`]],
    ['long', (i: number) => [`站${i < 35 ? 1 : 36}`, `事${i + 1}`, `人${i + 1}`]],
    ['long-and-wide', (i: number) => ['站1', `事${i + 1}`, `人${i + 1}`, `日${i + 1}`]],
  ] as const)('a longer one, %s, is parted: every row keeps its columns and is told its names', (id, expected) => {
    const pages = pagesOf(id).map(gridOf);
    expect(pages.filter((grid) => grid.length > 0).length).toBeGreaterThan(2);
    const all = pages.flat().filter(([first]) => first !== '前');
    expect(all).toEqual(all.map((_, i) => expected(i)));
    // No page is left short.
    for (const grid of pages.slice(1, -2)) expect(grid.length).toBe(30);
  });

  test('of a row taller than a page, the cells follow one another over the pages, each whole', () => {
    const told = (id: string, column: number) =>
      pagesOf(id)
        .flatMap((page) => gridOf(page).map((line) => line[column] ?? ''))
        .join('');
    const expected = (count: number, name: string) =>
      Array.from({ length: count }, (_, i) => `${name}${i + 1}。`).join('');
    expect(told('tall-first', 0)).toBe(`前${expected(80, '站')}后`);
    expect(told('tall-first', 1)).toBe('事短事');
    expect(told('two-tall', 0)).toBe(`前${expected(80, '站')}后`);
    expect(told('two-tall', 1)).toBe('事短事');
    expect(told('two-tall', 2)).toBe(`人${expected(95, '人')}人`);
    expect(pagesOf('two-tall').length).toBeGreaterThan(2);
  });
});

test('the real command builds and proves them, and what follows stands on the grid', async () => {
  const { code, stdout, stderr } = await runHuibian(['build', '--book', book.dir, '--out', book.out, '--json']);
  expect(code, stdout + stderr).toBe(0);
  const pages = await readBlocks(await readFile(path.join(book.out, 'made.pdf')));
  const baselines = (text: string) =>
    pages.flatMap(({ blocks }) => blocks.flatMap((b) => b.lines.filter((l) => l.text === text).map((l) => l.baseline)));
  const [first] = baselines('开头。');
  const ends = baselines('结尾。');
  expect(ends).toHaveLength(names.length);
  const pitch = 20.25;
  for (const [i, end] of ends.entries()) {
    const apart = (end - first!) / pitch;
    expect(Math.abs(apart - Math.round(apart)), names[i]).toBeLessThan(0.01);
  }
});
