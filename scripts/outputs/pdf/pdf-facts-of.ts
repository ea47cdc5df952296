/** What the PDF says of itself, from the book and its page map. */

import { pieceId } from '../../model/piece-id.ts';
import type { Book, Manuscript, PageEntry, PageMap } from '../../model/types.ts';
import { contentsOf } from '../../page-map/contents-entries.ts';
import { pieceTitle } from '../../typeset/title-block.ts';
import type { OutlineItem, PdfFacts } from './pdf-facts.ts';

/** Facts for finishPdf. All pieces of front and back matter, parts and reports stand in the outline. */
export function pdfFactsOf(book: Book, map: PageMap, producer: string): PdfFacts {
  const { manifest } = book;
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
    outline: outlineOf(book, map),
    binding: 'left',
  };
}

const frontTitles: [PageEntry['kind'], string][] = [
  ['cover', '封面'],
  ['title', '书名页'],
  ['imprint', '版本记录'],
  ['contents', '目录'],
];

function outlineOf({ front, back }: Book, map: PageMap): OutlineItem[] {
  const itemAt = (title: string, page: PageEntry | undefined) =>
    page ? [{ title, page: page.sheet - 1, children: [] }] : [];
  const pieces = (kind: 'front' | 'back', manuscripts: Manuscript[]) =>
    manuscripts.flatMap((manuscript) =>
      itemAt(
        pieceTitle(manuscript),
        map.pages.find(({ flow }) => flow === pieceId(kind, manuscript)),
      ),
    );
  const matter = frontTitles.flatMap(([kind, title]) =>
    itemAt(
      title,
      map.pages.find((page) => page.kind === kind),
    ),
  );
  const before = [...matter, ...pieces('front', front)].sort((a, b) => a.page - b.page);
  const sheets = new Map(map.reports.map((report) => [report.id, report.sheet]));
  const parts = contentsOf(map).map(({ title, entries }) => ({
    title,
    page: sheets.get(entries[0]!.id)! - 1,
    children: entries.map((entry) => ({ title: entry.title, page: sheets.get(entry.id)! - 1, children: [] })),
  }));
  return [...before, ...parts, ...pieces('back', back)];
}
