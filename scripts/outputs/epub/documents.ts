/** The content documents of an EPUB: which there are, in reading order, and what each shows. */
import { pieceId } from '../../model/piece-id.ts';
import type { Book, Manuscript, PageMap, Report, TypesetText } from '../../model/types.ts';
import { pieceBlock, pieceTitle, titleBlock } from '../../typeset/title-block.ts';

export type DocumentKind = 'cover' | 'title' | 'imprint' | 'contents' | 'front' | 'report' | 'back';

/** One XHTML file. */
export interface EpubDocument {
  kind: DocumentKind;
  /** File name in the package; never changes while the report keeps its id. */
  file: string;
  /** In the contents, and of the file. */
  title: string;
  text: TextDocument | null;
}

/** A document that shows a manuscript, or says that there is none. */
export interface TextDocument {
  /** The report's id, or `front-foreword`, `back-afterword`, …: also the key of its typeset text. */
  id: string;
  /** Its number in the contents. */
  number: number | null;
  part: string | null;
  titleLines: string[];
  date: string | null;
  author: string | null;
  source: string | null;
  typeset: TypesetText | null;
  /** What stands in for text that has not arrived. */
  notice: string | null;
}

/** All documents of the book, in reading order. */
export function listDocuments(book: Book, texts: Map<string, TypesetText>, pageMap: PageMap): EpubDocument[] {
  const page = (kind: DocumentKind, title: string): EpubDocument => {
    return { kind, file: kind === 'contents' ? contentsFile : `${kind}.xhtml`, title, text: null };
  };
  return [
    page('cover', '封面'),
    page('title', '书名页'),
    page('imprint', '版本记录'),
    ...book.front.map((manuscript) => describePiece('front', manuscript, texts)),
    page('contents', '目录'),
    ...book.parts.flatMap((part) => part.reports.map((report) => describeReport(report, texts, pageMap))),
    ...book.back.map((manuscript) => describePiece('back', manuscript, texts)),
  ];
}

/** The document's id in the package and of its outermost element: its file name without extension. */
export function documentId(file: string): string {
  return file.replace(/\.xhtml$/, '');
}

/** The packager's own name for the navigation document. */
export const contentsFile = 'toc.xhtml';

function describeReport(report: Report, texts: Map<string, TypesetText>, pageMap: PageMap): EpubDocument {
  const typeset = texts.get(report.id) ?? null;
  const text: TextDocument = {
    id: report.id,
    number: report.number,
    part: report.part,
    ...titleBlock(report),
    typeset,
    notice: report.status === 'complete' ? null : noticeOf(report.id, pageMap),
  };
  return { kind: 'report', file: `report-${report.id}.xhtml`, title: report.title, text };
}

/** What the print says in place of the text that is missing. 待补 on the pages after it is the print's alone. */
function noticeOf(id: string, pageMap: PageMap): string {
  const page = pageMap.pages.find((p) => p.flow === id && p.kind !== 'reserved' && p.notice !== null);
  if (!page?.notice) throw new Error(`the page map has no notice for ${id}, whose text is not complete`);
  return page.notice;
}

function describePiece(kind: 'front' | 'back', manuscript: Manuscript, texts: Map<string, TypesetText>): EpubDocument {
  const id = pieceId(kind, manuscript);
  const text: TextDocument = {
    id,
    number: null,
    part: null,
    ...pieceBlock(manuscript),
    typeset: texts.get(id) ?? null,
    notice: null,
  };
  return { kind, file: `${id}.xhtml`, title: pieceTitle(manuscript), text };
}
