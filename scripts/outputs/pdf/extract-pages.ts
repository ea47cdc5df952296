/**
 * Takes pages out of a finished PDF, with their contents and faces byte for byte, their boxes and their structure.
 * What leads from page to page (links, destinations, outline) and what is said of the whole book stays behind.
 */
import { copyReachable } from './copy-objects.ts';
import { listPages, type Page } from './pages.ts';
import { addObject, getDict, type PdfFile, readPdf, setObject, writePdf } from './pdf-file.ts';
import { dict, isRef, name, type PdfDict, type PdfRef, PdfSyntaxError } from './pdf-objects.ts';
import { pruneStructure } from './prune-structure.ts';

/** Entries of the catalog that concern pages which may not be there any more. */
const wholeBook = ['Dests', 'Names', 'Outlines', 'PageLabels', 'Metadata', 'PageMode', 'OpenAction'];

/**
 * @param pdf as finishPdf or Chrome writes it
 * @param sheets physical pages from 1, each at most once; null for a blank page
 * @returns a PDF that finishPdf takes as a part
 * @throws RangeError for a page that the file lacks, PdfSyntaxError for bytes of another kind: both are bugs
 */
export function extractPages(pdf: Uint8Array, sheets: readonly (number | null)[]): Uint8Array {
  const file = readPdf(pdf);
  const root = file.trailer.get('Root');
  if (!isRef(root)) throw new PdfSyntaxError('trailer without Root');
  const catalog = getDict(file, root);
  const all = listPages(file, catalog);
  const wanted = sheets.map((sheet) => (sheet === null ? blankLike(file, all[0]!) : pageAt(all, sheet)));
  for (const key of wholeBook) catalog.delete(key);
  const kept = new Map(wanted.map((page) => [page.ref.ref, page.dict.get('StructParents')]));
  pruneStructure(file, catalog, kept);
  catalog.set('Pages', makeTree(file, wanted));
  setObject(file, root, catalog);
  return writePdf(copyReachable(file, ['Root', 'Info']));
}

function pageAt(all: Page[], sheet: number): Page {
  const page = all[sheet - 1];
  if (!page) throw new RangeError(`no page ${sheet} of ${all.length}`);
  return page;
}

function blankLike(file: PdfFile, { dict: like }: Page): Page {
  const boxes = ['MediaBox', 'CropBox', 'TrimBox'].flatMap((box) =>
    like.has(box) ? [[box, like.get(box)!] as const] : [],
  );
  const page: PdfDict = new Map([...dict({ Type: name('Page'), Resources: new Map() }), ...boxes]);
  return { ref: addObject(file, page), dict: page };
}

/** One node for all pages. What a page could inherit, Chrome writes into the page itself. */
function makeTree(file: PdfFile, pages: Page[]): PdfRef {
  const Kids = pages.map((page) => page.ref);
  const tree = addObject(file, dict({ Type: name('Pages'), Kids, Count: Kids.length }));
  for (const { ref, dict: page } of pages) {
    if (!page.has('Resources') || !page.has('MediaBox')) throw new PdfSyntaxError(`page ${ref.ref} inherits`);
    page.delete('Annots');
    setObject(file, ref, page.set('Parent', tree));
  }
  return tree;
}
