import fc from 'fast-check';
import * as mupdf from 'mupdf';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, it } from 'vitest';
import { romanNumeral } from '../../../scripts/lib/roman-numeral.ts';
import { makePageLabels } from '../../../scripts/outputs/pdf/page-labels.ts';
import { readPdf, setObject, writePdf } from '../../../scripts/outputs/pdf/pdf-file.ts';
import { dict, name, ref, writeValue } from '../../../scripts/outputs/pdf/pdf-objects.ts';
import { blankPages } from './small-pdf.ts';

function label(labels: (string | null)[]): Uint8Array {
  const file = readPdf(blankPages(labels.length));
  const catalog = dict({ Type: name('Catalog'), Pages: ref(3), PageLabels: makePageLabels(labels) });
  setObject(file, ref(1), catalog);
  return writePdf(file);
}

describe('page labels', () => {
  it('numbers a book: cover, front matter, an unnumbered blank, a jump', () => {
    const labels = [null, null, 'i', 'ii', '1', '2', '3', null, '7', '8'];
    expect(writeValue(makePageLabels(labels)).replaceAll('\n', ' ')).toBe(
      '<</Nums [0 <</P ()>> 2 <</S /r /St 1>> 4 <</S /D /St 1>> 7 <</P ()>> 8 <</S /D /St 7>>]>>',
    );
  });

  it('shows in PDF.js and MuPDF the very labels that were given', async () => {
    const one = fc.oneof(
      fc.constant(null),
      fc.integer({ min: 1, max: 60 }).map(romanNumeral),
      fc.integer({ min: 1, max: 3000 }).map(String),
      fc.constantFrom('封面', 'A-1', '007', 'iiii', '0', 'vx'),
    );
    const run = fc.record({
      from: fc.integer({ min: 1, max: 40 }),
      length: fc.integer({ min: 1, max: 5 }),
      roman: fc.boolean(),
    });
    const counted = run.map(({ from, length, roman }) =>
      Array.from({ length }, (_, i) => (roman ? romanNumeral(from + i) : String(from + i))),
    );
    const book = fc
      .array(
        fc.oneof(
          counted,
          one.map((l) => [l]),
        ),
        { minLength: 1, maxLength: 8 },
      )
      .map((runs) => runs.flat());
    await fc.assert(
      fc.asyncProperty(book, async (labels) => {
        const pdf = label(labels);
        const shown = labels.map((l) => l ?? '');
        const doc = mupdf.PDFDocument.openDocument(pdf, 'application/pdf');
        expect(shown.map((_, i) => doc.loadPage(i).getLabel())).toEqual(shown);
        const task = getDocument({ data: pdf, verbosity: 0 });
        expect(await (await task.promise).getPageLabels()).toEqual(shown);
        await task.destroy();
      }),
      { numRuns: 40 },
    );
  });
});
