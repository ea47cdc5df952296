/** Links to pages of the book, [第0页](page:hebei): the number in them is not the manuscript's but the page's. */
import type { Token } from './inline-scan.ts';

/** What such a link names, or null for any other address. */
export function pageTarget(address: string): string | null {
  const target = /^<?page:([^<>]*)>?$/i.exec(address)?.[1];
  if (target === undefined) return null;
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** Notes on a link's first token where it leads, and takes the numbers out of those that follow. */
export function takeNumbers(tokens: Token[], first: number, target: string): void {
  tokens[first]!.pageTarget = target;
  for (const token of tokens.slice(first + 1)) {
    if (token.kind !== 'markup') token.text = token.text.replace(/[0-9０-９]+/g, '');
  }
}
