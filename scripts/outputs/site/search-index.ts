/**
 * The files of the search: texts in pieces of some size, and an index by pairs of characters that tells which pieces
 * may hold a word. So any run of characters is found, wherever a dictionary would part words, and a reader fetches a few
 * files, however long the book is.
 */
import type { OutputData } from '../publish.ts';
import { foldText, keysOf, shardOf } from './in-browser/fold-text.ts';
import {
  receiverName,
  type SearchBook,
  type SearchChunk,
  type SearchDocument,
  type SearchReceiver,
  type SearchShard,
} from './in-browser/search-data.ts';
import type { Passage } from './search-passages.ts';

export interface SearchText {
  file: string;
  title: string;
  /** Labels of its printed pages. */
  pages: string[];
  passages: Passage[];
}

/** Characters a piece of text: some 60 kB, less than a picture. */
const chunkSize = 16_000;
/** Keys a file of the index: some 30 kB. */
const shardSize = 4_000;
/** Lists of a number of shards; the client's `shardOf` uses no other. */
const maximumShards = 64;

/** All files of the search, by name; the same for the same texts. */
export function searchFiles(texts: SearchText[]): OutputData[] {
  const { chunks, documents } = cut(texts);
  const lists = indexOf(chunks);
  const shards = Math.min(maximumShards, Math.max(1, Math.ceil(lists.size / shardSize)));
  const book: SearchBook = { shards, chunks: chunks.length, documents };
  return [
    file('book', call('book', book)),
    ...shardsOf(lists, shards).map((shard, i) => file(`index-${i}`, call('shard', i, shard))),
    ...chunks.map((chunk, i) => file(`text-${i}`, call('chunk', i, chunk))),
  ];
}

const file = (name: string, data: string): OutputData => ({ name: `search/${name}.js`, data });

/** JSON is JavaScript (ECMA-262, since 2019). */
function call<K extends keyof SearchReceiver>(name: K, ...args: Parameters<SearchReceiver[K]>): string {
  return `${receiverName}.${name}(${args.map((arg) => JSON.stringify(arg)).join(',')});\n`;
}

function cut(texts: SearchText[]): { chunks: SearchChunk[]; documents: SearchDocument[] } {
  const chunks: SearchChunk[] = [];
  let room = 0;
  const documents = texts.map(({ file, title, pages, passages }, i): SearchDocument => {
    let first: number | null = null;
    for (const { anchor, text, page, breaks } of passages) {
      if (room <= 0) {
        chunks.push([]);
        room = chunkSize;
      }
      chunks.at(-1)!.push([i, anchor, text, page, ...breaks.flat()]);
      room -= text.length;
      first ??= chunks.length - 1;
    }
    return { file, title, pages, chunks: first === null ? null : [first, chunks.length - 1] };
  });
  return { chunks, documents };
}

/** For each key the pieces that hold it, in order. */
function indexOf(chunks: SearchChunk[]): Map<string, number[]> {
  const lists = new Map<string, number[]>();
  for (const [i, chunk] of chunks.entries()) {
    for (const [, , text] of chunk) {
      for (const key of keysOf(foldText(text).text)) {
        const list = lists.get(key);
        if (!list) lists.set(key, [i]);
        else if (list.at(-1) !== i) list.push(i);
      }
    }
  }
  return lists;
}

/** Keys by file, and in a file by their list. */
function shardsOf(lists: Map<string, number[]>, count: number): SearchShard[] {
  const shards = Array.from({ length: count }, () => new Map<string, [number[], string, string]>());
  for (const key of [...lists.keys()].sort()) {
    const chunks = lists.get(key)!;
    const shard = shards[shardOf(key, count)]!;
    const name = chunks.join(' ');
    const group = shard.get(name) ?? [chunks, '', ''];
    group[[...key].length === 2 ? 1 : 2] += key;
    shard.set(name, group);
  }
  return shards.map((shard) => [...shard.values()]);
}
