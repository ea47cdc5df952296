/**
 * The EPUB in readers that people have: foliate-js and epub.js, on a phone and on a tablet. Every entry of the contents
 * and of the page list opens the page of the screen on which its text stands.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageMap } from '../../../scripts/model/types.ts';
import { type BookFolder, copyBook } from '../../support/copy-book.ts';
import { openReader, type Reader } from '../../support/open-reader.ts';
import { readWithMupdf } from '../../support/read-with-mupdf.ts';
import { runHuibian } from '../../support/run-huibian.ts';
import { type ReaderServer, serveReader } from '../../support/serve-reader.ts';
import { OpenedEpub } from './sample-book.ts';

let folder: BookFolder;
let reader: Reader;
let server: ReaderServer;
let epub: OpenedEpub;
/** Text of each printed page by its label, without white space. */
let printed: Map<string, string>;
/** Running heads by the label of their page, without white space. */
let heads: Map<string, string>;

const squeeze = (text: string) => text.replace(/\s/g, '');

beforeAll(async () => {
  folder = await copyBook('features');
  const { code, stderr } = await runHuibian(['build', '--book', folder.dir, '--out', folder.out]);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  const file = path.join(folder.out, 'features.epub');
  epub = new OpenedEpub(await readFile(file));
  const { pages } = await readWithMupdf(path.join(folder.out, 'features.pdf'));
  printed = new Map(pages.map(({ label, text }) => [label, squeeze(text)]));
  const map = JSON.parse(await readFile(path.join(folder.out, 'features.pages.json'), 'utf8')) as PageMap;
  heads = new Map(map.pages.flatMap((p) => (p.label && p.runningHead ? [[p.label, squeeze(p.runningHead)]] : [])));
  server = await serveReader(file);
  reader = await openReader();
});
afterAll(async () => {
  await reader?.[Symbol.asyncDispose]();
  await server?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

interface Entry {
  label: string;
  href: string;
}

interface Landing {
  /** The first characters from the place on, without white space. */
  text: string;
  /** How far the first of them stands outside the screen, in px. */
  outside: number;
}

const listed = (page: Page, name: 'contents' | 'pages'): Promise<Entry[]> =>
  page.evaluate(`window.reader.${name}`) as Promise<Entry[]>;

/** Opens an entry and looks where its text is. Runs in the reader's page. */
async function land(page: Page, href: string): Promise<Landing> {
  return page.evaluate(async (address: string) => {
    const shown = await (window as unknown as { reader: { open(href: string): Promise<Document> } }).reader.open(
      address,
    );
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
    const id = decodeURIComponent(/#(.*)$/.exec(address)?.[1] ?? '');
    const place = id ? shown.getElementById(id) : shown.body;
    if (!place) return { text: '', outside: Number.NaN };
    const walker = shown.createTreeWalker(shown.body, NodeFilter.SHOW_TEXT);
    let [text, first] = ['', null as DOMRect | null];
    while (text.length < 40 && walker.nextNode()) {
      const node = walker.currentNode as Text;
      const isBefore = place.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_PRECEDING;
      const range = shown.createRange();
      const at = node.data.search(/\S/);
      if (isBefore || at < 0) continue;
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      first ??= range.getBoundingClientRect();
      text += node.data.replace(/\s/g, '');
    }
    const rect = first ?? new DOMRect(Number.NaN);
    const frame = shown.defaultView!.frameElement!.getBoundingClientRect();
    const [x, y] = [rect.x + rect.width / 2 + frame.x, rect.y + rect.height / 2 + frame.y];
    const outside = Math.max(0, -x, x - window.innerWidth, -y, y - window.innerHeight);
    return { text: text.slice(0, 40), outside };
  }, href);
}

/** Characters of a page that are compared. */
const compared = 16;
/** The EPUB's imprint has a title, and its contents begin with the front pieces. */
const addedByEpub = /^版本记录|(?<=^目录)编印说明/;
/** They begin anew on each page of the print, and with each text in the EPUB. */
const noteNumbers = /[①-⑳]/g;
const startingWith = (text: string) => new RegExp(`^${escapePattern(text)}`);

/** The text of a printed page without what only print has before it: running head, head of a table again, list mark. */
function beginningOf(label: string, href: string): string {
  const [, file = '', id = ''] = /([^/]+)#(.*)$/.exec(href) ?? [];
  const [tableHead = ''] = epub.find(file, `//x:table[.//x:tbody//x:span[@id="${id}"]]/x:thead`).map(squeeze);
  let text = printed.get(label)!;
  for (const before of [heads.get(label) ?? '', `续表${tableHead}`]) {
    if (text.startsWith(before)) text = text.slice(before.length);
  }
  return text.replace(/^(•|\d+\.(?!\d))/, '').replace(noteNumbers, '');
}

const looks = { phone: { width: 390, height: 844 }, tablet: { width: 820, height: 1180 } };

describe.each(['foliate', 'epubjs'])('in %s', (name) => {
  describe.each(Object.entries(looks))('on a %s', (_, look) => {
    let page: Page;
    beforeAll(async () => {
      page = (await reader.open(server.addressOf(name), look)).page;
      await page.waitForFunction('window.reader');
    });
    afterAll(() => page?.close());

    test('every entry of the contents lands on its text', async () => {
      const entries = await listed(page, 'contents');
      const labels = epub.find('toc.xhtml', '//x:nav[@epub:type="toc"]//x:a');
      expect(entries.map(({ label }) => squeeze(label))).toEqual(labels.map(squeeze));
      for (const { label, href } of entries) {
        const { text, outside } = await land(page, href);
        // A part has no page of its own: it leads to its first report, whose title stands below it in the list.
        const next = entries[entries.findIndex((e) => e.label === label) + 1]!;
        const words = next?.href === href ? next.label : label;
        expect({ label, text, outside }).toEqual({
          label,
          text: expect.stringMatching(new RegExp(`^${escapePattern(squeeze(words).replace(/^\d+\./, ''))}`)),
          outside: 0,
        });
      }
    });

    test('every entry of the page list lands on the text of that page', async () => {
      const entries = await listed(page, 'pages');
      const labels = epub.find('toc.xhtml', '//x:nav[@epub:type="page-list"]//x:a');
      expect(entries).toHaveLength(labels.length);
      expect(labels).toContain('iii');
      for (const [i, { href }] of entries.entries()) {
        const label = labels[i]!;
        const landing = await land(page, href);
        expect({ label, outside: landing.outside }).toEqual({ label, outside: 0 });
        const text = landing.text.replace(addedByEpub, '').replace(noteNumbers, '').slice(0, compared);
        expect(text.length, label).toBe(compared);
        // The title page has its lines in another order than the EPUB, and the name of the body first.
        if (label === 'i') expect(printed.get(label)!.replace(/^云岫县志愿服务联合会/, '')).toMatch(startingWith(text));
        else expect(beginningOf(label, href), label).toMatch(startingWith(text));
      }
    });
  });
});

const escapePattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
