/**
 * Typesetting of a book that may have been issued before: its paragraphs keep their ids, what has changed is found, and
 * 修订说明 is written and typeset as a piece of the back matter. No page is known yet.
 */
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { checkLostIds } from './editions/check-lost-ids.ts';
import { compareEditions } from './editions/compare/compare-editions.ts';
import { editionState } from './editions/edition-state.ts';
import { keptIdsOf } from './editions/keep-ids.ts';
import { type ReferenceOf, writeRevisionNotes } from './editions/revision-notes.ts';
import type { History } from './model/edition-types.ts';
import type { Revisions } from './model/revision-types.ts';
import type { Book, TypesetText } from './model/types.ts';
import { placeParagraphs } from './typeset/paragraph-ids.ts';
import { typesetBook, typesetPiece } from './typeset/typeset-book.ts';

export interface TypesetEdition {
  /** With 修订说明 at its end, where it has one. */
  book: Book;
  texts: Map<string, TypesetText>;
  /** What differs from the printing before; null where there is none. Its new pages are not filled in. */
  revisions: Revisions | null;
  diagnostics: Diagnostic[];
}

export async function typesetEdition(book: Book, { base, editionBefore }: History): Promise<TypesetEdition> {
  if (!base) return { book, revisions: null, ...(await typesetBook(book)) };
  const { texts, diagnostics } = await typesetBook(book, (all) => keptIdsOf(all, base.state));
  const state = editionState(book, texts, { pages: [] });
  diagnostics.push(...checkLostIds(book, state, base.state));
  const revisions = compareEditions(base.state, state);
  const told = editionBefore ? compareEditions(editionBefore, state) : revisions;
  const notes = book.manifest.revisionNotes ? writeRevisionNotes(told, referencesIn(texts)) : null;
  if (!notes) return { book, texts, revisions, diagnostics };
  const whole: Book = { ...book, back: [...book.back, notes] };
  const own = await typesetPiece(whole, notes, texts);
  return { book: whole, texts: own.texts, revisions, diagnostics: [...diagnostics, ...own.diagnostics] };
}

const referencesIn =
  (texts: ReadonlyMap<string, TypesetText>): ReferenceOf =>
  (id, note) => {
    const text = texts.get(id);
    const all = text ? placeParagraphs(text) : [];
    const number = all.filter(({ kind }) => kind === 'note').findIndex((each) => each.id === note) + 1;
    return all.find(({ noteRefs }) => noteRefs.includes(number))?.id ?? null;
  };
