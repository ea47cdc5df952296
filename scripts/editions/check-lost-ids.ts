/** Reports that lost their name: without an `id`, a new title gives a new one, and what hung on the old one is lost. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EditionState, EditionText } from '../model/edition-types.ts';
import type { Book } from '../model/types.ts';

/**
 * `report-id-lost` for each report without an `id` of its own that the last edition does not know, while one that it
 * had is gone and most paragraphs of either are those of the other. Whoever means a new report gives it an `id`.
 */
export function checkLostIds(book: Book, now: EditionState, base: EditionState): Diagnostic[] {
  const known = new Set(base.texts.map(({ id }) => id));
  const here = new Set(now.texts.map(({ id }) => id));
  const gone = base.texts.filter(({ id, part }) => part !== null && !here.has(id));
  const named = book.manifest.parts.flatMap(({ reports }) => reports.map(({ id }) => id !== undefined));
  const lines = (book.texts['book.yaml'] ?? '').split('\n');
  return book.parts
    .flatMap(({ reports }) => reports)
    .flatMap(({ id, title, number, place }): Diagnostic[] => {
      if (named[number - 1] || known.has(id)) return [];
      const text = now.texts.find((each) => each.id === id)!;
      const old = gone.find((each) => isMostlyIn(each, text) && isMostlyIn(text, each));
      if (!old) return [];
      const params = { id: old.id, title, before: old.title, edition: base.edition };
      return [diagnose('report-id-lost', params, place, lines[(place.line ?? 0) - 1])];
    });
}

/** More than half of the paragraphs of one stand in the other. */
function isMostlyIn({ paragraphs }: EditionText, other: EditionText): boolean {
  const there = new Set(other.paragraphs.map(({ text }) => text));
  return paragraphs.filter(({ text }) => there.has(text)).length * 2 > paragraphs.length;
}
