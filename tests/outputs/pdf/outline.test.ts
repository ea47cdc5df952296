import fc from 'fast-check';
import * as mupdf from 'mupdf';
import { describe, expect, it } from 'vitest';
import { finishPdf } from '../../../scripts/outputs/pdf/finish-pdf.ts';
import type { OutlineItem, PdfFacts } from '../../../scripts/outputs/pdf/pdf-facts.ts';
import { blankPages } from './small-pdf.ts';

const PAGES = 6;
const facts = (outline: OutlineItem[]): PdfFacts => ({
  title: '书',
  language: 'zh-CN',
  identifier: 'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  issued: '2024-12-31',
  producer: 'huibian',
  trimPt: [595.276, 841.89],
  labels: new Array(PAGES).fill(null),
  outline,
  binding: 'left',
});

const open = (outline: OutlineItem[]) =>
  mupdf.PDFDocument.openDocument(
    finishPdf([{ pdf: blankPages(PAGES), elsewhere: [] }], facts(outline)),
    'application/pdf',
  ) as mupdf.PDFDocument;

/** How many items show below one when it is open: table 153 of ISO 32000-1, reckoned from the file alone. */
function visibleBelow(item: mupdf.PDFObject): number {
  let visible = 0;
  for (let kid = item.get('First'); !kid.isNull(); kid = kid.get('Next')) {
    expect(kid.get('Parent').asIndirect()).toBe(item.asIndirect());
    const count = kid.get('Count').isNull() ? 0 : kid.get('Count').asNumber();
    expect(Math.abs(count)).toBe(visibleBelow(kid));
    visible += 1 + Math.max(0, count);
  }
  return visible;
}

const items = fc.letrec<{ items: OutlineItem[] }>((tie) => ({
  items: fc.array(
    fc.record({
      title: fc.string({ unit: 'grapheme', minLength: 1 }),
      page: fc.nat(PAGES - 1),
      children: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constant<OutlineItem[]>([]), tie('items')),
    }),
    { maxLength: 4 },
  ),
})).items;

describe('the outline', () => {
  it('reads in MuPDF as it was given, its counts right and its first level open', () => {
    type Seen = ReturnType<mupdf.PDFDocument['loadOutline']>;
    const seen = (list: Seen): unknown =>
      (list ?? []).map((item) => ({ title: item.title, page: item.page, children: seen(item.down ?? null) }));
    fc.assert(
      fc.property(items, (outline) => {
        const doc = open(outline);
        expect(seen(doc.loadOutline())).toEqual(outline);
        const root = doc.getTrailer().get('Root', 'Outlines');
        expect(root.isNull()).toBe(outline.length === 0);
        if (outline.length === 0) return;
        expect(root.get('Count').asNumber()).toBe(visibleBelow(root));
        const first = outline[0]!.children.length > 0 ? root.get('First', 'Count').asNumber() : 1;
        expect(first).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });

  it('refuses an item without page, and labels that do not fit the pages', () => {
    expect(() => open([{ title: '无', page: PAGES, children: [] }])).toThrow(RangeError);
    expect(() => finishPdf([{ pdf: blankPages(PAGES + 1), elsewhere: [] }], facts([]))).toThrow(RangeError);
  });
});
