/** The contents break over pages as a designer would break them: two entries under a part's heading, two at a page's top. */
import { afterAll, expect, test } from 'vitest';
import { buildPageMap } from '../../scripts/page-map/build-page-map.ts';
import { contentsTask } from '../../scripts/paginate/flow-tasks.ts';
import { paginateFlows } from '../../scripts/paginate/paginate-flows.ts';
import { openPress, paginateBook, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';

const press = await openPress();
afterAll(() => press[Symbol.asyncDispose]());

/** Entries of each part: breaks fall under a heading, after its first entry, before its last, and within short parts. */
const sizes = [28, 2, 25, 3, 24, 4, 30, 1, 6, 24, 2, 2, 9, 40];

test('no heading stands last, no entry alone; a short part does not leave a page half empty', async () => {
  const reports = Array.from({ length: sizes.reduce((a, b) => a + b) }, (_, i) => ({
    ...{ title: `第${i + 1}号渡口综述`, id: `r${i}`, text: null },
  }));
  const starts = sizes.map((_, i) => sizes.slice(0, i).reduce((a, b) => a + b, 0));
  const parts = starts.map((from, i) => ({ title: `部分${i}`, from }));
  await using book = await makeBook({ manifest: { title: '渡口', numbering: 'flowing' }, parts, reports });
  const ready = await readyBook(book.dir, press);
  const { input, context } = ready;
  const { flows } = await paginateBook(ready);
  const { map } = buildPageMap(input.book, flows, input.grid);
  const contents = await paginateFlows([contentsTask(map, input.templates)], context);
  const { pages } = contents.flows.get('contents')!;
  const lines = pages.map(({ html }) => [...html.matchAll(/class="contents-(part|entry)/g)].map((m) => m[1]!));
  expect(lines.length).toBeGreaterThan(5);
  expect(lines.flat().filter((kind) => kind === 'entry')).toHaveLength(reports.length);
  const filled = lines.map((page) => page.length + page.filter((kind) => kind === 'part').length);
  for (const [i, page] of lines.slice(0, -1).entries()) {
    const size = sizes[page.filter((kind) => kind === 'part').length - 1];
    expect(page.at(-1), `page ${i + 1}`).toBe('entry');
    if (size !== 1) expect(page.slice(-2), `page ${i + 1}`).not.toEqual(['part', 'entry']);
    // What may not be parted is three lines and a blank one at the most, and three more under the title.
    expect(filled[i], `page ${i + 1}`).toBeGreaterThanOrEqual(25);
  }
  for (const page of lines.slice(1)) expect(page.slice(0, 2)).not.toEqual(['entry', 'part']);
}, 120_000);
