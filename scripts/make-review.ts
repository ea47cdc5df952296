/** The review copy (审阅稿) of a book: its pages with bars beside what differs from the edition before. */
import { changeBars } from './editions/change-bars.ts';
import { fontFaceCss } from './fonts/font-css.ts';
import type { Subsetting } from './fonts/subset-faces.ts';
import type { BrowserSession } from './lib/browser-session.ts';
import type { Templates } from './lib/templates.ts';
import type { WorkFolder } from './lib/work-folder.ts';
import type { Revisions } from './model/revision-types.ts';
import type { Book, PageMap, PaginatedFlow, TypesetText } from './model/types.ts';
import { finishPdf } from './outputs/pdf/finish-pdf.ts';
import { pdfFactsOf } from './outputs/pdf/pdf-facts-of.ts';
import { printReview, reviewMark } from './outputs/pdf/print-review.ts';
import { printedCharacters } from './outputs/printed-characters.ts';
import type { OutputData } from './outputs/publish.ts';
import { characterUses } from './typeset/character-uses.ts';

export interface ReviewInput {
  book: Book;
  texts: Map<string, TypesetText>;
  templates: Templates;
  subsetting: Subsetting;
  work: WorkFolder;
  session: BrowserSession;
  revisions: Revisions;
}

/** `SLUG.review.pdf`. Its faces hold the words that only the review copy prints; the book's own stay as they are. */
export async function makeReview(
  { book, texts, templates, subsetting, work, session, revisions }: ReviewInput,
  map: PageMap,
  flows: Map<string, PaginatedFlow>,
  producer: string,
): Promise<OutputData> {
  const own = [...reviewMark].map((character) => character.codePointAt(0)!);
  const characters = new Map(
    [...printedCharacters(book, characterUses(book, texts), templates)].map(([role, known]) => [
      role,
      new Set([...known, ...own]),
    ]),
  );
  const faces = fontFaceCss(await subsetting.cut(characters));
  const fontSheet = await work.write('review-fonts.css', faces);
  const job = { book, map, flows, texts, templates, fontSheet, tabs: session.browser, work };
  const parts = await printReview(job, changeBars(revisions, texts, map));
  const facts = pdfFactsOf(book, map, producer);
  const data = finishPdf(parts, { ...facts, title: `${facts.title}（${reviewMark}）` });
  return { name: `${book.manifest.slug}.review.pdf`, data };
}
