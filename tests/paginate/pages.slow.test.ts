/** What the pages of a flow say of themselves: where they begin and end in the text, their notes, their fit. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Element, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FlowPage, PaginatedFlow } from '../../scripts/model/types.ts';
import { booksDir, copyBook } from '../support/copy-book.ts';
import { openPress, type Press, paginateBook, printBook, type ReadyBook, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';
import { randomBook } from '../support/random-book.ts';
import { readBlocks } from '../support/read-blocks.ts';

const names = ['features', 'tables', 'footnotes', 'long-paragraph', 'random'];

interface Paginated {
  ready: ReadyBook;
  flows: Map<string, PaginatedFlow>;
}

let press: Press;
const books = new Map<string, Paginated>();

beforeAll(async () => {
  press = await openPress();
  await using random = await makeBook(randomBook(7, 12));
  for (const name of names) {
    const ready = await readyBook(name === 'random' ? random.dir : path.join(booksDir, name), press);
    books.set(name, { ready, flows: (await paginateBook(ready)).flows });
  }
});
afterAll(() => press[Symbol.asyncDispose]());

/** Text of the manuscript's own, by block and in reading order, without white space; from the HTML that was paginated. */
function readOwnText(root: Root): { block: number; text: string }[] {
  const found: { block: number; text: string }[] = [];
  const walk = (node: Nodes, block: number): void => {
    if (node.type === 'text') found.push({ block, text: node.value.replace(/\s/gu, '') });
    if (!('children' in node)) return;
    const { dataMark, dataB, className, dataNoteNumber } = (node as Element).properties ?? {};
    if (dataMark !== undefined || dataNoteNumber !== undefined || String(className).startsWith('title-block')) return;
    for (const child of node.children) walk(child, dataB === undefined ? block : Number(dataB));
  };
  walk(root, -1);
  return found.filter(({ text }) => text !== '');
}
const ownText = (html: string) => readOwnText(fromHtml(html, { fragment: true }));
const joined = (html: string) =>
  ownText(html)
    .map(({ text }) => text)
    .join('');

describe.each(names)('the pages of %s', (name) => {
  const flows = () => [...books.get(name)!.flows];
  const sourceOf = (id: string) => books.get(name)!.ready.tasks.find(({ flow }) => flow.id === id)!.flow.html;

  test('hold the text from their start to their end, and nothing else', () => {
    for (const [id, { pages }] of flows()) {
      const whole = joined(sourceOf(id));
      for (const { html, start, end } of pages) expect(joined(html)).toBe(whole.slice(start.char, end.char));
      expect([pages[0]!.start.char, pages.at(-1)!.end.char]).toEqual([0, whole.length]);
    }
  });

  test('begin where they say: in which block, after how many characters of it', () => {
    for (const [id, { pages }] of flows()) {
      const places = ownText(sourceOf(id)).flatMap(({ block, text }) =>
        Array.from({ length: text.length }, () => block),
      );
      for (const { start } of pages.filter((page) => page.start.char < page.end.char)) {
        expect(start.block, id).toBe(places[start.char]);
        const before = places.slice(0, start.char).filter((block) => block === start.block).length;
        expect(start.offset, id).toBe(before);
      }
    }
  });

  test('tell the marks that they show, with their places', () => {
    for (const [, { pages }] of flows())
      for (const page of pages) {
        const shown = [...page.html.matchAll(/data-mark="note-ref"[^>]*>([^<]*)</g)].map(([, label]) => label);
        const told = page.marks.filter(({ kind }) => kind === 'note-ref');
        expect(told.map(({ text }) => text)).toEqual(shown);
        const ats = page.marks.map(({ at }) => at);
        expect(ats).toEqual([...ats].sort((a, b) => a - b));
      }
  });

  test('number their notes afresh, as their references do', () => {
    for (const [, { pages }] of flows())
      for (const page of pages) {
        const labels = page.marks.filter(({ kind }) => kind === 'note-ref').map(({ text }) => text);
        expect(labels).toEqual([...'①②③④⑤⑥⑦⑧⑨⑩'].slice(0, labels.length));
        const own = page.notes.map(({ label }) => label).filter((label) => label !== '');
        expect(labels.slice(0, own.length)).toEqual(own);
      }
  });
});

test('a paragraph goes on over five pages', () => {
  const { pages } = books.get('long-paragraph')!.flows.get('ferry')!;
  const middle = pages.filter(({ start, end }: FlowPage) => start.block === 0 && start.offset > 0 && end.block === 0);
  expect(pages.length).toBeGreaterThanOrEqual(5);
  expect(middle.length).toBeGreaterThanOrEqual(4);
  for (const { start } of middle) expect(start.offset).toBe(start.char);
});

test('a row taller than a page goes on over pages, under its head', () => {
  const { pages } = books.get('tables')!.flows.get('tall-row')!;
  const within = pages.filter(({ html }) => /<tr[^>]*class="[^"]*tall[^"]*split-from/.test(html));
  expect(within.length).toBeGreaterThanOrEqual(2);
  for (const { marks } of within) expect(marks.map(({ kind }) => kind)).toEqual(['continued', 'table-head']);
});

test('a note too long for its page goes on at the foot of the next one, without a label', () => {
  const parts = [...books.get('footnotes')!.flows.values()].flatMap(({ pages }) => pages.flatMap(({ notes }) => notes));
  const onward = parts.filter(({ label }) => label === '');
  expect(onward.length).toBeGreaterThanOrEqual(1);
  for (const { text } of onward) expect(text.length).toBeGreaterThan(0);
});

describe('the fit', () => {
  test('takes its steps in order, tells each, and stops where the report fits', async () => {
    const ready = await readyBook(path.join(booksDir, 'locked-fit'), press);
    const { diagnostics, flows } = await paginateBook(ready);
    const told = diagnostics.map(({ code, params }) => {
      const { title, step, before, after } = params as Record<string, unknown>;
      return `${code} ${title} ${step} ${before} ${after}`;
    });
    expect(told).toEqual([
      'page-fitted 鹭坪乡志愿服务综述 tracking 2 1',
      'page-fitted 三棵柳村互助队纪实 tracking 2 2',
      'page-fitted 三棵柳村互助队纪实 heading-space 2 1',
      'page-fitted 听泉河志愿巡护综述 tracking 4 4',
      'page-fitted 听泉河志愿巡护综述 heading-space 4 4',
      'page-fitted 听泉河志愿巡护综述 extra-line 4 3',
    ]);
    const tightened = [...flows.values()].flatMap(({ adjustments }) => adjustments.flatMap((a) => a.blocks ?? []));
    for (const { tracking } of tightened) expect([-0.05, -0.1, -0.15]).toContain(tracking);
  });

  test('does nothing that the manifest forbids, and tells by how many lines a report is over', async () => {
    await using copy = await copyBook('locked-fit');
    const manifest = path.join(copy.dir, 'book.yaml');
    const yaml = await readFile(manifest, 'utf8');
    await writeFile(manifest, yaml.replace(/^fit: .*$/m, 'fit: { extraLines: 0, headingSpace: 0, tracking: 0pt }'));
    const { diagnostics, flows } = await paginateBook(await readyBook(copy.dir, press));
    expect([...flows.values()].flatMap(({ adjustments }) => adjustments)).toEqual([]);
    const over = diagnostics.map(({ code, params }) => ({ code, ...(params as { lines: number; tried: string[] }) }));
    expect(over.map(({ code, tried }) => [code, tried])).toEqual(Array(3).fill(['page-overflow', []]));

    await writeFile(manifest, yaml.replace('numbering: locked', 'numbering: flowing'));
    const free = await printBook(copy.dir, press);
    const printed = await readBlocks(free.pdf);
    const { grid, reports } = free.map;
    const counted = reports.map(({ end }) => {
      const page = printed[free.map.pages.findIndex(({ folio }) => folio === end)]!;
      const last = Math.max(...page.blocks.flatMap(({ lines }) => lines).map(({ baseline }) => baseline));
      return Math.ceil((last / 0.75 - grid.top) / grid.pitch);
    });
    expect(over.map(({ lines }) => lines)).toEqual(counted);
  });
});
