/** The shelf for people: a page that lists the books and says how readers subscribe. It needs no script. */
import type { Element, ElementContent } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { ShelfFacts } from '../model/shelf-facts.ts';
import { shelfFiles } from '../model/shelf-files.ts';
import type { SiteBook, SiteFile } from '../model/site-book.ts';
import { internalMatter } from '../outputs/imprint.ts';
import {
  coversOf,
  dateWords,
  downloadsOf,
  editionWords,
  formatName,
  inShelfOrder,
  responsibleFor,
  sizeWords,
} from './shelf-books.ts';

/** Nothing but the page's own style and pictures is ever loaded. */
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/** The page as HTML. */
export function shelfPage(shelf: ShelfFacts, books: SiteBook[]): string {
  const internal = books.some((book) => book.distribution === 'intranet');
  const notice = internal ? [h('p.internal', internalMatter)] : [];
  const body = h('body', [
    h('header', [...notice, h('h1', shelf.title)]),
    h('main', [
      h(
        'ul.books',
        { role: 'list' },
        inShelfOrder(books).map((book, i) => h('li', bookItem(book, i === 0))),
      ),
      subscription(),
    ]),
    ...(internal ? [h('footer', [...notice])] : []),
  ]);
  const html = h('html', { lang: shelf.language }, [head(shelf, internal), body]);
  return `${toHtml({ type: 'root', children: [{ type: 'doctype' }, html] })}\n`;
}

function head(shelf: ShelfFacts, internal: boolean): Element {
  const { style, atomCatalogue, jsonCatalogue, feed } = shelfFiles;
  const discover = (file: { path: string; mediaType: string }, title: string) =>
    h('link', { rel: 'alternate', href: file.path, type: file.mediaType, title });
  return h('head', [
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
    ...(internal ? [h('meta', { name: 'robots', content: 'noindex, nofollow, noarchive' })] : []),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('title', shelf.title),
    h('link', { rel: 'stylesheet', href: style.path }),
    // OPDS 1.2, 7: in pages, the type has no kind.
    discover({ path: atomCatalogue.path, mediaType: 'application/atom+xml;profile=opds-catalog' }, 'OPDS 1.2'),
    discover(jsonCatalogue, 'OPDS 2.0'),
    discover(feed, '版本更新'),
  ]);
}

function bookItem(book: SiteBook, first: boolean): ElementContent[] {
  const page = `${book.slug}/index.html`;
  const thumbnail = coversOf(book)?.thumbnail;
  const line = (text: string | null | undefined, className: string) => (text ? [h('p', { className }, text)] : []);
  // The title beside it is the same link: the picture says nothing more.
  const picture = (file: SiteFile) =>
    h('img.cover', { src: `${book.slug}/${file.name}`, alt: '', loading: first ? 'eager' : 'lazy' });
  return [
    ...(thumbnail ? [picture(thumbnail)] : [h('span.cover')]),
    h('div.about', [
      h('h2', h('a', { href: page, lang: book.language }, book.title)),
      ...line(book.subtitle, 'subtitle'),
      ...line(responsibleFor(book), 'responsible'),
      h('p.edition', [`${editionWords(book)}，`, h('time', { dateTime: book.modified }, dateWords(book.modified))]),
      ...line(book.description, 'description'),
      h(
        'p.downloads',
        downloadsOf(book).flatMap((file) => downloadLink(book, file)),
      ),
    ]),
  ];
}

function downloadLink(book: SiteBook, file: SiteFile): ElementContent[] {
  const { name, mediaType, size } = file;
  const label = `下载《${book.title}》${formatName(file)}，${sizeWords(size)}`;
  const link = h('a', { href: `${book.slug}/${name}`, type: mediaType, download: name, ariaLabel: label }, [
    formatName(file),
    ' ',
    h('span.size', sizeWords(size)),
  ]);
  return [link, { type: 'text', value: ' ' }];
}

function subscription(): Element {
  const { atomCatalogue, jsonCatalogue, feed } = shelfFiles;
  const row = (name: string, path: string, who: string) => [h('dt', h('a', { href: path }, name)), h('dd', who)];
  return h('section.subscribe', { ariaLabelledBy: ['subscribe'] }, [
    h('h2#subscribe', '在阅读器中订阅'),
    h('p', '把下面的地址加到阅读器的书目（OPDS）中，书有更新时阅读器会显示。'),
    h('dl', [
      ...row('OPDS 1.2', atomCatalogue.path, 'KOReader、静读天下等'),
      ...row('OPDS 2.0', jsonCatalogue.path, 'Thorium 等'),
      ...row('版本更新（Atom）', feed.path, '各种新闻阅读器'),
    ]),
  ]);
}
