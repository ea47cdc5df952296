/** Whatever of the book has text of its own, with all that a proof needs to know of it. */
import { pieceId } from '../model/piece-id.ts';
import type { Book, Manuscript, PageEntry, PageMap, TypesetText } from '../model/types.ts';
import { pieceBlock, titleBlock } from '../typeset/title-block.ts';
import { type PrintedText, printedText } from './printed-text.ts';

/** A report, a front or a back piece. */
export interface ProofFlow {
  id: string;
  title: string;
  manuscript: Manuscript | null;
  typeset: TypesetText | null;
  body: PrintedText;
  notes: PrintedText[];
  /** What stands above the text: title, date, author and source, in this order. */
  head: string;
  /** Its pages in the printed book, blank and reserved ones included. */
  pages: PageEntry[];
}

/** All flows of the book in reading order. */
export function flowsOf(book: Book, texts: Map<string, TypesetText>, map: PageMap): ProofFlow[] {
  const reports = book.parts.flatMap((part) => part.reports);
  return [
    ...book.front.map(piece('front')),
    ...reports.map((report) => {
      const { titleLines, date, author, source } = titleBlock(report);
      const head = [...titleLines, date ?? '', author ?? '', source ?? ''].join('');
      const isMissing = report.manuscript === null;
      return flow(report.id, report.title, report.manuscript, isMissing ? titleLines.join('') : head);
    }),
    ...book.back.map(piece('back')),
  ];

  function piece(kind: 'front' | 'back') {
    return (manuscript: Manuscript): ProofFlow => {
      const { titleLines, date, author, source } = pieceBlock(manuscript);
      const head = [...titleLines, date ?? '', author ?? '', source ?? ''].join('');
      return flow(pieceId(kind, manuscript), titleLines.join(''), manuscript, head);
    };
  }

  function flow(id: string, title: string, manuscript: Manuscript | null, head: string): ProofFlow {
    const typeset = texts.get(id) ?? null;
    return {
      id,
      title,
      manuscript,
      typeset,
      body: typeset ? printedText(typeset.tree) : { text: '', printed: '' },
      notes: (typeset?.notes ?? []).map(printedText),
      head,
      pages: map.pages.filter((page) => page.flow === id),
    };
  }
}
