/** Markers of printed pages in a text: they change none of it and stand at their character, whatever that stands in. */
import fc from 'fast-check';
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import type { PageEntry, PageMap } from '../../scripts/model/types.ts';
import { insertPageBreaks, type PageBreak, pageBreaksOf } from '../../scripts/outputs/page-breaks.ts';

const breakAt = (at: number, label = '2', images?: number): PageBreak => ({
  ...{ at, label, id: `p${label}`, sheet: Number(label) },
  ...(images !== undefined && { images }),
});

/** HTML with a marker written as [2]. */
function mark(html: string, ...breaks: PageBreak[]): string {
  const marked = toHtml(insertPageBreaks(fromHtml(html, { fragment: true }), breaks));
  return marked.replace(/<span id="p[^"]*" data-page-break="([^"]*)"><\/span>/g, '[$1]');
}

describe('a marker', () => {
  const cases: [what: string, html: string, at: number, marked: string][] = [
    ['in the middle of a paragraph', '<p>甲乙丙</p>', 1, '<p>甲[2]乙丙</p>'],
    ['at the start of a paragraph, within it', '<p>甲</p>\n<p>乙</p>', 1, '<p>甲</p>\n<p>[2]乙</p>'],
    ['behind white space, which does not count', '<p>a b\n c</p>', 2, '<p>a b\n [2]c</p>'],
    ['in emphasis', '<p>甲<em>乙丙</em></p>', 2, '<p>甲<em>乙[2]丙</em></p>'],
    [
      'before emphasis, outside it',
      '<p>甲<strong><em>乙</em></strong></p>',
      1,
      '<p>甲[2]<strong><em>乙</em></strong></p>',
    ],
    ['behind emphasis', '<p><em>甲</em>乙</p>', 1, '<p><em>甲</em>[2]乙</p>'],
    ['in a link', '<p><a href="#x">甲乙</a></p>', 1, '<p><a href="#x">甲[2]乙</a></p>'],
    ['behind the reference to a note', '<p>甲<a data-note="1"></a>乙</p>', 1, '<p>甲<a data-note="1"></a>[2]乙</p>'],
    ['in a list item', '<ul><li>甲</li><li>乙</li></ul>', 1, '<ul><li>甲</li><li>[2]乙</li></ul>'],
    [
      'in a list item of paragraphs',
      '<ul><li><p>甲</p></li><li><p>乙</p></li></ul>',
      1,
      '<ul><li><p>甲</p></li><li><p>[2]乙</p></li></ul>',
    ],
    [
      'in a list within a list',
      '<ul><li>甲<ul><li>乙</li></ul></li></ul>',
      1,
      '<ul><li>甲<ul><li>[2]乙</li></ul></li></ul>',
    ],
    [
      'before a row, in its first cell',
      '<table><tbody><tr><td>甲</td></tr><tr><td>乙</td><td>丙</td></tr></tbody></table>',
      1,
      '<table><tbody><tr><td>甲</td></tr><tr><td>[2]乙</td><td>丙</td></tr></tbody></table>',
    ],
    [
      'before a row that begins with an empty cell',
      '<table><tbody><tr><td>甲</td></tr><tr><td></td><td>丙</td></tr></tbody></table>',
      1,
      '<table><tbody><tr><td>甲</td></tr><tr><td>[2]</td><td>丙</td></tr></tbody></table>',
    ],
    [
      'in the cell within a row',
      '<table><tbody><tr><td>甲</td><td>乙</td></tr></tbody></table>',
      1,
      '<table><tbody><tr><td>甲</td><td>[2]乙</td></tr></tbody></table>',
    ],
    [
      'before a table, in its caption',
      '<p>甲</p><table><caption>乙</caption><tbody><tr><td>丙</td></tr></tbody></table>',
      1,
      '<p>甲</p><table><caption>[2]乙</caption><tbody><tr><td>丙</td></tr></tbody></table>',
    ],
    [
      'before a picture with its caption',
      '<p>甲</p><figure><img src="a"><figcaption>乙</figcaption></figure>',
      1,
      '<p>甲</p><figure>[2]<img src="a"><figcaption>乙</figcaption></figure>',
    ],
    ['before ruby', '<p>甲<ruby>乙<rt>yi</rt></ruby></p>', 1, '<p>甲[2]<ruby>乙<rt>yi</rt></ruby></p>'],
    [
      'between the characters of ruby',
      '<p><ruby>甲<rt>jia</rt>乙<rt>yi</rt></ruby></p>',
      4,
      '<p><ruby>甲<rt>jia</rt>[2]乙<rt>yi</rt></ruby></p>',
    ],
    [
      'beside the brackets of ruby',
      '<p><ruby>甲<rp>(</rp><rt>j</rt><rp>)</rp></ruby></p>',
      3,
      '<p><ruby>甲<rp>(</rp><rt>j[2]</rt><rp>)</rp></ruby></p>',
    ],
    ['in code', '<pre><code>a\nb</code></pre>', 1, '<pre><code>a\n[2]b</code></pre>'],
    ['before a grapheme, never within it', '<p>甲<em>e\u0301</em>乙</p>', 2, '<p>甲[2]<em>e\u0301</em>乙</p>'],
    [
      'before a letter whose mark stands in an element',
      '<p>甲e<em>\u0301</em>乙</p>',
      2,
      '<p>甲[2]e<em>\u0301</em>乙</p>',
    ],
    ['behind all text', '<p>甲</p>', 1, '<p>甲</p>[2]'],
    ['in a text without characters', '', 0, '[2]'],
  ];
  it.each(cases)('%s', (_, html, at, marked) => {
    expect(mark(html, breakAt(at))).toBe(marked);
  });

  it('of a page holds those of old pages that began there; one of an old page alone, those of other editions', () => {
    const old = (id: string, at: number): PageBreak => ({ ...breakAt(at), id, old: true });
    const html = mark(
      '<p>甲乙丙丁</p>',
      breakAt(1),
      old('e1-p2', 1),
      old('e2-p2', 1),
      old('e1-p3', 3),
      old('e2-p3', 3),
    );
    const holding = (id: string, within: string) => `<span id="${id}" data-old-page="2">${within}</span>`;
    expect(html).toBe(
      `<p>甲<span id="p2" data-page-break="2">${holding('e1-p2', '')}${holding('e2-p2', '')}</span>乙丙` +
        `${holding('e1-p3', holding('e2-p3', ''))}丁</p>`,
    );
  });

  it('of a page without text of its own stands before that of the next page', () => {
    expect(mark('<p>甲乙</p>', breakAt(1, '2'), breakAt(1, '3'), breakAt(2, '4'))).toBe('<p>甲[2][3]乙</p>[4]');
    expect(mark('<p>甲</p><p>乙</p>', breakAt(1, '2'), breakAt(1, '3'))).toBe('<p>甲</p><p>[2][3]乙</p>');
    expect(mark('<p>甲<em>乙</em></p>', breakAt(1, '2'), breakAt(1, '3'))).toBe('<p>甲[2][3]<em>乙</em></p>');
  });

  it('stands between pictures, where it is known on which page each is', () => {
    const html = '<p>甲</p><figure><img src="a"></figure><figure><img src="b"></figure><p>乙</p>';
    const marked = (n: number) => mark(html, breakAt(1, '2', n));
    expect(marked(0)).toBe(html.replace('<figure><img src="a"', '<figure>[2]<img src="a"'));
    expect(marked(1)).toBe(html.replace('<figure><img src="b"', '<figure>[2]<img src="b"'));
    expect(marked(2)).toBe(html.replace('乙', '[2]乙'));
    expect(mark('<p>甲<img src="a">乙</p>', breakAt(1, '2', 1))).toBe('<p>甲<img src="a">[2]乙</p>');
  });
});

const pieces = [
  ...'甲乙丙丁，。“”12ab (',
  ' ',
  '\n',
  '𠮷',
  'e\u0301',
  '葛\u{e0100}',
  'か\u3099',
  '👩\u200d👧',
  '\u0301',
  'ཀྱི',
];
const text = fc
  .array(fc.constantFrom(...pieces), { maxLength: 6 })
  .map((parts): ElementContent => ({ type: 'text', value: parts.join('') }));
const h = (tagName: string, children: ElementContent[], properties: Element['properties'] = {}): Element => ({
  ...{ type: 'element', tagName, properties, children },
});
const image = fc.constant(h('img', [], { src: 'a.png' }));
const reference = fc.constant(h('a', [], { dataNote: '1' }));

const { block } = fc.letrec<{
  inline: ElementContent;
  inlines: ElementContent[];
  block: ElementContent;
  blocks: ElementContent[];
}>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 3 },
    text,
    image,
    reference,
    fc
      .tuple(fc.constantFrom('em', 'strong', 'a', 'code', 'sup', 'span'), tie('inlines'))
      .map(([name, children]) => h(name, children)),
    fc
      .tuple(text, text, text, text)
      .map(([base, reading, more, last]) =>
        h('ruby', [
          base,
          h('rp', [{ type: 'text', value: '(' }]),
          h('rt', [reading]),
          h('rp', [{ type: 'text', value: ')' }]),
          more,
          h('rt', [last]),
        ]),
      ),
  ),
  inlines: fc.array(tie('inline'), { maxLength: 4 }),
  block: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(fc.constantFrom('p', 'h2', 'pre', 'li'), tie('inlines')).map(([name, children]) => h(name, children)),
    fc.tuple(fc.constantFrom('ul', 'ol'), fc.array(tie('inlines'), { maxLength: 3 })).map(([name, items]) =>
      h(
        name,
        items.map((item) => h('li', item)),
      ),
    ),
    tie('blocks').map((children) => h('blockquote', children)),
    tie('inlines').map((words) => h('figure', [h('img', [], { src: 'b.png' }), h('figcaption', words)])),
    fc.array(fc.array(tie('inlines'), { minLength: 1, maxLength: 3 }), { maxLength: 3 }).map((rows) =>
      h('table', [
        h(
          'tbody',
          rows.map((cells) =>
            h(
              'tr',
              cells.map((cell) => h('td', cell)),
            ),
          ),
        ),
      ]),
    ),
  ),
  blocks: fc.array(tie('block'), { maxLength: 3 }),
}));
const trees = fc.array(fc.oneof(block, text), { maxLength: 5 }).map((children): Root => ({ type: 'root', children }));

const visible = (value: string) => value.replace(/\p{White_Space}+/gu, '');
const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';

/** Labels of all markers in order, with the characters before each. */
function markersIn(tree: Root): { label: string; before: string }[] {
  const found: { label: string; before: string }[] = [];
  let before = '';
  const visit = (node: Nodes): void => {
    if (node.type === 'text') before += visible(node.value);
    if (node.type === 'element' && node.properties.dataPageBreak !== undefined) {
      expect(node.children).toEqual([]);
      found.push({ label: String(node.properties.dataPageBreak), before });
    }
    if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
  return found;
}

/** A tree without its markers, texts that they parted joined again. */
function withoutMarkers<T extends Nodes>(node: T): T {
  if (!('children' in node)) return node;
  const children: Nodes[] = [];
  for (const child of node.children as Nodes[]) {
    if (child.type === 'element' && child.properties.dataPageBreak !== undefined) continue;
    const last = children.at(-1);
    if (child.type === 'text' && last?.type === 'text') last.value += child.value;
    else children.push(child.type === 'text' ? { ...child } : withoutMarkers(child));
  }
  return { ...node, children } as T;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

describe('markers in any tree', () => {
  const inputs = fc.tuple(trees, fc.array(fc.nat(60), { maxLength: 5 }));

  it('change nothing of it', () => {
    fc.assert(
      fc.property(inputs, ([tree, places]) => {
        const before = structuredClone(tree);
        const breaks = places.sort((a, b) => a - b).map((at, i) => breakAt(at, String(i)));
        const marked = insertPageBreaks(tree, breaks);
        expect(tree).toEqual(before);
        expect(withoutMarkers(marked)).toEqual(withoutMarkers(tree));
      }),
      { numRuns: 2000 },
    );
  });

  it('stand in order, each at its character, or at the start of the grapheme that it would part', () => {
    fc.assert(
      fc.property(inputs, ([tree, places]) => {
        const whole = visible(textOf(tree));
        const breaks = places.sort((a, b) => a - b).map((at, i) => breakAt(at, String(i)));
        const found = markersIn(insertPageBreaks(tree, breaks));
        expect(found.map(({ label }) => label)).toEqual(breaks.map(({ label }) => label));
        for (const [i, { before }] of found.entries()) {
          const due = Math.min(breaks[i]!.at, whole.length);
          expect(whole.startsWith(before)).toBe(true);
          const parted = whole.slice(before.length, due);
          // Whatever lies between is the beginning of one grapheme, of which the rest lies behind.
          if (parted !== '') {
            const [first] = segmenter.segment(whole.slice(before.length));
            expect(before.length).toBeLessThan(due);
            expect(first!.segment.length).toBeGreaterThan(parted.length);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the breaks of a flow', () => {
  const page = (more: Partial<PageEntry>) =>
    ({ flow: 'a', kind: 'text', label: '1', start: null, ...more }) as PageEntry;
  const start = (char: number) => ({ block: 0, offset: 0, char });

  it('are the pages that show its text or a notice', () => {
    const pages = [
      page({ flow: 'front-1', label: 'iii', sheet: 5, start: start(0) }),
      page({ label: '7', sheet: 9, start: start(0) }),
      page({ label: '8', sheet: 10, start: start(700) }),
      page({ kind: 'reserved', label: '9', sheet: 11 }),
      page({ kind: 'blank', label: '10', sheet: 12 }),
      page({ flow: 'b', kind: 'notice', label: '11', sheet: 13, start: start(0) }),
    ];
    const map = { pages } as PageMap;
    expect(pageBreaksOf(map, 'a')).toEqual([
      { at: 0, label: '7', id: 'p7', sheet: 9 },
      { at: 700, label: '8', id: 'p8', sheet: 10 },
    ]);
    expect(pageBreaksOf(map, 'b')).toEqual([{ at: 0, label: '11', id: 'p11', sheet: 13 }]);
    expect(pageBreaksOf(map, 'front-1')).toEqual([{ at: 0, label: 'iii', id: 'p-iii', sheet: 5 }]);
  });
});
