/** The catalogues and the feed: valid, read back by parsers that are not ours, an update an update. */
import { Readable } from 'node:stream';
import fc from 'fast-check';
import FeedParser from 'feedparser';
import { describe, expect, test } from 'vitest';
import { nameUuid } from '../../scripts/lib/name-uuid.ts';
import { shelfFactsSchema } from '../../scripts/model/shelf-facts.ts';
import { bookShelfFiles, shelfFiles } from '../../scripts/model/shelf-files.ts';
import type { SiteBook } from '../../scripts/model/site-book.ts';
import { atomCatalogue, atomEntry, editionsFeed } from '../../scripts/shelf/atom-feeds.ts';
import { jsonCatalogue, jsonEntry } from '../../scripts/shelf/json-catalogue.ts';
import { renderShelf } from '../../scripts/shelf/render-shelf.ts';
import { faultOfAtom, faultOfJson, find, plainBook, sampleBook, shelf } from './support.ts';

const books = [sampleBook(1), sampleBook(2, { distribution: 'intranet' }), plainBook(3)];

/** A feed as the package feedparser reads it. */
async function parseFeed(xml: string, address: string): Promise<{ meta: FeedParser.Meta; items: FeedParser.Item[] }> {
  const parser = Readable.from([xml]).pipe(new FeedParser({ feedurl: address }));
  const items: FeedParser.Item[] = [];
  for await (const item of parser) items.push(item);
  return { meta: parser.meta, items };
}

const feeds = { 'the catalogue': atomCatalogue(shelf, books), 'the feed of editions': editionsFeed(shelf, books) };
const all = { ...feeds, 'an entry by itself': atomEntry(books[0]!), 'a bare entry': atomEntry(plainBook(4)) };

describe('OPDS 1.2 and Atom', () => {
  test.each(Object.entries(all))('%s is valid', (_, xml) => expect(faultOfAtom(xml)).toBeNull());

  test.each([
    ['without a date', /<updated>[^<]*<\/updated>/, ''],
    ['with a date that is none', /<updated>[^<]*/, '<updated>2024-06-02'],
    ['without an id', /<id>[^<]*<\/id>/, ''],
    ['with an id that is no IRI', /<id>[^<]*/, '<id>book 1'],
    ['without a title', /<title>[^<]*<\/title>/, ''],
    ['with a second title', /<title>/, '<title>x</title><title>'],
    ['with a download without a type', / type="application\/epub\+zip"/, ''],
    ['with a cover in a format that readers lack', / type="image\/png"/, ' type="image/svg+xml"'],
    ['with a summary in HTML', /<summary type="text">/, '<summary type="html">'],
    ['with dc:title', /<dc:language>/, '<dc:title>x</dc:title><dc:language>'],
    ['with a length of nothing', / length="\d+"/, ' length="0"'],
  ])('the schema sees a catalogue %s', (_, what, by) => {
    const damaged = feeds['the catalogue'].replace(what, by);
    expect(damaged).not.toBe(feeds['the catalogue']);
    expect(faultOfAtom(damaged)).not.toBeNull();
  });

  test('every entry has its downloads with type and length, cover, thumbnail, and a page', () => {
    const xml = feeds['the catalogue'];
    const each = (rel: string, attribute: string) => find(xml, `//a:entry/a:link[@rel="${rel}"]/@${attribute}`);
    expect(each('http://opds-spec.org/acquisition', 'href')).toEqual(
      ['book-3', 'book-2', 'book-1'].flatMap((slug) => [`${slug}/${slug}.epub`, `${slug}/${slug}.pdf`]),
    );
    expect(each('http://opds-spec.org/acquisition', 'type').slice(0, 2)).toEqual([
      'application/epub+zip',
      'application/pdf',
    ]);
    expect(each('http://opds-spec.org/acquisition', 'length').slice(0, 2)).toEqual(['1234567', '23456']);
    for (const rel of ['image', 'image/thumbnail']) expect(each(`http://opds-spec.org/${rel}`, 'href')).toHaveLength(3);
    expect(find(xml, '/a:feed/a:link[@rel="self"]/@href')).toEqual(['opds.xml']);
    expect(find(xml, '/a:feed/a:link[@rel="start"]/@href')).toEqual(['opds.xml']);
    expect(find(xml, '//a:entry/a:rights')).toEqual(['内部资料，请勿外传']);
    expect(find(xml, '//a:entry/a:author/a:name')).toEqual(['编写组', '编写组']);
  });

  test('the smaller of two pictures is the thumbnail', () => {
    const small = { name: 'small.png', mediaType: 'image/png', size: 999, sha256: 'b'.repeat(64) };
    const book = sampleBook(1, { files: [small, ...sampleBook(1).files] });
    const of = (rel: string) => find(atomEntry(book), `/a:entry/a:link[@rel="http://opds-spec.org/${rel}"]/@href`);
    expect([of('image'), of('image/thumbnail')]).toEqual([['cover.png'], ['small.png']]);
    const images = JSON.parse(jsonEntry(book)).images.map(({ href }: { href: string }) => href);
    expect(images).toEqual(['cover.png', 'small.png']);
  });

  test('feedparser reads the feed of editions', async () => {
    const { meta, items } = await parseFeed(feeds['the feed of editions'], 'http://127.0.0.1/shelf/feed.xml');
    expect([meta['#type'], meta['#version'], meta.title]).toEqual(['atom', '1.0', '汇编书架']);
    expect(meta.date).toEqual(new Date('2024-06-04T00:00:00Z'));
    expect(items.map((item) => item.guid)).toEqual(
      [3, 2, 1].map((n) => `urn:uuid:00000000-0000-4000-8000-00000000000${n}`),
    );
    expect(items[2]).toMatchObject({
      title: '《文稿汇编第1辑》第1版第2次印刷',
      summary: '二〇二四年\n各地文稿 <27> 篇 & 附录。\n第1版第2次印刷，2024年6月2日。',
      author: '编写组',
      date: new Date('2024-06-02T00:00:00Z'),
      pubdate: new Date('2024-05-01T00:00:00Z'),
      link: 'http://127.0.0.1/shelf/book-1/index.html',
    });
    expect(items[2]!.enclosures.map(({ url, type, length }) => [url, type, Number(length)])).toEqual([
      ['http://127.0.0.1/shelf/book-1/book-1.epub', 'application/epub+zip', 1_234_567],
      ['http://127.0.0.1/shelf/book-1/book-1.pdf', 'application/pdf', 23_456],
    ]);
  });

  test('a new edition is a change of the same entry: id kept, date later', async () => {
    const before = sampleBook(1);
    const after = sampleBook(1, { title: '改名', modified: '2025-01-01', edition: { number: 2, printing: 3 } });
    for (const make of [atomCatalogue, editionsFeed]) {
      const [old, fresh] = await Promise.all(
        [before, after].map(async (book) => parseFeed(make(shelf, [book]), 'http://127.0.0.1/')),
      );
      expect(fresh!.items[0]!.guid).toBe(old!.items[0]!.guid);
      expect(fresh!.items[0]!.date! > old!.items[0]!.date!).toBe(true);
      expect(fresh!.meta.date! > old!.meta.date!).toBe(true);
      expect(find(make(shelf, [before]), '/a:feed/a:id')).toEqual(find(make(shelf, [after]), '/a:feed/a:id'));
    }
  });

  test('each edition has an entry of its own, which later ones leave as it is', async () => {
    const first = { number: 1, printing: 1, issued: '2024-05-01', title: '文稿汇编' };
    const second = { ...first, number: 2, printing: 2, issued: '2025-03-01', summary: '第2版第2次印刷：增补2篇。' };
    const third = { ...second, printing: 3, issued: '2026-01-01', title: '新名', summary: '第2版第3次印刷：更正1处。' };
    const feedOf = (...editions: NonNullable<SiteBook['editions']>) => {
      const { number, printing, issued, title } = editions.at(-1)!;
      const more = { title, issued, modified: issued, edition: { number, printing }, editions };
      return editionsFeed(shelf, [sampleBook(1, more)]);
    };
    const entries = (xml: string) => xml.match(/<entry>.*?<\/entry>/gs)!;
    const [one, two, three] = [feedOf(first), feedOf(first, second), feedOf(first, second, third)];
    for (const xml of [one, two, three]) expect(faultOfAtom(xml)).toBeNull();
    // The newest stands first; from then on nothing changes in those behind it.
    expect(entries(three).slice(2)).toEqual(entries(two).slice(1));
    const { items } = await parseFeed(three, 'http://127.0.0.1/');
    expect(items.map((item) => [item.title, item.summary])).toEqual([
      ['《新名》第2版第3次印刷', '第2版第3次印刷：更正1处。'],
      ['《文稿汇编》第2版第2次印刷', '第2版第2次印刷：增补2篇。'],
      ['《文稿汇编》第1版第1次印刷', '第1版第1次印刷，2024年5月1日。'],
    ]);
    expect(items.map((item) => item.enclosures?.length ?? 0)).toEqual([2, 0, 0]);
    const ids = [one, two, three].map((xml) => find(xml, '//a:entry/a:id').reverse());
    expect([ids[0]![0], ids[1]![1]]).toEqual([ids[2]![0], ids[2]![1]]);
    expect(new Set(ids[2]).size).toBe(3);
    // The catalogue goes on naming one book.
    const catalogue = atomCatalogue(shelf, [sampleBook(1, { editions: [first, second] })]);
    expect(find(catalogue, '//a:entry/a:id')).toEqual([sampleBook(1).identifier]);
  });

  test('catalogue and feed are two feeds, and no entry is called like a feed', () => {
    const ids = Object.values(feeds).map((xml) => find(xml, '/a:feed/a:id')[0]!);
    expect(new Set([...ids, ...books.map((book) => book.identifier)]).size).toBe(2 + books.length);
  });

  test('whatever words a manifest holds, the feed stays whole and the words are read back', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((s) => /\S/.test(s.replace(/[^\x20-\ud7ff]/g, '')));
    await fc.assert(
      fc.asyncProperty(text, text, async (title, description) => {
        const xml = atomCatalogue(shelf, [sampleBook(1, { title, description })]);
        expect(faultOfAtom(xml)).toBeNull();
        // A parser reads every line end as \n (XML 1.0, 2.11).
        const kept = title
          .replace(/\r\n?/g, '\n')
          .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu, '');
        expect(find(xml, '//a:entry/a:title')).toEqual([kept]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('OPDS 2.0', () => {
  const catalogue = jsonCatalogue(shelf, books);

  test('is valid, and so is each publication by itself', () => {
    expect(faultOfJson('catalogue', catalogue)).toBeNull();
    for (const book of [...books, plainBook(9)]) expect(faultOfJson('publication', jsonEntry(book))).toBeNull();
  });

  test.each([
    ['without a self link', (c: Catalogue) => c.links.splice(0, 1)],
    ['without books', (c: Catalogue) => c.publications.splice(0)],
    ['without a title', (c: Catalogue) => delete c.metadata.title],
    ['with a book without downloads', (c: Catalogue) => c.publications[0]!.links.splice(2)],
    ['with a book without a cover', (c: Catalogue) => c.publications[0]!.images.splice(0)],
    ['with a book without a self link', (c: Catalogue) => c.publications[0]!.links.splice(0, 1)],
    ['with a date that is none', (c: Catalogue) => (c.publications[0]!.metadata.modified = '2024-06-02')],
    ['with an address that is none', (c: Catalogue) => (c.publications[0]!.links[2]!.href = 'a b.epub')],
  ])('the schema sees a catalogue %s', (_, damage) => {
    const damaged = JSON.parse(catalogue) as Catalogue;
    damage(damaged);
    expect(faultOfJson('catalogue', JSON.stringify(damaged))).not.toBeNull();
  });

  test('says what the Atom catalogue says', () => {
    const { metadata, publications } = JSON.parse(catalogue);
    expect(metadata).toEqual({
      title: '汇编书架',
      identifier: shelf.identifier,
      modified: '2024-06-04T00:00:00Z',
      numberOfItems: 3,
    });
    expect(publications.map((p: Publication) => p.metadata.identifier)).toEqual(
      find(feeds['the catalogue'], '//a:entry/a:id'),
    );
    const hrefs = publications.flatMap((p: Publication) => p.links.filter((l) => /acquisition/.test(l.rel)));
    expect(hrefs.map((l: Publication['links'][0]) => l.href)).toEqual(
      find(feeds['the catalogue'], '//a:link[contains(@rel, "acquisition")]/@href'),
    );
  });
});

interface Publication {
  metadata: Record<string, unknown>;
  links: { rel: string; href: string }[];
  images: unknown[];
}
interface Catalogue {
  metadata: Record<string, unknown>;
  links: unknown[];
  publications: Publication[];
}

describe('a shelf', () => {
  const files = (of: SiteBook[]) => renderShelf(shelf, of, 'body {}');
  const text = (of: SiteBook[], name: string) => String(files(of).find((file) => file.name === name)?.data);

  test('is the same for the same books, in whatever order they were put on it', () => {
    const turned = files([...books].reverse());
    expect(new Map(turned.map(({ name, data }) => [name, data]))).toEqual(
      new Map(files(books).map(({ name, data }) => [name, data])),
    );
  });

  test('leads nowhere but to its own files', () => {
    const known = new Set([
      ...files(books).map((file) => file.name),
      ...books.flatMap((book) =>
        ['index.html', ...book.files.map((f) => f.name)].map((name) => `${book.slug}/${name}`),
      ),
    ]);
    const root = 'http://127.0.0.1/a/b/';
    let links = 0;
    for (const { name, data } of files(books)) {
      if (!/\.(xml|json|html)$/.test(name) || name === shelfFiles.facts.path) continue;
      for (const [, href] of String(data).matchAll(/(?:href|src)"?[=:] ?"([^"]*)"/g)) {
        if (href!.startsWith('#')) continue;
        const target = new URL(href!, root + name).href;
        expect(target.startsWith(root) && known.has(target.slice(root.length)), `${name}: ${href}`).toBe(true);
        links++;
      }
    }
    expect(links).toBeGreaterThan(50);
  });

  test('with internal matter says so, to people and to search engines; one without says neither', () => {
    expect(text(books, 'index.html').match(/内部资料，请勿外传/g)).toHaveLength(2);
    expect(text(books, 'index.html')).toContain('noindex');
    expect(text(books, 'robots.txt')).toBe('User-agent: *\nDisallow: /\n');
    const open = [sampleBook(1)];
    expect(text(open, 'index.html')).not.toMatch(/内部|noindex/);
    expect(text(open, 'robots.txt')).toBe('User-agent: *\nAllow: /\n');
  });

  test('has only files whose names no slug can take', () => {
    const own = Object.values(shelfFiles).map((file) => file.path);
    expect(own.every((name) => name.includes('.'))).toBe(true);
    const inBook = Object.values(bookShelfFiles).map((file) => file.path);
    expect(inBook).not.toContain('index.html');
    expect(shelfFactsSchema.parse(JSON.parse(text(books, 'shelf.json')))).toEqual(shelf);
  });

  test('takes its name from its first book, as RFC 9562 makes names into UUIDs', () => {
    expect(nameUuid('a')).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(nameUuid('a')).toBe(nameUuid('a'));
    expect(nameUuid('a')).not.toBe(nameUuid('b'));
  });
});
