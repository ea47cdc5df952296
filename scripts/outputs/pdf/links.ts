/**
 * Link annotations. Chrome writes one a line of a link: /Dest with a name from the catalog's /Dests (ISO 32000-1,
 * 12.3.2.3) inside the book, a URI action outside. PDF/UA-1, 7.18.5 wants each described in /Contents.
 */

import type { Page } from './pages.ts';
import { getDict, type PdfFile, resolve, setObject } from './pdf-file.ts';
import {
  isDict,
  isName,
  isRef,
  isString,
  type PdfDict,
  PdfSyntaxError,
  type PdfValue,
  textString,
} from './pdf-objects.ts';

/** Says in the book's language where a link leads. */
export interface LinkWords {
  /** @param page what readers call the page: its label, or its physical number where it has none */
  toPage: (page: string) => string;
  toAddress: (address: string) => string;
}

export const linkWords = (language: string): LinkWords =>
  language.startsWith('zh')
    ? { toPage: (page) => `第${page}页`, toAddress: (address) => `网址：${address}` }
    : { toPage: (page) => `Page ${page}`, toAddress: (address) => `Address: ${address}` };

/** Describes every link of the pages. Throws PdfSyntaxError on a link that leads nowhere. */
export function describeLinks(
  file: PdfFile,
  catalog: PdfDict,
  pages: Page[],
  labels: (string | null)[],
  words: LinkWords,
): void {
  const named = catalog.has('Dests') ? getDict(file, catalog.get('Dests')) : new Map<string, PdfValue>();
  const indexes = new Map(pages.map((page, index) => [page.ref.ref, index]));
  const describe = (link: PdfDict): string => {
    const address = addressOf(file, link);
    if (address !== null) return words.toAddress(address);
    const index = targetOf(file, link, named, indexes);
    return words.toPage(labels[index] ?? String(index + 1));
  };
  for (const page of pages) {
    const annotations = resolve(file, page.dict.get('Annots'));
    for (const annotation of Array.isArray(annotations) ? annotations : []) {
      const link = getDict(file, annotation);
      if (!isRef(annotation) || !isName(link.get('Subtype'), 'Link')) continue;
      setObject(file, annotation, link.set('Contents', textString(describe(link))));
    }
  }
}

function addressOf(file: PdfFile, link: PdfDict): string | null {
  const action = link.get('A');
  if (action === undefined) return null;
  const uri = resolve(file, getDict(file, action).get('URI'));
  return isString(uri) ? Buffer.from(uri.string).toString('utf8') : null;
}

/** Index of the page that a link leads to: by name, or by a destination of its own or of a GoTo action. */
function targetOf(file: PdfFile, link: PdfDict, named: PdfDict, indexes: Map<number, number>): number {
  const action = link.get('A');
  const asked = link.get('Dest') ?? (action === undefined ? undefined : getDict(file, action).get('D'));
  const found = resolve(file, isName(asked) ? named.get(asked.name) : asked);
  const destination = isDict(found) ? found.get('D') : found;
  const target = Array.isArray(destination) ? destination[0] : undefined;
  const index = isRef(target) ? indexes.get(target.ref) : undefined;
  if (index === undefined)
    throw new PdfSyntaxError(`link without a page to lead to: ${isName(asked) ? asked.name : ''}`);
  return index;
}
