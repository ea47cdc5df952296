import fc from 'fast-check';
import * as mupdf from 'mupdf';
import { describe, expect, it } from 'vitest';
import {
  addObject,
  addStream,
  findObjects,
  getObject,
  readPdf,
  removeObject,
  setObject,
  writePdf,
} from '../../../scripts/outputs/pdf/pdf-file.ts';
import { dict, PdfSyntaxError, ref, writeValue } from '../../../scripts/outputs/pdf/pdf-objects.ts';
import { blankPages, joinPdf } from './small-pdf.ts';

const edit = (pdf: Buffer, from: string | RegExp, to: string) =>
  Buffer.from(pdf.toString('latin1').replace(from, to), 'latin1');

describe('a PDF file read and written', () => {
  it('keeps what was not changed, byte by byte', () => {
    const file = readPdf(blankPages(3));
    const again = readPdf(writePdf(file));
    expect(again.spans.length).toBe(file.spans.length);
    for (const n of file.order) {
      const [before, after] = [file, again].map(({ bytes, spans }) => bytes.subarray(spans[n]!.start, spans[n]!.end));
      expect(Buffer.from(after!)).toEqual(Buffer.from(before!));
    }
  });

  it('lets MuPDF see objects changed, added and removed', () => {
    const file = readPdf(blankPages(2));
    setObject(file, ref(2), dict({ Title: { string: Buffer.from('new') } }));
    const added = addObject(file, dict({ Answer: 42 }));
    const stream = addStream(file, dict({ Kind: 1 }), Buffer.from('data endstream endobj'));
    removeObject(file, addObject(file, null));
    removeObject(file, addObject(file, null));
    expect(getObject(file, added.ref)).toEqual(dict({ Answer: 42 }));
    const doc = mupdf.PDFDocument.openDocument(writePdf(file), 'application/pdf') as mupdf.PDFDocument;
    expect(doc.wasRepaired()).toBe(false);
    expect(doc.countPages()).toBe(2);
    expect(doc.getMetaData('info:Title')).toBe('new');
    expect(doc.newIndirect(added.ref).get('Answer').asNumber()).toBe(42);
    expect(doc.newIndirect(stream.ref).readStream().asString()).toBe('data endstream endobj');
    expect(doc.countObjects()).toBe(file.spans.length);
  });

  it('finds objects by their bytes', () => {
    const file = readPdf(blankPages(3));
    expect(findObjects(file, '/Page\n')).toEqual([]);
    expect(findObjects(file, '/Page ')).toEqual([5, 6, 7]);
    expect(findObjects(file, '/Pages')).toEqual([1, 3]);
    expect(findObjects(file, 'startxref')).toEqual([]);
  });

  it.each<[string, Buffer]>([
    ['an encrypted file', joinPdf(['<<>>'], '/Root 1 0 R /Encrypt 1 0 R')],
    ['an updated file', joinPdf(['<<>>'], '/Root 1 0 R /Prev 9')],
    ['a hybrid file', joinPdf(['<<>>'], '/Root 1 0 R /XRefStm 9')],
    ['a wrong Size', edit(blankPages(1), '/Size 6', '/Size 7')],
    ['a cross-reference stream', edit(blankPages(1), 'xref\n0', '9 0 obj <<')],
    ['a wrong offset', edit(blankPages(1), /(\d{9})\d( 00000 n \n0+\d+ 00000 n)/, '$10$2')],
    ['an object without end', edit(blankPages(1), '\nendobj\n2', '\nendobx\n2')],
    ['a generation other than 0', edit(blankPages(1), '00000 n', '00001 n')],
    ['two objects at one place', edit(blankPages(1), /(\d{10})( 00000 n \n)\d{10}/, '$1$2$1')],
    ['no header', edit(blankPages(1), '%PDF', '%PFD')],
    ['no end', blankPages(1).subarray(0, -6)],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_, pdf) => {
    expect(() => readPdf(pdf)).toThrow(PdfSyntaxError);
  });

  it('refuses objects that are missing or go on after their end', () => {
    const file = readPdf(joinPdf(['<<>> 7', '<<>> stream', '(endobj']));
    expect(() => getObject(file, 1)).toThrow(PdfSyntaxError);
    expect(getObject(file, 2)).toEqual(dict({}));
    expect(() => getObject(file, 3)).toThrow(PdfSyntaxError);
    expect(() => getObject(file, 4)).toThrow(PdfSyntaxError);
  });

  it('never reads a damaged file as another one: each change is refused or lies inside one object', () => {
    const pdf = blankPages(2);
    const whole = readPdf(pdf);
    fc.assert(
      fc.property(fc.nat(pdf.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = Buffer.from(pdf);
        damaged[at] = byte;
        try {
          const { spans, trailer } = readPdf(damaged);
          const inside = whole.spans.some((span) => span && span.start <= at && at < span.end);
          if (inside) expect(spans).toEqual(whole.spans);
          else if (writeValue(trailer) === writeValue(whole.trailer)) expect(spans.length).toBe(whole.spans.length);
        } catch (error) {
          expect(error).toBeInstanceOf(PdfSyntaxError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
