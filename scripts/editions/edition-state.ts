/** The state of a book's text that a ledger keeps and editions are compared by. */
import type { EditionParagraph, EditionState, EditionText } from '../model/edition-types.ts';
import { pieceId } from '../model/piece-id.ts';
import type { Book, PageEntry, PageMap, TypesetText } from '../model/types.ts';
import { placeParagraphs } from '../typeset/paragraph-ids.ts';
import { pieceBlock, type TitleBlock, titleBlock } from '../typeset/title-block.ts';

/** The state of a book as it has been laid out: its reports, those that have not arrived too, front and back pieces. */
export function editionState(
  book: Book,
  texts: ReadonlyMap<string, TypesetText>,
  map: Pick<PageMap, 'pages'>,
): EditionState {
  const { edition, issued, title, numbering } = book.manifest;
  const pages = pagesByFlow(map);
  const textOf = (about: Pick<EditionText, 'id' | 'title' | 'part' | 'status'>, head: TitleBlock): EditionText => {
    const own = pages.get(about.id) ?? [];
    const text = texts.get(about.id);
    return {
      ...about,
      start: own[0]?.label ?? null,
      end: own.at(-1)?.label ?? null,
      head: linesOf(head).join('\n'),
      paragraphs: text ? paragraphsOf(text, own) : [],
    };
  };
  const pieces = (kind: 'front' | 'back') =>
    book[kind].flatMap((piece) => {
      const { title = '', status } = piece.frontMatter;
      // What a build writes about the changes is none of them.
      return piece.generated
        ? []
        : [textOf({ id: pieceId(kind, piece), title, part: null, status }, pieceBlock(piece))];
    });
  const reports = book.parts.flatMap((part) => part.reports);
  return {
    edition,
    issued,
    title,
    numbering,
    texts: [
      ...pieces('front'),
      ...reports.map((report) => {
        const { id, title, part, status } = report;
        return textOf({ id, title, part, status }, titleBlock(report));
      }),
      ...pieces('back'),
    ],
  };
}

const linesOf = ({ titleLines, date, author, source }: TitleBlock): string[] =>
  [...titleLines, date, author, source].filter((line) => line !== null);

/** Pages of each flow that show its text or a notice. */
function pagesByFlow(map: Pick<PageMap, 'pages'>): Map<string, PageEntry[]> {
  const flows = new Map<string, PageEntry[]>();
  for (const page of map.pages) {
    if (page.flow === null || (page.kind !== 'text' && page.kind !== 'notice')) continue;
    const known = flows.get(page.flow);
    if (known) known.push(page);
    else flows.set(page.flow, [page]);
  }
  return flows;
}

function paragraphsOf(text: TypesetText, pages: PageEntry[]): EditionParagraph[] {
  let note = 0;
  const digests = new Map(text.images.map(({ file, sha256 }) => [file, sha256]));
  return placeParagraphs(text).map(({ id, kind, words, at, images }) => {
    if (kind === 'note') note += 1;
    const begun =
      kind === 'note' ? pages.find(({ notes }) => notes.some(({ number }) => number === note)) : lastBegun(pages, at);
    const pictures = images.map((file) => digests.get(file) ?? '');
    return { id, kind, text: words, page: begun?.label ?? null, pictures };
  });
}

/** The last page that begins at or before a character. */
function lastBegun(pages: PageEntry[], at: number): PageEntry | undefined {
  let [low, high] = [0, pages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle]!.start?.char ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return pages[Math.max(0, low - 1)];
}
