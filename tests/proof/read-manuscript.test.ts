import { describe, expect, it } from 'vitest';
import { readManuscript } from '../../scripts/proof/read-manuscript.ts';
import { manuscriptOf } from './manuscripts.ts';

const bodyOf = (markdown: string, title?: string) => readManuscript(manuscriptOf(markdown, title)).body;

describe('readManuscript takes out what is not text', () => {
  it.each([
    [
      'headings',
      '## 一、军民\n\n### （一）同心 ###\n\n1.不是列表\n#也不是标题',
      '一、军民（一）同心1.不是列表#也不是标题',
    ],
    ['a heading underlined', '军民\n====\n\n鱼水\n---\n\n***\n\n情', '军民鱼水情'],
    ['emphasis', '**重要**的*话*和__另一句__，5*3=15，_名_', '重要的话和另一句，5*3=15，名'],
    ['emphasis beside Chinese marks', '前文。**“整句。”**后文', '前文。“整句。”后文'],
    ['struck text', '~~旧~~新，10~20人', '旧新，10~20人'],
    ['lists', '- 一\n* 二\n+ 三\n\n1. 甲\n2) 乙\n   丙', '一二三甲乙丙'],
    ['nested lists and quotations', '> - 引\n>   文\n>> 深', '引文深'],
    ['code', '用`**git** <b>`，\n\n```js\n**不变** <b>\n```\n尾', '用**git**<b>，**不变**<b>尾'],
    ['escapes', '\\*不是强调\\* 3 \\< 5 \\\\ 尾\\\n行', '*不是强调*3<5\\尾行'],
    ['entities', '甲&nbsp;乙&amp;丙&#x4e2d;&mdash;&hellip;&KR12;', '甲乙&丙中—…&KR12;'],
    ['tags', 'H<sub>2</sub>O<br>换<br/>行<span class="a">字</span>', 'H2O换行字'],
    ['what is no tag', '3<5，5>3，<未来>，a < b > c', '3<5，5>3，<未来>，a<b>c'],
    ['comments', '前<!-- 不印 -->中\n\n<!--\n整段\n\n不印\n-->\n\n后', '前中后'],
    ['scripts and styles', '前<script>var 字 = 1</script>后\n\n<style>p{}</style>', '前后'],
    ['links', '[文](https://a.cn/(x)) <https://b.cn> [文][1] [1]\n\n[1]: https://c.cn "题"', '文https://b.cn文1'],
    ['links without a target of the book', '[文](javascript:x(1)) [章](file:///a)<data:b>', '文章data:b'],
    ['brackets that are no link', '[注]见[甲](乙)，［全角］', '[注]见[甲](乙)，［全角］'],
    ['images with a caption', '前\n\n![图中物](a.png "图1　题"){.wide}\n\n后![行内](b.png)文', '前图1题后文'],
    ['attributes', '段 {.right #a lang=en}\n\n{重要}与{a}', '段{重要}与{a}'],
    ['tables', '| 甲 | 乙 ||\n|:--|--:|\n| ^^ | a\\|b `c|d` |', '甲乙a|bc|d'],
    ['a caption below its table', '前\n\n| 甲 |\n|--|\n| 乙 |\n[表1　题][t]\n\n后', '前表1题甲乙后'],
    ['a caption above its table', '[表1]\n| 甲 |\n|--|\n| 乙 |', '表1甲乙'],
    ['ruby', '<ruby>亓<rp>（</rp><rt>qí</rt><rp>）</rp></ruby>', '亓（qí）'],
    ['invisible characters', '甲\u200b乙\ufeff丙\u00ad丁\u2060戊　己', '甲乙丙丁戊己'],
    ['rare and compatibility characters as they are', '𡎚㙍⼯工 ＡＢ', '𡎚㙍⼯工ＡＢ'],
  ])('%s', (_, markdown, text) => {
    expect(bodyOf(markdown)).toBe(text);
  });

  it('leaves out a first heading that repeats the title, and no other', () => {
    expect(bodyOf('# 张掖 综述\n\n正文\n\n# 张掖综述', '张掖综述')).toBe('正文张掖综述');
    expect(bodyOf('# 另一个\n\n正文', '张掖综述')).toBe('另一个正文');
  });

  it('keeps an unclosed comment, fence or script: its text must be printed', () => {
    expect(bodyOf('前<!-- 未关\n\n后')).toContain('未关后');
    expect(bodyOf('前\n\n```\n未关\n\n后')).toContain('未关后');
    expect(bodyOf('前<script>未关\n\n后')).toContain('未关后');
  });
});

describe('readManuscript reads notes', () => {
  it('in order of reference, with all their paragraphs', () => {
    const markdown = '甲[^b]乙[^a]\n\n[^a]: 注**甲**\n续\n\n    第二段\n\n正文\n\n[^b]: 注乙\n[^c]: 无人引用\n';
    const { body, notes, unreferenced } = readManuscript(manuscriptOf(markdown));
    expect(body).toBe('甲乙正文');
    expect(notes).toEqual(['注乙', '注甲续第二段']);
    expect(unreferenced).toEqual([{ label: 'c', at: markdown.indexOf('[^c]') }]);
  });

  it('in place, and from notes to notes', () => {
    const { body, notes } = readManuscript(manuscriptOf('甲^[当*场*]乙[^a]丙[^nobody]\n\n[^a]: 见[^b]\n[^b]: 尾'));
    expect(body).toBe('甲乙丙[^nobody]');
    expect(notes).toEqual(['当场', '见', '尾']);
  });

  it('ends them where a heading or a list begins', () => {
    expect(readManuscript(manuscriptOf('甲[^a]\n\n[^a]: 注\n## 标题\n\n文')).body).toBe('甲标题文');
    expect(readManuscript(manuscriptOf('甲[^a]\n\n[^a]: 注\n- 项')).body).toBe('甲项');
  });
});
