/** A made-up compilation through three editions and four printings, with the real command; each read page by page. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as mupdf from 'mupdf';
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

/** Labels of the pages on which a review copy shows something between running head and folio that the book does not. */
function pagesWithBars(book: string, review: string): string[] {
  const [plain, marked] = [book, review].map((file) =>
    mupdf.Document.openDocument(readFileSync(file), 'application/pdf'),
  );
  const shown = (document: mupdf.Document, page: number) =>
    document.loadPage(page).toPixmap(mupdf.Matrix.identity, mupdf.ColorSpace.DeviceGray);
  return Array.from({ length: plain!.countPages() }, (_, i) => i).flatMap((i) => {
    const [a, b] = [shown(plain!, i), shown(marked!, i)];
    const [rows, others, stride] = [a.getPixels(), b.getPixels(), a.getStride()];
    const within = (at: number) => at > 95 * stride && at < 750 * stride;
    return rows.some((value, at) => within(at) && value !== others[at]) ? [plain!.loadPage(i).getLabel()] : [];
  });
}

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

  test('a comparison tells of the correction, the overflow and the arrival, as data and as a page', async () => {
    const html = path.join(dir, 'diff.html');
    const { edition } = await huibian('edition', 'diff', '1', '2', '--html', html);
    type Told = { kind: string; title: string; paragraphs: { kind: string; newPage: string; pieces: string[][] }[] };
    const [corrected, grown, arrived, ...more] = edition.texts as Told[];
    expect([corrected!.title, grown!.title, arrived!.title, more]).toEqual([
      '澜溪市三年河湖管护工作综述',
      '青禾县护河队伍建设纪实',
      '白石县水库移民村护水记',
      [],
    ]);
    expect(arrived!.kind).toBe('arrived');
    const words = (gone: string) =>
      corrected!.paragraphs.flatMap(({ pieces }) => pieces.flatMap(([kind, text]) => (kind === gone ? [] : [text])));
    expect(words('added').join('')).toContain('三百一十六段');
    expect(words('removed').join('')).toContain('三百六十一段');
    expect(new Set(grown!.paragraphs.map(({ kind }) => kind))).toEqual(new Set(['added']));
    expect(new Set(grown!.paragraphs.map(({ newPage }) => newPage))).toEqual(new Set(['8', '8-1']));
    for (const { newPage, pieces } of grown!.paragraphs)
      expect(bare(2, newPage)).toContain(pieces[0]![1]!.replace(/\s/g, '').slice(0, 8));

    const [old, now] = [...readFileSync(html, 'utf8').matchAll(/<p class="words"[^>]*>(.*?)<\/p>/gs)].map(
      ([, each]) => each!,
    );
    expect([old!.replace(/<[^>]*>/g, ''), now!.replace(/<[^>]*>/g, '')]).toEqual([
      expect.stringContaining('三百一十六段'),
      expect.stringContaining('三百六十一段'),
    ]);
    expect([old, now]).toEqual([expect.stringMatching(/<del>.*<\/del>/), expect.stringMatching(/<ins>.*<\/ins>/)]);
  }, 120_000);

  test('the errata sheet has the one correction for those who hold the first, and lists what came', async () => {
    const sheet = path.join(dir, 'errata.pdf');
    const { edition } = await huibian('edition', 'errata', '1', '2', '--out', sheet);
    expect(edition.errata).toMatchObject({ corrections: 1, leaves: 1 });
    const text = (await readWithMupdf(sheet)).pages.map((page) => page.text.replace(/\s/g, '')).join('');
    expect(text).toContain('供持有第1版第1次印刷（2023年3月）本者使用');
    const [before, after] = [text.indexOf('三百一十六段'), text.indexOf('三百六十一段')];
    expect(before).toBeGreaterThan(text.indexOf('页行误正'));
    expect(after).toBeGreaterThan(before);
    expect(text.match(/《青禾县护河队伍建设纪实》增补一段（新版第8(-1)?页）/g)).toHaveLength(8);
    expect(text).toContain('补入《白石县水库移民村护水记》');
  }, 120_000);

  test('the review copy has bars on the pages whose text is new, and on no others', async () => {
    const out = path.join(dir, 'review');
    await huibian('build', '--review', '--out', out);
    const file = path.join(out, 'lanxi.pdf');
    expect(readFileSync(file).equals(readFileSync(path.join(outOf(4), 'lanxi.pdf')))).toBe(true);
    // The report that grew does so from page 13 on; the new one stands on 14 and 15.
    const fresh = [...printings[3]!.pages.keys()].filter(
      (label) => /^1[2-5]/.test(label) && bare(4, label) !== '' && bare(4, label) !== bare(3, label),
    );
    expect(pagesWithBars(file, path.join(out, 'lanxi.review.pdf'))).toEqual(fresh);
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
