/** Pages of two editions compared glyph by glyph, however their runs are cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePrints } from '../../scripts/editions/identity/compare-prints.ts';
import { sameGlyphs } from '../../scripts/editions/identity/same-glyphs.ts';
import type { PagePrint, PrintedRun } from '../../scripts/model/edition-types.ts';

const han = fc
  .array(fc.constantFrom(...'军民同心鱼水情深'), { minLength: 1, maxLength: 34 })
  .map((all) => all.join(''));
const line = fc.record({ text: han, y: fc.integer({ min: 100, max: 700 }), advance: fc.integer({ min: 11, max: 13 }) });
const page = fc.uniqueArray(line, { selector: ({ y }) => y, minLength: 1, maxLength: 6 });

type Line = { text: string; y: number; advance: number };
const whole = (lines: Line[]): PrintedRun[] =>
  lines.map(({ text, y, advance }) => [84.75, y, text.length * advance, 'Song', 12, text]);

/** The same glyphs, each line cut where `cut` says. */
function rechunk(lines: Line[], cut: (i: number) => boolean): PrintedRun[] {
  return lines.flatMap(({ text, y, advance }) => {
    const starts = [...text].flatMap((_, i) => (i === 0 || cut(i) ? [i] : []));
    return starts.map((from, k): PrintedRun => {
      const part = text.slice(from, starts[k + 1]);
      return [84.75 + from * advance, y, part.length * advance, 'Song', 12, part];
    });
  });
}

describe('glyphs of two pages', () => {
  it('are the same however the runs are cut and in whatever order they are written', () => {
    fc.assert(
      fc.property(page, fc.integer({ min: 2, max: 7 }), (lines, every) => {
        const runs = rechunk(lines, (i) => i % every === 0).reverse();
        expect(sameGlyphs(whole(lines), runs)).toBe(true);
        expect(sameGlyphs(runs, whole(lines))).toBe(true);
      }),
    );
  });

  it('differ where one of them stands further than 0.01 pt from its place, or has another face, size or character', () => {
    const changes: ((run: PrintedRun) => PrintedRun)[] = [
      ([x, ...rest]) => [x + 0.02, ...rest],
      ([x, y, ...rest]) => [x, y + 0.02, ...rest],
      ([x, y, width, , size, text]) => [x, y, width, 'Hei', size, text],
      ([x, y, width, font, size, text]) => [x, y, width, font, size + 0.1, text],
      ([x, y, width, font, size, text]) => [x, y, width, font, size, `${text.slice(0, -1)}兵`],
    ];
    fc.assert(
      fc.property(page, fc.nat(), fc.constantFrom(...changes), fc.boolean(), (lines, which, change, cut) => {
        const old = whole(lines);
        const now = cut ? rechunk(lines, (i) => i % 2 === 0) : whole(lines);
        now[which % now.length] = change(now[which % now.length]!);
        expect(sameGlyphs(old, now)).toBe(false);
      }),
    );
    // A wider line: its last character ends elsewhere.
    expect(sameGlyphs([[1, 2, 36, 'Song', 12, '三个字']], [[1, 2, 36.02, 'Song', 12, '三个字']])).toBe(false);
    expect(sameGlyphs([[1, 2, 3, 'Song', 12, '字']], [[1.009, 2, 3, 'Song', 12, '字']])).toBe(true);
  });

  it('are not taken for the same where a run of unequal characters is cut anew: the places within it are not known', () => {
    const old: PrintedRun[] = [[10, 20, 30, 'Song', 12, 'Wi字']];
    const now: PrintedRun[] = [
      [10, 20, 12, 'Song', 12, 'W'],
      [22, 20, 18, 'Song', 12, 'i字'],
    ];
    expect(sameGlyphs(old, now)).toBe(false);
  });
});

describe('pages of two editions', () => {
  const print = (label: string | null, hash: string, x = 10): PagePrint => ({
    ...{ sheet: 1, label, flow: 'a', hash },
    runs: [[x, 20, 12, 'Song', 12, '字']],
  });

  it('are told apart by text first, then by place; a page without number is not compared', () => {
    const old = [print('1', 'h1'), print('2', 'h2'), print('3', 'h3'), print(null, 'h0')];
    const now = [print('1', 'h1'), print('2', 'h2', 11), print('3', 'h4'), print('6-1', 'h5'), print(null, 'h0', 50)];
    const { unchanged, changed, relaid } = comparePrints(old, now);
    expect(unchanged).toBe(1);
    expect(relaid.map(({ label }) => label)).toEqual(['2']);
    expect(changed.map(({ label }) => label)).toEqual(['3', '6-1']);
  });

  it('are matched by flow too: the same number in another report is another page', () => {
    const moved = { ...print('1', 'h1'), flow: 'b' };
    expect(comparePrints([print('1', 'h1')], [moved]).changed).toEqual([moved]);
  });
});
