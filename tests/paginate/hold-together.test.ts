/** What stays together at a line's end: [ ] marks what does not wrap. */
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { graphemeStarts, graphemesOf } from '../../scripts/paginate/graphemes.ts';
import { holdTogether } from '../../scripts/paginate/hold-together.ts';
import { cutRuns } from '../../scripts/paginate/runs.ts';

const mark = h('sup', { dataNoteRef: '1' }, '①');
const note = h('span', { dataNoteNumber: '1' }, '注文很长');

function show(nodes: ElementContent[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value;
      if (node.type !== 'element' || node.properties.dataNoteNumber) return '';
      const inner = show(node.children);
      if (String(node.properties.className) === 'nb') return `[${inner}]`;
      return ['strong', 'em'].includes(node.tagName) ? `<${inner}>` : inner;
    })
    .join('');
}
const held = (...children: (string | ElementContent)[]) =>
  show(holdTogether(children.map((c) => (typeof c === 'string' ? { type: 'text', value: c } : c))));

test('第 and 页 hold on to a link that is the number of a page, and to no other', () => {
  const link = (href: string, words: string) => h('a', { href }, words) as ElementContent;
  const page = link('#page-34', '34');
  expect(held('规矩见第', page, '页，账目另列')).toBe('规矩见[第34页]，账目[另列]');
  expect(held('在第', page, '页、第', link('#page-ii', 'ii'), '页和附表里')).toBe('在[第34页]、[第ii页]和附[表里]');
  expect(held('见', page, '和别的地方')).toBe('见[34]和别的[地方]');
  expect(held('见第', link('https://a.example/', '34'), '页的文字')).toBe('见第[34]页的[文字]');
  expect(held('见第', link('#page-34', '守夜的规矩34'), '页的文字')).toBe('见第守夜的规矩[34]页的[文字]');
});

describe('a number holds on to its unit', () => {
  const cases: [string, string][] = [
    ['在2024年以前没有', '在[2024年]以前[没有]'],
    ['第12届以来的', '[第12届]以[来的]'],
    ['共1.5万元的钱款', '共[1.5万元]的[钱款]'],
    ['增长31.6%以上的', '增长[31.6%]以[上的]'],
    ['自17,406份里选', '自[17,406]份[里选]'],
    ['气温0℃以下的', '气温[0℃]以[下的]'],
  ];
  test.each(cases)('%s', (text, expected) => {
    expect(held(text)).toBe(expected);
  });
});

test('—— and …… are whole', () => {
  expect(held('他说——好……就走了')).toBe('他说[——]好[……]就[走了]');
});

describe('the last two letters of a paragraph stay together', () => {
  const cases: [string, (string | ElementContent)[], string][] = [
    ['with the full stop', ['大家都来了。'], '大家都[来了。]'],
    ['with quotation marks', ['他说：“好的。”'], '他说：“[好的。”]'],
    ['over punctuation', ['他来了，好。'], '他来[了，好。]'],
    ['over a dash', ['他来了——好。'], '他来[了[——]好。]'],
    ['with a number and its unit', ['一共走了12天。'], '一共走了[[12]天。]'],
    ['through emphasis at the end', ['这是', h('strong', '重点'), '。'], '这是[<重点>。]'],
    ['out of emphasis', [h('strong', '这是重'), '点。'], '<这是>[<重>点。]'],
    ['through the mark of a note', ['大家都来了', mark, note, '。'], '大家都[来[了①]。]'],
    ['after a word in Latin', ['请用Chromium看。'], '请用Chromiu[m看。]'],
    [
      'of a link, which stays one',
      ['见', h('a', { href: '#x' }, '这个很长很长很长很长很长很长的地方')],
      '见这个很长很长很长很长很长很长的[地方]',
    ],
  ];
  test.each(cases)('%s', (_, children, expected) => {
    expect(held(...children)).toBe(expected);
  });

  test('but a paragraph of one letter, or of none, is left alone', () => {
    expect(held('好。')).toBe('好。');
    expect(held('——')).toBe('[——]');
    expect(held()).toBe('');
  });

  test('and nothing is held over a line end that the author set', () => {
    expect(held('第一行字', h('br'), '二。')).toBe('第一行字二。');
  });
});

describe('the mark of a note holds on to what is before it', () => {
  const cases: [string, (string | ElementContent)[], string][] = [
    ['a character', ['塘名甲', mark, note, '在此后的文字'], '塘名[甲①]在此后的[文字]'],
    ['a full stop', ['塘名甲。', mark, note, '此后的文字'], '塘名甲[。①]此后的[文字]'],
    ['a counted number', ['共45座', mark, note, '都在此处的'], '共[45][座①]都在此[处的]'],
    ['a year', ['在2024年', mark, note, '以后的事情'], '在[2024年①]以后的[事情]'],
    ['emphasis', ['见', h('strong', '重点处'), mark, note, '以后的事情'], '见<重点[处①]>以后的[事情]'],
    ['a surrogate pair', ['古字𠮷', mark, note, '以后的事情'], '古字[𠮷①]以后的[事情]'],
    [
      'a character with its variation selector',
      ['葛\u{e0100}', mark, note, '以后的事情'],
      '[葛\u{e0100}①]以后的[事情]',
    ],
  ];
  test.each(cases)('%s', (_, children, expected) => {
    expect(held(...children)).toBe(expected);
  });
});

describe('graphemes', () => {
  test('of plain Chinese are its characters', () => {
    expect(graphemesOf('汉字，ABC——“好”')).toBeNull();
    expect(graphemeStarts('汉字')).toBeNull();
  });

  test('with surrogates, marks and joiners are known', () => {
    expect(graphemesOf('𠮷野')).toEqual(['𠮷', '野']);
    expect(graphemesOf('e\u0301a')).toEqual(['e\u0301', 'a']);
    expect(graphemeStarts('👨‍👩‍👧字')).toEqual([0, 8, 9]);
  });

  test('are not cut by runs', () => {
    const family = '👨‍👩‍👧';
    const cut = cutRuns(h('p', family.repeat(130)));
    const runs = cut.children.map((run) => (run.type === 'element' ? show(run.children) : ''));
    expect(runs.map((run) => run.length / family.length)).toEqual([60, 60, 10]);
    expect(runs.join('')).toBe(family.repeat(130));
  });
});
