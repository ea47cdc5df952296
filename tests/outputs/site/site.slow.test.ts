/** Books as readers find them on the web: every page in a browser, every link, every printed page, every word. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxePuppeteer } from '@axe-core/puppeteer';
import type { AxeResults } from 'axe-core';
import { strFromU8, unzipSync } from 'fflate';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageMap } from '../../../scripts/model/types.ts';
import { type SiteServer, startServer } from '../../../scripts/serve/start-server.ts';
import { type BookFolder, copyBook } from '../../support/copy-book.ts';
import { makeBook } from '../../support/make-book.ts';
import { openReader, type Reader } from '../../support/open-reader.ts';
import { runHuibian } from '../../support/run-huibian.ts';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

const slugs = ['features', 'locked-reserve', 'hostile-html', 'page-refs', 'internal', 'inserted'];
const folders: BookFolder[] = [];
let outDir: string;
let reader: Reader;
let server: SiteServer;
let address: string;

async function build(dir: string, out: string): Promise<void> {
  const { code, stderr } = await runHuibian(['build', '--book', dir, '--out', out, '--lang', 'en']);
  expect([code, stderr]).toEqual([0, expect.anything()]);
}

beforeAll(async () => {
  for (const slug of slugs.slice(0, 4)) folders.push(await copyBook(slug));
  const manifest = { slug: 'internal', distribution: 'intranet', title: '内部文稿' };
  folders.push(await makeBook({ manifest, reports: [{ text: '只此一句。' }] }));
  folders.push(
    await makeBook({
      manifest: {
        ...{ slug: 'inserted', identifier: 'urn:uuid:00000000-0000-4000-8000-000000000002' },
        ...{ distribution: 'public', numbering: 'locked', overflow: 'insert', lastPage: 3 },
        page: { size: 'A5', measure: 24, lines: 20, fontSize: '10.5pt' },
      },
      reports: [{ page: 1, text: `${'一页排不下的文字，须另添两页。'.repeat(9)}\n\n`.repeat(10) }, { page: 3 }],
    }),
  );
  outDir = folders[0]!.out;
  for (const { dir } of folders) await build(dir, outDir);
  reader = await openReader();
  server = await startServer({ root: path.join(outDir, 'site'), host: undefined, port: 0, hidden: false });
  address = server.addresses[0]!;
}, 300_000);
afterAll(async () => {
  await server?.close(100);
  await reader?.[Symbol.asyncDispose]();
  for (const folder of folders) await folder[Symbol.asyncDispose]();
});

const folderOf = (slug: string) => path.join(outDir, 'site', slug);
const read = (slug: string, file: string) => readFileSync(path.join(folderOf(slug), file), 'utf8');
const pagesOf = (slug: string) => readdirSync(folderOf(slug)).filter((name) => name.endsWith('.html'));
const mapOf = (slug: string): PageMap => JSON.parse(readFileSync(path.join(outDir, `${slug}.pages.json`), 'utf8'));

function* walk(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}
const attribute = (element: Element, name: string) => element.attrs.find((a) => a.name === name)?.value;
const elementsOf = (slug: string, file: string) => [...walk(parse(read(slug, file)))];

describe.each(slugs)('%s', (slug) => {
  test('every link leads to a page and a place that are there', () => {
    const ids = new Map(
      pagesOf(slug).map((file) => [file, elementsOf(slug, file).flatMap((e) => attribute(e, 'id') ?? [])]),
    );
    let count = 0;
    for (const file of pagesOf(slug)) {
      expect(new Set(ids.get(file)).size, file).toBe(ids.get(file)!.length);
      for (const element of elementsOf(slug, file)) {
        for (const name of ['href', 'src', 'action']) {
          const address = attribute(element, name);
          if (address === undefined || /^(https?|mailto):/.test(address)) continue;
          count += 1;
          const [to = '', id] = address.split('#');
          expect(() => readFileSync(path.join(folderOf(slug), to === '' ? file : to)), address).not.toThrow();
          if (id !== undefined) expect(ids.get(to === '' ? file : to), `${file} ${address}`).toContain(id);
        }
      }
    }
    expect(count).toBeGreaterThan(20);
  });

  test('every printed page has one anchor, on the page of its text', () => {
    const { pages } = mapOf(slug);
    const places = pagesOf(slug).flatMap((file) =>
      elementsOf(slug, file).flatMap((e) => {
        const id = attribute(e, 'id') ?? '';
        return /^p(\d+(-\d+)?|-[ivxlc]+)$/.test(id) ? [[id, file] as const] : [];
      }),
    );
    const labelled = pages.filter(({ label }) => label !== null);
    expect(places.map(([id]) => id).sort()).toEqual(
      labelled.map(({ label }) => (/^\d/.test(label!) ? `p${label}` : `p-${label}`)).sort(),
    );
    const byId = new Map(places);
    for (const { flow, label } of labelled) {
      if (flow !== null && flow !== 'contents' && /^\d/.test(label!))
        expect(byId.get(`p${label}`)).toBe(`${flow}.html`);
    }
  });

  test('nothing runs but the search', () => {
    for (const file of pagesOf(slug)) {
      const elements = elementsOf(slug, file);
      const scripts = elements.filter((e) => e.tagName === 'script').map((e) => attribute(e, 'src'));
      expect(scripts, file).toEqual(file === 'search.html' ? ['assets/search.js'] : []);
      for (const { tagName, attrs } of elements) {
        expect(['iframe', 'object', 'embed', 'base', 'style', 'svg', 'math']).not.toContain(tagName);
        for (const { name, value } of attrs) {
          expect(name).not.toMatch(/^on|^style$|^srcdoc$/);
          expect(value).not.toMatch(/^\s*(javascript|data|file|vbscript):/i);
        }
      }
    }
  });
});

describe('in a browser', () => {
  const kinds: [what: string, page: string][] = [
    ['a book', 'features/index.html'],
    ['a report with figures and tables', 'features/zhandian.html'],
    ['a report with notes', 'features/yunxiu.html'],
    ['a foreword', 'features/front-foreword.html'],
    ['a report that has not arrived', 'locked-reserve/missing.html'],
    ['a report that breaks off', 'locked-reserve/partial.html'],
    ['a manuscript copied from a web page', 'hostile-html/hostile.html'],
    ['internal matter', 'internal/r1.html'],
    ['what the search found', 'features/search.html?q=%E5%BF%97%E6%84%BF'],
    ['an empty search', 'features/search.html'],
  ];

  describe.each(kinds)('%s', (_, name) => {
    test('axe finds nothing, nor in the dark', async () => {
      const { page } = await reader.open(address + name, { width: 390, height: 844 });
      // The page lets no foreign script in, axe neither; what it looks at is the same.
      await page.setBypassCSP(true);
      await page.reload();
      await page.waitForNetworkIdle({ idleTime: 50 });
      await page.$$eval('details', (all) => {
        for (const each of all) each.open = true;
      });
      const found = ({ violations }: AxeResults) =>
        violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]);
      const light = await new AxePuppeteer(page).analyze();
      expect(found(light)).toEqual([]);
      expect(light.passes.length).toBeGreaterThan(15);
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
      // What depends on colours.
      const dark = await new AxePuppeteer(page).withRules(['color-contrast', 'link-in-text-block']).analyze();
      expect(found(dark)).toEqual([]);
      expect(dark.passes.map(({ id }) => id)).toContain('color-contrast');
      await page.close();
    });

    test.each([
      ['a phone', { width: 360, height: 740 }],
      ['a wide screen', { width: 1280, height: 900 }],
    ])('fits %s, complains of nothing and asks for nothing elsewhere', async (__, look) => {
      const { page, complaints, requests } = await reader.open(address + name, look);
      expect(complaints).toEqual([]);
      expect(requests.every((request) => request.startsWith(address))).toBe(true);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width);
      await page.close();
    });
  });

  test('folios stand in the margin, each at the line where its page begins', async () => {
    for (const width of [360, 1280]) {
      const { page } = await reader.open(`${address}features/yunxiu.html`, { width, height: 800, script: true });
      const folios = await page.$$eval('.body .folio', (all) =>
        all.map((folio) => {
          const text = folio.closest('.body')!.getBoundingClientRect();
          const number = getComputedStyle(folio, '::after');
          return { margin: text.left, left: Number.parseFloat(number.left), width: Number.parseFloat(number.width) };
        }),
      );
      expect(folios.length).toBeGreaterThan(1);
      const main = await page.$eval('main', (element) => element.getBoundingClientRect().left);
      for (const { margin, left, width: wide } of folios) expect(main + left + wide).toBeLessThanOrEqual(margin);
      await page.close();
    }
  });

  test('a report is read without scripts, and a citation leads to its page', async () => {
    const { page } = await reader.open(`${address}features/yunxiu.html#p2`, { width: 390, height: 600, script: false });
    await page.setJavaScriptEnabled(true);
    const top = await page.$eval('#p2', (folio) => folio.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(-30);
    expect(top).toBeLessThan(600);
    await page.close();
  });
});

describe('the way through a book', () => {
  test('leads from the first text to the last and back, by the links below each', async () => {
    const { page } = await reader.open(`${address}features/index.html`);
    const listed = await page.$$eval('nav.contents a', (all) => all.map((a) => a.getAttribute('href')!));
    const reports = mapOf('features').reports.map(({ id }) => `${id}.html`);
    expect(listed.filter((file) => reports.includes(file))).toEqual(reports);
    /** Follows links of a kind until there is none. */
    const walk = async (link: string): Promise<string[]> => {
      const here = path.posix.basename(new URL(page.url()).pathname);
      if ((await page.$(link)) === null) return [here];
      await Promise.all([page.waitForNavigation(), page.click(link)]);
      return [here, ...(await walk(link))];
    };
    await page.goto(`${address}features/${listed[0]}`);
    expect(await walk('.turn a[rel="next"]')).toEqual(listed);
    expect(await walk('.turn a[rel="prev"]')).toEqual(listed.toReversed());
    await page.close();
  }, 60_000);

  test('is not printed: on paper there is the text alone', async () => {
    const { page } = await reader.open(`${address}features/yunxiu.html`);
    const shown = () =>
      page.$$eval('.turn, .find, .skip, .inner-contents, .body', (all) =>
        all.filter((element) => element.checkVisibility()).map((element) => element.classList[0]),
      );
    expect(await shown()).toEqual(expect.arrayContaining(['skip', 'find', 'turn', 'body']));
    await page.emulateMediaType('print');
    expect(await shown()).toEqual(['body']);
    await page.close();
  });

  test('begins with downloads whose size and SHA-256 are those of the files served', async () => {
    const { page } = await reader.open(`${address}features/index.html`);
    const shown = await page.$$eval('.downloads li', (all) =>
      all.map((item) => ({
        href: item.querySelector('a')!.href,
        size: item.querySelector('.size')!.textContent!,
        sha256: item.querySelector('code')!.textContent!,
      })),
    );
    await page.close();
    expect(shown.map(({ href }) => path.posix.basename(href))).toEqual(['features.epub', 'features.pdf']);
    const digest = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
    const fetched = async (href: string) => new Uint8Array(await (await fetch(href)).arrayBuffer());
    for (const { href, size, sha256 } of shown) {
      const data = await fetched(href);
      expect([href, sha256]).toEqual([href, digest(data)]);
      const [, number = '', unit = ''] = /^([\d.]+)\s*(kB|MB|KB)$/.exec(size.trim()) ?? [];
      const bytes = Number(number) * (unit === 'MB' ? 1e6 : 1e3);
      // Told to the next thousand, or tenth of a million.
      expect(Math.abs(bytes - data.length), `${size} of ${data.length}`).toBeLessThan(unit === 'MB' ? 1e5 : 1e3);
    }
    const { files } = JSON.parse(read('features', 'book.json')) as { files: Record<string, unknown>[] };
    expect(files.length).toBeGreaterThan(shown.length);
    for (const { name, size, sha256 } of files) {
      const data = await fetched(`${address}features/${name}`);
      expect([name, size, sha256]).toEqual([name, data.length, digest(data)]);
    }
  });
});

describe('the search', () => {
  /** Titles, folios and excerpts listed for some words. */
  async function find(base: string, slug: string, words: string) {
    const { page, complaints } = await reader.open(`${base}${slug}/search.html?q=${encodeURIComponent(words)}`);
    await page.waitForFunction(() =>
      /找到|列出|没有|请输入/.test(document.getElementById('status')?.textContent ?? ''),
    );
    expect(complaints).toEqual([]);
    const hits = await page.$$eval('.hit', (all) =>
      all.map((hit) => ({
        hrefs: [...hit.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? ''),
        marks: [...hit.querySelectorAll('mark')].map((mark) => mark.textContent ?? ''),
        words: hit.querySelector('.excerpt')?.textContent ?? '',
      })),
    );
    const status = await page.$eval('#status', (element) => element.textContent ?? '');
    const jump = await page.$$eval('#page a', (all) => all.map((a) => a.getAttribute('href')));
    await page.close();
    return { hits, status, jump };
  }

  test('finds every run of characters that a report prints, across punctuation too, and leads there', async () => {
    const manuscript = readFileSync(path.join(folders[0]!.dir, 'reports/05-tingquan.md'), 'utf8');
    const paragraph = manuscript
      .split('\n')
      .find((line) => line.length > 100 && /^\p{Script=Han}[^*_<>{}[\]|`]*$/u.test(line))!;
    const plain = [...paragraph.replace(/[\p{P}\s]/gu, '')];
    const runs = [2, 3, 5, 9].flatMap((length) => {
      return [0, 7, 23, 40].map((from) => plain.slice(from, from + length).join(''));
    });
    for (const run of runs) {
      const { hits } = await find(address, 'features', run);
      const hit = hits.find(({ hrefs }) => hrefs[0]!.startsWith('tingquan.html#p-tingquan-'));
      expect(hit, run).toBeDefined();
      expect(hit!.marks.map((mark) => mark.replace(/[\p{P}\s]/gu, ''))).toContain(run);
      const [, id] = hit!.hrefs[0]!.split('#');
      expect(elementsOf('features', 'tingquan.html').some((e) => attribute(e, 'id') === id)).toBe(true);
      expect(hit!.hrefs[1]).toMatch(/^tingquan\.html#p\d+$/);
    }
  }, 120_000);

  test('needs all words, knows titles, lists what there is, says so when there is nothing', async () => {
    expect((await find(address, 'features', '志愿')).status).toBe('已列出20处。');
    expect((await find(address, 'features', '山洪 志愿')).hits.length).toBeGreaterThan(1);
    expect((await find(address, 'features', '鹊桥银汉')).status).toMatch(/^没有找到/);
    expect((await find(address, 'features', '……')).status).toMatch(/^请输入/);
    expect((await find(address, 'locked-reserve', mapOf('locked-reserve').reports[1]!.title)).hits[0]!.hrefs[0]).toBe(
      'missing.html#p5',
    );
    expect((await find(address, 'features', '第２页')).jump).toEqual(['yunxiu.html#p2']);
    expect(mapOf('inserted').pages.map(({ label }) => label)).toContain('2-1');
    for (const words of ['第2-1页', '2-1', '第２－１页', '2‑1'])
      expect((await find(address, 'inserted', words)).jump, words).toEqual(['r1.html#p2-1']);
    expect((await find(address, 'inserted', '第2-9页')).jump).toEqual([]);
    expect((await find(address, 'hostile-html', '脚本之后')).hits).toHaveLength(1);
  }, 60_000);

  test('works on a folder opened from a disk', async () => {
    const base = pathToFileURL(`${path.join(outDir, 'site')}/`).href;
    expect((await find(base, 'features', '山洪')).hits.length).toBeGreaterThan(1);
  });
});

describe('what may not leave the house', () => {
  test('says so on every page and in the EPUB, and asks search engines to stay out', () => {
    for (const file of pagesOf('internal')) {
      const elements = elementsOf('internal', file);
      expect(read('internal', file).split('内部资料，请勿外传').length, file).toBe(3);
      expect(elements.find((e) => attribute(e, 'name') === 'robots')!.attrs[1]!.value).toContain('noindex');
    }
    for (const file of pagesOf('features')) expect(read('features', file)).not.toMatch(/请勿外传|noindex/);
    const titlePage = (slug: string) =>
      strFromU8(unzipSync(readFileSync(path.join(outDir, `${slug}.epub`)))['OEBPS/title.xhtml']!);
    expect(titlePage('internal')).toContain('内部资料，请勿外传');
    expect(titlePage('features')).not.toContain('请勿外传');
    expect(JSON.parse(read('internal', 'book.json'))).toMatchObject({ distribution: 'intranet' });
  });
});

test('two builds, in two folders, write the same bytes', async () => {
  await using other = await copyBook('features');
  await build(other.dir, other.out);
  const files = (root: string) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .sort();
  const [one, two] = [folderOf('features'), path.join(other.out, 'site/features')];
  expect(files(one)).toEqual(files(two));
  for (const file of files(one)) {
    expect(readFileSync(path.join(one, file)).equals(readFileSync(path.join(two, file))), file).toBe(true);
  }
});
