/** Whatever of the book has text of its own, with all that a proof needs to know of it. */
import type { Book, Manuscript, PageEntry, PageMap, TypesetText } from '../model/types.ts';
import { titleBlock } from '../typeset/title-block.ts';
import { type PrintedText, printedText } from './printed-text.ts';

/** A report, a front or a back piece. */
export interface ProofFlow {
  id: string;
  title: string;
  manuscript: Manuscript | null;
  typeset: TypesetText | null;
  body: PrintedText;
  notes: PrintedText[];
  /** What may stand above the text: title, date and author, in this order. The first is the rule. */
  heads: string[];
  /** Its pages in the printed book, blank and reserved ones included. */
  pages: PageEntry[];
}

/** All flows of the book in reading order. */
export function flowsOf(book: Book, texts: Map<string, TypesetText>, map: PageMap): ProofFlow[] {
  const reports = book.parts.flatMap((part) => part.reports);
  return [
    ...book.front.map(piece('front')),
    ...reports.map((report) => {
      const { titleLines, date, author } = titleBlock(report);
      const head = [...titleLines, date ?? '', author ?? ''].join('');
      const isMissing = report.manuscript === null;
      return flow(report.id, report.title, report.manuscript, [isMissing ? titleLines.join('') : head]);
    }),
    ...book.back.map(piece('back')),
  ];

  function piece(kind: string) {
    return (manuscript: Manuscript, i: number): ProofFlow => {
      const { title = '', date, author = '' } = manuscript.frontMatter;
      const dated =
        titleBlock({ title, titleLines: [title], manuscript } as Parameters<typeof titleBlock>[0]).date ?? '';
      const heads = [`${title}${author}`, ...(date === undefined ? [] : [`${title}${dated}${author}`])];
      return flow(`${kind}-${i + 1}`, title, manuscript, title ? heads : [...heads, '']);
    };
  }

  function flow(id: string, title: string, manuscript: Manuscript | null, heads: string[]): ProofFlow {
    const typeset = texts.get(id) ?? null;
    return {
      id,
      title,
      manuscript,
      typeset,
      body: typeset ? printedText(typeset.tree) : { text: '', printed: '' },
      notes: (typeset?.notes ?? []).map(printedText),
      heads,
      pages: map.pages.filter((page) => page.flow === id),
    };
  }
}
