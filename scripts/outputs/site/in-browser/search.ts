/** The search page: finds words in the book by the files of search/, a few of them for each word, and lists where. */

import { findInPassage, type PassageHit } from './find-in-passage.ts';
import { foldText, keysOf, shardOf } from './fold-text.ts';
import type { SearchBook, SearchDocument } from './search-data.ts';
import { openSearchFiles } from './search-files.ts';

/** Results listed at once. */
const atOnce = 20;

const files = openSearchFiles();
const byId = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;

void start();

async function start(): Promise<void> {
  const words = (new URLSearchParams(location.search).get('q') ?? '').trim();
  byId<HTMLInputElement>('words').value = words;
  if (words === '') return byId('words').focus();
  document.title = `${words} — ${document.title}`;
  say('正在检索……');
  try {
    const book = await files.book();
    offerPage(book, words);
    await search(book, words);
  } catch {
    say('检索用的文件没有取到，请稍后再试。');
  }
}

function say(words: string): void {
  byId('status').textContent = words;
}

/** A page number is taken to its page; that of an inserted page (6-1) may be written with any hyphen. */
function offerPage({ documents }: SearchBook, words: string): void {
  const plain = words.normalize('NFKC').replace(/[‐–−]/gu, '-').toLowerCase();
  const label = /^第?\s*([0-9]+(?:-[0-9]+)?|[ivxlc]+)\s*页?$/u.exec(plain)?.[1];
  const document = documents.find(({ pages }) => label !== undefined && pages.includes(label));
  if (!document || !label) return;
  const link = element('a', '', `翻到第${label}页：${document.title}`);
  link.href = `${document.file}#${/^\d/.test(label) ? `p${label}` : `p-${label}`}`;
  byId('page').replaceChildren(link);
  byId('page').hidden = false;
}

async function search(book: SearchBook, words: string): Promise<void> {
  const terms = words.split(/\s+/u).map((term) => foldText(term).text);
  const wanted = [...new Set(terms)].filter((term) => term !== '');
  if (wanted.length === 0) return say('请输入要找的字词，标点不计。');
  const chunks = await candidates(book, wanted);
  const hits = findHits(book, chunks, wanted);
  let listed = 0;
  const more = byId('more');
  const list = async () => {
    more.hidden = true;
    for (let i = 0; i < atOnce; i += 1) {
      const { value, done } = await hits.next();
      if (done) return say(listed === 0 ? '没有找到。可以换个说法，或只输入其中几个字。' : `共找到${listed}处。`);
      byId('hits').append(showHit(book.documents[value.document]!, value));
      listed += 1;
    }
    say(`已列出${listed}处。`);
    more.hidden = false;
  };
  more.addEventListener('click', () => void list());
  await list();
}

/** The texts that may hold all terms; a term in a report's title holds for all of the report. */
async function candidates({ shards, documents }: SearchBook, terms: string[]): Promise<number[]> {
  const sets = terms.map(async (term) => {
    const lists = [...keysOf(term)].map(async (key) => new Set(await files.chunksOf(key, shardOf(key, shards))));
    const [first, ...others] = await Promise.all(lists);
    const found = new Set([...first!].filter((chunk) => others.every((list) => list.has(chunk))));
    for (const { title, chunks } of documents) {
      if (!chunks || !foldText(title).text.includes(term)) continue;
      for (let chunk = chunks[0]; chunk <= chunks[1]; chunk += 1) found.add(chunk);
    }
    return found;
  });
  const [first, ...others] = await Promise.all(sets);
  return [...first!].filter((chunk) => others.every((set) => set.has(chunk))).sort((a, b) => a - b);
}

/** Hits in reading order; a text is fetched when the list gets to it. */
async function* findHits(book: SearchBook, chunks: number[], terms: string[]): AsyncGenerator<PassageHit> {
  const titles = book.documents.map(({ title }) => foldText(title).text);
  for (const chunk of chunks) {
    for (const passage of await files.chunk(chunk)) {
      const hit = findInPassage(passage, titles[passage[0]]!, terms);
      if (hit) yield hit;
    }
  }
}

function showHit({ file, title }: SearchDocument, { anchor, page, excerpt }: PassageHit): HTMLLIElement {
  const item = element('li', 'hit');
  const link = element('a', 'hit-title', title);
  link.href = `${file}#${anchor}`;
  const folio = element('a', 'hit-page', `第${page}页`);
  folio.href = `${file}#${/^\d/.test(page) ? `p${page}` : `p-${page}`}`;
  const words = element('p', 'excerpt');
  words.append(...excerpt.map(({ text, found }) => (found ? element('mark', '', text) : text)));
  item.append(link, ...(page === '' ? [] : [' ', folio]), words);
  return item;
}

function element<K extends keyof HTMLElementTagNameMap>(name: K, className = '', text = ''): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
