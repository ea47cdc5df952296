/** A small book with one of everything, built once: what the proof is given, and its reading of the outputs. */

import { makeOutputs } from '../../scripts/make-outputs.ts';
import type { Book, PageMap, TypesetText } from '../../scripts/model/types.ts';
import { readBookPdf } from '../../scripts/proof/prove-book.ts';
import { type EpubReading, readEpub } from '../../scripts/proof/read-epub.ts';
import { type PdfReading, startPdfReaders } from '../../scripts/proof/read-pdf.ts';
import { readSite, type SiteFileData, type SiteReading } from '../../scripts/proof/read-site.ts';
import { openPress, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';

export interface ProofBook {
  book: Book;
  texts: Map<string, TypesetText>;
  pageMap: PageMap;
  pdf: Uint8Array;
  epub: Uint8Array;
  /** The same outputs, read. */
  pdfReading: PdfReading;
  epubReading: EpubReading;
  site: SiteFileData[];
  siteReading: SiteReading;
}

const sentence = '军民同心，鱼水情深，共建共享，年年岁岁皆如此；';
const numerals = [...'甲乙丙丁戊己庚辛壬癸'];
const long = Array.from(
  { length: 60 },
  (_, i) => `${sentence}第${numerals[i % 10]}${numerals[Math.floor(i / 10)]}句。`,
).join('');
const rows = Array.from({ length: 70 }, (_, i) => `| 站点${i + 1} | ${i * 7} | 备注 |`).join('\n');

const everything = `## 一、正文

前文<ruby>亓<rp>（</rp><rt>qí</rt><rp>）</rp></ruby>姓，**重点**，H<sub>2</sub>O。[^a]

${long}[^b]

1. 甲项
2. 乙项

- 丙项

末段在列表之后。

| 站点 | 人数 | 备注 |
|:--|--:|:--|
${rows}
[表1　站点]

[^a]: 短注。
[^b]: ${long.slice(0, 300)}
`;

/** Builds the book. Takes some seconds: once a file of tests. */
export async function buildProofBook(): Promise<ProofBook> {
  await using press = await openPress();
  await using folder = await makeBook({
    manifest: {
      title: '核对样书',
      distribution: 'public',
      numbering: 'locked',
      lastPage: 16,
      front: ['foreword.md'],
      back: ['after.md'],
    },
    parts: [
      { title: '一、省级', from: 0 },
      { title: '二、市级', from: 2 },
    ],
    reports: [
      {
        title: '甲省双拥工作综述',
        id: 'a',
        page: 1,
        text: everything,
        front: { author: '甲省', source: '《双拥》2024年第8期' },
      },
      { title: '乙省双拥工作综述', id: 'b', page: 8, text: '乙省只有一句，见[第0页](page:a#一、正文)。' },
      { title: '丙市双拥工作综述', id: 'c', page: 11, text: null },
      { title: '丁市双拥工作综述', id: 'd', page: 14, text: '丁市的稿件到此为止', front: { status: 'partial' } },
    ],
    files: {
      'foreword.md': '---\ntitle: 编印说明\ndate: 2024-01\nauthor: 编者\nsource: 本刊\n---\n说明。\n',
      'after.md': '---\ndate: 2024-02\nauthor: 编后\nsource: 本刊\n---\n后记没有标题。\n',
    },
  });
  const { input } = await readyBook(folder.dir, press, { pdfOnly: false });
  const { map, files } = await makeOutputs({ ...input, lap: () => undefined });
  const { book, texts } = input;
  const [pdf, epub] = files.map((file) => file.data as Uint8Array) as [Uint8Array, Uint8Array];
  const readers = startPdfReaders(1);
  try {
    const folder = 'site/made/';
    const ofSite = files.filter(({ name }) => name.startsWith(folder));
    const site = ofSite.map(({ name, data }) => ({ name: name.slice(folder.length), data }));
    const proved = { book, texts, pageMap: map!, pdf, epub, site };
    const pdfReading = await readBookPdf(proved, readers);
    return { ...proved, pdfReading, epubReading: readEpub(epub), siteReading: readSite(site) };
  } finally {
    await readers.close();
  }
}
