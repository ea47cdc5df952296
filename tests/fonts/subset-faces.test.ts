/** The files that the browser gets: only the book's characters, each glyph for one of them, the same bytes each time. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import type { BookFonts } from '../../scripts/fonts/faces.ts';
import { fontFaceCss } from '../../scripts/fonts/font-css.ts';
import { planSubsets } from '../../scripts/fonts/plan-subsets.ts';
import type { Role } from '../../scripts/fonts/roles.ts';
import { type SubsetFace, startSubsetting, subsetFaces } from '../../scripts/fonts/subset-faces.ts';
import { unicodeRanges } from '../../scripts/fonts/unicode-ranges.ts';
import { noBlobCache } from '../../scripts/lib/blob-cache.ts';
import {
  codePointsOf,
  cutFace,
  defaultFaces,
  liberationFile,
  memoryCache,
  patchTable,
  readWithFontkit,
  resolveWith,
} from './font-files.ts';

const { fonts } = await defaultFaces();

const cut = (text: string, role: Role = 'body', from: BookFonts = fonts): Promise<SubsetFace[]> =>
  subsetFaces(from, new Map([[role, new Set(codePointsOf(text))]]), noBlobCache);

const mapOf = (subset: SubsetFace) => readWithFontkit(Buffer.from(subset.data)).glyphs;
const textOf = (subset: SubsetFace) => String.fromCodePoint(...mapOf(subset).keys());

/** Whether a `unicode-range` covers a code point, as CSS Fonts 4 reads it. */
function covers(range: string | undefined, codePoint: number): boolean {
  if (range === undefined) return true;
  return range.split(',').some((part) => {
    const [from, to = from] = part.trim().replace(/^U\+/, '').split('-');
    return codePoint >= Number.parseInt(from!, 16) && codePoint <= Number.parseInt(to!, 16);
  });
}

describe('the files of a role', () => {
  it('are one for ordinary text, without unicode-range, with nothing but its characters and the space', async () => {
    const text = '去年以来，河北省双拥工作——“军爱民、民拥军”……（2024年8月1日）ABC';
    const subsets = await cut(text);
    expect(subsets).toHaveLength(1);
    const { role, family, weight, name, unicodeRange, data, hash } = subsets[0]!;
    expect({ role, family, weight, unicodeRange }).toEqual({
      role: 'body',
      family: 'Huibian Body',
      weight: 400,
      unicodeRange: undefined,
    });
    expect(name).toMatch(/^Noto Serif SC 400/);
    expect(hash).toBe(createHash('sha256').update(data).digest('hex'));
    expect([...mapOf(subsets[0]!).keys()]).toEqual([...new Set(codePointsOf(` ${text}`))].sort((a, b) => a - b));
    expect(data.length).toBeLessThan(60_000);
  });

  it('keep the squeeze of punctuation, kerning, ligatures and local forms', async () => {
    for (const role of ['body', 'heading'] as const) {
      const { features } = readWithFontkit(Buffer.from((await cut('“”‘’（）、。，——……fi AV工', role))[0]!.data));
      const wanted = ['halt', 'palt', 'kern', 'liga', 'locl', 'ccmp', ...(role === 'body' ? ['chws'] : [])];
      expect([...features]).toEqual(expect.arrayContaining(wanted));
      for (const dropped of ['aalt', 'dlig', 'fwid', 'hwid', 'ruby']) expect(features).not.toContain(dropped);
    }
  });

  it('are several where characters share a glyph', async () => {
    const subsets = await cut('工⼯①➀—―⸺-\u2011a\u00a0b');
    expect(subsets.map(textOf)).toEqual([' -ab—①工', '\u00a0―➀⼯', '\u2011⸺']);
    expect(new Set(subsets.map(({ name }) => name)).size).toBe(1);
    const [first, second, third] = subsets.map(({ unicodeRange }) => unicodeRange);
    for (const one of codePointsOf(' -ab—①工'))
      expect([covers(first, one), covers(second, one), covers(third, one)]).toEqual([true, false, false]);
    for (const one of codePointsOf('\u00a0―➀⼯'))
      expect([covers(first, one), covers(second, one)]).toEqual([false, true]);
    for (const one of codePointsOf('\u2011⸺')) expect([covers(first, one), covers(third, one)]).toEqual([false, true]);
  });

  it('come from the first face that has a character', async () => {
    const own = await cutFace('ABC工', liberationFile);
    const rare = await cutFace('工𫗧');
    const custom = await resolveWith({ 'own.ttf': own, 'rare.ttf': rare }, { body: 'own.ttf', fallback: ['rare.ttf'] });
    // Cut after the files are gone from the folder: only what is read before counts.
    expect(custom.fonts.stacks.body.faces).toHaveLength(4);
    const plans = planSubsets(custom.fonts.stacks.body, custom.fonts.coverage, new Set(codePointsOf('AB工𫗧𰻝')));
    const shown = plans.map(({ face, mapped }) => [face.name.replace(/ \(.*/, ''), String.fromCodePoint(...mapped)]);
    expect(shown).toEqual([
      ['fonts/own.ttf', 'AB'],
      ['Noto Serif SC 400', ' 工𫗧'],
      ['Noto Sans SC 500', '𰻝'],
    ]);
  });

  it('serve marks and variation selectors wherever their base may be, and hidden characters in the first', async () => {
    const subsets = await cut('e\u0301―⼯𰻝\u200d\u00ad葛\ufe00\u{e0100}');
    const hidden = codePointsOf('\u0301\u200d\u00ad\ufe00\u{e0100}');
    const served = subsets.map(({ name, unicodeRange }) => [
      name.replace(/ \(.*/, ''),
      ...hidden.map((codePoint) => covers(unicodeRange, codePoint)),
    ]);
    expect(served).toEqual([
      ['Noto Serif SC 400', true, true, true, true, true],
      ['Noto Serif SC 400', false, false, false, true, true],
      ['Noto Sans SC 500', true, false, false, true, true],
    ]);
    expect(subsets.map((subset) => [0x301, 0xad].map((codePoint) => mapOf(subset).has(codePoint)))).toEqual([
      [true, false],
      [false, false],
      [true, false],
    ]);
  });

  it('are made for a mark alone, and for one in a later face', async () => {
    expect((await cut('\u0301')).map(textOf)).toEqual([' \u0301']);
    const own = await cutFace('甲 ');
    const custom = await resolveWith({ 'own.ttf': own }, { body: 'own.ttf' }, async ({ fonts: faces }) =>
      cut('甲\u0301', 'body', faces),
    );
    expect(custom.map(textOf)).toEqual([' 甲', '\u0301']);
  });

  it('leave out what no face has', async () => {
    const subsets = await cut('工\u{e123}ཀ');
    expect(subsets.map(textOf)).toEqual([' 工']);
  });

  it('are none for a role without text', async () => {
    expect(await subsetFaces(fonts, new Map([['body', new Set<number>()]]), noBlobCache)).toEqual([]);
  });

  it('are the same bytes each time, from the cache or not, in whatever order the characters come', async () => {
    const text = '双拥工作综述⼯，。“”';
    const wanted = (characters: string[]) =>
      new Map<Role, Set<number>>([
        ['body', new Set(codePointsOf(characters.join('')))],
        ['title', new Set(codePointsOf('双拥'))],
        ['emphasis', new Set(codePointsOf('工作'))],
      ]);
    const cache = memoryCache();
    const first = await subsetFaces(fonts, wanted([...text]), cache);
    const { puts } = cache;
    expect(puts).toBeGreaterThan(0);
    expect(await subsetFaces(fonts, wanted([...text].reverse()), cache)).toEqual(first);
    expect(cache.puts).toBe(puts);
    expect(await subsetFaces(fonts, wanted([...text]), noBlobCache)).toEqual(first);
  });

  it('hold what was asked for, whatever had been thought likely', async () => {
    const wanted = new Map<Role, Set<number>>([
      ['body', new Set(codePointsOf('双拥工作综述⼯，\u00a0。“”e\u0301'))],
      ['title', new Set(codePointsOf('双拥'))],
      ['heading', new Set(codePointsOf('墫·•'))],
    ]);
    const shown = (subsets: SubsetFace[]) =>
      subsets.map((subset) => [subset.role, subset.name, subset.unicodeRange, [...mapOf(subset).keys()]]);
    const asked = shown(await subsetFaces(fonts, wanted, noBlobCache));
    for (const likely of ['双拥工作综述⼯，。“”e\u0301墫·•\u00a0\n#别的字', '拥', '甲乙丙']) {
      const subsetting = await startSubsetting(fonts, new Set(codePointsOf(likely)), noBlobCache);
      const once = await subsetting.cut(wanted);
      expect(shown(once)).toEqual(asked);
      expect((await subsetting.cut(wanted)).map(({ hash }) => hash)).toEqual(once.map(({ hash }) => hash));
      await subsetting.close();
      await expect(subsetting.cut(new Map([['body', new Set(codePointsOf('戊己'))]]))).rejects.toThrow();
    }
  });

  it('cannot be cut out of a damaged face, which is said', async () => {
    const broken = patchTable(await cutFace('工人'), 'head', 12, 0);
    const files = { 'own.ttf': broken };
    const asked = resolveWith(files, { body: 'own.ttf' }, async ({ fonts: own }) => cut('工', 'body', own));
    const error = await asked.catch((one: unknown) => one);
    expect(error).toBeInstanceOf(DiagnosticError);
    const [diagnostic] = (error as DiagnosticError).diagnostics;
    expect(diagnostic).toMatchObject({ code: 'font-unreadable', place: { file: 'fonts/own.ttf' } });
    expect(wordsOf(diagnostic!, 'zh').message).toContain('损坏');
  });
});

describe('within a file, no glyph stands for two characters', () => {
  const faces = { body: fonts.stacks.body, heading: fonts.stacks.heading };
  const pool = Object.fromEntries(
    Object.entries(faces).map(
      ([
        role,
        {
          faces: [first],
        },
      ]) => [role, [...fonts.coverage.get(first!.hash)!.codePoints]],
    ),
  );
  /** Characters that share glyphs, and any others. */
  const contested = codePointsOf('工⼯人⼈大⼤①➀·•‧・—―⸺⸻…⋯〜～-\u2011\u00ad \u00a0墫壿㫚曶㬵胶ﬁfi／∕〈〈豈⾖豆⻄西');

  it.each(['body', 'heading'] as const)('%s: any characters', async (role) => {
    const characters = fc.uniqueArray(fc.oneof(fc.constantFrom(...contested), fc.constantFrom(...pool[role]!)), {
      minLength: 1,
      maxLength: 80,
    });
    await fc.assert(
      fc.asyncProperty(characters, async (codePoints) => {
        const subsets = await subsetFaces(fonts, new Map([[role, new Set(codePoints)]]), noBlobCache);
        const maps = subsets.map(mapOf);
        for (const map of maps) expect(new Set(map.values()).size).toBe(map.size);
        const mapped = new Set(maps.flatMap((map) => [...map.keys()]));
        const asked = new Set([0x20, ...codePoints]);
        // HarfBuzz adds a bracket's mirror image, for text that runs from right to left.
        for (const one of mapped) if (!/\p{Bidi_M}/u.test(String.fromCodePoint(one))) expect(asked).toContain(one);
        for (const one of asked) {
          if (one === 0xad || /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(one))) continue;
          expect(mapped).toContain(one);
          expect(
            subsets.filter((subset, i) => maps[i]!.has(one) && covers(subset.unicodeRange, one)).length,
          ).toBeGreaterThan(0);
        }
      }),
      { numRuns: 25 },
    );
  });

  it.each(['body', 'heading'] as const)('%s: the whole face', (role) => {
    const [face] = faces[role].faces;
    const { glyphs } = readWithFontkit(readFileSync(face!.file));
    const { layerOf } = fonts.coverage.get(face!.hash)!;
    const owners = new Map<string, number>();
    let shared = 0;
    for (const [codePoint, glyph] of glyphs) {
      const key = `${layerOf(codePoint)}/${glyph}`;
      if (owners.has(key)) shared++;
      owners.set(key, codePoint);
    }
    expect(shared).toBe(0);
    const inFirst = [...glyphs.keys()].filter((codePoint) => layerOf(codePoint) === 0).length;
    expect(glyphs.size - inFirst).toBeLessThan(600);
    for (const one of codePointsOf('工作，。、；：？！“”‘’（）《》〈〉「」『』【】—…·～0123456789ABCabc'))
      expect(layerOf(one)).toBe(0);
  });
});

describe('unicode-range', () => {
  it('gives every character to the files that serve it and to no other', () => {
    const files = fc.array(fc.uniqueArray(fc.integer({ min: 0x20, max: 0x60 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(files, (served) => {
        const ranges = unicodeRanges(served);
        for (const codePoint of new Set(served.flat())) {
          expect(ranges.map((range) => range !== '' && covers(range, codePoint))).toEqual(
            served.map((one) => one.includes(codePoint)),
          );
        }
      }),
    );
  });

  it('is short', () => {
    expect(unicodeRanges([codePointsOf('甲乙丙丁'), [0x2015]])).toEqual(['U+4E01-7532', 'U+2015']);
  });
});

describe('the style sheet', () => {
  it('has a rule a file, with the bytes inside or at an address', async () => {
    const subsets = await cut('工⼯');
    const rules = fontFaceCss(subsets).split('\n');
    expect(rules).toHaveLength(2);
    const [, descriptors, base64] =
      /^@font-face\{(.*)src:url\(data:font\/ttf;base64,([^)]*)\) format\("truetype"\);\}$/.exec(rules[1]!)!;
    expect(descriptors).toBe(
      'font-family:"Huibian Body";font-weight:400;font-style:normal;font-display:block;unicode-range:U+2F2F;',
    );
    expect(Buffer.from(base64!, 'base64').equals(subsets[1]!.data)).toBe(true);
    expect(fontFaceCss(subsets, ({ hash }) => `/${hash}.ttf`)).toContain(`src:url(/${subsets[0]!.hash}.ttf) format`);
  });
});
