/** What is said of characters before layout: those without a glyph, and those that a search will not find. */
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import {
  type CharacterUse,
  findRadicals,
  findUncovered,
  findUnset,
  isCovered,
} from '../../scripts/fonts/check-characters.ts';
import type { Role } from '../../scripts/fonts/roles.ts';
import { roles } from '../../scripts/fonts/roles.ts';
import { cutFace, defaultFaces, liberationFile, resolveWith } from './font-files.ts';

const { fonts } = await defaultFaces();

/** Text of a file, a paragraph a line. */
function use(text: string, file = 'reports/01.md', role: Role = 'body'): CharacterUse {
  const lines = text.split('\n');
  const locate = (character: string) =>
    lines.flatMap((line, i) =>
      [...line.matchAll(new RegExp(character, 'gu'))].map(({ index }) => ({
        place: { file, line: i + 1, column: index + 1 },
        excerpt: line,
      })),
    );
  return { role, text, locate };
}

const summary = (diagnostics: Diagnostic[]) => diagnostics.map(({ code, severity, place }) => [code, severity, place]);

describe('missing-glyph', () => {
  it('names character, code point, kind, count and the first places', () => {
    const found = findUncovered(fonts, [use('王\u{e123}明\n\u{e123}\u{e123}'), use('\u{e123}', 'reports/02.md')]);
    expect(summary(found)).toEqual([['missing-glyph', 'error', { file: 'reports/01.md', line: 1, column: 2 }]]);
    expect(found[0]!.excerpt).toBe('王\u{e123}明');
    const { message, hint } = wordsOf(found[0]!, 'zh');
    expect(message).toContain(
      'U+E123，私用区（自造字）），共 4 处：reports/01.md:1:2、reports/01.md:2:1、reports/01.md:2:2 等',
    );
    expect(hint).toContain('正式编码');
    expect(wordsOf(found[0]!, 'en').message).toContain('(U+E123, private use), used 4 times: reports/01.md:1:2');
  });

  it.each([
    ['𠀋', '汉字扩展B区'],
    ['𪜀', '汉字扩展C区'],
    ['𰀀', '汉字扩展G区'],
    ['བོད', '藏文'],
    ['ᠮ', '蒙古文'],
    ['ئ', '阿拉伯字母（维吾尔文、哈萨克文等）'],
    ['ꀀ', '彝文'],
    ['😀', '表情符号'],
    ['\ud840', '残缺的编码'],
    ['\u{378}', '未分配的编码'],
  ])('calls %s %s', (text, kind) => {
    const found = findUncovered(fonts, [use(text)]);
    expect(found.length).toBeGreaterThan(0);
    expect(wordsOf(found[0]!, 'zh').message).toContain(kind);
  });

  it('asks each role for its own faces', async () => {
    const rare = await cutFace('ABЖ');
    const custom = await resolveWith({ 'own.ttf': rare }, { title: 'own.ttf' });
    const text = '\u{e123}';
    const found = findUncovered(custom.fonts, [use(text, 'a.md', 'title'), use(text, 'a.md', 'body')]);
    expect(found).toHaveLength(1);
    expect(wordsOf(found[0]!, 'zh').message).toMatch(/^大标题、正文的字体都没有/);
  });

  it('is silent on what shows nothing', () => {
    const text = '甲 乙\u00a0\u3000\t\n\u2003\u200b\u200c\u200d\u2060\ufeff\u200e\u2066\ufe0f\u{e0100}\u00ad\u2028丙';
    expect(findUncovered(fonts, [use(text)])).toEqual([]);
  });

  it('names a combining mark that the face of its base lacks', async () => {
    expect(findUncovered(fonts, [use('e\u0301')])).toEqual([]);
    const own = await resolveWith({ 'own.ttf': await cutFace('abe') }, { body: 'own.ttf' });
    const found = findUncovered(own.fonts, [use('甲\u0301 be\u0301')]);
    expect(summary(found)).toEqual([['missing-glyph', 'error', { file: 'reports/01.md', line: 1, column: 2 }]]);
    expect(found[0]!.params).toMatchObject({ codePoint: 0x301, count: 1, kind: 'mark' });
  });

  it('is silent once a fallback has the character', async () => {
    // ž is in neither of our faces, and stands for any such character.
    const text = 'ž';
    expect(findUncovered(fonts, [use(text)])).toHaveLength(1);
    const files = { 'latin.ttf': await cutFace(text, liberationFile) };
    const own = await resolveWith(files, { fallback: ['latin.ttf'] });
    expect(findUncovered(own.fonts, [use(text), use(text, 'a.md', 'title')])).toEqual([]);
    expect(isCovered(own.fonts, 'heading', 0x17e)).toBe(true);
  });
});

describe('script-unset', () => {
  /** As if our faces had every character, marks of Tibetan in a layer of their own. */
  const layerOf = (codePoint: number) => (/\p{M}/u.test(String.fromCodePoint(codePoint)) ? 1 : 0);
  const coverage = [...fonts.coverage].map(([hash, face]) => [hash, { ...face, has: () => true, layerOf }] as const);
  const all: typeof fonts = { ...fonts, coverage: new Map(coverage) };

  it('names what a face has and is not set all the same', () => {
    const found = findUnset(all, [use('甲b\n人名אא'), use('次仁ཚེ', 'reports/02.md')]);
    expect(summary(found)).toEqual([
      ['script-unset', 'error', { file: 'reports/01.md', line: 2, column: 3 }],
      ['script-unset', 'error', { file: 'reports/02.md', line: 1, column: 4 }],
    ]);
    expect(found.map(({ params }) => params)).toMatchObject([
      { codePoint: 0x5d0, count: 2 },
      { codePoint: 0xf7a, count: 1, kind: 'tibetan' },
    ]);
    expect(findUncovered(all, [use('甲b\n人名אא'), use('次仁ཚེ')])).toEqual([]);
  });

  it('leaves to missing-glyph what no face has', () => {
    expect(findUnset(fonts, [use('甲א')])).toEqual([]);
  });
});

describe('our faces', () => {
  const circled = Array.from({ length: 50 }, (_, i) =>
    String.fromCodePoint(i < 20 ? 0x2460 + i : i < 35 ? 0x3251 + i - 20 : 0x32b1 + i - 35),
  ).join('');

  it.each(roles)('have the marks of the trade in %s', (role) => {
    const text = `${circled}﹏—…·～‰℃㎡№〇〔〕【】《》〈〉「」『』“”‘’、。，；：？！（）①⑴⒈㈠㊀ⅠⅡ★▲●■□◆→×÷±≤≥`;
    expect(findUncovered(fonts, [use(text, 'a.md', role)])).toEqual([]);
  });
});

describe('kangxi-radical', () => {
  it('names each with the character it stands for, by file', () => {
    const found = findRadicals([
      use('⽓温与陕⻄\n⽓', 'reports/01.md'),
      use('⼯作', 'reports/01.md', 'heading'),
      use('\uf979', 'reports/02.md'),
      use('气温与陕西，工作', 'reports/03.md'),
    ]);
    expect(summary(found)).toEqual([
      ['kangxi-radical', 'warning', { file: 'reports/01.md', line: 1, column: 1 }],
      ['kangxi-radical', 'warning', { file: 'reports/02.md', line: 1, column: 1 }],
    ]);
    expect(found[0]!.params).toEqual({
      characters: [
        { character: '⻄', unified: '西', count: 1 },
        { character: '⼯', unified: '工', count: 1 },
        { character: '⽓', unified: '气', count: 2 },
      ],
    });
    expect(wordsOf(found[0]!, 'zh').message).toContain(
      '有 4 处用了部首或兼容区的码位：⻄（应为西）×1、⼯（应为工）×1、⽓（应为气）×2',
    );
    expect(wordsOf(found[1]!, 'en').message).toContain('in 1 place: \uf979 (for 凉) ×1');
  });

  it('lets the twelve unified ideographs of the compatibility block pass', () => {
    expect(findRadicals([use('\ufa0e\ufa0f\ufa11\ufa13\ufa14\ufa1f\ufa21\ufa23\ufa24\ufa27\ufa28\ufa29')])).toEqual([]);
  });
});
