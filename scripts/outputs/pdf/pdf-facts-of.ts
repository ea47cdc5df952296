/** What the PDF says of itself, from the book and its page map. */

import type { Book, PageEntry, PageMap } from '../../model/types.ts';
import { contentsOf } from '../../page-map/contents-entries.ts';
import type { OutlineItem, PdfFacts } from './pdf-facts.ts';

/** Facts for finishPdf. Front matter, parts and reports stand in the outline. */
export function pdfFactsOf({ manifest }: Book, map: PageMap, producer: string): PdfFacts {
  return {
    title: manifest.subtitle ? `${manifest.title}：${manifest.subtitle}` : manifest.title,
    author: manifest.creator ?? manifest.imprint.compiler,
    subject: manifest.description,
    language: manifest.language,
    identifier: manifest.identifier,
    issued: manifest.issued,
    producer,
    trimPt: map.grid.trimPt,
    labels: map.pages.map((page) => page.label),
    outline: outlineOf(map),
    binding: 'left',
  };
}

const frontTitles: [PageEntry['kind'], string][] = [
  ['cover', '封面'],
  ['title', '书名页'],
  ['imprint', '版本记录'],
  ['contents', '目录'],
];

function outlineOf(map: PageMap): OutlineItem[] {
  const front = frontTitles.flatMap(([kind, title]) => {
    const page = map.pages.find((entry) => entry.kind === kind);
    return page ? [{ title, page: page.sheet - 1, children: [] }] : [];
  });
  const sheets = new Map(map.reports.map((report) => [report.id, report.sheet]));
  const parts = contentsOf(map).map(({ title, entries }) => ({
    title,
    page: sheets.get(entries[0]!.id)! - 1,
    children: entries.map((entry) => ({ title: entry.title, page: sheets.get(entry.id)! - 1, children: [] })),
  }));
  return [...front, ...parts];
}
