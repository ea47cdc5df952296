/** A book printed in parts is the book printed at once: read by PDF.js and MuPDF. */
import path from 'node:path';
import * as mupdf from 'mupdf';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadStyle } from '../../../scripts/lib/styles.ts';
import { finishPdf } from '../../../scripts/outputs/pdf/finish-pdf.ts';
import { pdfFactsOf } from '../../../scripts/outputs/pdf/pdf-facts-of.ts';
import { printParts } from '../../../scripts/outputs/pdf/print-document.ts';
import { printPdf } from '../../../scripts/outputs/pdf/print-pdf.ts';
import { buildPageMap } from '../../../scripts/page-map/build-page-map.ts';
import { contentsTask } from '../../../scripts/paginate/flow-tasks.ts';
import { paginateFlows } from '../../../scripts/paginate/paginate-flows.ts';
import { openPress, type Press, paginateBook, readyBook } from '../../support/lay-out-book.ts';

let press: Press;
beforeAll(async () => {
  press = await openPress();
});
afterAll(() => press[Symbol.asyncDispose]());

/** Prints a sample book in parts of at most so many pages. */
async function printInParts(name: string, lengths: number[]): Promise<{ pdfs: Uint8Array[]; parts: number[] }> {
  const ready = await readyBook(path.resolve('tests/books', name), press);
  const { book, templates, texts, grid } = ready.input;
  const paged = await paginateBook(ready);
  const first = buildPageMap(book, paged.flows, grid).map;
  const contents = await paginateFlows([contentsTask(first, templates)], ready.context);
  const flows = new Map([...paged.flows, ...contents.flows]);
  const { map } = buildPageMap(book, flows, grid);
  const styles = await Promise.all(['print.css', 'furniture.css'].map((style) => loadStyle(style, book.dir)));
  const fontSheet = await ready.context.fontSheet();
  const input = { book, map, flows, texts, templates, styles: styles.join('\n'), fontSheet };
  const pdfs: Uint8Array[] = [];
  const parts: number[] = [];
  for (const length of lengths) {
    const printed = [];
    for (const [i, { html, elsewhere }] of printParts(input, length).entries()) {
      const address = await press.work.write(`part-${i}.html`, html);
      printed.push({ pdf: await printPdf(await press.session.browser(), address), elsewhere });
    }
    parts.push(printed.length);
    pdfs.push(finishPdf(printed, pdfFactsOf(book, map, 'test')));
  }
  return { pdfs, parts };
}

/** What PDF.js sees: text in its places, links with the pages they lead to, tags, labels, outline. */
async function facts(pdf: Uint8Array) {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const leadsTo = async (dest: unknown) => {
    const explicit = typeof dest === 'string' ? await document.getDestination(dest) : (dest as unknown[] | null);
    if (!explicit) return null;
    const [page, ...place] = explicit;
    return [await document.getPageIndex(page as never), ...place];
  };
  const pages = [];
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const [text, annotations, tags] = await Promise.all([
      page.getTextContent({ includeMarkedContent: true }),
      page.getAnnotations(),
      page.getStructTree(),
    ]);
    pages.push({
      text: text.items.map((item) => ('str' in item ? [item.str, item.transform] : [item.type])),
      links: await Promise.all(annotations.map(async (a) => [a.rect, a.url ?? (await leadsTo(a.dest))])),
      // Ids of content count objects.
      tags: JSON.parse(JSON.stringify(tags ?? null, (key, value) => (key === 'id' ? undefined : value))),
    });
  }
  const outline = await document.getOutline();
  const found = { pages, labels: await document.getPageLabels(), outline: outline?.map((item) => item.title) };
  await document.destroy();
  return found;
}

/** Numbers to a hundredth of a point: Chrome's own differ in the thirteenth decimal. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, item) => (typeof item === 'number' ? Math.round(item * 100) / 100 : item)));

/** Role and page of all structure elements, in order, as the file's own tree has them; and the keys of the parent tree. */
function structure(pdf: Uint8Array): { roles: string[]; keys: number[]; ids: string[] } {
  const document = mupdf.PDFDocument.openDocument(pdf, 'application/pdf') as mupdf.PDFDocument;
  const root = document.getTrailer().get('Root', 'StructTreeRoot');
  const roles: string[] = [];
  const visit = (element: mupdf.PDFObject, parent: mupdf.PDFObject) => {
    if (!element.isDictionary() || element.get('S').isNull()) return;
    expect(element.get('P').asIndirect()).toBe(parent.asIndirect());
    roles.push(element.get('S').asName());
    const kids = element.get('K');
    if (kids.isArray()) for (let i = 0; i < kids.length; i++) visit(kids.get(i), element);
    else visit(kids, element);
  };
  visit(root.get('K'), root);
  const keys: number[] = [];
  const numbers = root.get('ParentTree', 'Nums');
  for (let i = 0; i < numbers.length; i += 2) keys.push(numbers.get(i).asNumber());
  const ids: string[] = [];
  const names = root.get('IDTree', 'Names');
  for (let i = 0; names.isArray() && i < names.length; i += 2) ids.push(names.get(i).asString());
  return { roles, keys, ids };
}

describe('a book printed in parts', () => {
  test.each(['features', 'tables', 'front-and-back'])(
    'is the book printed at once: %s',
    async (name) => {
      const { pdfs, parts } = await printInParts(name, [512, 4]);
      expect(parts[0]).toBe(1);
      expect(parts[1]).toBeGreaterThan(1);
      const [whole, joined] = await Promise.all(pdfs.map(facts));
      expect(rounded(joined)).toEqual(rounded(whole));
      const [wholeTree, joinedTree] = pdfs.map(structure);
      expect(joinedTree!.roles).toEqual(wholeTree!.roles);
      expect(joinedTree!.keys).toEqual([...new Set(joinedTree!.keys)].sort((a, b) => a - b));
      expect(joinedTree!.ids).toEqual([...new Set(joinedTree!.ids)].sort());
    },
    120_000,
  );

  test('says nothing of when it was printed', async () => {
    const [first, second] = [await printInParts('features', [4]), await printInParts('features', [4])];
    expect(Buffer.from(first.pdfs[0]!).equals(Buffer.from(second.pdfs[0]!))).toBe(true);
  }, 120_000);
});
