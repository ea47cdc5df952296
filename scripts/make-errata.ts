/** The errata sheet (勘误表) of an old print, as a proved PDF. */
import { type ErrataInput, fillErrata } from './editions/errata/fill-errata.ts';
import { openKitPress } from './kit-press.ts';
import { nameUuid } from './lib/name-uuid.ts';
import { loadStyle } from './lib/styles.ts';
import type { Book } from './model/types.ts';
import { printErrata } from './outputs/errata/print-errata.ts';
import { finishPdf } from './outputs/pdf/finish-pdf.ts';
import { countPages } from './outputs/pdf/pages.ts';
import { startPdfReaders } from './proof/read-pdf.ts';

export interface Errata {
  pdf: Uint8Array;
  /** Sheets of paper, printed on both sides. */
  leaves: number;
  /** Of its type, in pt. */
  size: number;
  corrections: number;
}

/**
 * Makes the sheet with the new book's templates and faces. Throws an Error (a bug) where the PDF, read back, does not
 * say what the sheet is to say.
 */
export async function makeErrata(
  book: Book,
  input: Pick<ErrataInput, 'revisions' | 'old'>,
  options: { cache: boolean; signal: AbortSignal; producer: string },
): Promise<Errata> {
  const { manifest } = book;
  const compiler = manifest.imprint.compiler ?? null;
  const data = fillErrata({ ...input, title: manifest.title, compiler });
  const { tools, close } = await openKitPress(book, options);
  try {
    const { templates } = tools.design;
    const design = { templates, style: await loadStyle('errata.css', book.dir), language: manifest.language };
    const { pdf: printed, size, leaves } = await printErrata(data, design, tools.press);
    const { from, to } = input.revisions;
    const pdf = finishPdf([{ pdf: printed, elsewhere: [] }], {
      title: `${data.book}勘误表：${data.from}`,
      author: manifest.creator ?? manifest.imprint.compiler,
      language: manifest.language,
      identifier: nameUuid(`${manifest.identifier} errata ${from.edition.printing}-${to.edition.printing}`),
      issued: to.issued,
      producer: options.producer,
      trimPt: [595.276, 841.89],
      labels: Array.from({ length: countPages(printed) }, (_, i) => String(i + 1)),
      outline: [],
      binding: 'left',
    });
    await prove(pdf, templates.render('errata/sheet.hbs', data));
    return { pdf, leaves, size, corrections: data.rows.length };
  } finally {
    await close();
  }
}

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#x60': '`',
  '#x3D': '=',
};

/** What stands on the pages is the words of the sheet, every one and in their order. */
async function prove(pdf: Uint8Array, html: string): Promise<void> {
  const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');
  const words = html
    .replace(/<[^>]*>/g, '')
    .replace(/&([a-z]+|#x[0-9A-F]+);/gi, (_, name: string) => entities[name] ?? '');
  const readers = startPdfReaders(1);
  try {
    const { pages } = await readers.read(pdf, { linksOn: [], paintOn: [] });
    const found = bare(pages.flatMap(({ texts }) => texts.map(({ text }) => text)).join(''));
    const at = [...bare(words)].findIndex((character, i) => character !== [...found][i]);
    if (found !== bare(words)) throw new Error(`the errata sheet says something else at character ${at}`);
  } finally {
    await readers.close();
  }
}
