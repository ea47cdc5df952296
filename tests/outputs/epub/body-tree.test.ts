import fc from 'fast-check';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import { XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import type { TypesetText } from '../../../scripts/model/types.ts';
import { convertBody } from '../../../scripts/outputs/epub/body-tree.ts';
import { noteMark } from '../../../scripts/outputs/epub/note-mark.ts';
import { serialiseBlocks } from '../../../scripts/outputs/epub/serialise.ts';

function makeText(html: string, notes: string[] = []): TypesetText {
  const parse = (part: string) => fromHtml(part, { fragment: true });
  return { id: 'a', tree: parse(html), notes: notes.map(parse), text: '', noteTexts: [], images: [] };
}

/** XHTML of a body. */
function convert(html: string, notes: string[] = []): string {
  return serialiseBlocks(convertBody(makeText(html, notes), new Map([['a.png', 'images/1.png']])).body);
}

/** XHTML of a body, the permanent ids of its paragraphs left out. */
const convertPlain = (html: string) => convert(html).replace(/ id="p-a-[0-9a-f]{10}(-\d+)?"/g, '');

/** HTML of a manuscript's kind, nested as no sane manuscript nests it. */
const html = fc.letrec<{ nodes: string; node: string }>((tie) => ({
  nodes: fc.array(tie('node'), { maxLength: 4 }).map((all) => all.join('')),
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(
      '汉字',
      'a b',
      '&amp;',
      '&lt;p&gt;',
      ']]&gt;',
      '“',
      ' ',
      '\n',
      '<br>',
      '<hr>',
      '<img src="a.png">',
      '<a data-note="1"></a>',
    ),
    fc
      .tuple(
        fc.constantFrom(
          ...'p h2 h3 h4 ul ol li blockquote pre code em strong s del ins sup sub ruby rb rt rp rtc figure figcaption'.split(
            ' ',
          ),
          ...'table caption thead tbody tfoot tr td th a id span'.split(' '),
        ),
        tie('nodes'),
      )
      .map(([tag, inner]) => {
        if (tag === 'a') return `<a href="#x">${inner}</a>`;
        return tag === 'id' ? `<p id="x" lang="en" class="c" onclick="no">${inner}</p>` : `<${tag}>${inner}</${tag}>`;
      }),
  ),
})).nodes;

describe('a body', () => {
  it('is well-formed and keeps its text, whatever its tree', () => {
    fc.assert(
      fc.property(html, (body) => {
        const text = makeText(body, ['<p>n</p>']);
        const before = toHtml(text.tree);
        const result = serialiseBlocks(convertBody(text, new Map([['a.png', 'images/1.png']])).body);
        const document = XmlDocument.fromString(`<x xmlns:epub="e">${result}</x>`);
        const read = document.root.content.replaceAll('①', '').replace(/\s/g, '');
        document.dispose();
        expect(read).toBe(textOf(text.tree).replace(/\s/g, ''));
        expect(toHtml(text.tree)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['blocks stand on lines of their own', '<p>a</p><p>b</p>', '<p>a</p>\n<p>b</p>'],
    ['foreign attributes go', '<p onclick="x" style="y" data-z="1" align="left">a</p>', '<p>a</p>'],
    ['a language is said twice', '<p lang="en">a</p>', '<p lang="en" xml:lang="en">a</p>'],
    ['a malformed language goes', '<p lang="en_US x">a</p>', '<p>a</p>'],
    ['rb and rtc go, their text stays', '<ruby><rb>汉</rb><rt>hàn</rt></ruby>', '<ruby>汉<rt>hàn</rt></ruby>'],
    ['a ruby without reading is none', '<ruby>汉</ruby>', '汉'],
    ['a link to nowhere is text', '<p><a href="#no">a</a><a href="http://[">b</a></p>', '<p>ab</p>'],
    ['a link around blocks gives way', '<a href="http://a/"><p>a</p></a>', '<p>a</p>'],
    ['a note that is not there leaves nothing', '<p>a<a data-note="9"></a></p>', '<p>a</p>'],
    ['an item outside a list is text', '<li>a</li>', 'a'],
    ['text in a list is an item', '<ul>a<li>b</li></ul>', '<ul><li>a</li><li>b</li></ul>'],
    ['emphasis around blocks gives way', '<em><p>a</p></em>', '<p>a</p>'],
    ['a heading around a list is none', '<h2>a<ul><li>b</li></ul></h2>', '<div>a<ul><li>b</li></ul></div>'],
    [
      'impossible spans go',
      '<table><tr><td colspan="0" rowspan="2">a</td></tr></table>',
      '<table><tbody><tr class="spanning"><td rowspan="2">a</td></tr></tbody></table>',
    ],
    ['a value counts in ordered lists alone', '<ul><li value="3">a</li></ul>', '<ul><li>a</li></ul>'],
    ['cells outside a table are text', '<tr><td>a</td></tr>', 'a'],
    ['a reading without its base is text', '<ruby><rt>a</rt>b</ruby>', 'ab'],
    [
      'a link to what could not stay is text',
      '<em id="x"><p>a</p></em><p><a href="#x">b</a></p>',
      '<p>a</p>\n<p><span>b</span></p>',
    ],
    [
      'a second caption is a row',
      '<table><caption>a</caption><tr><td>b</td></tr><caption>c</caption></table>',
      '<table><caption>a</caption><tbody><tr><td>b</td></tr></tbody><tbody><tr><td>c</td></tr></tbody></table>',
    ],
    [
      'a foot before a body is a body',
      '<table><tfoot><tr><td>a</td></tr></tfoot><tbody><tr><td>b</td></tr></tbody></table>',
      '<table><tbody><tr><td>a</td></tr></tbody><tbody><tr><td>b</td></tr></tbody></table>',
    ],
  ])('%s', (_, body, expected) => {
    expect(convertPlain(body)).toBe(expected);
  });

  it('has the permanent ids of its paragraphs, beside the anchors of the manuscript', () => {
    expect(convert('<h2 id="x">a</h2><p><a href="#x">b</a><a href="#p-a-ca978112ca">c</a></p>')).toBe(
      '<h2 id="p-a-ca978112ca"><span id="m-x"></span>a</h2>\n' +
        '<p id="p-a-1e0bbd6c68"><a href="#m-x">b</a><a href="#p-a-ca978112ca">c</a></p>',
    );
  });

  it('refuses an image that nobody found', () => {
    expect(() => convert('<img src="other.png">')).toThrow(/other\.png/);
  });
});

describe('notes', () => {
  const notes = (html: string, bodies: string[]) =>
    serialiseBlocks(convertBody(makeText(html, bodies), new Map()).notes);

  it('lead back only where something leads to them', () => {
    expect(notes('<p>a<a data-note="1"></a></p>', ['<p>n</p>', 'm <em>o</em><ul><li>p</li></ul>'])).toBe(
      '<aside id="n-a-1b16b1df53" epub:type="footnote" role="doc-footnote" class="note">' +
        '<p><a href="#ref-n-a-1b16b1df53" role="doc-backlink" class="note-number">①</a> n</p></aside>\n' +
        '<aside id="n-a-40685fd53d" epub:type="footnote" role="doc-footnote" class="note">' +
        '<p><span class="note-number">②</span> m <em>o</em></p><ul><li>p</li></ul></aside>',
    );
  });

  it('keep their names when notes come and go', () => {
    const namesIn = (html: string) => [...html.matchAll(/<aside id="([^"]+)"/g)].map(([, id]) => id);
    const refs = [1, 2, 3].map((n) => `<a data-note="${n}"></a>`);
    const [first, second] = namesIn(notes(`<p>a${refs[0]}${refs[1]}</p>`, ['<p>n</p>', '<p>o</p>']));
    const [one, , other] = namesIn(notes(`<p>a${refs.join('')}</p>`, ['<p>n</p>', '<p>new</p>', '<p>o</p>']));
    expect([one, other]).toEqual([first, second]);
    const equal = namesIn(notes(`<p>a${refs[0]}${refs[1]}</p>`, ['<p>n</p>', '<p>n</p>']));
    expect(equal).toEqual([first, `${first}-2`]);
  });

  it('are numbered ① to ㊿, then in digits', () => {
    expect([1, 20, 21, 35, 36, 50, 51].map(noteMark)).toEqual(['①', '⑳', '㉑', '㉟', '㊱', '㊿', '51']);
  });
});
