/** What cover, title page and imprint print. Nothing is invented: what the manifest lacks is left out or marked. */
import type { Book, PageMap } from '../../model/types.ts';
import { formatDate } from '../../typeset/title-block.ts';
import { editionName, imprintRows } from '../imprint.ts';

export function coverData({ manifest }: Book) {
  return {
    titleLines: manifest.titleLines ?? [manifest.title],
    subtitle: manifest.subtitle ?? '',
    notice: manifest.imprint.notice ?? '',
    responsible: manifest.creator ?? manifest.imprint.compiler ?? '',
    issuedMonth: formatDate(manifest.issued.slice(0, 7)),
  };
}

export function titleData({ manifest }: Book) {
  return {
    titleLines: manifest.titleLines ?? [manifest.title],
    subtitle: manifest.subtitle ?? '',
    creator: manifest.creator ?? '',
    responsible: manifest.imprint.compiler ?? '',
    edition: editionName(manifest),
  };
}

/** Rows of the imprint with what only the printed book has. */
export function imprintData(book: Book, map: PageMap) {
  const { grid } = map;
  const mm = (pt: number) => Math.round((pt * 25.4) / 72);
  const inner = map.pages.filter((page) => page.sheet > 2).length;
  const physical = [
    { label: '开本', value: `${mm(grid.trimPt[0])}毫米×${mm(grid.trimPt[1])}毫米` },
    // A printed sheet (印张) of a book in sixteens has 16 pages, of one in thirty-twos 32.
    { label: '印张', value: String(Math.round((inner / (grid.trimPt[1] > 620 ? 16 : 32)) * 1000) / 1000) },
    // 版面字数: characters a line by lines a page by pages, in thousands, as the trade counts.
    { label: '字数', value: `${Math.round((grid.measure * grid.lines * inner) / 1000)}千字` },
  ];
  const rows = imprintRows(book, physical);
  return { rows, notice: book.manifest.imprint.notice ?? '' };
}
