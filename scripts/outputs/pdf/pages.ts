/** The page tree (ISO 32000-1, 7.7.3) and the boxes of its pages (14.11.2). */
import { getDict, type PdfFile, readPdf, setObject } from './pdf-file.ts';
import { isName, isRef, type PdfDict, type PdfRef, PdfSyntaxError, type PdfValue } from './pdf-objects.ts';

export interface Page {
  ref: PdfRef;
  dict: PdfDict;
}

/** All pages in reading order. */
export function listPages(file: PdfFile, catalog: PdfDict): Page[] {
  const pages: Page[] = [];
  const seen = new Set<number>();
  const visit = (here: PdfValue | undefined): void => {
    if (!isRef(here) || seen.has(here.ref)) throw new PdfSyntaxError('page tree that is no tree of references');
    seen.add(here.ref);
    const found = getDict(file, here);
    if (isName(found.get('Type'), 'Page')) pages.push({ ref: here, dict: found });
    else {
      const kids = found.get('Kids');
      if (!Array.isArray(kids)) throw new PdfSyntaxError(`page tree node ${here.ref} without Kids`);
      for (const kid of kids) visit(kid);
    }
  };
  visit(catalog.get('Pages'));
  return pages;
}

/**
 * Sets the boxes of every page to the exact trim size: Chrome rounds A4 to 594.96 x 841.92 pt. It draws from the upper
 * left corner of its own MediaBox, which lies at most 0.05 pt off.
 */
export function setBoxes(file: PdfFile, pages: Page[], [width, height]: [number, number]): void {
  for (const page of pages) {
    for (const box of ['MediaBox', 'CropBox', 'TrimBox']) page.dict.set(box, [0, 0, width, height]);
    setObject(file, page.ref, page.dict);
  }
}

/** How many pages a PDF has, as Chrome or finishPdf writes it. */
export function countPages(pdf: Uint8Array): number {
  const file = readPdf(pdf);
  return listPages(file, getDict(file, file.trailer.get('Root'))).length;
}
