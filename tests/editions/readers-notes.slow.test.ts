/**
 * Notes that readers made in an old EPUB, in the new one: foliate-js and epub.js open both, place a note on every
 * paragraph of the old, and look for each in the new.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OpenedEpub } from '../outputs/epub/sample-book.ts';
import { type BookFolder, temporaryBook } from '../support/copy-book.ts';
import { type ReportSpec, writeBook } from '../support/make-book.ts';
import { openReader, type Reader } from '../support/open-reader.ts';
import { runHuibian } from '../support/run-huibian.ts';
import { type ReaderServer, serveReader } from '../support/serve-reader.ts';

const edited = '渡口的木桩换过两次，第二次换的是石桩。';
const removed = '旧渡船拆下的板子，有人拿去搭了猪圈。';
/** What edition 2 changes: a report before all, and in one a paragraph reworded, one more before others, one removed. */
const edition = (second: boolean): ReportSpec[] => {
  const ferry = [
    '## 一、渡口',
    '渡口在镇子西头，早年有三条船，如今只剩一条。',
    second ? edited.replace('石桩', '水泥桩') : edited,
    ...(second ? ['新近查到一张旧照片，摆渡的人站在船头。'] : []),
    '## 二、船工',
    '船工姓陆，撑了四十年船，记得每一次大水。[^1]\n\n[^1]: 据镇志，大水有七次。',
    '- 一是水情看石阶。\n- 二是风向看柳梢。',
    ...(second ? [] : [removed]),
    '| 年份 | 船数 |\n| --- | --- |\n| 一九五〇 | 三 |\n| 一九八〇 | 一 |',
    '采访到傍晚，对岸的灯亮了，他说那是他儿子开的店。',
  ];
  const bridge = ['## 一、桥头', '桥是后来修的，通车那天全镇的人都来看。', '**桥头**的石碑上刻着捐款人的名字。'];
  const longer = Array.from(
    { length: 12 },
    (_, i) => `第${i + 1}户：${'院里有井，井边有树，树下有石桌石凳。'.repeat(8)}`,
  );
  const reports = [
    { id: 'ferry', title: '渡口见闻', text: ferry.join('\n\n') },
    { id: 'bridge', title: '桥头见闻', text: bridge.join('\n\n') },
    { id: 'houses', title: '各户情况', text: longer.join('\n\n') },
  ];
  return second
    ? [{ id: 'market', title: '集市见闻', text: '集市逢五逢十，卖菜的人天不亮就来。' }, ...reports]
    : reports;
};

let folder: BookFolder;
let reader: Reader;
const servers: ReaderServer[] = [];
const epubs: OpenedEpub[] = [];

async function issue(number: number): Promise<void> {
  const manifest = { edition: { number, printing: number }, issued: `202${number}-01-01`, title: '镇上见闻' };
  await writeBook(folder.dir, { manifest, reports: edition(number === 2) });
  const out = path.join(folder.out, String(number));
  const kind = number === 1 ? [] : ['--edition'];
  const { code, stderr } = await runHuibian(['edition', 'issue', ...kind, '--book', folder.dir, '--out', out]);
  expect(code, stderr).toBe(0);
  epubs.push(new OpenedEpub(await readFile(path.join(out, 'made.epub'))));
  servers.push(await serveReader(path.join(out, 'made.epub')));
}

beforeAll(async () => {
  folder = await temporaryBook();
  await issue(1);
  await issue(2);
  reader = await openReader();
}, 300_000);
afterAll(async () => {
  await reader?.[Symbol.asyncDispose]();
  for (const server of servers) await server[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

test('the EPUB is the same book to readers: its identifier stays, its files keep their names, its date moves', () => {
  const [old, now] = epubs as [OpenedEpub, OpenedEpub];
  const of = (epub: OpenedEpub, xpath: string) => epub.find('content.opf', xpath);
  expect(of(now, '//dc:identifier')).toEqual(of(old, '//dc:identifier'));
  for (const name of old.names) expect(now.names).toContain(name);
  const [before, after] = [old, now].map((epub) => of(epub, '//opf:meta[@property="dcterms:modified"]')[0]!);
  expect(Date.parse(after!)).toBeGreaterThan(Date.parse(before!));
});

/** A note on a whole paragraph: what a reader stores of it, and the words it is on. */
interface Note {
  file: string;
  id: string;
  cfi: string;
  words: string;
}

/** What a note leads to in the new EPUB, by each way that an engine has; null where it leads nowhere. */
interface Found {
  /** The paragraph of that id in that file, where its first character stands on the screen. */
  address: string | null;
  /** The CFI within its file: by counted steps, and by the ids that its steps name. */
  steps: string | null;
  ids: string | null;
  /** The file that the CFI alone leads to. */
  file: string | null;
}

interface Engine {
  files: string[];
  open(href: string): Promise<Document>;
  note(range: Range): string;
  fileOf(cfi: string): string | null;
  find(cfi: string): Range | null;
  findById?(cfi: string): Range | null;
}

/** Notes on every paragraph of the open book. Runs in the reader's page. */
const placeNotes = (page: Page): Promise<Note[]> =>
  page.evaluate(async () => {
    const { reader } = window as unknown as { reader: Engine };
    const notes: Note[] = [];
    for (const file of reader.files.filter((each) => each.includes('report-'))) {
      const shown = await reader.open(file);
      for (const block of shown.querySelectorAll('[id^="p-"], [id^="n-"]')) {
        const texts: Text[] = [];
        const walker = shown.createTreeWalker(block, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
          if (/\S/.test((walker.currentNode as Text).data)) texts.push(walker.currentNode as Text);
        if (texts.length === 0) continue;
        const range = shown.createRange();
        range.setStart(texts[0]!, 0);
        range.setEnd(texts.at(-1)!, texts.at(-1)!.length);
        const words = range.toString().replace(/\s/g, '');
        notes.push({ file, id: block.id, cfi: reader.note(range), words });
      }
    }
    return notes;
  });

/** Looks for the notes in the open book. Runs in the reader's page. */
const findNotes = (page: Page, notes: Note[]): Promise<Found[]> =>
  page.evaluate(async (all) => {
    const { reader } = window as unknown as { reader: Engine };
    const wordsOf = (find: () => Range | null | undefined) => {
      try {
        return find()?.toString().replace(/\s/g, '') ?? null;
      } catch {
        // The CFI names a place that is not there.
        return null;
      }
    };
    const found: Found[] = [];
    for (const { file, id, cfi } of all) {
      const shown = await reader.open(`${file}#${id}`);
      const block = shown.getElementById(id);
      found.push({
        address: block?.textContent.replace(/\s/g, '') ?? null,
        steps: wordsOf(() => reader.find(cfi)),
        ids: wordsOf(() => reader.findById?.(cfi)),
        file: reader.fileOf(cfi),
      });
    }
    return found;
  }, notes);

describe.each(['foliate', 'epubjs'])('notes of %s', (name) => {
  let notes: Note[];
  let [again, found]: Found[][] = [];
  const inBook = async <T>(which: number, look: (page: Page) => Promise<T>): Promise<T> => {
    const { page } = await reader.open(servers[which]!.addressOf(name), { width: 820, height: 1180 });
    await page.waitForFunction('window.reader');
    const seen = await look(page);
    await page.close();
    return seen;
  };
  beforeAll(async () => {
    notes = await inBook(0, placeNotes);
    again = await inBook(0, (page) => findNotes(page, notes));
    found = await inBook(1, (page) => findNotes(page, notes));
  }, 120_000);

  const isChanged = ({ words }: Note) => [edited, removed].includes(words);
  /** The words of notes for which it does not hold that they lead to the same words. */
  const lost = (way: (found: Found) => string | null, all = found!) =>
    notes.filter(({ words }, i) => way(all[i]!) !== words).map(({ words }) => words);

  test('there is one on every paragraph, and each leads to its words in the old book', () => {
    const [old] = epubs as [OpenedEpub];
    const texts = old.names.filter((each) => /report-.*xhtml$/.test(each));
    const ids = texts.flatMap((each) => old.find(each, '//@id[starts-with(., "p-") or starts-with(., "n-")]'));
    expect(notes.map(({ id }) => id).sort()).toEqual(ids.sort());
    expect(notes.length).toBeGreaterThan(20);
    expect([lost(({ address }) => address, again), lost(({ steps }) => steps, again)]).toEqual([[], []]);
    expect(again!.map(({ file }) => file)).toEqual(notes.map(({ file }) => file));
  });

  test('by file and paragraph, every one leads to the same words in the new book, unless those were changed', () => {
    expect(lost(({ address }) => address)).toEqual([edited, removed]);
    const now = new Map(notes.map(({ words }, i) => [words, found![i]!.address]));
    expect([now.get(edited), now.get(removed)]).toEqual([edited.replace('石桩', '水泥桩'), null]);
  });

  test.runIf(name === 'epubjs')('so does every CFI in its file where the reader goes by the ids that it names', () => {
    expect(notes.filter((note) => isChanged(note)).map(({ words }) => words)).toEqual([edited, removed]);
    expect(lost(({ ids }) => ids, again)).toEqual([]);
    expect(lost(({ ids }) => ids).filter((words) => words !== edited)).toEqual([removed]);
  });

  test('a reader that only counts elements loses those between a paragraph put in and one taken out, no others', () => {
    const between = ['二、船工', '船工姓陆，撑了四十年船，记得每一次大水。①', '一是水情看石阶。', '二是风向看柳梢。'];
    const changed = [edited, removed];
    expect(lost(({ steps }) => steps).sort()).toEqual([...between, ...changed].sort());
  });

  test('a CFI without its file counts the files too: a report put before others moves them', () => {
    const order = epubs[1]!.find('content.opf', '//opf:itemref/@idref');
    const idrefOf = (file: string) => /([^/]*)\.xhtml$/.exec(file)![1]!;
    for (const [i, { file }] of notes.entries()) {
      const before = order[order.indexOf(idrefOf(file)) - 1];
      expect(idrefOf(found![i]!.file!)).toBe(before);
    }
  });
});
