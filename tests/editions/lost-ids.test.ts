/** A report without an id that gets another title, after the book has been issued. */
import { describe, expect, test } from 'vitest';
import { deriveId } from '../../scripts/content/derive-id.ts';
import { loadBook } from '../../scripts/content/load-book.ts';
import { editionState } from '../../scripts/editions/edition-state.ts';
import { noHistory } from '../../scripts/model/edition-types.ts';
import { formatDiagnostic } from '../../scripts/terminal/format-diagnostic.ts';
import { choosePaint } from '../../scripts/terminal/paint.ts';
import { typesetEdition } from '../../scripts/typeset-edition.ts';
import { makeBook, type ReportSpec } from '../support/make-book.ts';

const noPages = { pages: [] };
const text = ['河边的人家都姓陈。', '船是早年打的。', '桥修好以后渡口就停了。'].join('\n\n');
const other = ['山上种了茶。', '春天人手最紧。'].join('\n\n');
const unnamed = (title: string, words: string, id?: string): ReportSpec => ({ title, text: words, manifest: { id } });

/** The codes with their hints that a book gets after `first` was issued. */
async function toldOf(first: ReportSpec[], second: ReportSpec[]) {
  const load = async (reports: ReportSpec[]) => {
    await using folder = await makeBook({ reports });
    const { book } = await loadBook(folder.dir);
    const typeset = await typesetEdition(book!, noHistory);
    return { book: book!, state: editionState(book!, typeset.texts, noPages) };
  };
  const { state } = await load(first);
  const base = { edition: state.edition, issued: state.issued, state, map: noPages, prints: [], fingerprint: {} };
  await using folder = await makeBook({ reports: second });
  const { book } = await loadBook(folder.dir);
  const { diagnostics } = await typesetEdition(book!, { issued: [], base: base as never });
  return diagnostics.filter(({ code }) => code === 'report-id-lost');
}

describe('a report that was retitled', () => {
  const first = [unnamed('渡口见闻', text), unnamed('茶山见闻', other)];
  const edited = text.replace('早年打的', '老早打的');

  test('and has no id is an error that names the one to write, and the line', async () => {
    const found = await toldOf(first, [unnamed('河边见闻', edited), unnamed('茶山见闻', other)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ severity: 'error', place: { file: 'book.yaml', line: expect.any(Number) } });
    for (const lang of ['zh', 'en'] as const) {
      const words = formatDiagnostic(found[0]!, { lang, paint: choosePaint(false, {}), columns: 80, folder: '' });
      expect(words).toContain(`id: ${deriveId('渡口见闻')}`);
      expect(words).toContain('title: 河边见闻');
    }
  });

  test('and bears the id, or one of its own, is none', async () => {
    for (const id of [deriveId('渡口见闻'), 'river'])
      expect(await toldOf(first, [unnamed('河边见闻', edited, id), unnamed('茶山见闻', other)])).toEqual([]);
  });

  test('is no report that came while another one went', async () => {
    const fresh = unnamed('集市见闻', '集市逢五逢十。\n\n船是早年打的。\n\n卖菜的人天不亮就来。');
    expect(await toldOf(first, [fresh, unnamed('茶山见闻', other)])).toEqual([]);
  });

  test('is no copy of a report that is still there', async () => {
    expect(await toldOf(first, [...first, unnamed('渡口再记', text)])).toEqual([]);
  });
});
