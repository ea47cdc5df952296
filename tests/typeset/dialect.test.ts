/** The Markdown dialect of manuscripts: what each way of writing becomes in the tree that all outputs are made of. */
import { tmpdir } from 'node:os';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import type { TypesetText } from '../../scripts/model/types.ts';
import { typesetManuscript } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

async function typeset(body: string): Promise<TypesetText> {
  return (await typesetManuscript('a', '标题', manuscriptOf(body), tmpdir())).text;
}

/** HTML without the line feeds between tags, which say nothing; within text, one is a space. */
const htmlOf = (tree: TypesetText['tree']) =>
  toHtml(tree)
    .trim()
    .replace(/(?<=>)\n+(?=<)/g, '');

const tables: Record<string, Record<string, [markdown: string, html: string]>> = {
  'emphasis beside Chinese': {
    'a full stop within': ['**重点。**后', '<p><strong>重点。</strong>后</p>'],
    'between words': ['前**重点**后', '<p>前<strong>重点</strong>后</p>'],
    'quotation marks within': ['他说**“好。”**然后', '<p>他说<strong>“好。”</strong>然后</p>'],
    'book title marks within': ['见**《办法》**第一条', '<p>见<strong>《办法》</strong>第一条</p>'],
    'one star': ['*（例）*如', '<p><em>（例）</em>如</p>'],
    'struck out': ['前~~删。~~后', '<p>前<s>删。</s>后</p>'],
  },
  'line ends': {
    'between Han': ['甲\n乙', '<p>甲乙</p>'],
    'between Latin words': ['one\ntwo', '<p>one\ntwo</p>'],
    'Han, then Latin': ['甲\ntwo', '<p>甲two</p>'],
    'Latin, then Han': ['one\n乙', '<p>one乙</p>'],
    'after ”': ['“甲”\ntwo', '<p>“甲”two</p>'],
    'after ……': ['one……\ntwo', '<p>one……two</p>'],
    'before emphasis': ['甲\n**乙**', '<p>甲<strong>乙</strong></p>'],
    'after emphasis': ['**甲**\n乙', '<p><strong>甲</strong>乙</p>'],
    'Latin words in emphasis': ['**one**\ntwo', '<p><strong>one</strong>\ntwo</p>'],
    'three lines': ['甲\n乙\n丙', '<p>甲乙丙</p>'],
    'two spaces are a break': ['甲  \n乙', '<p>甲<br>\n乙</p>'],
    'a Han character beyond the first plane': ['𠮷\na', '<p>𠮷a</p>'],
  },
  headings: {
    'the title is dropped': ['# 标题\n\n甲', '<p>甲</p>'],
    'the title with a space is dropped': ['# 标 题\n\n甲', '<p>甲</p>'],
    'another title stays': ['# 标题二', '<h1>标题二</h1>'],
    'a title that does not lead stays': ['甲\n\n# 标题', '<p>甲</p><h1>标题</h1>'],
    'a sentence runs in': ['#### 1.甲。\n\n乙', '<p><strong class="run-in run-in-4">1.甲。</strong>乙</p>'],
    'a fifth level runs in': ['##### （1）甲：\n\n乙', '<p><strong class="run-in run-in-5">（1）甲：</strong>乙</p>'],
    'words that are no sentence stand alone': ['#### 1.甲\n\n乙', '<h4>1.甲</h4><p>乙</p>'],
    'a higher level stands alone': ['### 甲。\n\n乙', '<h3>甲。</h3><p>乙</p>'],
    'nothing runs into a list': ['#### 甲。\n\n- 乙', '<h4>甲。</h4><ul><li>乙</li></ul>'],
    'only the first paragraph is joined': [
      '#### 甲。\n\n乙\n\n丙',
      '<p><strong class="run-in run-in-4">甲。</strong>乙</p><p>丙</p>',
    ],
  },
  tables: {
    plain: [
      '| 甲 | 乙 |\n|:--|--:|\n| 1 | 2 |',
      '<table><thead><tr><th class="al-left">甲</th><th class="al-right">乙</th></tr></thead>' +
        '<tbody><tr><td class="al-left">1</td><td class="al-right">2</td></tr></tbody></table>',
    ],
    'with a caption below': [
      '| 甲 |\n|---|\n| 1 |\n[表1 数]',
      '<table><caption>表1 数</caption><thead><tr><th>甲</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>',
    ],
    'a cell over two columns': [
      '| 甲 | 乙 |\n|---|---|\n| 1 ||',
      '<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td colspan="2">1</td></tr></tbody></table>',
    ],
    'a cell over two rows': [
      '| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| ^^ | 3 |',
      '<table><thead><tr><th>甲</th><th>乙</th></tr></thead>' +
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>',
    ],
  },
  'tags of HTML': {
    br: ['甲<br>乙', '<p>甲<br>乙</p>'],
    'sup and sub': ['m<sup>2</sup>，H<sub>2</sub>O', '<p>m<sup>2</sup>，H<sub>2</sub>O</p>'],
    ruby: ['<ruby>汉<rt>hàn</rt></ruby>', '<p><ruby>汉<rt>hàn</rt></ruby></p>'],
    'a table': [
      '<table><tr><td rowspan="2">甲</td></tr></table>',
      '<table><tbody><tr><td rowspan="2">甲</td></tr></tbody></table>',
    ],
    'a script goes with its content': ['甲<script>alert(1)</script>乙', '<p>甲乙</p>'],
    'a style goes with its content': ['<style>p{color:red}</style>\n\n甲', '<p>甲</p>'],
    'a drawing goes with its content': ['甲<svg><text>丙</text></svg>乙', '<p>甲乙</p>'],
    'other tags leave their text': ['<div>甲</div>', '<p>甲</p>'],
    'handlers go': ['<sup onclick="a()">2</sup>', '<p><sup>2</sup></p>'],
    'a style attribute goes': ['<sup style="position:fixed">2</sup>', '<p><sup>2</sup></p>'],
    'a script’s address leaves the words': ['<a href="javascript:a()">甲</a>', '<p>甲</p>'],
    'comments go': ['甲<!-- 乙 -->丙', '<p>甲丙</p>'],
  },
  attributes: {
    'a class of the book’s styles': ['甲 {.right}', '<p class="right">甲</p>'],
    'a class of one’s own': ['甲 {.own}', '<p class="u-own">甲</p>'],
    'a class of the outputs is set apart': ['甲 {.run-in}', '<p class="u-run-in">甲</p>'],
    'a heading': ['## 甲 {#a}', '<h2 id="a">甲</h2>'],
    'a language': ['甲 {lang=bo}', '<p lang="bo">甲</p>'],
    'handlers are no attributes': ['甲 {.right onclick=a}', '<p class="right">甲</p>'],
    'braces that are text': ['见{内部}文件', '<p>见{内部}文件</p>'],
    'braces that end a paragraph': ['文件 {内部}', '<p>文件 {内部}</p>'],
    'braces in a heading': ['## 文件{内部}', '<h2>文件{内部}</h2>'],
    'braces in code': ['见`{.right}`和`{内部}`', '<p>见<code>{.right}</code>和<code>{内部}</code></p>'],
    'braces in a block of code': ['```\na {.right} {内部}\n```', '<pre><code>a {.right} {内部}\n</code></pre>'],
  },
  quotations: {
    plain: ['> 甲', '<blockquote><p>甲</p></blockquote>'],
    'of lines broken by hand': [
      '> 甲\\\n> 乙\n>\n> 丙',
      '<blockquote><p class="verse">甲<br>\n乙</p><p>丙</p></blockquote>',
    ],
    'of lines with a class of their own': [
      '> 甲<br>乙 {.center}\n>\n> 丙',
      '<blockquote><p class="center">甲<br>乙</p><p>丙</p></blockquote>',
    ],
  },
  lists: {
    plain: ['- 甲\n- 乙', '<ul><li>甲</li><li>乙</li></ul>'],
    numbered: ['1. 甲\n2. 乙', '<ol><li>甲</li><li>乙</li></ol>'],
    'a list that begins with three': ['3. 甲\n4. 乙', '<ol start="3"><li>甲</li><li>乙</li></ol>'],
    'within a list': ['- 甲\n  1. 乙', '<ul><li>甲\n<ol><li>乙</li></ol></li></ul>'],
  },
};

for (const [group, rows] of Object.entries(tables)) {
  describe(group, () => {
    for (const [name, [markdown, html]] of Object.entries(rows)) {
      it(name, async () => expect(htmlOf((await typeset(markdown)).tree)).toBe(html));
    }
  });
}

describe('figures', () => {
  // The image itself is not there and is taken out; the figure and its caption show what the dialect made of it.
  it('an image alone, with its title as caption', async () => {
    const { tree, text } = await typeset('![点](none.png "图1 点")');
    expect(htmlOf(tree)).toBe('<figure><figcaption>图1 点</figcaption></figure>');
    expect(text).toBe('图1点');
  });

  it('an image among words is no figure', async () => {
    expect(htmlOf((await typeset('甲![点](none.png)乙')).tree)).toBe('<p>甲乙</p>');
  });
});

describe('notes', () => {
  it('stand apart from the text, numbered in the order of their references', async () => {
    const { tree, notes, text, noteTexts } = await typeset('甲[^b]乙丙[^a]。\n\n[^a]: 后注。\n[^b]: 先 *注*。');
    expect(htmlOf(tree)).toBe('<p>甲<a data-note="1"></a>乙丙<a data-note="2"></a>。</p>');
    expect(notes.map(htmlOf)).toEqual(['<p>先 <em>注</em>。</p>', '<p>后注。</p>']);
    expect(text).toBe('甲乙丙。');
    expect(noteTexts).toEqual([
      { number: 1, text: '先注。', at: 1 },
      { number: 2, text: '后注。', at: 3 },
    ]);
  });

  it('may have two paragraphs', async () => {
    const { notes, noteTexts } = await typeset('甲[^1]\n\n[^1]: 一段\n    续行。\n\n    二段。');
    expect(notes.map(htmlOf)).toEqual(['<p>一段续行。</p><p>二段。</p>']);
    expect(noteTexts).toEqual([{ number: 1, text: '一段续行。二段。', at: 1 }]);
  });

  it('may be written where they are referred to', async () => {
    const { tree, notes } = await typeset('甲^[注文。]乙');
    expect(htmlOf(tree)).toBe('<p>甲<a data-note="1"></a>乙</p>');
    expect(notes.map(htmlOf)).toEqual([expect.stringContaining('注文。')]);
  });

  it('are numbered as their references are printed: a caption stands above its table', async () => {
    const { notes, noteTexts } = await typeset('| 甲[^1] |\n|---|\n| 乙 |\n[表[^2]][t]\n\n[^1]: 甲注。\n[^2]: 表注。');
    expect(notes.map(htmlOf)).toEqual(['<p>表注。</p>', '<p>甲注。</p>']);
    expect(noteTexts).toEqual([
      { number: 1, text: '表注。', at: 1 },
      { number: 2, text: '甲注。', at: 2 },
    ]);
  });

  it('keep apart from the text where a tag is left open', async () => {
    const { text, notes } = await typeset('甲[^1]\n\n<div>乙\n\n<table><tr><td>丙\n\n[^1]: 注<b>文。');
    expect(text).toBe('甲乙丙');
    expect(notes.map(htmlOf)).toEqual(['<p>注文。</p>']);
  });

  it('cannot be feigned by tags', async () => {
    const { tree, notes, noteTexts } = await typeset(
      '<a data-note="1">甲</a>\n\n<section data-notes><div data-note-body="1">乙</div></section>',
    );
    expect(htmlOf(tree)).not.toContain('data-note');
    expect([notes, noteTexts]).toEqual([[], []]);
    const mixed = await typeset(
      '<a data-note="1">甲</a>乙[^1]<a data-note="1" href="https://a.cn/">丙</a>\n\n[^1]: 注。',
    );
    expect(htmlOf(mixed.tree)).toBe('<p>甲乙<a data-note="1"></a><a href="https://a.cn/">丙</a></p>');
    expect(mixed.noteTexts).toEqual([{ number: 1, text: '注。', at: 2 }]);
  });
});
