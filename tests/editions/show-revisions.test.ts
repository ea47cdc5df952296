/** What a reader is shown of two editions' differences: nothing lost, nothing that only colour tells. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { compareEditions } from '../../scripts/editions/compare/compare-editions.ts';
import { revisionsPage } from '../../scripts/editions/show/revisions-page.ts';
import { type RevisionPaint, revisionsText } from '../../scripts/editions/show/revisions-text.ts';
import { loadStyle } from '../../scripts/lib/styles.ts';
import type { EditionParagraph, EditionState, EditionText } from '../../scripts/model/edition-types.ts';

const paragraph = (id: string, text: string, page = '3', kind = 'p'): EditionParagraph => ({ id, kind, text, page });
const textOf = (id: string, paragraphs: EditionParagraph[], more: Partial<EditionText> = {}): EditionText => ({
  ...{ id, title: `${id}题`, part: '上编', status: 'complete', start: '3', end: '5' },
  paragraphs,
  ...more,
});
const stateOf = (printing: number, texts: EditionText[]): EditionState => ({
  ...{ edition: { number: printing, printing }, issued: `202${printing}-01-01`, title: '书', numbering: 'locked' },
  texts,
});
const plain = (text: string) => text;
const paint: RevisionPaint = { title: plain, removed: plain, added: plain, quiet: plain };

const old = stateOf(1, [
  textOf('甲', [
    paragraph('1', '共记账一万二千条，哪一段水清了都写在后面，谁来问都翻得出来给他看一看。'),
    paragraph('2', '好，走。'),
    paragraph('3', '第三段要移到最前面去。', '4'),
    paragraph('4', '这一段不再有了。', '5'),
  ]),
  textOf('乙', [], { status: 'missing', end: '3' }),
  textOf('丙', [paragraph('9', '不变。')]),
  textOf('丁', [paragraph('8', '此篇删去，全文不留。')]),
]);
const now = stateOf(2, [
  textOf('甲', [
    paragraph('3', '第三段要移到最前面去。', '3'),
    paragraph('1', '共记账一万三千条，哪一段水清了都写在后面，谁来问都翻得出来给他看一看。'),
    paragraph('2', '好, 走。'),
    paragraph('5', '<b>新的</b>一段 & 其他。', '6-1'),
  ]),
  textOf('乙', [paragraph('7', '来了。')]),
  textOf('丙', [paragraph('9', '不变。')], { title: '新题' }),
]);
const revisions = compareEditions(old, now);

describe('the comparison as text', () => {
  it('marks characters without colour, gives both pages, and tells substance from typography', () => {
    const lines = revisionsText('书', revisions, 'zh', paint).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '《书》改动对照',
      '第1版第1次印刷（2021-01-01） → 第2版第2次印刷（2022-01-01）',
      '改动篇目 4 · 实质改动 4 段 · 标点格式 1 段',
    ]);
    const text = lines.join('\n');
    expect(text).toContain('~ 原第3页 → 新第3页 · 修改 · 实质\n    共记账一万[-二-]{+三+}千条，哪一段');
    expect(text).toContain('~ 原第3页 → 新第3页 · 修改 · 标点格式\n    好[-，-]{+, +}走。');
    expect(text).toContain('> 原第4页 → 新第3页 · 移动 · 实质\n    第三段要移到最前面去。');
    expect(text).toContain('- 原第5页 · 删去 · 实质\n    [-这一段不再有了。-]');
    expect(text).toContain('+ 新第6-1页 · 增加 · 实质\n    {+<b>新的</b>一段 & 其他。+}');
    expect(text).toContain('乙题　稿件补入 · 原第3页 · 新第3–5页');
    expect(text).toContain('新题　原题《丙题》');
    expect(text).toContain('丁题　删去 · 原第3–5页');
  });

  it('says so where nothing has changed, in both languages', () => {
    const same = compareEditions(old, old);
    expect(revisionsText('书', same, 'zh', paint)).toContain('文字没有改动。');
    expect(revisionsText('书', same, 'en', paint)).toContain('The text is the same.');
  });
});

interface Node {
  nodeName: string;
  value?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
}
const all = (node: Node): Node[] => [node, ...(node.childNodes ?? []).flatMap(all)];
const wordsIn = (node: Node): string => node.value ?? (node.childNodes ?? []).map(wordsIn).join('');
const classesOf = (node: Node) => (node.attrs?.find(({ name }) => name === 'class')?.value ?? '').split(' ');
const having = (node: Node, name: string) => all(node).filter((each) => classesOf(each).includes(name));
const read = (html: string) => parse(html) as unknown as Node;

describe('the comparison as a page', () => {
  const page = async (): Promise<string> => {
    const style = await loadStyle('revisions.css', '/nowhere');
    return revisionsPage({ title: '书', language: 'zh-CN', revisions, style }, 'zh');
  };

  it('stands alone: its own style, no script, nothing to load', async () => {
    const nodes = all(read(await page()));
    expect(nodes.filter(({ nodeName }) => /^(script|img|link|iframe|object)$/.test(nodeName))).toEqual([]);
    const addresses = nodes.flatMap(({ attrs = [] }) => attrs.filter(({ name }) => name === 'href' || name === 'src'));
    expect(addresses.length).toBeGreaterThan(0);
    for (const { value } of addresses) expect(value).toMatch(/^#text-\d+$/);
    const style = wordsIn(nodes.find(({ nodeName }) => nodeName === 'style')!);
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = nodes.find(({ attrs = [] }) => attrs.some(({ value }) => value === 'Content-Security-Policy'))!;
    expect(policy.attrs!.find(({ name }) => name === 'content')!.value).toContain(`style-src 'sha256-${hash}'`);
    expect(style).not.toMatch(/url\(|@import/);
  });

  it('counts and tells apart substance and typography', async () => {
    const root = read(await page());
    const articles = all(root).filter(({ nodeName }) => nodeName === 'article');
    const typography = articles.filter((each) => classesOf(each).includes('typography'));
    expect([articles.length, typography.length]).toEqual([5, 1]);
    expect(wordsIn(having(root, 'counts')[0]!)).toBe('改动篇目 4实质改动 4 段标点格式 1 段');
  });

  it('shows each paragraph whole on both sides', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).map((each) =>
      // What HTML's reader itself takes for something else; manuscripts are refused for it.
      each.replace(/[\u0000-\u001f\u007f-\u009f]/g, ''),
    );
    const several = fc.array(words, { maxLength: 6 });
    fc.assert(
      fc.property(several, several, (before, after) => {
        const name = (each: string, i: number) => paragraph(String(i), each);
        const [a, b] = [stateOf(1, [textOf('甲', before.map(name))]), stateOf(2, [textOf('甲', after.map(name))])];
        const html = revisionsPage({ title: '书', language: 'zh', revisions: compareEditions(a, b), style: '' }, 'en');
        const articles = all(read(html)).filter(({ nodeName }) => nodeName === 'article');
        const shown = articles.map((each) =>
          ['old', 'new'].map((side) => {
            const cell = having(each, side)[0]!;
            return classesOf(cell).includes('none') ? null : wordsIn(having(cell, 'words')[0]!);
          }),
        );
        const expected = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => [
          before[i] ?? null,
          after[i] ?? null,
        ]).filter(([x, y]) => x !== y);
        const key = (pair: (string | null)[]) => JSON.stringify(pair.map((side) => (side === '' ? '(picture)' : side)));
        expect(shown.map(key).sort()).toEqual(expected.map(key).sort());
      }),
      { numRuns: 200 },
    );
  });
});
