import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountFor } from '../../scripts/proof/account-for.ts';
import { readManuscript, withoutUnseen } from '../../scripts/proof/read-manuscript.ts';
import { typesetManuscript } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from './manuscripts.ts';

/** Compares a manuscript with a text said to have been made of it. */
const account = (markdown: string, text: string, notes: string[] = []) => {
  const manuscript = manuscriptOf(markdown);
  const typeset = { text, noteTexts: notes.map((note) => ({ text: note })) };
  return accountFor(manuscript, readManuscript(manuscript), typeset);
};

/** Known text, and a Markdown manuscript that says it. */
interface Sample {
  text: string;
  markdown: string;
}

const han = fc.constantFrom(...'军民鱼水情深谱新篇，。；：“”‘’（）《》……——·〇𡎚㙍⼯工');
const other = fc.constantFrom(...'abZ019.,%()/+-*_#[]{}<>&|~^`!\\=: 　');
const plain = fc.array(fc.oneof({ weight: 6, arbitrary: han }, { weight: 1, arbitrary: other }), {
  minLength: 1,
  maxLength: 30,
});

const escaped = (text: string) => text.replace(/[!-/:-@[-`{-~]/g, (mark) => `\\${mark}`);
const inline = plain.chain((chars) => {
  const text = chars.join('').trim() || '空';
  return fc
    .constantFrom<(t: string) => string>(
      escaped,
      (t) => `字**${escaped(t)}**字`,
      (t) => `字[${escaped(t)}](https://example.org/a_b)字`,
      (t) => `字<sup>${escaped(t)}</sup>字`,
      (t) => `字<!-- 不印 -->${escaped(t)}字`,
    )
    .map((wrap): Sample => ({ text: wrap === escaped ? text : `字${text}字`, markdown: wrap(text) }));
});
const block = inline.chain(({ text, markdown }) =>
  fc
    .constantFrom<(t: string) => string>(
      (m) => m,
      (m) => `## ${m}`,
      (m) => `> ${m}`,
      (m) => `- ${m}`,
      (m) => `12. ${m}`,
      (m) => `| ${m} |\n|---|`,
      (m) => `${m} {.right}`,
    )
    .map((wrap): Sample => ({ text, markdown: wrap(markdown) })),
);
const sample = fc.array(block, { minLength: 1, maxLength: 6 }).map(
  (blocks): Sample => ({
    text: withoutUnseen(blocks.map((b) => b.text).join('')),
    markdown: blocks.map((b) => b.markdown).join('\n\n'),
  }),
);

describe('accountFor', () => {
  it('finds a manuscript equal to the text it was made from', () => {
    fc.assert(
      fc.property(sample, ({ text, markdown }) => {
        expect(readManuscript(manuscriptOf(markdown)).body).toBe(text);
        expect(account(markdown, text)).toMatchObject({ exact: true, difference: null, count: text.length });
      }),
    );
  });

  it('agrees with the typesetter', async () => {
    await fc.assert(
      fc.asyncProperty(sample, async ({ text, markdown }) => {
        const typeset = await typesetManuscript('a', '', manuscriptOf(markdown), '/nowhere');
        expect(typeset.text.text).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('finds any character dropped, changed, doubled or added, and two that changed places', () => {
    const added = fc.constantFrom(...'省市县，。0aA');
    fc.assert(
      fc.property(
        sample,
        fc.nat(),
        added,
        fc.constantFrom('drop', 'change', 'add', 'swap'),
        (known, place, char, how) => {
          const units = [...known.text];
          const at = place % units.length;
          const next = units[at + 1];
          if (how === 'drop') units.splice(at, 1);
          else if (how === 'add') units.splice(at, 0, char);
          else if (how === 'change') units[at] = units[at] === char ? '丁' : char;
          else if (next === undefined || next === units[at]) units.push('丁');
          else units.splice(at, 2, next, units[at]!);
          expect(account(known.markdown, units.join('')).difference).not.toBeNull();
        },
      ),
      { numRuns: 400 },
    );
  });

  it('names line and column of the first difference, and what stands there', () => {
    const { difference } = account('第一行\n\n第二行，**军民**鱼水情', '第一行第二行，军鱼水情');
    expect(difference).toEqual({
      place: { file: 'reports/a.md', line: 6, column: 8 },
      note: null,
      expected: '民鱼水情',
      found: '鱼水情',
      before: '第一行第二行，军',
    });
  });

  it('names the end where the text breaks off, and what was added after it', () => {
    expect(account('甲乙丙', '甲乙').difference).toMatchObject({
      expected: '丙',
      found: '',
      place: { line: 4, column: 3 },
    });
    expect(account('甲乙', '甲乙丙').difference).toMatchObject({ expected: '', found: '丙', before: '甲乙' });
    expect(account('', '甲').difference).toMatchObject({ expected: '', found: '甲' });
  });

  it('accepts either reading of stray markup, but never the loss of a character', () => {
    // Whether these pair is the typesetter's to say; both ways every word is there.
    expect(account('甲*乙 丙*丁', '甲乙丙丁')).toMatchObject({ difference: null });
    expect(account('甲*乙 丙*丁', '甲*乙丙*丁')).toMatchObject({ difference: null });
    expect(account('正文\n2024. 年', '正文2024.年')).toMatchObject({ difference: null, exact: false });
    expect(account('正文\n2024. 年', '正文年').difference).toBeNull();
    expect(account('正文\n2024. 年', '正文2024年').difference).not.toBeNull();
    // One asterisk alone is text in any reading.
    expect(account('5*3', '53').difference).not.toBeNull();
    expect(account('甲{重要}', '甲').difference).toMatchObject({ expected: '{重要}' });
    expect(account('甲[注](见下文)', '甲注').difference).toMatchObject({ expected: '[注](见下文)' });
  });

  it('takes the notes one by one', () => {
    const markdown = '甲[^a]乙[^b]\n\n[^a]: 注甲\n[^b]: 注乙';
    expect(account(markdown, '甲乙', ['注甲', '注乙'])).toMatchObject({ exact: true, difference: null });
    expect(account(markdown, '甲乙', ['注乙', '注甲']).difference).toMatchObject({ note: 1, expected: '甲' });
    expect(account(markdown, '甲乙', ['注甲']).difference).toMatchObject({ note: 2, expected: '注乙', found: '' });
    expect(account(markdown, '甲乙', ['注甲', '注乙', '注丙']).difference).toMatchObject({ note: 3, found: '注丙' });
    const unused = account('甲\n\n[^a]: 无人引用', '甲');
    expect(unused.difference).toMatchObject({ expected: '[^a]', place: { line: 6, column: 1 } });
  });
});
