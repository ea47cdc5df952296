/** Reads the files of search/ as they are asked for, each once. */
import {
  receiverName,
  type SearchBook,
  type SearchChunk,
  type SearchReceiver,
  type SearchShard,
} from './search-data.ts';

export interface SearchFiles {
  book(): Promise<SearchBook>;
  chunk(number: number): Promise<SearchChunk>;
  /** Texts that hold a key, which stands in shard number `shard`. */
  chunksOf(key: string, shard: number): Promise<number[]>;
}

/** All promises are rejected when a file cannot be had. */
export function openSearchFiles(): SearchFiles {
  const received = new Map<string, unknown>();
  const receiver: SearchReceiver = {
    book: (data) => received.set('book', data),
    shard: (number, data) => received.set(`index-${number}`, data),
    chunk: (number, data) => received.set(`text-${number}`, data),
  };
  Object.assign(globalThis, { [receiverName]: receiver });
  const asked = new Map<string, Promise<unknown>>();
  const read = <T>(name: string): Promise<T> => {
    const known = asked.get(name) ?? loadScript(name).then(() => received.get(name));
    asked.set(name, known);
    return known as Promise<T>;
  };
  return {
    book: () => read('book'),
    chunk: (number) => read(`text-${number}`),
    chunksOf: async (key, shard) => listOf(await read<SearchShard>(`index-${shard}`), key),
  };
}

/** A script, because a page read from a disk may not fetch. */
function loadScript(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = `search/${name}.js`;
    script.addEventListener('load', () => resolve());
    script.addEventListener('error', () => reject(new Error(name)));
    document.head.append(script);
  });
}

/** Keys stand one behind the other: a pair counts only where a pair begins. */
export function listOf(shard: SearchShard, key: string): number[] {
  const isPair = [...key].length === 2;
  for (const [chunks, pairs, singles] of shard) {
    const keys = [...(isPair ? pairs : singles)];
    const step = isPair ? 2 : 1;
    for (let i = 0; i < keys.length; i += step) if (keys.slice(i, i + step).join('') === key) return chunks;
  }
  return [];
}
