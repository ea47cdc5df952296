/** The printed pages in an EPUB: markers, page lists in both navigations, the print edition they come from. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { describe, expect, it } from 'vitest';
import type { PageEntry } from '../../../scripts/model/types.ts';
import { openSample, type Sample } from './sample-book.ts';

const start = (char: number) => ({ block: 0, offset: 0, char });

/** Cover, i title, ii imprint, iii foreword, iv–v contents, vi blank; 1–3 a, 4 notice of b, 5 kept for it, 6 c, 7 afterword. */
const pages: Partial<PageEntry>[] = [
  { kind: 'cover', label: null },
  { kind: 'blank', label: null },
  { kind: 'title', label: 'i' },
  { kind: 'imprint', label: 'ii' },
  { kind: 'text', label: 'iii', flow: 'front-1', start: start(0) },
  { kind: 'contents', label: 'iv', flow: 'contents', firstEntry: 'a' },
  { kind: 'contents', label: 'v', flow: 'contents', firstEntry: 'b' },
  { kind: 'blank', label: 'vi' },
  { kind: 'text', label: '1', flow: 'a', start: start(0) },
  { kind: 'text', label: '2', flow: 'a', start: start(2) },
  { kind: 'text', label: '3', flow: 'a', start: start(5) },
  { kind: 'notice', label: '4', flow: 'b', start: start(0), notice: '（原稿待补）' },
  { kind: 'reserved', label: '5', flow: 'b', notice: '待补' },
  { kind: 'text', label: '6', flow: 'c', start: start(0) },
  { kind: 'text', label: '7', flow: 'back-1', start: start(0) },
].map((page, i) => ({ ...page, sheet: i + 1 }) as Partial<PageEntry>);

const sample: Sample = {
  manifest: { subtitle: '副题', imprint: { compiler: '某办公室' }, edition: { number: 2, printing: 3 } },
  front: [{ id: '', html: '<p>前言</p>', front: { title: '编印说明' } }],
  parts: [
    {
      title: '一、省级',
      reports: [
        { id: 'a', html: '<p>甲乙<em>丙丁</em></p><table><tr><td>戊</td></tr><tr><td>己</td><td>庚</td></tr></table>' },
        { id: 'b' },
      ],
    },
    { title: '二、市级', reports: [{ id: 'c', html: '<p>辛</p>' }] },
  ],
  back: [{ id: '', html: '<p>后记</p>', front: { title: '后记' } }],
  pages,
};

describe('the printed pages in an EPUB', async () => {
  const epub = await openSample(sample);
  const labels = ['i', 'ii', 'iii', 'iv', 'v', '1', '2', '3', '4', '6', '7'];

  it('are listed where they have text or a notice, in both navigations', () => {
    const nav = '//x:nav[@epub:type="page-list"]/x:ol/x:li/x:a';
    expect(epub.find('toc.xhtml', nav)).toEqual(labels);
    expect(epub.find('toc.ncx', '//ncx:pageTarget/ncx:navLabel/ncx:text')).toEqual(labels);
    const targets = epub.find('toc.xhtml', `${nav}/@href`);
    expect(targets.slice(0, 7)).toEqual([
      ...['title.xhtml#p-i', 'imprint.xhtml#p-ii', 'front-1.xhtml#p-iii', 'toc.xhtml#p-iv', 'toc.xhtml#p-v'],
      ...['report-a.xhtml#p1', 'report-a.xhtml#p2'],
    ]);
    expect(epub.find('toc.ncx', '//ncx:pageTarget/ncx:content/@src')).toEqual(targets);
    expect(epub.find('toc.ncx', '//ncx:pageTarget/@value')).toEqual('1 2 3 4 5 1 2 3 4 6 7'.split(' '));
    expect(epub.find('toc.ncx', '//ncx:pageTarget[@type="front"]')).toHaveLength(5);
    expect(epub.find('toc.ncx', '//ncx:meta[@name="dtb:totalPageCount"]/@content')).toEqual(['11']);
    expect(epub.find('toc.ncx', '//ncx:meta[@name="dtb:maxPageNumber"]/@content')).toEqual(['7']);
    for (const [i, target] of targets.entries()) {
      const [file, id] = target.split('#') as [string, string];
      const marker = `//x:span[@id="${id}"][@epub:type="pagebreak"][@role="doc-pagebreak"]`;
      expect(epub.find(file, `${marker}/@aria-label`)).toEqual([labels[i]]);
      expect(epub.find(file, marker)).toEqual(['']);
    }
  });

  it('that were inserted have no number of their own for old readers, and are none of the highest', async () => {
    const inserted = pages.map((page) => (page.label === '7' ? { ...page, label: '6-1' } : page));
    const opened = await openSample({ ...sample, pages: inserted });
    const target = '//ncx:pageTarget[ncx:navLabel/ncx:text="6-1"]';
    expect(opened.find('toc.ncx', `${target}/ncx:content/@src`)).toEqual(['back-1.xhtml#p6-1']);
    expect(opened.find('toc.ncx', `${target}/@type`)).toEqual(['special']);
    expect(opened.find('toc.ncx', '//ncx:pageTarget/@value')).toEqual('1 2 3 4 5 1 2 3 4 6'.split(' '));
    expect(opened.find('toc.ncx', '//ncx:meta[@name="dtb:maxPageNumber"]/@content')).toEqual(['6']);
  });

  it('begin at their very character: above the title, within emphasis, in the first cell of a row', () => {
    const text = epub.text('report-a.xhtml').replace(/<span id="p(\d)"[^>]*><\/span>/g, '[$1]');
    expect(text).toContain('<body class="report-page">\n[1]');
    expect(text).toContain('甲乙[2]<em>丙丁</em>');
    expect(text).toContain('<td>[3]己</td>');
  });

  it('that begin within the contents begin with their line', () => {
    const marker = '//x:nav[@epub:type="toc"]//x:a[x:span[@id="p-v"]]';
    expect(epub.find('toc.xhtml', marker)).toEqual(['2. b']);
  });

  it('come from a print edition that the package names', () => {
    const words = '《样书：副题》纸质版（某办公室，2024年12月第2版第3次印刷）';
    expect(epub.find('content.opf', '//dc:source')).toEqual([words]);
    expect(epub.find('content.opf', '//opf:meta[@property="pageBreakSource"]')).toEqual([words]);
  });

  it('leave nothing for EPUBCheck to report', async () => {
    const result = await EpubCheck.validate(epub.bytes, { includeInfo: true }, 'sample.epub');
    expect(result.messages.map((m) => `${m.id} ${m.message} ${m.location?.path}`)).toEqual([]);
  });

  it('are named by the ISBN of the print, where there is one', async () => {
    const opened = await openSample({ ...sample, manifest: { isbn: 'ISBN 978-7-00-000000-0' } });
    const source = opened.find('content.opf', '//opf:meta[@property="pageBreakSource"]');
    expect(source).toEqual(['urn:isbn:978-7-00-000000-0']);
  });
});
