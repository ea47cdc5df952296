/** State and prints of an edition as lines of JSON: they read well in git, and a change touches its own lines only. */
import type { EditionParagraph, EditionState, EditionText, PagePrint } from '../model/edition-types.ts';

/** A line a text, then a line for each of its paragraphs. */
export function stateToLines(state: EditionState): string {
  return toLines(
    state.texts.flatMap(({ paragraphs, id, ...about }) => [
      { report: id, ...about },
      ...paragraphs.map(({ id, kind, page, text, pictures = [] }) => ({
        ...{ id, kind, page, text },
        ...(pictures.length > 0 && { pictures }),
      })),
    ]),
  );
}

/** The texts that `stateToLines` wrote. Throws where a line is none of its own. */
export function textsFromLines(lines: string): EditionText[] {
  const texts: EditionText[] = [];
  for (const line of fromLines(lines) as (Omit<EditionText, 'id' | 'paragraphs'> & { report?: string })[]) {
    const { report, ...rest } = line;
    if (report !== undefined) texts.push({ id: report, ...rest, paragraphs: [] });
    else {
      const paragraph = rest as unknown as EditionParagraph;
      // Only a ledger that gives heads would have said if there were pictures.
      const isKnown = texts.at(-1)!.head !== undefined;
      texts.at(-1)!.paragraphs.push(isKnown ? { ...paragraph, pictures: paragraph.pictures ?? [] } : paragraph);
    }
  }
  return texts;
}

export const printsToLines = (prints: PagePrint[]): string => toLines(prints);
export const printsFromLines = (lines: string): PagePrint[] => fromLines(lines) as PagePrint[];

const toLines = (values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');

function fromLines(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}
