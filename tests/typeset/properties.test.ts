/** Whatever an editor writes: typesetting does not throw and adds no character; parting text for pages keeps it whole. */
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import type { Element, ElementContent, Nodes } from 'hast';
import { describe, expect, it } from 'vitest';
import { holdTogether } from '../../scripts/paginate/hold-together.ts';
import { cutRuns } from '../../scripts/paginate/runs.ts';
import { typesetManuscript } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

/** No & and no backslash, which stand for other characters; no %, which an address may decode. */
const signs = [
  ...'甲乙丙的了一二三汉字“”‘’，。：；！？、（）《》…—·',
  ...'abcXYZ0123456789 .,;:!?"\'()-+=/@$',
  ...['\n', '\n\n', '\n    ', '\n- ', '\n1. ', '\n> ', '\n## ', '\n#### ', '# ', '```', '\n```\n', '~~~', '    '],
  ...['*', '**', '_', '~~', '`', '[', ']', '](', '![', '[^', '[^1]', '\n[^1]: ', '^[', '{', '}', '{.right}', '{#a}'],
  ...['|', '||', '\n|', '|\n', '|---|', '\n|---|---|\n', '^^', '<', '>', '<b>', '</b>', '<br>', '<div>', '</div>'],
  ...['<table>', '<tr>', '<td>', '</table>', '<ruby>', '<rt>', '<script>', '</script>', '<!--', '-->', '<p>', '</p>'],
  ...['<sup', '<a href=', '<svg>', '<h2>', '\u200b', '\u3000', '\t', '𠮷', 'é', 'e\u0301'],
];
const manuscripts = fc.array(fc.constantFrom(...signs), { maxLength: 60 }).map((parts) => parts.join(''));

function count(text: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const character of text) found.set(character, (found.get(character) ?? 0) + 1);
  return found;
}

describe('any manuscript', () => {
  it('is typeset without a throw, and without a character that is not in it', async () => {
    await fc.assert(
      fc.asyncProperty(manuscripts, async (body) => {
        const { text } = await typesetManuscript('a', '标题', manuscriptOf(body), tmpdir());
        const source = count(body);
        const printed = count(text.text + text.noteTexts.map((note) => note.text).join(''));
        const added = [...printed].filter(([character, n]) => n > (source.get(character) ?? 0));
        expect(added).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('is told its problems on lines that it has', async () => {
    await fc.assert(
      fc.asyncProperty(manuscripts, async (body) => {
        const { diagnostics } = await typesetManuscript('a', '标题', manuscriptOf(body), tmpdir());
        const lastLine = 3 + body.split('\n').length;
        for (const { place } of diagnostics) {
          expect(place!.line).toBeGreaterThanOrEqual(4);
          expect(place!.line).toBeLessThanOrEqual(lastLine);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
const piecesOf = (node: Nodes): string[] =>
  node.type === 'text' ? [node.value] : 'children' in node ? node.children.flatMap(piecesOf) : [];
const element = (tagName: string, children: ElementContent[], properties: Element['properties'] = {}): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});

/** Characters as readers see them, some of several code points; none begins with a combining mark. */
const characters = [
  ...'甲乙丙第年月日万亿，。”“（）—…0123456789.%abc ',
  ...[
    '——',
    '……',
    '2024年',
    '第12',
    '30%',
    '𠮷',
    '葛\u{e0100}',
    'e\u0301',
    '5\u0301',
    'ཀྱི',
    'か\u3099',
    '👩\u200d👧',
    '年\u0301',
  ],
];
const texts = (maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { minLength: 1, maxLength }).map((parts) => parts.join(''));
const nodes = fc.array(
  fc.oneof(
    texts(200).map((value): ElementContent => ({ type: 'text', value })),
    fc
      .tuple(fc.constantFrom('strong', 'em', 'a', 'sup', 'code', 'ruby'), texts(30))
      .map(([tag, value]): ElementContent => element(tag, [{ type: 'text', value }])),
    fc.constant(element('br', [])),
    fc.constant(element('a', [{ type: 'text', value: '①' }], { dataNoteRef: '1' })),
  ),
  { maxLength: 6 },
);

/** The same text in the same order, and no piece that begins or ends within a character. */
function expectWhole(before: Element, after: Element): void {
  expect(textOf(after)).toBe(textOf(before));
  for (const piece of piecesOf(after)) {
    expect(piece).not.toBe('');
    expect(piece).not.toMatch(/^\p{M}|^[\udc00-\udfff]|[\ud800-\udbff]$/u);
  }
}

describe('text parted for pages', () => {
  it('is whole where it is held together', () => {
    fc.assert(
      fc.property(nodes, (children) => {
        const before = element('p', children);
        expectWhole(before, element('p', holdTogether(structuredClone(children))));
      }),
      { numRuns: 1000 },
    );
  });

  it('is whole where it is cut into runs', () => {
    fc.assert(
      fc.property(nodes, (children) => {
        const before = element('p', children);
        expectWhole(before, cutRuns(structuredClone(before)));
      }),
      { numRuns: 1000 },
    );
  });

  it('is whole where it is first held together, then cut', () => {
    fc.assert(
      fc.property(nodes, (children) => {
        const before = element('p', children);
        expectWhole(before, cutRuns(element('p', holdTogether(structuredClone(children)))));
      }),
      { numRuns: 500 },
    );
  });
});
