/** A replacement kit as it is printed: two editions of a book, read back by PDF.js and MuPDF. */
import path from 'node:path';
import * as mupdf from 'mupdf';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeBook as build } from '../../../scripts/build-book.ts';
import { loadBook } from '../../../scripts/content/load-book.ts';
import { describeStep } from '../../../scripts/editions/reprint/describe-steps.ts';
import { type Kit, makeKit } from '../../../scripts/editions/reprint/make-kit.ts';
import { addPaint, physicalPages } from '../../../scripts/editions/reprint/physical-pages.ts';
import { type LeafPlan, planLeaves } from '../../../scripts/editions/reprint/plan-leaves.ts';
import { openKitPress } from '../../../scripts/kit-press.ts';
import { temporaryBook } from '../../support/copy-book.ts';
import { type BookSpec, writeBook } from '../../support/make-book.ts';

const sentence = '这一年，各村把渡口、桥头和学堂门前的路修了一遍，老人出门不再绕行，孩子上学也不必蹚水。';
const long = (seed: string, paragraphs: number) =>
  Array.from({ length: paragraphs }, (_, i) => `${seed}其${i + 1}：${sentence.repeat(4)}`).join('\n\n');

const first: BookSpec = {
  manifest: { slug: 'kit', title: '河口县文稿选编', state: 'draft' },
  reports: [
    { title: '修路', text: `${long('甲', 9)}\n\n| 村 | 户 |\n|---|---|\n| 东村 | 12 |\n| 西村 |  |` },
    { title: '架桥', text: long('乙', 17) },
    { title: '办学', text: long('丙', 6) },
    { title: '行医', text: long('丁', 17) },
  ],
};
const second: BookSpec = {
  manifest: { ...first.manifest, issued: '2025-03-01', edition: { number: 2, printing: 2 } },
  reports: first.reports
    .map((report, i) => (i === 2 ? { ...report, text: report.text!.replace('丙其2', '更正其2') } : report))
    .concat({ title: '种树', text: long('戊', 2) }),
};

async function print(spec: BookSpec) {
  const folder = await temporaryBook();
  await writeBook(folder.dir, spec);
  const { made, result } = await build({
    bookDir: folder.dir,
    outDir: '',
    engine: 'per-report',
    cache: true,
    pdfOnly: false,
    jobs: 2,
    write: false,
    signal: new AbortController().signal,
    report: () => undefined,
  });
  if (!made?.map) throw new Error(result.diagnostics.map(({ code }) => code).join(', '));
  const pdf = made.files.find(({ name }) => name.endsWith('.pdf'))!.data as Uint8Array;
  return {
    dir: folder.dir,
    map: made.map,
    pdf,
    prints: addPaint(made.prints, pdf),
    titles: new Map(made.state!.texts.map(({ id, title }) => [id, title])),
  };
}

interface Read {
  labels: string[] | null;
  pages: { size: number[]; text: unknown[]; tags: string; annotations: number }[];
  outline: unknown[];
}

async function readPdfjs(pdf: Uint8Array): Promise<Read> {
  const document = await getDocument({ data: pdf.slice(), verbosity: 0 }).promise;
  const pages: Read['pages'] = [];
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const [{ items }, annotations, tags] = await Promise.all([
      page.getTextContent(),
      page.getAnnotations(),
      page.getStructTree(),
    ]);
    const text = items.map((item) => ('str' in item ? [item.str, item.transform, item.width] : item.type));
    const roles = JSON.stringify(tags ?? null, (key, value) =>
      key === 'id' ? undefined : value === 'Link' ? 'Span' : value,
    );
    pages.push({ size: page.view, text, tags: roles, annotations: annotations.length });
  }
  return { labels: await document.getPageLabels(), pages, outline: (await document.getOutline()) ?? [] };
}

const draw = (pdf: Uint8Array, sheet: number) =>
  Buffer.from(
    mupdf.Document.openDocument(pdf, 'application/pdf')
      .loadPage(sheet - 1)
      .toPixmap(mupdf.Matrix.identity, mupdf.ColorSpace.DeviceRGB, false)
      .getPixels(),
  );

const words = ({ text }: Read['pages'][number]) =>
  text
    .map((item) => (Array.isArray(item) ? item[0] : ''))
    .join('')
    .replace(/\s/g, '');

let plan: LeafPlan;
let kit: Kit;
let again: Kit;
let old: Awaited<ReturnType<typeof print>>;
let fresh: Awaited<ReturnType<typeof print>>;
let read: Read;
let book: Read;

beforeAll(async () => {
  old = await print(first);
  fresh = await print(second);
  const [from, to] = physicalPages([old, fresh]);
  plan = planLeaves(from!, to!);
  const { book: loaded } = await loadBook(path.resolve(fresh.dir));
  const press = await openKitPress(loaded!, { cache: true, signal: new AbortController().signal });
  try {
    const { manifest } = loaded!;
    const input = {
      manifest,
      book: manifest.title,
      from: { edition: { number: 1, printing: 1 }, issued: '2024-01-01' },
      to: { edition: manifest.edition, issued: manifest.issued },
      plan,
      pages: to!,
      titles: fresh.titles,
      pdf: fresh.pdf,
      ...press.tools,
      producer: 'test',
    };
    kit = await makeKit(input);
    again = await makeKit(input);
  } finally {
    await press.close();
  }
  [read, book] = await Promise.all([readPdfjs(kit.pdf), readPdfjs(fresh.pdf)]);
});

describe('a replacement kit', () => {
  const sheets = () =>
    plan.steps.flatMap(({ putIn }) => putIn.flatMap(({ recto, verso }) => [recto.sheet, verso.sheet]));

  it('holds the leaves that changed: front matter, the correction, the new report', () => {
    const front = '封面、第i—iv页（书名页、版本记录、目录）（3张）';
    expect(plan.steps.map(describeStep)).toEqual([
      `取出${front}，换入${front}。`,
      '取出第7—8页（1张），换入第7—8页（1张）。',
      '在第12页后插入第13页（背面空白）（1张）。',
    ]);
    expect(plan.printed).toBeLessThan(plan.newLeaves - 3);
  });

  it('begins with the sheet of instructions, which can be read', () => {
    const text = read.pages
      .slice(0, 2 * kit.sheetLeaves)
      .map(words)
      .join('');
    expect(text).toContain('换页说明');
    expect(text).toContain('第1版第1次印刷（2024年1月）');
    for (const step of plan.steps) expect(text).toContain(describeStep(step));
    expect(text).toContain(`整本重印需${plan.newLeaves}张`);
    expect(text).toContain(`省${kit.saved}张`);
    expect(kit.saved).toBe(plan.newLeaves - plan.printed - kit.sheetLeaves);
  });

  it('shows each page as the book does: words, places, tags, pixels', () => {
    expect(read.pages.length).toBe(2 * (kit.sheetLeaves + plan.printed));
    for (const [i, sheet] of sheets().entries()) {
      const number = 2 * kit.sheetLeaves + i + 1;
      const { annotations, ...page } = read.pages[number - 1]!;
      const { annotations: _, ...expected } = book.pages[sheet - 1] ?? { ...page, text: [], annotations: 0 };
      expect(annotations).toBe(0);
      expect(page.text, `sheet ${sheet}`).toEqual(expected.text);
      expect(page.size).toEqual(expected.size);
      if (book.pages[sheet - 1]) expect(draw(kit.pdf, number).equals(draw(fresh.pdf, sheet))).toBe(true);
    }
    expect(book.pages.some(({ annotations }) => annotations > 0)).toBe(true);
  });

  it('has the book’s labels, whole leaves, and nothing that leads out of it', () => {
    expect(read.pages.length % 2).toBe(0);
    const labels = sheets().map((sheet) => fresh.map.pages[sheet - 1]?.label ?? '');
    expect(read.labels!.slice(2 * kit.sheetLeaves)).toEqual(labels);
    expect(read.labels!.slice(0, 2)).toEqual(['说明1', '说明2']);
    const bytes = Buffer.from(kit.pdf).toString('latin1');
    expect(bytes).not.toMatch(/\/Annot\b|\/Dests/);
    expect(mupdf.Document.openDocument(kit.pdf, 'application/pdf').asPDF()!.wasRepaired()).toBe(false);
  });

  it('is the same on every run', () => {
    expect(Buffer.from(kit.pdf).equals(Buffer.from(again.pdf))).toBe(true);
  });
});
