/** The search's files and what the search page makes of them, without a page. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findInPassage } from '../../../scripts/outputs/site/in-browser/find-in-passage.ts';
import { foldText, keysOf, shardOf } from '../../../scripts/outputs/site/in-browser/fold-text.ts';
import type {
  SearchBook,
  SearchChunk,
  SearchPassage,
  SearchReceiver,
  SearchShard,
} from '../../../scripts/outputs/site/in-browser/search-data.ts';
import { listOf } from '../../../scripts/outputs/site/in-browser/search-files.ts';
import { type SearchText, searchFiles } from '../../../scripts/outputs/site/search-index.ts';

/** Runs the files as a browser would. */
function runFiles(texts: SearchText[]) {
  const shards: SearchShard[] = [];
  const chunks: SearchChunk[] = [];
  let book: SearchBook | undefined;
  const huibianSearch: SearchReceiver = {
    book: (data) => {
      book = data;
    },
    shard: (number, data) => {
      shards[number] = data;
    },
    chunk: (number, data) => {
      chunks[number] = data;
    },
  };
  const files = searchFiles(texts);
  for (const { data } of files) new Function('huibianSearch', String(data))(huibianSearch);
  const chunksOf = (key: string) => listOf(shards[shardOf(key, book!.shards)]!, key);
  return { book: book!, shards, chunks, chunksOf, files };
}

const text = (file: string, ...paragraphs: string[]): SearchText => ({
  ...{ file, title: file, pages: ['1'] },
  passages: paragraphs.map((words, i) => ({ anchor: `p-${i}`, text: words, page: '1', breaks: [] })),
});

describe('folding', () => {
  test.each([
    ['军爱民、民拥军', '军爱民民拥军'],
    ['“退役军人优先”……在河北', '退役军人优先在河北'],
    ['ＡＢＣ　Ｈ₂O', 'abch2o'],
    ['1.5亿元，共15项', '1.5亿元共15项'],
    ['2023—2024年', '2023—2024年'],
    ['行 末\n换行', '行末换行'],
    ['𰻝𰻝面！', '𰻝𰻝面'],
    ['……', ''],
  ])('%s', (original, folded) => {
    expect(foldText(original).text).toBe(folded);
  });

  test('tells where each unit comes from', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (original) => {
        const { text: folded, places } = foldText(original);
        expect(places).toHaveLength(folded.length + 1);
        expect([...places].sort((a, b) => a - b)).toEqual(places);
        expect(places.at(-1)).toBe(original.length);
      }),
    );
  });
});

describe('the index', () => {
  const han = fc.stringMatching(/^[一-十军民拥优抚，。“”、 0-9a-c𠀀]{0,40}$/u);

  test('names the text of every run of characters that there is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(han, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(),
        (all, a, b) => {
          const { chunks, chunksOf } = runFiles(all.map((paragraphs, i) => text(`${i}.html`, ...paragraphs)));
          const passages = chunks.flat();
          const passage = passages[a % Math.max(1, passages.length)];
          const characters = [...foldText(passage?.[2] ?? '').text];
          const from = b % Math.max(1, characters.length);
          const word = characters.slice(from, from + 1 + (a % 5)).join('');
          for (const key of keysOf(word)) {
            const named = chunksOf(key);
            expect(named.some((chunk) => chunks[chunk]!.includes(passage!))).toBe(true);
          }
        },
      ),
    );
  });

  test('does not take the end of one pair and the beginning of the next for a pair', () => {
    const { chunksOf } = runFiles([text('a.html', '军民', '拥政')]);
    expect(chunksOf('军民')).toEqual([0]);
    expect(chunksOf('民拥')).toEqual([]);
    expect(chunksOf('拥')).toEqual([0]);
  });

  test('parts a long book into files of some size, and tells which hold a report', () => {
    const characters = Array.from({ length: 3000 }, (_, i) => String.fromCodePoint(0x4e00 + i));
    const paragraph = (i: number) =>
      Array.from({ length: 200 }, (_, j) => characters[(i * 97 + j * 13) % 3000]).join('');
    const texts = Array.from({ length: 40 }, (_, i) =>
      text(`${i}.html`, ...Array.from({ length: 20 }, (__, j) => paragraph(i * 20 + j))),
    );
    const { book, chunks, shards, chunksOf, files } = runFiles(texts);
    expect(chunks.length).toBeGreaterThan(5);
    expect(book).toMatchObject({ chunks: chunks.length, shards: shards.length });
    for (const { data } of files) expect(Buffer.byteLength(data)).toBeLessThan(100_000);
    for (const [i, { chunks: range }] of book.documents.entries()) {
      const holding = chunks.flatMap((chunk, at) => (chunk.some(([document]) => document === i) ? [at] : []));
      expect(range).toEqual([holding[0], holding.at(-1)]);
    }
    const first = foldText(texts[17]!.passages[3]!.text).text.slice(0, 2);
    expect(chunksOf(first).some((chunk) => chunks[chunk]!.some(([document]) => document === 17))).toBe(true);
    expect(searchFiles(texts)).toEqual(files);
  });

  test('holds neither a book without text nor a text that looks like code', () => {
    const { book } = runFiles([{ file: 'a.html', title: '待补', pages: [], passages: [] }]);
    expect(book.documents[0]!.chunks).toBeNull();
    const hostile = '");alert(1);//</script>\u2028\\';
    expect(runFiles([text('b.html', hostile)]).chunks[0]![0]![2]).toBe(hostile);
  });
});

describe('a passage', () => {
  const long = `开头${'一二三四五六七八九十'.repeat(8)}，退役军人“优先”办理${'甲乙丙丁戊己庚辛壬癸'.repeat(12)}末尾`;
  const passage: SearchPassage = [0, 'p-x', long, '4', 40, '5', 120, '6'];
  const shown = (terms: string[]) => findInPassage(passage, '河北综述', terms);

  test('is found across punctuation; marked is what was looked for, as it stands', () => {
    const hit = shown(['军人优先办']);
    expect(hit).toMatchObject({ anchor: 'p-x', page: '5' });
    expect(hit!.excerpt.filter(({ found }) => found)).toEqual([{ text: '军人“优先”办', found: true }]);
    const words = hit!.excerpt.map((piece) => piece.text).join('');
    expect(words).toMatch(/^…….*……$/);
    expect(words.length).toBeLessThan(120);
    expect(long).toContain(words.slice(2, -2));
  });

  test('needs all words, some of which may stand in the title', () => {
    expect(shown(['退役', '河北'])).not.toBeNull();
    expect(shown(['退役', '甘肃'])).toBeNull();
    expect(shown(['河北'])).toBeNull();
    expect(shown(['末尾'])!.page).toBe('6');
    expect(shown(['开头'])).toMatchObject({
      page: '4',
      excerpt: [{ text: '开头', found: true }, expect.anything(), expect.anything()],
    });
  });
});
