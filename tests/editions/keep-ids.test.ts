/** Ids of paragraphs over edits, through the real typesetting. */
import fc from 'fast-check';
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

  /** Sentences that have little in common, as paragraphs of a report have. */
  const places = [...'东西南北前后左右上下里外'];
  const things = ['河堤', '水闸', '渡口', '粮仓', '茶山', '果园', '学校', '集市', '祠堂', '石桥'];
  const written = (n: number) =>
    `${places[n % 12]}边的${things[n % 10]}建于第${n * 37}年，${things[(n * 7) % 10]}在它的${places[(n * 5) % 12]}面，计${n * n}尺。`;

  test('of paragraphs that an edit leaves alone stay over any series of edits', async () => {
    type Edit = { kind: 'insert' | 'remove' | 'reword' | 'move'; at: number; to: number };
    const edit = fc.record({
      kind: fc.constantFrom('insert', 'remove', 'reword', 'move') as fc.Arbitrary<Edit['kind']>,
      ...{ at: fc.nat(99), to: fc.nat(99) },
    });
    const series = fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 2, max: 12 }), series, async (count, editions) => {
        let fresh = count;
        let all = Array.from({ length: count }, (_, n) => written(n));
        let state = await stateOf(all.join('\n\n'));
        const idOf = () => new Map(all.map((text, i) => [text, idsOf(state)[i]!]));
        for (const edits of editions) {
          const before = idOf();
          const reworded = new Map<string, string>();
          for (const { kind, at, to } of edits) {
            const i = at % all.length;
            if (kind === 'insert') all = all.toSpliced(i, 0, written(fresh++));
            else if (kind === 'move') all = all.toSpliced(i, 1).toSpliced(to % all.length, 0, all[i]!);
            else if (kind === 'remove' && all.length > 1) all = all.toSpliced(i, 1);
            else if (kind === 'reword' && before.has(all[i]!)) {
              const text = `${all[i]!.slice(0, -1)}，现已修缮。`;
              reworded.set(text, all[i]!);
              all = all.with(i, text);
            }
          }
          state = await stateOf(all.join('\n\n'), state);
          const now = idOf();
          expect(new Set(now.values()).size).toBe(all.length);
          for (const [text, id] of now) {
            const same = before.get(text) ?? before.get(reworded.get(text) ?? '');
            if (same !== undefined) expect([text, id]).toEqual([text, same]);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});
