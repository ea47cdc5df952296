import { describe, expect, test } from 'vitest';
import { mergeBooks } from '../../scripts/shelf/merge-books.ts';
import { sampleBook } from './support.ts';

const standing = [sampleBook(1), sampleBook(2)];
const codes = (arriving: ReturnType<typeof sampleBook>[], leaving: string[] = []) =>
  mergeBooks(standing, { arriving, leaving }).diagnostics.map((d) => d.code);
const slugs = (arriving: ReturnType<typeof sampleBook>[], leaving: string[] = [], withdrawn: string[] = []) =>
  mergeBooks(standing, { arriving, leaving, withdrawn }).books.map((book) => book.slug);

describe('changing the books of a shelf', () => {
  test('a new book joins, a known one is updated in its place, one is taken off', () => {
    const update = sampleBook(1, { title: '改名' });
    expect(slugs([sampleBook(3), update])).toEqual(['book-1', 'book-2', 'book-3']);
    expect(mergeBooks(standing, { arriving: [update], leaving: [] }).books[0]!.title).toBe('改名');
    expect(slugs([], ['book-1'])).toEqual(['book-2']);
    expect(slugs([], [], ['book-2', 'book-9'])).toEqual(['book-1']);
    expect(codes([sampleBook(3), update], ['book-2'])).toEqual([]);
  });

  test('a book whose slug has changed takes the place of itself, once the old one leaves', () => {
    const renamed = sampleBook(1, { slug: 'renamed' });
    expect(codes([renamed])).toEqual(['shelf-identifier-taken']);
    expect(slugs([renamed], ['book-1'])).toEqual(['book-2', 'renamed']);
  });

  test.each([
    ['a slug of another book', [sampleBook(3, { slug: 'book-1' })], [], ['shelf-slug-taken']],
    [
      'an identifier of another book',
      [sampleBook(3, { identifier: standing[0]!.identifier })],
      [],
      ['shelf-identifier-taken'],
    ],
    ['two arriving with one slug', [sampleBook(3), sampleBook(4, { slug: 'book-3' })], [], ['shelf-slug-taken']],
    [
      'two arriving with one identifier',
      [sampleBook(3), sampleBook(4, { identifier: sampleBook(3).identifier })],
      [],
      ['shelf-identifier-taken'],
    ],
    ['a book named twice', [sampleBook(3), sampleBook(3)], [], ['shelf-book-twice']],
    ['a known book named twice', [sampleBook(1), sampleBook(1)], [], ['shelf-book-twice']],
    ['one to be taken off that is not there', [], ['book-7'], ['shelf-book-absent']],
    [
      'all of it at once',
      [sampleBook(3), sampleBook(3), sampleBook(5, { slug: 'book-2' })],
      ['x'],
      ['shelf-book-absent', 'shelf-book-twice', 'shelf-slug-taken'],
    ],
  ])('%s', (_, arriving, leaving, expected) => expect(codes(arriving, leaving)).toEqual(expected));
});
