/** A made-up compilation through three editions and four printings, with the real command; each read page by page. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyKit, expectSamePaper } from './editions/reprint/apply-kit.ts';
import { type MupdfPage, readWithMupdf } from './support/read-with-mupdf.ts';
import { runHuibian } from './support/run-huibian.ts';

const source = fileURLToPath(new URL('worked-example', import.meta.url));
const steps = [
  { folder: 'edition-1', kind: [] },
  { folder: 'edition-2', kind: ['--edition'] },
  { folder: 'reprint', kind: ['--printing'] },
  { folder: 'edition-3', kind: ['--edition'] },
];
let dir: string;
const book = () => path.join(dir, 'book');
const outOf = (printing: number) => path.join(dir, `out-${printing}`);

async function huibian(...args: string[]) {
  const { code, stdout, stderr } = await runHuibian([...args, '--book', book(), '--json', '--lang', 'zh']);
  expect(code, stdout + stderr).toBe(0);
  return JSON.parse(stdout);
}

/** The PDF of each printing as MuPDF reads it, by its labels; page maps beside it. */
const printings: { pages: Map<string, MupdfPage>; sides: Map<string, string>; order: string[] }[] = [];

beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'huibian-worked-'));
  for (const [i, { folder, kind }] of steps.entries()) {
    cpSync(path.join(source, folder), book(), { recursive: true });
    const issued = await huibian('edition', 'issue', ...kind, '--out', outOf(i + 1));
    expect(issued.proof.ok).toBe(true);
    const { pages } = await readWithMupdf(path.join(outOf(i + 1), 'lanxi.pdf'));
    const map = JSON.parse(readFileSync(path.join(outOf(i + 1), 'lanxi.pages.json'), 'utf8'));
    printings.push({
      pages: new Map(pages.map((page) => [page.label, page])),
      sides: new Map(pages.map((page) => [page.label, page.number % 2 === 1 ? 'recto' : 'verso'])),
      order: pages.map(({ label }) => label),
    });
    expect(map.pages).toHaveLength(pages.length);
  }
}, 600_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const bare = (printing: number, label: string) =>
  (printings[printing - 1]!.pages.get(label)?.text ?? '').replace(/\s/g, '');

/** The lines of a page with their places, the running head apart. */
const placed = (printing: number, label: string) =>
  printings[printing - 1]!.pages.get(label)!
    .lines.slice(1)
    .map(({ text, left, baseline }) => `${text} ${left.toFixed(2)} ${baseline.toFixed(2)}`);

describe('three editions of a compilation', () => {
  test('every report starts on its page in every printing', () => {
    const starts = {
      '1': '澜溪市三年河湖管护',
      '4': '澜溪市水文站网',
      '7': '青禾县护河队伍',
      '9': '白石县水库移民村',
      '12': '临渡县渡口治理',
    };
    for (let printing = 1; printing <= 4; printing++) {
      for (const [label, words] of Object.entries(starts)) expect(bare(printing, label)).toContain(words);
    }
  });

  test('what has not arrived says so, and the manuscript that came took its place', () => {
    expect(bare(1, '9')).toContain('原稿待补，原书第9—11页');
    expect(bare(2, '9')).toContain('搬出来的人');
    for (const printing of [1, 2, 3, 4]) expect(bare(printing, '4')).toContain('原稿待补，原书第4—6页');
  });

  test('the feed tells of an edition in the same words for ever', () => {
    const told = [1, 2, 3, 4].map((printing) =>
      [...readFileSync(path.join(outOf(printing), 'site/feed.xml'), 'utf8').matchAll(/<entry>.*?<\/entry>/gs)]
        .map(([entry]) => ({
          id: /<id>(.*?)<\/id>/.exec(entry)![1],
          title: /<title>(.*?)<\/title>/.exec(entry)![1],
          summary: /<summary.*?>(.*?)<\/summary>/s.exec(entry)![1]!,
        }))
        .reverse(),
    );
    expect(told.map((entries) => entries.length)).toEqual([1, 2, 3, 4]);
    for (const entries of told) expect(entries).toEqual(told[3]!.slice(0, entries.length));
    for (const { summary } of told[3]!.slice(1)) expect(summary).toMatch(/^第\d版第\d次印刷：/);
  });

  test('a correction stands on its page, and pages whose text stayed are the same', () => {
    expect(bare(1, '1')).toContain('三百一十六段');
    expect(bare(2, '1')).toContain('三百六十一段');
    for (const label of ['2', '3', '4', '12', '13']) expect(placed(2, label)).toEqual(placed(1, label));
    for (const label of ['1', '7', '8', '8-1', '9', '12']) expect(placed(3, label)).toEqual(placed(2, label));
    for (const label of ['1', '2', '3', '7', '8', '8-1', '9', '10']) expect(placed(4, label)).toEqual(placed(3, label));
  });

  test('reports that grew have pages inserted, two by two, and nothing after them moved', () => {
    const labels = printings.map(({ order }) => order.filter((label) => /^\d/.test(label)));
    const plain = Array.from({ length: 13 }, (_, i) => String(i + 1));
    const within = (after: string, all: string[]) => {
      const at = all.indexOf(after) + 1;
      return [...all.slice(0, at), `${after}-1`, `${after}-2`, ...all.slice(at)];
    };
    const isBack = (label: string) => Number(label) > 13 && !label.includes('-');
    expect(labels[0]).toEqual(plain);
    expect(labels[1]!.filter((label) => !isBack(label))).toEqual(within('8', plain));
    const third = [...within('13', within('8', plain)), '14', '15'];
    expect(labels[3]!.slice(0, third.length)).toEqual(third);
    expect(bare(4, '14')).toContain('松湾乡湿地巡护日志选');
    for (const { sides } of printings) {
      for (const [label, side] of sides) {
        if (/^\d+$/.test(label)) expect([label, side]).toEqual([label, Number(label) % 2 === 1 ? 'recto' : 'verso']);
      }
    }
  });

  test('the imprint tells editions and printings, which count on', () => {
    const imprint = (printing: number) => bare(printing, 'ii');
    expect(imprint(1)).toContain('第1版第1次印刷');
    for (const words of ['第1版', '第2版', '第3版', '第4次印刷']) expect(imprint(4)).toContain(words);
    expect(imprint(3)).toContain('第3次印刷');
    expect(imprint(3)).not.toContain('第3版');
  });

  test('what an edition changed is told in each of its printings', () => {
    const notes = (printing: number) => {
      const { order } = printings[printing - 1]!;
      return order
        .map((label) => bare(printing, label))
        .filter((text) => /^(?!.*目录).*修订说明.*相比，本书有以下改动/.test(text));
    };
    expect(notes(1)).toEqual([]);
    expect(notes(2)).toHaveLength(1);
    expect(notes(2)[0]).toContain('与第1版第1次印刷本');
    expect(notes(2)[0]).toContain('三百六十一段');
    expect(notes(3)).toEqual(notes(2));
    expect(notes(4)[0]).toContain('与第2版第2次印刷本');
  });

  test('the ledger lists them, and any can be made again to the byte', async () => {
    const { edition } = await huibian('edition', 'list');
    const names = edition.issued.map((each: { number: number; printing: number }) => [each.number, each.printing]);
    expect(names).toEqual([
      [1, 1],
      [2, 2],
      [2, 3],
      [3, 4],
    ]);
    const rebuilt = await huibian('edition', 'rebuild', '2', '--out', path.join(dir, 'again'));
    expect(rebuilt.edition.same).toBe(true);
    const [first, again] = [outOf(2), path.join(dir, 'again')].map((out) => readFileSync(path.join(out, 'lanxi.pdf')));
    expect(again!.equals(first!)).toBe(true);
  }, 120_000);

  test('a binder with any printing becomes a later one, page for page, by a kit and what its sheet says', async () => {
    for (const [from, to] of [
      [1, 2],
      [2, 3],
      [3, 4],
      [1, 4],
    ] as const) {
      const { edition, outputs } = await huibian(
        'edition',
        'reprint',
        `${from}`,
        `${to}`,
        '--out',
        path.join(dir, 'kits'),
      );
      const read = async (file: string) => (await readWithMupdf(file)).pages;
      const [old, fresh, kit] = await Promise.all([
        read(path.join(outOf(from), 'lanxi.pdf')),
        read(path.join(outOf(to), 'lanxi.pdf')),
        read(outputs[0].file),
      ]);
      const { steps, leaves } = edition.reprint;
      const sentences = steps.map(({ text }: { text: string }) => text);
      for (const sentence of sentences)
        expect(kit.map(({ text }) => text.replace(/\s/g, '')).join('')).toContain(sentence);
      expect(kit).toHaveLength(2 * (leaves.printed + leaves.instructions));
      expect(leaves.saved).toBeGreaterThan(0);
      expectSamePaper(applyKit(old!, kit!, sentences), fresh!);
    }
  }, 240_000);
});
