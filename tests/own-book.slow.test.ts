/** The office's own book, content/, built by the real command as it stands: locked pages that are promised elsewhere. */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type PdfFacts, type PdfPage, readWithPdfjs } from './support/read-with-pdfjs.ts';
import { runHuibian } from './support/run-huibian.ts';

const dir = fileURLToPath(new URL('../content', import.meta.url));
const { parts } = parse(readFileSync(path.join(dir, 'book.yaml'), 'utf8')) as {
  parts: { reports: { title: string; page: number }[] }[];
};
const reports = parts.flatMap((part) => part.reports);

let out: string;
let pdf: PdfFacts;
beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'huibian-own-'));
  const { code, stderr } = await runHuibian(['build', '--book', dir, '--out', out, '--quiet']);
  expect(code, stderr).toBe(0);
  pdf = await readWithPdfjs(path.join(out, 'shuangyong.pdf'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

const bare = ({ text }: PdfPage) => text.replace(/\s/g, '');
const pageOf = (label: string) => pdf.pages.find((page) => page.label === label)!;
/** What stands on a page without its furniture: the lines from the first to the last of the type area. */
const typeOf = ({ lines }: PdfPage) =>
  lines.filter(({ y }) => y > 80 && y < 740).map(({ text }) => text.replace(/\s/g, ''));

/** The lines of the contents: each ends in a number. */
const contents = () => pdf.pages.filter(({ label }) => label === 'iii' || label === 'iv');

test('the contents give the 27 pages that are locked', () => {
  const entries = contents()
    .flatMap(typeOf)
    .filter((line) => /^\d+\./.test(line));
  expect(entries).toEqual(reports.map(({ title, page }, i) => `${i + 1}.${title}${page}`));
  expect(entries).toHaveLength(27);
});

test('and lead there, as MuPDF follows links', () => {
  const document = mupdf.Document.openDocument(readFileSync(path.join(out, 'shuangyong.pdf')), 'application/pdf');
  const targets = contents().flatMap(({ number }) => {
    const links = document.loadPage(number - 1).getLinks();
    const down = links.toSorted((a, b) => a.getBounds()[1] - b.getBounds()[1]);
    return down.map((link) => document.resolveLink(link));
  });
  expect(targets.map((index) => pdf.pages[index]!.label)).toEqual(reports.map(({ page }) => String(page)));
});

test('every report begins on its page: its title, or the notice that it has not arrived', () => {
  for (const { title, page } of reports) expect(bare(pageOf(String(page))), title).toContain(title);
});

test('the first report fills pages 1 to 3, the second begins on 4', () => {
  const first = ['1', '2', '3'].map(pageOf);
  expect(typeOf(first[0]!).slice(0, 2)).toEqual(['去年以来河北省双拥工作综述', '（2024年8月1日）']);
  for (const page of first) expect(typeOf(page).length).toBeGreaterThan(20);
  expect(first.map(({ lines }) => lines.at(-1)!.text.replace(/\s/g, ''))).toEqual(['—1—', '—2—', '—3—']);
  const last = first[2]!.lines.filter(({ y }) => y > 80).at(-1)!;
  expect(last.text).toBe('记、厅长，省双拥工作领导小组办公室主任李龙表示。');
  expect(typeOf(pageOf('4'))[0]).toBe('甘肃推动新时代双拥工作高质量发展综述');
});

test('the page called 75 is where the report locked to 75 begins', () => {
  const at = reports.find(({ page }) => page === 75)!;
  expect(bare(pageOf('75'))).toContain(at.title);
  expect(bare(pageOf('75'))).toContain('（原稿待补，原书第75—80页）');
  expect(bare(pageOf('74'))).not.toContain(at.title);
});

test('the last report says from which page on it is missing, and ends the book', () => {
  const last = pdf.pages.at(-1)!;
  expect(last.label).toBe('98');
  expect(bare(last)).toContain('相山区双拥工作综述');
  expect(bare(last)).toContain('（原稿待补，原书第98页起）');
});
