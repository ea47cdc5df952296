/** Every sample book that is to build does, and its pages show what the book is there to show. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { PageMap } from '../scripts/model/types.ts';
import { booksDir, copyBook } from './support/copy-book.ts';
import { makeBook } from './support/make-book.ts';
import { manyReports } from './support/many-reports.ts';
import { type MupdfPage, readWithMupdf } from './support/read-with-mupdf.ts';
import { type PdfFacts, readWithPdfjs } from './support/read-with-pdfjs.ts';
import { runHuibian } from './support/run-huibian.ts';
import { listSampleBooks } from './support/sample-books.ts';

const books = await listSampleBooks();

interface Built {
  map: PageMap;
  pdf: PdfFacts;
  codes: string[];
  /** Text of the EPUB's files, by their path. */
  epub: Record<string, string>;
}

/** Builds a book by the command and reads its PDF back. */
async function build(dir: string, out: string, slug: string): Promise<Built> {
  const { code, stdout, stderr } = await runHuibian(['build', '--book', dir, '--out', out, '--json']);
  expect(code, stdout.slice(0, 2000) + stderr).toBe(0);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string }[] };
  const map = JSON.parse(await readFile(path.join(out, `${slug}.pages.json`), 'utf8')) as PageMap;
  const file = path.join(out, `${slug}.pdf`);
  const pdf = await readWithPdfjs(file);
  samePages(pdf, (await readWithMupdf(file)).pages);
  expect(pdf.pages).toHaveLength(map.pages.length);
  const files = Object.entries(unzipSync(await readFile(path.join(out, `${slug}.epub`))));
  const epub = Object.fromEntries(files.map(([name, data]) => [name, Buffer.from(data).toString()]));
  return { map, pdf, codes: diagnostics.map((d) => d.code), epub };
}

/** Both readers see the same labels, and the same characters on every page. */
function samePages(pdf: PdfFacts, pages: MupdfPage[]): void {
  const sorted = (text: string) => [...text.replace(/\s/g, '')].sort().join('');
  expect(pdf.pages.map((p) => p.label)).toEqual(pages.map((p) => p.label));
  for (const [i, page] of pdf.pages.entries()) expect(sorted(page.text)).toBe(sorted(pages[i]!.text));
}

/** Text of a report's pages, without white space. */
function pagesOf({ map, pdf }: Built, report: string): string[] {
  const sheets = map.pages.filter((page) => page.flow === report).map((page) => page.sheet);
  return sheets.map((sheet) => pdf.pages[sheet - 1]!.text.replace(/\s/g, ''));
}

/** What each book's pages must show. */
const facts: Record<string, (built: Built) => void | Promise<void>> = {
  features: (built) => {
    expect(built.codes).toEqual([]);
    expect(built.pdf.pages.some((page) => page.text.includes('样稿'))).toBe(false);
    expect(pagesOf(built, 'zhandian').filter((text) => text.includes('续表'))).toHaveLength(2);
  },
  'long-paragraph': (built) => {
    const pages = pagesOf(built, 'ferry');
    expect(pages.length).toBeGreaterThanOrEqual(6);
    expect(pages.at(-1)).toContain('想来还是那个豆腐匠');
  },
  tables: (built) => {
    const pages = pagesOf(built, 'three-pages');
    expect(pages.map((text) => text.includes('续表'))).toEqual([false, true, true]);
    for (const text of pages) expect(text).toContain('自查互查');
    expect(pagesOf(built, 'tall-row').length).toBeGreaterThanOrEqual(2);
    expect(pagesOf(built, 'tall-row').join('')).toContain('请后来的人将就着认');
  },
  footnotes: (built) => {
    expect(pagesOf(built, 'short')[0]).toMatch(/①塘名“半亩”.*②字迹/s);
    const split = built.map.pages.filter((page) => page.notes.some((note) => note.label === ''));
    expect(split.map((page) => page.flow)).toContain('longer');
  },
  headings: ({ pdf, map }) => {
    const ids = new Set(map.reports.map((report) => report.id));
    expect(ids).toEqual(new Set(['long-title', 'same-1', 'same-2']));
    const repeated = pdf.pages.map((page) => page.text.split('二、存在的问题').length - 1);
    expect(repeated.reduce((a, b) => a + b)).toBe(4);
  },
  'rare-characters': (built) => {
    const text = pagesOf(built, 'rare').join('');
    for (const character of '㙍𡎚𩽾𩾌𬭚𫖮𰻝〨㎡') expect(text).toContain(character);
  },
  'front-and-back': ({ map, pdf }) => {
    const titles = ['封面', '书名页', '版本记录', '序', '凡例', '目录', '一、口述', '后记', '致谢', 'rota'];
    expect(pdf.outline.map(({ title }) => title)).toEqual(titles);
    expect(pdf.pages.map((page) => page.text).join('')).toContain('（来源：口述录音第7盘）');
    const last = pdf.pages.at(-1)!.text.replace(/\s/g, '');
    expect(last).toMatch(/^（2024年12月30日）祝小满（来源：钟楼值班簿末页）到今天为止/);
    const flows = [...new Set(map.pages.flatMap((page) => page.flow ?? []))];
    expect(flows).toEqual([
      ...['front-preface', 'front-conventions', 'contents', 'tailor', 'bell'],
      ...['back-afterword', 'back-thanks', 'back-rota'],
    ]);
    expect(map.pages.filter((page) => page.flow === 'front-preface').length).toBeGreaterThanOrEqual(2);
  },
  'locked-reserve': (built) => {
    expect(built.codes).toEqual(['last-page-unknown']);
    const kinds = (report: string) => built.map.pages.filter((p) => p.flow === report).map((p) => p.kind);
    expect(kinds('short')).toEqual(['text', 'text', 'blank', 'blank']);
    expect(kinds('missing')).toEqual(['notice', 'reserved', 'reserved']);
    expect(kinds('partial')).toEqual(['text', 'reserved', 'reserved', 'reserved']);
    expect(kinds('last')).toEqual(['notice']);
    expect(pagesOf(built, 'missing')[0]).toContain('（原稿待补，原书第5—7页）');
  },
  'locked-notice': ({ map }) => {
    const folios = map.pages.slice(map.pages.findIndex((page) => page.folio === 1)).map((page) => page.folio);
    expect(folios.slice(0, 8)).toEqual([1, 2, 3, 8, 9, null, 11, 12]);
    expect(map.pages.filter((page) => page.flow === 'partial').map((page) => page.kind)).toEqual(['text', 'reserved']);
  },
  'locked-fit': ({ map }) => {
    const steps = map.reports.map((report) => report.adjustments.map((a) => a.step));
    const all = ['tracking', 'heading-space', 'extra-line'];
    expect(steps).toEqual([all.slice(0, 1), all.slice(0, 2), all]);
    expect(map.reports.map((report) => report.end)).toEqual([1, 2, 5]);
  },
  'page-refs': (built) => {
    const labelWith = (words: string, flow: string) =>
      built.map.pages.find(({ flow: own, sheet }) => own === flow && built.pdf.pages[sheet - 1]!.text.includes(words))!
        .label;
    const first = (flow: string) => built.map.pages.find((page) => page.flow === flow)!.label;
    const text = (flow: string) => pagesOf(built, flow).join('');
    const rules = labelWith('二、守夜的规矩', 'night');
    expect(rules).not.toBe(first('night'));
    expect(text('front-foreword')).toContain(
      `见第${rules}页，摆渡队的账目见第${labelWith('二、账目', 'ferry')}页；乌桥渡的原稿未到，在第${first('boats')}页留了说明。本说明排在第iii页。`,
    );
    expect(text('ferry')).toContain(`见第${first('night')}页。账目另列`);
    expect(text('ferry')).toContain(`在第${first('boats')}页；守夜队的规矩见第${rules}页。`);
    const links = built.map.pages
      .filter((page) => page.flow === 'ferry')
      .flatMap((p) => built.pdf.pages[p.sheet - 1]!.links);
    const leadsTo = [first('night'), labelWith('二、账目', 'ferry'), first('boats'), rules];
    expect(links).toEqual(leadsTo.map((label) => `page-${label}`));
    expect(text('night')).toContain(`（见第${first('ferry')}页）`);
    expect(text('night')).toContain(`摆渡队来历${first('ferry')}守夜规矩${rules}补船队${first('boats')}`);
  },
  'own-templates': async ({ pdf, epub, codes }) => {
    expect(codes).not.toContain('template-unused');
    expect(pdf.pages.map((page) => page.text).join('')).toContain('鸽子先到，书后到');
    const titlePage = epub['OEBPS/title.xhtml']!;
    expect(titlePage).toContain('〔雁回镇信鸽邮路记〕');
    expect(titlePage).toContain('鸽子先到，书后到');
    const [, address] = /<link[^>]* href="([^"]+\.css)"/.exec(titlePage)!;
    const own = await readFile(path.join(booksDir, 'own-templates/styles/epub.css'), 'utf8');
    expect(epub[`OEBPS/${address}`]).toContain(own.trim());
    expect(own).not.toBe(await readFile(new URL('../styles/epub.css', import.meta.url), 'utf8'));
  },
  'hostile-html': (built) => {
    expect(new Set(built.codes)).toEqual(new Set(['html-removed', 'attribute-removed', 'link-removed']));
    const text = pagesOf(built, 'hostile').join('');
    for (const kept of ['脚本之后的字应当还在', '去掉块，留下字', '表里的字', '末尾一段，完好无损'])
      expect(text).toContain(kept);
    expect(text).not.toMatch(/脚本改写了全书|框里的字|图里的字|填表|注释里的字/);
    expect(built.pdf.pages.flatMap((page) => page.links).join(' ')).not.toMatch(/javascript/i);
  },
};

describe('the command', () => {
  test.each(books.filter((b) => b.fails === null))('builds $name', async ({ name }) => {
    await using book = await copyBook(name);
    const built = await build(book.dir, book.out, name);
    await facts[name]?.(built);
  });

  test('builds 300 reports', async () => {
    await using book = await makeBook(manyReports());
    const { map, pdf } = await build(book.dir, book.out, 'many-reports');
    expect(map.reports).toHaveLength(300);
    expect(map.reports.map((report) => pdf.pages[report.sheet - 1]!.label)).toEqual(
      map.reports.map((report) => String(report.start)),
    );
  });
});
