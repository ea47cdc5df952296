import fc from 'fast-check';
import { toXast } from 'hast-util-to-xast';
import { h } from 'hastscript';
import { describe, expect, it } from 'vitest';
import { toXml } from 'xast-util-to-xml';
import { readXml, textOfXml, walkXml, XmlError } from '../../scripts/lib/read-xml.ts';

describe('readXml', () => {
  it('reads elements, attributes, entities, CDATA; comments and instructions are nothing', () => {
    const root = readXml(
      '\ufeff<?xml version="1.0"?>\n<!DOCTYPE html>\n<!-- a --><a x:b="1 &amp; &#x4e2d;" c=\'"\'>甲&lt;<b/><![CDATA[<乙>]]><!-- -->&#20013;</a>\n',
    );
    expect([...root.attributes]).toEqual([
      ['x:b', '1 & 中'],
      ['c', '"'],
    ]);
    expect(textOfXml(root)).toBe('甲<<乙>中');
    expect([...walkXml(root)].map((e) => e.name)).toEqual(['a', 'b']);
  });

  it.each([
    ['an element not closed', '<a><b></a>'],
    ['an end without beginning', '<a></a></b>'],
    ['nothing closed', '<a>'],
    ['no element', '  '],
    ['two roots', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['an attribute without quotes', '<a b=c/>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['< in an attribute', '<a b="<"/>'],
    ['an ampersand alone', '<a>A & B</a>'],
    ['an entity of HTML', '<a>&nbsp;</a>'],
    ['a stray <', '<a>3 < 5</a>'],
    [']]> in text', '<a>]]></a>'],
    ['a control character', '<a>\u0008</a>'],
    ['a comment with two hyphens', '<a><!-- a -- b --></a>'],
    ['void elements of HTML', '<p>a<br>b</p>'],
  ])('refuses %s', (_, source) => {
    expect(() => readXml(source)).toThrow(XmlError);
  });

  it('names the line', () => {
    expect(() => readXml('<a>\n<b>\n</a>')).toThrow('line 3');
  });

  it('reads back whatever the writer of the EPUB writes', () => {
    const text = fc.string({ unit: fc.constantFrom('军', '𡎚', '<', '>', '&', '"', "'", ']', ' ', 'a', ';') });
    const tree = fc.letrec((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        text.map((value) => ({ type: 'text' as const, value })),
        fc
          .tuple(fc.constantFrom('p', 'em', 'td', 'br'), text, fc.array(tie('node'), { maxLength: 4 }))
          .map(([name, title, children]) => h(name, { title }, name === 'br' ? [] : (children as never[]))),
      ),
    })).node;
    const plain = (node: unknown): string => {
      const { value, children } = node as { value?: string; children?: unknown[] };
      return value ?? (children ?? []).map(plain).join('');
    };
    fc.assert(
      fc.property(tree, (node) => {
        const root = h('div', [node as never]);
        const xml = toXml(toXast(root), { closeEmptyElements: true }).replaceAll(']]>', ']]&gt;');
        expect(textOfXml(readXml(xml))).toBe(plain(root));
      }),
    );
  });
});
