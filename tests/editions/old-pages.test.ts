/** Where the pages of an old print are in the new one: by paragraph and character, over several editions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeCarrier } from '../../scripts/editions/old-pages/carry-places.ts';
import { listOldPages } from '../../scripts/editions/old-pages/list-old-pages.ts';
import { oldPagesCsv } from '../../scripts/editions/old-pages/old-pages-csv.ts';
import { rangesOf } from '../../scripts/editions/old-pages/page-ranges.ts';
import type { EditionState, IssuedEdition } from '../../scripts/model/edition-types.ts';
import type { OldPage, PageEntry, PageMap } from '../../scripts/model/types.ts';

type Texts = Record<string, [id: string, text: string][]>;

function stateOf(texts: Texts, number = 1): EditionState {
  return {
    edition: { number, printing: number },
    issued: '2024-01-01',
    title: '书',
    numbering: 'flowing',
    texts: Object.entries(texts).map(([id, paragraphs]) => ({
      ...{ id, title: `题${id}`, part: '部', status: 'complete', start: null, end: null },
      paragraphs: paragraphs.map(([pid, text]) => ({ id: pid, kind: 'p', text, page: null })),
    })),
  };
}

const lengthOf = (paragraphs: [string, string][]) => paragraphs.reduce((sum, [, text]) => sum + text.length, 0);

/** Pages of so many characters, numbered through. */
function mapOf(texts: Texts, size: number, numbering: PageMap['numbering'] = 'flowing'): PageMap {
  const pages: PageEntry[] = [];
  for (const [flow, paragraphs] of Object.entries(texts)) {
    const length = lengthOf(paragraphs);
    for (let at = 0; at === 0 || at < length; at += size) {
      const place = (char: number) => ({ block: 0, offset: 0, char });
      pages.push({
        ...{ sheet: pages.length + 1, side: 'recto', kind: 'text', label: String(pages.length + 1) },
        ...{ folio: pages.length + 1, printedFolio: null, runningHead: null, flow, flowPage: at / size, notice: null },
        ...{ start: place(at), end: place(Math.min(length, at + size)), marks: [], notes: [] },
      } as PageEntry);
    }
  }
  return { format: 1, slug: 'book', title: '书', numbering, grid: {} as PageMap['grid'], reports: [], pages };
}

type Base = Pick<IssuedEdition, 'edition' | 'map' | 'state'>;
const baseOf = (texts: Texts, size: number, number = 1): Base => {
  const state = stateOf(texts, number);
  return { edition: state.edition, map: mapOf(texts, size), state };
};
const short = (pages: OldPage[]) => pages.map(({ label, now, removed }) => [label, now?.label ?? null, removed]);

const a: [string, string][] = [
  ['a1', '一二三四五六七八九十'],
  ['a2', '甲乙丙丁戊己庚辛壬癸'],
];
const b: [string, string][] = [['b1', '子丑寅卯辰巳午未申酉']];

describe('places carried from an old text to a new one', () => {
  const words = fc
    .array(fc.constantFrom(...'天地玄黄宇宙洪荒'), { minLength: 1, maxLength: 12 })
    .map((w) => w.join(''));
  const book = fc.array(words, { minLength: 1, maxLength: 8 });

  it('keep their characters in paragraphs that stay, wherever these go', () => {
    const moves = fc.array(fc.record({ drop: fc.boolean(), insert: fc.boolean() }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(book, moves, fc.nat(), (texts, changes, where) => {
        const old = texts.map((text, i): [string, string] => [`p${i}`, text]);
        const now = old.flatMap((each, i): [string, string][] => [
          ...(changes[i]!.insert ? [[`n${i}`, '新新新'] as [string, string]] : []),
          ...(changes[i]!.drop ? [] : [each]),
        ]);
        const [before, after] = [old, now].map((all) => all.map(([, text]) => text).join(''));
        const char = where % before!.length;
        const place = placeCarrier(stateOf({ a: old }), stateOf({ a: now }))({ flow: 'a', char })!;
        expect(place.char).toBeLessThanOrEqual(after!.length);
        let start = 0;
        const at = old.findIndex(([, text]) => {
          start += text.length;
          return char < start;
        });
        const kept = now.some(([id]) => id === `p${at}`);
        if (!kept || char === 0) return;
        expect(place.removed).toBe(false);
        expect(after![place.char]).toBe(before![char]);
      }),
    );
  });

  it('stay before and behind an edit of their paragraph, with its id or without', () => {
    for (const id of ['a1', 'other']) {
      const now: Texts = { a: [[id, '一二新新新三五六七八九十'], a[1]!] };
      const carry = placeCarrier(stateOf({ a }), stateOf(now));
      const text = now.a!.map(([, t]) => t).join('');
      const old = '一二三四五六七八九十甲乙';
      for (const char of [1, 4, 9, 10, 11]) expect(text[carry({ flow: 'a', char })!.char]).toBe(old[char]);
    }
  });

  it('go to what follows where their words are gone, and say so', () => {
    const carry = placeCarrier(stateOf({ a, b }), stateOf({ a: [a[1]!], b }));
    expect(carry({ flow: 'a', char: 3 })).toEqual({ flow: 'a', char: 0, removed: true });
    expect(placeCarrier(stateOf({ a, b }), stateOf({ b }))({ flow: 'a', char: 3 })).toEqual({
      ...{ flow: 'b', char: 0, removed: true },
    });
    expect(placeCarrier(stateOf({ a, b }), stateOf({ a }))({ flow: 'b', char: 3 })).toBeNull();
  });
});

describe('the pages of earlier editions', () => {
  it('are not listed where nothing was issued, or where all are called the same', () => {
    const [map, state] = [mapOf({ a, b }, 5), stateOf({ a, b }, 2)];
    expect(listOldPages(null, map, state)).toEqual([]);
    expect(listOldPages(baseOf({ a, b }, 5), map, state)).toEqual([]);
  });

  it('lead to the page on which the text that began them stands', () => {
    const now: Texts = { a: [['n', '新新新新新新新新新新'], ...a], b };
    const pages = listOldPages(baseOf({ a, b }, 5), mapOf(now, 5), stateOf(now, 2));
    expect(short(pages)).toEqual([['1', '1', false], ...[2, 3, 4, 5, 6].map((n) => [String(n), String(n + 2), false])]);
    expect(rangesOf(pages).map(({ flow, old, now: to }) => [flow, old, to])).toEqual([
      ['a', ['1', '1'], ['1', '1']],
      ['a', ['2', '4'], ['4', '6']],
      ['b', ['5', '6'], ['7', '8']],
    ]);
  });

  it('are carried on through the edition between, and keep the number that they had', () => {
    const second: Texts = { a: [['n', '新新新新新'], ...a], b };
    const first = baseOf({ a, b }, 5);
    const map = mapOf(second, 5);
    const middle: Base = { ...baseOf(second, 5, 2), map };
    map.oldPages = listOldPages(first, map, middle.state);
    const third: Texts = { a: [['n', '新新新新新'], ['m', '又又又又又'], ...a], b };
    const pages = listOldPages(middle, mapOf(third, 5), stateOf(third, 3));
    const of = (number: number) => short(pages.filter(({ edition }) => edition.number === number));
    expect(of(1).slice(1)).toEqual([2, 3, 4, 5, 6].map((n) => [String(n), String(n + 2), false]));
    expect(of(2).slice(2)).toEqual([3, 4, 5, 6, 7].map((n) => [String(n), String(n + 1), false]));
    const direct = listOldPages(first, mapOf(third, 5), stateOf(third, 3));
    expect(of(1)).toEqual(short(direct));
  });

  it('are in a locked book those alone that are called otherwise or are gone', () => {
    const base = baseOf({ a, b }, 5);
    const pages = listOldPages(base, mapOf({ a }, 5, 'locked'), { ...stateOf({ a }, 2), numbering: 'locked' });
    expect(short(pages)).toEqual([
      ['5', null, true],
      ['6', null, true],
    ]);
  });
});

describe('their table as CSV', () => {
  it('begins with a byte order mark, gives every page a line and lets no title act as a formula', () => {
    const page = (title: string, label: string, now: OldPage['now'], removed = false): OldPage => {
      return { edition: { number: 1, printing: 2 }, label, flow: 'a', title, removed, now };
    };
    const place = { flow: 'a', char: 3, label: '9' };
    const csv = oldPagesCsv([
      page('甲，"乙",丙', '7', place),
      page('=HYPERLINK("x")', '8', place, true),
      page('丁', '9', null, true),
    ]);
    expect(csv.startsWith('\ufeff')).toBe(true);
    expect(csv.slice(1).split('\r\n')).toEqual([
      '旧版次,旧印次,篇名,旧页,新页,说明',
      '1,2,"甲，""乙"",丙",7,9,',
      '1,2,"\'=HYPERLINK(""x"")",8,9,已删，新页为其后的文字',
      '1,2,丁,9,,已删',
      '',
    ]);
  });
});
