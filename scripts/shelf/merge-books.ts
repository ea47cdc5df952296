/** Which books stand on a shelf after a change: no two of a slug, no two of an identifier. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SiteBook } from '../model/site-book.ts';

export interface ShelfChange {
  /** New books, and new states of books that stand there. */
  arriving: SiteBook[];
  /** Slugs of books that stand there and are to go. */
  leaving: string[];
  /** Slugs of books that must not stand there, whether they do or not. */
  withdrawn?: string[];
}

/**
 * Merges a change into the books that stand on a shelf. Diagnostics: `shelf-book-absent`, `shelf-book-twice`,
 * `shelf-slug-taken`, `shelf-identifier-taken`.
 */
export function mergeBooks(
  standing: SiteBook[],
  { arriving, leaving, withdrawn = [] }: ShelfChange,
): { books: SiteBook[]; diagnostics: Diagnostic[] } {
  const slugs = [...arriving, ...standing].map((book) => book.slug);
  const diagnostics = leaving
    .filter((slug) => !slugs.includes(slug))
    .map((slug) => diagnose('shelf-book-absent', { slug, known: standing.map((book) => book.slug) }));
  const books = standing.filter(({ slug }) => !leaving.includes(slug) && !withdrawn.includes(slug));
  const arrived = new Set<string>();
  for (const book of arriving) {
    const conflict = findConflict(book, books, arrived);
    if (conflict) diagnostics.push(conflict);
    else books.splice(indexOf(books, book.slug), 1, book);
    arrived.add(book.slug);
  }
  return { books, diagnostics };
}

/** The place of a slug, or that after the last. */
function indexOf(books: SiteBook[], slug: string): number {
  const at = books.findIndex((book) => book.slug === slug);
  return at < 0 ? books.length : at;
}

function findConflict(book: SiteBook, others: SiteBook[], arrived: ReadonlySet<string>): Diagnostic | null {
  const { slug, title, identifier } = book;
  const place = { slug, title, identifier };
  const sameSlug = others.find((other) => other.slug === slug);
  if (sameSlug && sameSlug.identifier !== identifier)
    return diagnose('shelf-slug-taken', { ...place, other: sameSlug.title });
  const sameBook = others.find((other) => other.identifier === identifier && other.slug !== slug);
  if (sameBook)
    return diagnose('shelf-identifier-taken', { ...place, other: sameBook.title, otherSlug: sameBook.slug });
  return sameSlug && arrived.has(slug) ? diagnose('shelf-book-twice', place) : null;
}
