import * as mupdf from 'mupdf';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/lib/browser.ts';
import { withBrowser } from '../../../scripts/lib/browser-session.ts';
import { finishPdf } from '../../../scripts/outputs/pdf/finish-pdf.ts';
import type { PdfFacts } from '../../../scripts/outputs/pdf/pdf-facts.ts';
import { printSample, readXml } from './print-sample.ts';

const facts: PdfFacts = {
  title: '样书 <甲&乙>\u0001',
  author: '编写组',
  subject: '一句话',
  keywords: '双拥, 汇编',
  language: 'zh-CN',
  identifier: 'urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  issued: '2024-12-31',
  producer: 'huibian 0.1.0',
  trimPt: [595.276, 841.89],
  labels: [null, 'i', '1', '2'],
  outline: [
    { title: '目录', page: 1, children: [] },
    {
      title: '一、省级',
      page: 2,
      children: [
        { title: '去年以来河北省双拥工作综述', page: 2, children: [] },
        { title: '甘肃', page: 3, children: [] },
      ],
    },
  ],
  binding: 'left',
};

let printed: Uint8Array;
let finished: Uint8Array;
let again: Uint8Array;
let replaced: Uint8Array;
let xmp: Record<string, string[]> | string = '';

beforeAll(async () => {
  await withBrowser(await findBrowser(), undefined, async (browser) => {
    printed = await printSample(browser);
    finished = finishPdf([{ pdf: printed, elsewhere: [] }], facts);
    again = finishPdf([{ pdf: await printSample(browser, { nodes: 50 }), elsewhere: [] }], facts);
    replaced = finishPdf([{ pdf: await printSample(browser, { outline: true }), elsewhere: [] }], facts);
    const packet = open(finished).getTrailer().get('Root', 'Metadata').readStream().asString();
    xmp = await readXml(browser, packet);
  });
}, 60_000);

const open = (pdf: Uint8Array) => mupdf.PDFDocument.openDocument(pdf, 'application/pdf') as mupdf.PDFDocument;
const load = (pdf: Uint8Array) => getDocument({ data: pdf.slice(), verbosity: 0 }).promise;

/** A structure tree as nested roles, NonStruct left out as readers leave it out. */
type Node = { role?: string; children?: Node[]; type?: string; alt?: string };
function roles(node: Node): unknown[] {
  const below = (node.children ?? []).flatMap((kid) => (kid.role ? roles(kid) : []));
  return !node.role || node.role === 'NonStruct' || node.role === 'Root'
    ? below
    : [below.length > 0 ? [node.role, ...below] : node.role];
}

describe('a finished PDF', () => {
  it('is the same whenever and in whatever tab it was printed', () => {
    expect(Buffer.from(again).equals(Buffer.from(finished))).toBe(true);
    const text = Buffer.from(finished).toString('latin1');
    expect(text).not.toMatch(/Chromium|Skia/);
    expect([...text.matchAll(/\/ID \(node(\d+)\)/g)].map((m) => m[1])).toEqual(['00000001', '00000002']);
  });

  it('opens without repair, with exact boxes on every page', async () => {
    const doc = open(finished);
    expect(doc.wasRepaired()).toBe(false);
    const boxes = ['MediaBox', 'CropBox', 'TrimBox'] as const;
    for (let i = 0; i < 4; i++) {
      for (const box of boxes) {
        const values = doc.findPage(i).get(box);
        expect([0, 1, 2, 3].map((n) => values.get(n).asNumber())).toEqual([0, 0, 595.276, 841.89].map(Math.fround));
      }
    }
    const pdfjs = await load(finished);
    expect((await pdfjs.getPage(4)).view).toEqual([0, 0, 595.276, 841.89]);
  });

  it('says what it is, in Info and XMP alike', async () => {
    const { info, metadata } = await (await load(finished)).getMetadata();
    expect(info).toMatchObject({
      PDFFormatVersion: '1.7',
      Language: 'zh-CN',
      Title: facts.title,
      Author: '编写组',
      Subject: '一句话',
      Keywords: '双拥, 汇编',
      Creator: 'huibian 0.1.0',
      Producer: 'huibian 0.1.0',
      CreationDate: 'D:20241231000000Z',
      ModDate: 'D:20241231000000Z',
    });
    expect(metadata.get('dc:title')).toBe('样书 <甲&乙>');
    expect(xmp).toMatchObject({
      'dc:title': ['样书 <甲&乙>'],
      'dc:creator': ['编写组'],
      'dc:description': ['一句话'],
      'dc:language': ['zh-CN'],
      'dc:identifier': [facts.identifier],
      'xmp:CreateDate': ['2024-12-31T00:00:00Z'],
      'xmp:ModifyDate': ['2024-12-31T00:00:00Z'],
      'xmp:CreatorTool': ['huibian 0.1.0'],
      'pdf:Producer': ['huibian 0.1.0'],
      'pdf:Keywords': ['双拥, 汇编'],
      'xmpMM:DocumentID': [facts.identifier],
    });
    const ids = open(finished).getTrailer().get('ID');
    const [, instance] = [0, 1].map((n) => Buffer.from(ids.get(n).asByteString()).toString('hex'));
    const written = (xmp as Record<string, string[]>)['xmpMM:InstanceID']![0]!.replace(/^urn:uuid:|-/g, '');
    // All but the bits that mark a UUID's version and variant.
    expect(written.replace(/^(.{12}).(.{3}).(.{15})$/, '$1$2$3')).toBe(
      instance!.replace(/^(.{12}).(.{3}).(.{15})$/, '$1$2$3'),
    );
  });

  it('changes its id with anything in it, and keeps the first half', () => {
    const other = finishPdf([{ pdf: printed, elsewhere: [] }], { ...facts, labels: ['i', 'ii', '1', '2'] });
    const id = (pdf: Uint8Array, n: number) =>
      Buffer.from(open(pdf).getTrailer().get('ID', n).asByteString()).toString('hex');
    expect(id(other, 0)).toBe(id(finished, 0));
    expect(id(other, 1)).not.toBe(id(finished, 1));
  });

  it('opens as a book: two pages, title shown, bookmarks shown, our outline alone', async () => {
    for (const pdf of [finished, replaced]) {
      const doc = await load(pdf);
      expect(await doc.getPageLayout()).toBe('TwoPageRight');
      expect(await doc.getPageMode()).toBe('UseOutlines');
      expect(await doc.getViewerPreferences()).toEqual({
        DisplayDocTitle: true,
        Direction: 'L2R',
      });
      expect(await doc.getPageLabels()).toEqual(['', 'i', '1', '2']);
      const outline = await doc.getOutline();
      expect(outline.map((item) => [item.title, item.items.length])).toEqual([
        ['目录', 0],
        ['一、省级', 2],
      ]);
      const target = outline[1]!.items[1]!.dest as [{ num: number; gen: number }];
      expect(await doc.getPageIndex(target[0])).toBe(3);
      expect(open(pdf).wasRepaired()).toBe(false);
    }
    const rightBound = await load(finishPdf([{ pdf: printed, elsewhere: [] }], { ...facts, binding: 'right' }));
    expect(await rightBound.getViewerPreferences()).toMatchObject({ Direction: 'R2L' });
  });

  it('tells of every link where it leads, and leads there', async () => {
    const doc = await load(finished);
    const linksOf = async (page: number) => {
      const annotations = await (await doc.getPage(page)).getAnnotations();
      return Promise.all(
        annotations.map(async ({ contentsObj, dest, url }) => {
          const target = dest && ((await doc.getDestination(dest)) as [{ num: number; gen: number }]);
          return [contentsObj.str, target ? await doc.getPageIndex(target[0]) : url];
        }),
      );
    };
    expect(await linksOf(2)).toEqual([
      ['第1页', 2],
      ['第2页', 3],
    ]);
    expect(await linksOf(3)).toEqual([
      ['第1页', 2],
      ['网址：https://example.org/?q=(1)', 'https://example.org/?q=(1)'],
    ]);
    const english = await load(
      finishPdf([{ pdf: printed, elsewhere: [] }], { ...facts, language: 'en', labels: [null, null, null, '1'] }),
    );
    const [first] = await (await english.getPage(2)).getAnnotations();
    expect(first.contentsObj.str).toBe('Page 3');
  });

  it('keeps the structure tree whole and mends figures, lists and ruby', async () => {
    const doc = await load(finished);
    const tree = async (page: number) => roles((await (await doc.getPage(page)).getStructTree()) as Node);
    const item = ['LI', 'Lbl', ['LBody', 'Link']];
    const nested = ['L', ['LI', 'Lbl', 'LBody']];
    expect(await tree(2)).toEqual([['Document', 'H1', ['L', item, item], ['L', ['LI', 'Lbl', ['LBody', nested]]]]]);
    expect(await tree(3)).toEqual([
      [
        'Document',
        'H1',
        ['P', 'Link'],
        ['Div', 'Figure', 'Caption'],
        ['Table', ['TR', 'TH', 'TH'], ['TR', 'TD', 'TD']],
        ['P', 'Link'],
      ],
    ]);
    expect(await tree(4)).toEqual([['Document', 'H1', ['P', ['Ruby', 'RB', 'RT']]]]);
    expect(JSON.stringify(await (await doc.getPage(3)).getStructTree())).toContain('"alt":"一张图"');
    const root = open(finished).getTrailer().get('Root', 'StructTreeRoot');
    const keys = root.get('ParentTree', 'Nums');
    expect(root.get('ParentTreeNextKey').asNumber()).toBe(keys.get(keys.length - 2).asNumber() + 1);
  });

  it('leaves an untagged print untagged', async () => {
    const { blankPages } = await import('./small-pdf.ts');
    const doc = await load(finishPdf([{ pdf: blankPages(4), elsewhere: [] }], facts));
    expect(await (await doc.getPage(1)).getStructTree()).toBeNull();
  });
});
