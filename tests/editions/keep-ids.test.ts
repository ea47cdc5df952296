/** Ids of paragraphs over edits, through the real typesetting. */
import { describe, expect, test } from 'vitest';
import { loadBook } from '../../scripts/content/load-book.ts';
import { editionState } from '../../scripts/editions/edition-state.ts';
import { keptIdsOf } from '../../scripts/editions/keep-ids.ts';
import type { EditionState } from '../../scripts/model/edition-types.ts';
import type { PageMap } from '../../scripts/model/types.ts';
import { typesetBook } from '../../scripts/typeset/typeset-book.ts';
import { makeBook } from '../support/make-book.ts';

const noPages = { pages: [] } as unknown as PageMap;

async function stateOf(text: string, base?: EditionState): Promise<EditionState> {
  await using folder = await makeBook({ reports: [{ text }] });
  const { book } = await loadBook(folder.dir);
  const { texts } = await typesetBook(book!, base && ((typeset) => keptIdsOf(typeset, base)));
  return editionState(book!, texts, noPages);
}

const idsOf = (state: EditionState) => state.texts[0]!.paragraphs.map(({ id }) => id);

describe('ids of paragraphs', () => {
  const first = '河岸由一百一十四名护河员看护，每人七里。';
  const second = '账本不只记问题，也记变化，哪一段水清了都写在后面。';
  const third = '孩子们放学路上量水温，捞漂浮物，给管护员当帮手。[^1]\n\n[^1]: 据县里的统计，共有小河长三百名。';
  const edited = first.replace('七里', '六里半');
  const together = (...texts: string[]) => texts.join('\n\n');

  test('stay when the words are edited, also over several editions', async () => {
    const one = await stateOf(together(first, second, third));
    const two = await stateOf(together(edited, second, third), one);
    const again = edited.replace('一百一十四', '一百二十');
    const three = await stateOf(together(second, again, third.replace('三百', '四百')), two);
    const [a, b, c, note] = idsOf(one);
    expect(idsOf(two)).toEqual([a, b, c, note]);
    expect(idsOf(three)).toEqual([b, a, c, note]);
  });

  test('of one edition are never given twice', async () => {
    const one = await stateOf(together(first, second));
    const two = await stateOf(together(edited, first, second, first), one);
    const ids = idsOf(two);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(idsOf(one)[0]);
  });

  test('of a paragraph that takes up the old words of another are its own', async () => {
    const one = await stateOf(together(first, second));
    const two = await stateOf(together(edited, second), one);
    const three = await stateOf(together(edited, second, first), two);
    expect(idsOf(three).slice(0, 2)).toEqual(idsOf(two));
    expect(new Set(idsOf(three)).size).toBe(3);
  });
});
