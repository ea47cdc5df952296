/** Books built onto one shelf, served, and read: by a person's browser, by a catalogue reader that is not ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { AxePuppeteer } from '@axe-core/puppeteer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SiteServer, startServer } from '../../scripts/serve/start-server.ts';
import type { BookFolder } from '../support/copy-book.ts';
import { makeBook } from '../support/make-book.ts';
import { openReader, type Reader } from '../support/open-reader.ts';
import { runHuibian } from '../support/run-huibian.ts';
import { faultOfAtom, faultOfJson, find } from './support.ts';

let [one, two]: BookFolder[] = [];
let reader: Reader;
let server: SiteServer;
let address: string;
const outDir = () => one!.out;
const siteDir = () => path.join(outDir(), 'site');
const read = (name: string) => readFileSync(path.join(siteDir(), name), 'utf8');

const manifest = (n: number, more: Record<string, unknown> = {}) => ({
  slug: `book-${n}`,
  title: `文稿汇编 第${n}辑`,
  creator: '编写组',
  description: '各地来稿。',
  identifier: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
  distribution: 'public',
  ...more,
});

beforeAll(async () => {
  one = await makeBook({ manifest: manifest(1, { modified: '2024-06-30' }), reports: [{}, {}] });
  two = await makeBook({ manifest: manifest(2, { issued: '2024-09-01' }), reports: [{}] });
  const built = await runHuibian(['site', '--out', outDir(), '--book', one.dir, '--book', two.dir, '--lang', 'en']);
  expect([built.code, built.stderr]).toEqual([0, expect.not.stringContaining('error')]);
  expect(built.stdout).toContain('On the shelf: 2 books: 文稿汇编 第1辑, 文稿汇编 第2辑');
  reader = await openReader();
  server = await startServer({ root: siteDir(), host: undefined, port: 0, hidden: false });
  address = server.addresses[0]!;
});
afterAll(async () => {
  await server?.close(100);
  await reader?.[Symbol.asyncDispose]();
  await one?.[Symbol.asyncDispose]();
  await two?.[Symbol.asyncDispose]();
});

describe('the shelf in a browser', () => {
  test.each([
    ['a phone', { width: 360, height: 740 }],
    ['a phone at night, without scripts', { width: 360, height: 740, dark: true, script: false }],
    ['a wide screen', { width: 1400, height: 900 }],
  ])('on %s: nothing to complain of, nothing asked for elsewhere', async (_, look) => {
    const { page, complaints, requests } = await reader.open(address, look);
    expect(complaints).toEqual([]);
    expect(requests.every((request) => request.startsWith(address))).toBe(true);
    expect(await page.$$eval('h2 a', (links) => links.map((link) => link.textContent))).toEqual([
      '文稿汇编 第2辑',
      '文稿汇编 第1辑',
    ]);
    expect(await page.$$eval('img', (all) => all.map((image) => image.complete && image.naturalWidth > 0))).toEqual([
      true,
      true,
    ]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width);
    await page.close();
  });

  test.each([false, true])('axe finds nothing, dark: %s', async (dark) => {
    const { page } = await reader.open(address, { width: 800, height: 900, dark });
    // The page lets no script in, axe neither; what it looks at is the same.
    await page.setBypassCSP(true);
    await page.reload();
    const { violations, passes } = await new AxePuppeteer(page).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
    expect(passes.length).toBeGreaterThan(15);
    await page.close();
  });

  test.each(['book-1/', 'book-1/r1.html'])('%s, as the server sends it, has nothing to complain of', async (at) => {
    const { page, complaints, requests } = await reader.open(address + at);
    expect(complaints).toEqual([]);
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.every((request) => request.startsWith(address))).toBe(true);
    await page.close();
  });

  test('every address on it leads to something, and to what it says it is', async () => {
    const { page } = await reader.open(address);
    const links = await page.$$eval('a, link[href]', (all) =>
      all.map((link) => [(link as HTMLAnchorElement).href, (link as HTMLAnchorElement).type] as const),
    );
    await page.close();
    expect(links.length).toBeGreaterThan(10);
    for (const [href, type] of links) {
      const answer = await fetch(href);
      expect([href, answer.status]).toEqual([href, 200]);
      if (type) expect(answer.headers.get('content-type')).toContain(type.replace('xml;profile=opds-catalog', 'xml'));
      await answer.arrayBuffer();
    }
  });
});

describe('the catalogue in foliate-js', () => {
  /** The feed as foliate-js reads it: the model of OPDS 2.0. */
  async function readCatalogue(xml: string): Promise<Feed> {
    const { page } = await reader.open(address);
    await page.setBypassCSP(true);
    await page.reload();
    const code = readFileSync(createRequire(import.meta.url).resolve('foliate-js/opds.js'), 'utf8');
    await page.addScriptTag({ type: 'module', content: `${code}\nglobalThis.getFeed = getFeed;` });
    await page.waitForFunction('globalThis.getFeed !== undefined');
    const feed = await page.evaluate((text) => {
      const { getFeed } = globalThis as unknown as { getFeed: (document: Document) => unknown };
      return JSON.parse(JSON.stringify(getFeed(new DOMParser().parseFromString(text, 'application/xml'))));
    }, xml);
    await page.close();
    return feed;
  }

  test('is a list of the books, with covers and downloads that come as they were built', async () => {
    const feed = await readCatalogue(read('opds.xml'));
    expect(feed.metadata.title).toBe('汇编书架');
    expect(feed.publications.map((book) => book.metadata.title)).toEqual(['文稿汇编 第2辑', '文稿汇编 第1辑']);
    const json = JSON.parse(read('opds.json'));
    for (const [i, book] of feed.publications.entries()) {
      const same = json.publications[i].metadata;
      expect(book.metadata).toMatchObject({
        identifier: same.identifier,
        language: same.language,
        published: same.published,
        author: [{ name: same.author }],
      });
      const downloads = book.links.filter((link) => link.rel.includes('http://opds-spec.org/acquisition'));
      expect(downloads.map((link) => link.type)).toEqual(['application/epub+zip', 'application/pdf']);
      const catalogue = new URL('opds.xml', address);
      for (const { href, type } of [...downloads, ...book.images]) {
        const answer = await fetch(new URL(href, catalogue));
        expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
        const bytes = Buffer.from(await answer.arrayBuffer());
        const built = path.join(siteDir(), new URL(href, catalogue).pathname);
        expect(bytes.equals(readFileSync(built))).toBe(true);
      }
      const epub = `${same.identifier.endsWith('1') ? 'book-1' : 'book-2'}.epub`;
      expect(readFileSync(path.join(outDir(), epub))).toEqual(
        readFileSync(path.join(siteDir(), epub.replace('.epub', ''), epub)),
      );
    }
  });
});

interface Link {
  rel: string[];
  href: string;
  type: string;
}
interface Feed {
  metadata: { title: string };
  publications: { metadata: Record<string, string>; links: Link[]; images: Link[] }[];
}

test('the manifest’s date of the last change is told wherever readers look for updates', () => {
  const entry = '//a:entry[contains(a:title, "第1辑")]';
  for (const name of ['opds.xml', 'feed.xml', 'book-1/opds.xml'])
    expect([name, find(read(name), `${entry}/a:updated`)]).toEqual([name, ['2024-06-30T00:00:00Z']]);
  expect(find(read('feed.xml'), `${entry}/a:published`)).toEqual(['2024-01-01T00:00:00Z']);
  expect(find(read('opds.xml'), `${entry}/dc:issued`)).toEqual(['2024-01-01']);
  const json = JSON.parse(read('opds.json')).publications[1].metadata;
  expect(json).toMatchObject({ modified: '2024-06-30T00:00:00Z', published: '2024-01-01' });
  // A manifest without it: the date of issue.
  expect(find(read('opds.xml'), '//a:entry[contains(a:title, "第2辑")]/a:updated')).toEqual(['2024-09-01T00:00:00Z']);
});

test('what is built is valid, and the same from whichever command', async () => {
  expect([faultOfAtom(read('opds.xml')), faultOfAtom(read('feed.xml'))]).toEqual([null, null]);
  expect(faultOfJson('catalogue', read('opds.json'))).toBeNull();
  const names = [
    'index.html',
    'opds.xml',
    'opds.json',
    'feed.xml',
    'shelf.json',
    'book-1/index.html',
    'book-2/opds.xml',
  ];
  const before = names.map(read);
  for (const book of [one!, two!]) {
    const { code } = await runHuibian(['build', '--book', book.dir, '--out', outDir()]);
    expect(code).toBe(0);
  }
  expect(names.map(read)).toEqual(before);
});

test('a book that is withdrawn goes from the shelf with its next build; one that never was is refused', async () => {
  await using hidden = await makeBook({ manifest: manifest(2, { distribution: 'none' }), reports: [{}] });
  const refused = await runHuibian(['site', '--out', outDir(), '--book', hidden.dir, '--lang', 'en']);
  expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('shelf-book-private')]);
  expect(find(read('opds.xml'), '//a:entry/a:title')).toHaveLength(2);
  const built = await runHuibian(['build', '--book', hidden.dir, '--out', outDir()]);
  expect(built.code).toBe(0);
  expect(find(read('opds.xml'), '//a:entry/a:title')).toEqual(['文稿汇编 第1辑']);
  expect(readdirSync(siteDir())).not.toContain('book-2');
});
