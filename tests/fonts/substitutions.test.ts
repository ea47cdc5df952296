/** What a GSUB table may turn glyphs into, read from tables written here by the letter of the specification. */
import { describe, expect, it } from 'vitest';
import { readSubstitutions } from '../../scripts/fonts/read-substitutions.ts';

/** Parts of a table: numbers are 16-bit; a nested array is an offset from the start of the array that holds it. */
type Part = number | Part[];

/** Lays a table out: its numbers and offsets, then what the offsets point to. */
function layOut(parts: Part[]): number[] {
  const out: number[] = [];
  const tails: number[] = [];
  for (const part of parts) {
    if (typeof part === 'number') out.push(part);
    else {
      out.push((parts.length + tails.length) * 2);
      tails.push(...layOut(part));
    }
  }
  return [...out, ...tails];
}

const coverage = (...glyphs: number[]): Part[] => [1, glyphs.length, ...glyphs];
const letters = (tag: string) => [0, 2].map((i) => (tag.charCodeAt(i) << 8) | tag.charCodeAt(i + 1));

interface Lookup {
  type: number;
  subtables: Part[][];
}

/** A GSUB table with one feature that calls the first lookup. */
function gsub(tag: string, lookups: Lookup[]): DataView {
  const feature: Part[] = [0, 1, 0];
  const featureList: Part[] = [1, ...letters(tag), feature];
  const lookupList: Part[] = [
    lookups.length,
    ...lookups.map(({ type, subtables }): Part[] => [type, 0, subtables.length, ...subtables]),
  ];
  const words = layOut([1, 0, [0], featureList, lookupList]);
  const view = new DataView(new ArrayBuffer(words.length * 2));
  words.forEach((word, i) => {
    view.setUint16(i * 2, word & 0xffff);
  });
  return view;
}

/** 10 becomes 20: what the contextual lookups below call. */
const single: Lookup = { type: 1, subtables: [[2, coverage(10), 1, 20]] };
const called = [{ from: [10], to: [20] }];
const callLookup1 = [0, 1];

describe('the substitutions of a face', () => {
  it.each<[string, Lookup[], unknown]>([
    [
      'single by difference',
      [{ type: 1, subtables: [[1, [2, 1, 10, 12, 0], 5]] }],
      [10, 11, 12].map((g) => ({ from: [g], to: [g + 5] })),
    ],
    [
      'single by list',
      [{ type: 1, subtables: [[2, coverage(3, 9), 2, 30, 90]] }],
      [
        { from: [3], to: [30] },
        { from: [9], to: [90] },
      ],
    ],
    ['multiple', [{ type: 2, subtables: [[1, coverage(3), 1, [2, 7, 8]]] }], [{ from: [3], to: [7, 8] }]],
    [
      'alternate',
      [{ type: 3, subtables: [[1, coverage(3), 1, [2, 7, 8]]] }],
      [
        { from: [3], to: [7] },
        { from: [3], to: [8] },
      ],
    ],
    [
      'ligature',
      [{ type: 4, subtables: [[1, coverage(3), 1, [2, [50, 2, 4], [51, 3, 4, 5]]]] }],
      [
        { from: [3, 4], to: [50] },
        { from: [3, 4, 5], to: [51] },
      ],
    ],
    [
      'extension',
      [{ type: 7, subtables: [[1, 1, 0, 8, ...layOut([2, coverage(3), 1, 30])]] }],
      [{ from: [3], to: [30] }],
    ],
    [
      'reverse',
      [{ type: 8, subtables: [[1, coverage(3), 1, coverage(1), 1, coverage(2), 1, 30]] }],
      [{ from: [3], to: [30] }],
    ],
    [
      'context of glyphs',
      [{ type: 5, subtables: [[1, coverage(3), 1, [1, [2, 1, 10, ...callLookup1]]]] }, single],
      called,
    ],
    [
      'context of classes',
      [{ type: 5, subtables: [[2, coverage(3), [1, 0, 0], 2, 0, [1, [3, 1, 1, 1, ...callLookup1]]]] }, single],
      called,
    ],
    [
      'context of coverages',
      [{ type: 5, subtables: [[3, 2, 1, coverage(3), coverage(10), ...callLookup1]] }, single],
      called,
    ],
    [
      'chain of glyphs',
      [{ type: 6, subtables: [[1, coverage(3), 1, [1, [2, 7, 8, 2, 10, 1, 9, 1, ...callLookup1]]]] }, single],
      called,
    ],
    [
      'chain of classes',
      [
        {
          type: 6,
          subtables: [[2, coverage(3), [1, 0, 0], [1, 0, 0], [1, 0, 0], 2, 0, [1, [1, 1, 1, 0, 1, ...callLookup1]]]],
        },
        single,
      ],
      called,
    ],
    [
      'chain of coverages',
      [
        { type: 6, subtables: [[3, 1, coverage(2), 1, coverage(10), 2, coverage(4), coverage(5), 1, ...callLookup1]] },
        single,
      ],
      called,
    ],
    [
      'a chain that calls itself',
      [{ type: 6, subtables: [[3, 0, 1, coverage(10), 0, 2, 0, 0, 0, 1]] }, single],
      called,
    ],
  ])('%s', (_name, lookups, expected) => {
    expect(readSubstitutions(gsub('calt', lookups))).toEqual(expected);
  });

  it('are those of horizontal setting: what stands behind other features does not count', () => {
    expect(readSubstitutions(gsub('locl', [single]))).toEqual(called);
    for (const tag of ['vert', 'aalt', 'dlig', 'smcp']) expect(readSubstitutions(gsub(tag, [single]))).toEqual([]);
    expect(readSubstitutions(undefined)).toEqual([]);
  });

  it('are not read past the end of the table', () => {
    const whole = gsub('liga', [single]);
    expect(() => readSubstitutions(new DataView(whole.buffer, 0, whole.byteLength - 2))).toThrow(RangeError);
  });
});
