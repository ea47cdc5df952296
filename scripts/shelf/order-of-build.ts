/** What a book's build means for the shelf in its folder of outputs. */
import { siteBookSchema } from '../model/site-book.ts';
import type { OutputData } from '../outputs/publish.ts';
import { type ShelfOrder, siteFolder } from './plan-shelf.ts';

/**
 * A book whose book.json is among `files` arrives. One whose folder is among those to be kept `whole`, but which has no
 * file in it, is not for distribution, and goes. Null where the build has nothing to do with the shelf.
 */
export function orderOfBuild(files: OutputData[], whole: string[]): ShelfOrder | null {
  const arriving = files.filter(({ name }) => isBookJson(name)).map(({ data }) => siteBookSchema.parse(parse(data)));
  const slugs = whole.filter((name) => name.startsWith(`${siteFolder}/`)).map((name) => name.split('/')[1]!);
  const withdrawn = slugs.filter((slug) => !arriving.some((book) => book.slug === slug));
  return arriving.length + withdrawn.length > 0 ? { arriving, leaving: [], withdrawn, files: [] } : null;
}

function isBookJson(name: string): boolean {
  const [site, , file, ...more] = name.split('/');
  return site === siteFolder && file === 'book.json' && more.length === 0;
}

function parse(data: Uint8Array | string): unknown {
  return JSON.parse(typeof data === 'string' ? data : new TextDecoder().decode(data));
}
