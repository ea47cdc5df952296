/** The errata sheet: what it says, where it finds it in the old print, and how many leaves it takes. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareEditions } from '../../scripts/editions/compare/compare-editions.ts';
import { fillErrata } from '../../scripts/editions/errata/fill-errata.ts';
import { makeErrata } from '../../scripts/make-errata.ts';
import { type Made, makeOutputs } from '../../scripts/make-outputs.ts';
import type { Book } from '../../scripts/model/types.ts';
import { openPress, type Press, readyBook } from '../support/lay-out-book.ts';
import { makeBook, type ReportSpec } from '../support/make-book.ts';
import { readWithMupdf } from '../support/read-with-mupdf.ts';

const line = '志愿者们清早出发，沿着河岸一路检查水位，把看到的情况记在本子上，傍晚再交到站里。';
const body = (words: Record<string, string>) =>
  [
    `开头一段。${line}`,
    ...Array.from({ length: 12 }, (_, i) => `第${i + 1}段。${line.repeat(4)}`),
    `${line.repeat(3)}水位每月测${words.count}次<b>，*不含*雨季${words.stop}${line}`,
    words.gone ?? '',
    `最后有一个注。[^1]`,
    words.fresh ?? '',
    `[^1]: 注文里的${words.note}字。`,
  ].join('\n\n');

let press: Press;
let book: Book;
let old: Made;
let now: Made;

async function print(reports: ReportSpec[], edition: number): Promise<Made> {
  const more = { edition: { number: edition, printing: edition }, issued: `202${edition}-03-01` };
  await using folder = await makeBook({ reports, manifest: { ...more, imprint: { compiler: '编写组' } } });
  const { input } = await readyBook(folder.dir, press, { pdfOnly: false });
  book = input.book;
  return makeOutputs({ ...input, lap: () => undefined });
}

beforeAll(async () => {
  press = await openPress();
  const before = body({ count: '3', stop: ',', note: '旧', gone: '要删的一段。' });
  old = await print([{ title: '河湖巡护', text: before.replace('<b>', '') }], 1);
  const after = body({ count: '5', stop: '，', note: '新', fresh: '草木渐绿，鸟声又起。' });
  now = await print([{ title: '河湖巡护', text: after.replace('<b>', '') }, { title: '草地巡护' }], 2);
});
afterAll(() => press[Symbol.asyncDispose]());

const issued = () => ({ state: old.state!, prints: old.prints, map: old.map! });
const revisions = () => compareEditions(old.state!, now.state!);

/** Page and line of some words in the old print, as MuPDF sees it. */
async function find(words: string): Promise<{ page: string; line: string }> {
  const { pages } = await readWithMupdf(Buffer.from(old.files.find(({ name }) => name === 'made.pdf')!.data));
  for (const { label, lines } of pages) {
    // Running head and folio apart; pieces of one line are one.
    const type = lines.filter(({ baseline }) => baseline > 95 && baseline < 760);
    const rows = [...new Set(type.map(({ baseline }) => Math.round(baseline / 6)))];
    const hit = type.find(({ text }) => text.replace(/\s/g, '').includes(words));
    if (hit) return { page: label, line: String(rows.indexOf(Math.round(hit.baseline / 6)) + 1) };
  }
  throw new Error(words);
}

describe('the errata sheet', () => {
  it('names page and line of the old print', async () => {
    const { rows, listed } = fillErrata({ title: '书', compiler: null, revisions: revisions(), old: issued() });
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [expect.stringContaining('测3次'), expect.stringContaining('测5次')],
      ['要删的一段。', '（删去此段）'],
      ['注文里的旧字。', '注文里的新字。'],
    ]);
    expect(rows[0]!.before).toContain('雨季,');
    expect(rows[0]!.after).toContain('雨季，');
    const places = await Promise.all(['测3次', '要删的一段', '注文里的旧字'].map(find));
    expect(rows.slice(0, 2).map(({ page, line }) => ({ page, line }))).toEqual(places.slice(0, 2));
    expect(rows[2]!.page).toBe(places[2]!.page);
    expect(listed).toEqual([
      expect.stringMatching(/^《河湖巡护》增补一段（新版第\d+页）：「草木渐绿，鸟声又起。」$/),
      expect.stringMatching(/^增补《草地巡护》（新版第\d+页）。$/),
    ]);
  });

  it('is one leaf that says so again when read back, and the same bytes twice', async () => {
    const options = { cache: true, signal: new AbortController().signal, producer: 'huibian' };
    const make = () => makeErrata(book, { revisions: revisions(), old: issued() }, options);
    const [one, two] = [await make(), await make()];
    expect(one).toMatchObject({ leaves: 1, size: 10.5, corrections: 3 });
    expect(Buffer.from(one.pdf).equals(two.pdf)).toBe(true);
    const text = (await readWithMupdf(one.pdf)).pages.map((page) => page.text.replace(/\s/g, '')).join('');
    for (const words of ['勘误表', '第1版第1次印刷（2021年3月）', '编写组2022年3月1日', '增补《草地巡护》'])
      expect(text).toContain(words);
  });

  it('takes smaller type before it takes a second leaf', async () => {
    const [text] = revisions().texts;
    const paragraph = text!.paragraphs.find(({ kind }) => kind === 'changed')!;
    const many = (count: number) => ({
      ...revisions(),
      texts: [{ ...text!, paragraphs: Array.from({ length: count }, () => paragraph) }],
    });
    const options = { cache: true, signal: new AbortController().signal, producer: 'huibian' };
    const [some, most] = [
      await makeErrata(book, { revisions: many(44), old: issued() }, options),
      await makeErrata(book, { revisions: many(300), old: issued() }, options),
    ];
    expect([some.leaves, some.size < 10.5]).toEqual([1, true]);
    expect([most.leaves > 1, most.size]).toEqual([true, 9]);
  });
});
