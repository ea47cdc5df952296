/** Ids of paragraphs stay while others come and go; nothing but the words and the report goes into them. */
import fc from 'fast-check';
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as wordsOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, it } from 'vitest';
import { computeGrid } from '../../scripts/model/grid.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import type { TypesetText } from '../../scripts/model/types.ts';
import { flowOf } from '../../scripts/paginate/flow-html.ts';
import { assignParagraphIds, listParagraphs } from '../../scripts/typeset/paragraph-ids.ts';

function makeText(html: string, id = 'hebei'): TypesetText {
  const tree = fromHtml(html, { fragment: true });
  return { id, tree, notes: [], text: wordsOf(tree).replace(/\s/g, ''), noteTexts: [], images: [] };
}

const idsIn = (tree: Root) => {
  const found: [tag: string, id: string][] = [];
  visit(tree, 'element', ({ tagName, properties }: Element) => {
    if (properties.id !== undefined) found.push([tagName, String(properties.id)]);
  });
  return found;
};
const listed = (html: string) => listParagraphs(makeText(html)).map(({ text }) => text);

/** A block as HTML; different words make different blocks. */
const block = (words: string) =>
  fc.constantFrom(
    `<p>${words}</p>`,
    `<h2>${words}</h2>`,
    `<ul><li>${words}</li></ul>`,
    `<blockquote><p>${words}</p></blockquote>`,
    `<table><caption>${words}</caption><tr><td>${words}</td></tr></table>`,
    `<figure><img src="${words}.png"><figcaption>${words}</figcaption></figure>`,
    `<figure><img src="${words}.png"></figure>`,
    `<p><img src="${words}.png"></p>`,
    `<pre>${words}</pre>`,
  );
const texts = fc
  .array(fc.tuple(fc.constantFrom('甲', '乙', '丙'), fc.boolean()), { maxLength: 12 })
  .chain((all) =>
    fc.tuple(...all.map(([words, other], i) => block(other ? `另${i}` : words).map((html) => ({ html, other })))),
  );

describe('the id of a paragraph', () => {
  it('stays whatever other paragraphs stand around it', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const all = listParagraphs(makeText(pieces.map(({ html }) => html).join('')));
        const kept = pieces.filter(({ other }) => !other).map(({ html }) => html);
        const alone = listParagraphs(makeText(kept.join('')));
        const shared = all.filter(({ id }) => alone.some((one) => one.id === id));
        expect(shared).toEqual(alone);
      }),
      { numRuns: 500 },
    );
  });

  it('is its own in the text, fit for a link, and equal in list and tree', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = makeText(pieces.map(({ html }) => html).join(''));
        const ids = listParagraphs(text).map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBe(pieces.length);
        for (const id of ids) expect(id).toMatch(/^p-hebei-[0-9a-f]{10}(-\d+)?$/);
        expect(idsIn(assignParagraphIds(text)).map(([, id]) => id)).toEqual(ids);
      }),
      { numRuns: 200 },
    );
  });

  it('does not change with white space, emphasis or the kind of block', () => {
    const ids = ['<p>拥军 优属</p>', '<p>拥军\n　优属</p>', '<h3>拥<em>军</em>优属</h3>', '<pre>拥军优属\n</pre>'].map(
      (html) => listParagraphs(makeText(html))[0]!.id,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it('is known to the ledgers of books already published', () => {
    expect(listParagraphs(makeText('<p>拥军优属</p><p>其他</p><p>拥军优属</p>')).map(({ id }) => id)).toEqual([
      'p-hebei-c535348898',
      'p-hebei-d2909f1647',
      'p-hebei-c535348898-2',
    ]);
  });

  it('differs from report to report', () => {
    expect(listParagraphs(makeText('<p>甲</p>', 'gansu'))[0]!.id).toMatch(/^p-gansu-/);
  });
});

describe('the paragraphs of a text', () => {
  it('share out its characters: each belongs to one of them', () => {
    const html =
      '<p>一<a data-note="1"></a>二</p><ul><li>三<ol><li>四</li></ol>五</li><li><p>六</p><p>七</p></li></ul>' +
      '<blockquote>八<p>九</p></blockquote><table><caption>十</caption><tr><td><p>百</p></td></tr></table><hr><p> </p>';
    expect(listed(html)).toEqual(['一二', '三五', '四', '六', '七', '八', '九', '十百']);
  });

  it('are not numbered where there is nothing to name', () => {
    expect(listed('<p> </p><ul></ul><table></table><hr><figure></figure>')).toEqual([]);
  });
});

describe('the tree with ids', () => {
  it('keeps the anchors of the manuscript as places to link to', () => {
    const html =
      '<h2 id="a">甲</h2><p>乙<em id="b">丙</em></p><table id="c"><tr><td>丁</td></tr></table><figure id="d"><img src="x"></figure><ul id="e"><li id="f">戊</li></ul>';
    const tree = assignParagraphIds(makeText(html));
    const own = idsIn(tree).filter(([, id]) => !id.startsWith('p-'));
    expect(own).toEqual([
      ['span', 'a'],
      ['em', 'b'],
      ['span', 'c'],
      ['span', 'd'],
      ['ul', 'e'],
      ['span', 'f'],
    ]);
    expect(wordsOf(tree)).toBe('甲乙丙丁戊');
    expect(toHtml(tree)).toContain('<td><span id="c"></span>丁');
  });

  it('lets an anchor that equals a permanent id give way', () => {
    const [first] = listParagraphs(makeText('<p>甲</p>'));
    const tree = assignParagraphIds(makeText(`<p>甲</p><p id="${first!.id}">乙</p>`));
    expect(idsIn(tree).filter(([, id]) => id === first!.id)).toEqual([['p', first!.id]]);
    expect(toHtml(tree)).not.toContain('<span');
  });

  it('leaves the text and its print as they are', () => {
    const text = makeText('<h2 id="a">甲</h2><p>乙</p><ul><li>丙</li></ul>');
    const grid = computeGrid(pageOf())!;
    const before = [toHtml(text.tree), flowOf(text, null, grid, () => '0').html];
    assignParagraphIds(text);
    listParagraphs(text);
    expect([toHtml(text.tree), flowOf(text, null, grid, () => '0').html]).toEqual(before);
    expect(before[1]).not.toContain('p-hebei');
  });
});

function pageOf() {
  const identifier = 'urn:uuid:00000000-0000-4000-8000-000000000001';
  const parts = [{ title: '一', reports: [{ title: '甲' }] }];
  return manifestSchema.parse({ slug: 'a', title: 'a', identifier, issued: '2024-12-31', parts }).page;
}
