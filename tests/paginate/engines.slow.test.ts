/** One flow a report and the whole book through pagedjs-cli's Printer break pages alike; and pages add up to the text. */
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaginatedFlow } from '../../scripts/model/types.ts';
import { type FlowTask, paginateFlows } from '../../scripts/paginate/paginate-flows.ts';
import { booksDir, copyBook } from '../support/copy-book.ts';
import { openPress, type Press, paginateBook, type ReadyBook, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';

let press: Press;
beforeAll(async () => {
  press = await openPress();
});
afterAll(() => press[Symbol.asyncDispose]());

const plain = (html: string) => html.replace(/<[^>]*>/g, '');

/** What a reader sees of a page: its text, marks and notes in order. */
const shownOn = ({ pages }: PaginatedFlow) => {
  const parts = pages.flatMap((page) => page.notes.map((note) => note.number));
  const isSplit = (number: number) => parts.indexOf(number) !== parts.lastIndexOf(number);
  return {
    pages: pages.map(({ html, start, end, marks, notes }) => ({
      text: plain(html),
      start,
      end,
      marks,
      notes: notes.filter((note) => !isSplit(note.number)),
    })),
    // Where a note longer than its page goes on at the next one is Paged.js's choice; that it does is ours.
    splitNotes: parts
      .filter((number, i) => isSplit(number) && parts.indexOf(number) === i)
      .map((number) => pages.flatMap((page) => page.notes.filter((note) => note.number === number)))
      .map((split) => ({ label: split[0]!.label, text: split.map((note) => note.text).join('') })),
  };
};

const open = (name: string, engine: ReadyBook['input']['options']['engine']) =>
  readyBook(path.join(booksDir, name), press, { engine });

describe('the two engines', () => {
  const books = [
    'features',
    'tables',
    'footnotes',
    'images',
    'hostile-html',
    'locked-fit',
    'long-paragraph',
    'headings',
    'page-refs',
  ];
  test.each(books)('agree on %s', async (name) => {
    const apart = await paginateBook(await open(name, 'per-report'));
    const whole = await paginateBook(await open(name, 'whole-book'));
    expect([...whole.flows.keys()]).toEqual([...apart.flows.keys()]);
    for (const [id, flow] of apart.flows) {
      const other = whole.flows.get(id)!;
      expect(shownOn(other), id).toEqual(shownOn(flow));
      expect(other.adjustments, id).toEqual(flow.adjustments);
      expect(other.lastPageLines, id).toBe(flow.lastPageLines);
    }
  });
});

describe('pages', () => {
  test.each(['features', 'tables', 'footnotes', 'long-paragraph', 'mixed-script'])(
    'of %s add up to the text',
    async (name) => {
      const ready = await open(name, 'per-report');
      const { flows } = await paginateBook(ready);
      for (const [id, { text, noteTexts }] of ready.input.texts) {
        const { pages } = flows.get(id)!;
        let char = 0;
        for (const page of pages) {
          expect(page.start.char).toBe(char);
          char = page.end.char;
        }
        expect(char, id).toBe(text.length);
        for (const note of noteTexts) {
          const parts = pages.flatMap((page) => page.notes.filter((n) => n.number === note.number));
          expect(parts.map((part) => part.text).join('')).toBe(note.text);
          expect(parts[0]!.label).not.toBe('');
        }
      }
    },
  );

  test('do not depend on the reports before them in the same tab', async () => {
    const ready = await open('features', 'per-report');
    const oneTab = { ...ready.context, tabs: ready.context.tabs.slice(0, 1) };
    const alone = new Map<string, PaginatedFlow>();
    for (const task of ready.tasks) {
      oneTab.tabs[0]!.discard();
      const { flows } = await paginateFlows([task], oneTab);
      alone.set(task.flow.id, flows.get(task.flow.id)!);
    }
    const backwards = await paginateFlows([...ready.tasks].reverse(), oneTab);
    for (const [id, flow] of backwards.flows) expect(shownOn(flow), id).toEqual(shownOn(alone.get(id)!));
  });

  test('hold a text whose sentences repeat, broken at a number', async () => {
    await using book = await makeBook({
      reports: [
        {
          text: Array.from(
            { length: 60 },
            (_, i) => `军民同心，鱼水情深，共建共享，年年岁岁皆如此；第${i + 1}句。`,
          ).join(''),
        },
      ],
    });
    const ready = await readyBook(book.dir, press);
    const { flows } = await paginateBook(ready);
    const [text] = ready.input.texts.values();
    const { pages } = flows.get(text!.id)!;
    expect(pages.at(-1)!.end.char).toBe(text!.text.length);
    expect(pages.map((page) => plain(page.html)).join('')).toMatch(new RegExp(`${text!.text}$`));
  });
});

describe('the cache', () => {
  test('gives pages back', async () => {
    const first = await readyBook(path.join(booksDir, 'headings'), press, { cache: true });
    await paginateBook(first);
    const again = await readyBook(path.join(booksDir, 'headings'), press, { cache: true });
    await paginateBook(again);
    expect(again.events.filter((e) => e.stage === 'paginate').map((e) => e.cached)).not.toContain(false);
  });

  test('gives back the other reports where one gets a character that is new to the book', async () => {
    await using book = await copyBook('headings');
    const paginate = async () => {
      const ready = await readyBook(book.dir, press, { cache: true });
      await paginateBook(ready);
      const fresh = ready.events.filter((e) => e.stage === 'paginate' && e.cached === false);
      return { faces: await ready.context.fontCss(), fresh: fresh.map((e) => e.report) };
    };
    const before = await paginate();
    await appendFile(path.join(book.dir, 'reports/03-same.md'), '\n这里添一个前面没有的“龘”字。\n');
    const after = await paginate();
    expect(after.faces).not.toBe(before.faces);
    expect(after.fresh).toEqual(['same-2']);
  });
});

describe('what cannot be paginated', () => {
  test('is named, with the place where it died, and the rest is still looked at', async () => {
    const ready = await open('headings', 'per-report');
    // One word a page: more pages than an honest text of this length has.
    const html = Array.from({ length: 200 }, (_, i) => `<p data-b="${i}" class="tall">页</p>`).join('');
    const endless: FlowTask = { ...ready.tasks[0]!, flow: { id: 'endless', title: '无尽', html, length: 200 } };
    const context = { ...ready.context, textCss: `${ready.context.textCss}\n.tall { height: 850px; }` };
    const failure = await paginateFlows([endless], context).then(
      () => null,
      (error) => error,
    );
    expect(failure?.diagnostics?.map((d: { code: string }) => d.code)).toEqual(['pagination-stuck']);
    expect(failure.diagnostics[0].params).toMatchObject({ title: '无尽' });
  });

  test('stops the build where the engine complains', async () => {
    const ready = await open('headings', 'per-report');
    // Text that is not cut into runs: what Paged.js cannot lay out over more than two pages.
    const html = `<p data-b="0">${'军民同心，鱼水情深。'.repeat(600)}</p>`;
    const task: FlowTask = { ...ready.tasks[0]!, flow: { id: 'uncut', title: '长文', html, length: html.length } };
    const failure = await paginateFlows([task], ready.context).then(
      () => null,
      (error) => error,
    );
    expect(failure?.diagnostics?.map((d: { code: string }) => d.code)).toEqual(['pagination-complaint']);
  });
});
