/** Page references settle in a bounded number of rounds; only flows whose numbers change are laid out again. */
import { tmpdir } from 'node:os';
import { fromHtml } from 'hast-util-from-html';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { loadTemplates } from '../../scripts/lib/templates.ts';
import { computeGrid } from '../../scripts/model/grid.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import type { Book, FlowPage, TypesetText } from '../../scripts/model/types.ts';
import { noFit } from '../../scripts/paginate/fit.ts';
import type { FlowSources } from '../../scripts/paginate/flow-tasks.ts';
import type { FlowTask, Pagination } from '../../scripts/paginate/paginate-flows.ts';
import { paginateSettled } from '../../scripts/paginate/settle-page-refs.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

const manifest = manifestSchema.parse({
  ...{ slug: 's', title: '样书', identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001', issued: '2024-12-31' },
  parts: [{ title: '甲', reports: [{ title: '甲' }] }],
});

/** A flowing book; each report's HTML by its id. */
async function sourcesOf(bodies: Record<string, string>): Promise<FlowSources> {
  const reports = Object.keys(bodies).map((id, i) => ({
    ...{ id, title: id, shortTitle: id, titleLines: [id], number: i + 1, part: '甲', lock: null },
    ...{ manuscript: manuscriptOf(''), status: 'complete' as const, place: { file: 'book.yaml', line: i + 1 } },
  }));
  const texts = Object.entries(bodies).map(([id, html]): [string, TypesetText] => {
    return [id, { id, tree: fromHtml(html, { fragment: true }), notes: [], text: '', noteTexts: [], images: [] }];
  });
  const book: Book = {
    ...{ dir: tmpdir(), manifest, parts: [{ title: '甲', reports }], front: [], back: [], emendations: [], texts: {} },
  };
  return { book, texts: new Map(texts), templates: await loadTemplates(tmpdir()), grid: computeGrid(manifest.page)! };
}

const ref = (flow: string, at?: number) =>
  `<p>见<a data-page="${flow}"${at === undefined ? '' : ` data-page-at="${at}" data-place="p"`}>第<span data-page-number></span>页</a></p>`;

/** Lays nothing out: `pagesOf` says how many characters stand on each page of a flow. */
function press(pagesOf: (id: string, html: string) => number[]) {
  const rounds: Record<string, string>[] = [];
  const paginate = async (tasks: FlowTask[]): Promise<Pagination> => {
    rounds.push(
      Object.fromEntries(tasks.map(({ flow }) => [flow.id, /page-ref"[^>]*>([^<]*)</.exec(flow.html)?.[1] ?? ''])),
    );
    const flows = tasks.map(({ flow: { id, html } }) => {
      let char = 0;
      const pages = pagesOf(id, html).map((length): FlowPage => {
        const start = { block: 0, offset: 0, char };
        char += length;
        return { html: '', notesHtml: '', start, end: { ...start, char }, marks: [], notes: [] };
      });
      return { id, pages, adjustments: [], lastPageLines: 1 };
    });
    return {
      flows: new Map(flows.map((flow) => [flow.id, flow])),
      fits: new Map(flows.map(({ id }) => [id, noFit])),
      told: new Map(),
      diagnostics: [],
    };
  };
  return { rounds, paginate };
}

describe('page references', () => {
  it('cost nothing where there are none', async () => {
    const { rounds, paginate } = press(() => [10]);
    await paginateSettled(await sourcesOf({ a: '<p>甲</p>', b: '<p>乙</p>' }), paginate);
    expect(rounds).toHaveLength(1);
  });

  it('are known after one round, and only their flows are laid out again', async () => {
    const { rounds, paginate } = press((id) => (id === 'a' ? [10, 10, 10] : [10]));
    const paged = await paginateSettled(await sourcesOf({ a: '<p>甲</p>', b: ref('c'), c: ref('a', 15) }), paginate);
    expect(rounds).toEqual([
      { a: '', b: '0', c: '0' },
      { b: '5', c: '2' },
    ]);
    expect([...paged.flows.keys()]).toEqual(['a', 'b', 'c']);
    expect(paged.diagnostics).toEqual([]);
  });

  it('follow what they have moved themselves', async () => {
    // With two figures in it, the first report needs a page more.
    const { rounds, paginate } = press((id, html) => {
      if (id === 'b') return Array.from({ length: 8 }, () => 10);
      return id === 'a' && />1\d</.test(html) ? [10, 10] : [10];
    });
    await paginateSettled(await sourcesOf({ a: ref('c'), b: '<p>乙</p>', c: '<p>丙</p>' }), paginate);
    expect(rounds.map(({ a }) => a)).toEqual(['0', '10', '11']);
  });

  it('that do not settle end in a diagnostic after some rounds', async () => {
    // The number 1 pushes the heading to page 2; the number 2 leaves it on page 1.
    const { rounds, paginate } = press((_, html) => (html.includes('>1<') ? [3, 10] : [10]));
    const { diagnostics } = await paginateSettled(await sourcesOf({ a: ref('a', 5) }), paginate);
    expect(rounds.map(({ a }) => a)).toEqual(['0', '1', '2', '1', '2', '1']);
    expect(diagnostics).toMatchObject([
      {
        code: 'page-refs-unsettled',
        severity: 'error',
        params: { title: 'a', one: '1', other: '2' },
        place: { line: 1 },
      },
    ]);
    for (const lang of ['zh', 'en'] as const) expect(wordsOf(diagnostics[0]!, lang).message).toMatch(/1.*2/s);
  });
});
