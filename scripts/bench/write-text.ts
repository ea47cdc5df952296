/** Writes invented Chinese: patterns filled with names and words made of the 3,755 characters of GB 2312 level 1. */
import type { Random } from './random.ts';
import { deeds, headings, latin, people, sentences, things, titles } from './sentence-patterns.ts';

/** The characters of level 1: rows 16 to 55 of GB 2312, which GB 18030 encodes as row + 0xA0, cell + 0xA0. */
export function levelOneCharacters(): string[] {
  const decoder = new TextDecoder('gb18030');
  const characters: string[] = [];
  for (let row = 16; row <= 55; row++)
    for (let cell = 1; cell <= (row === 55 ? 89 : 94); cell++)
      characters.push(decoder.decode(Uint8Array.of(row + 0xa0, cell + 0xa0)));
  return characters;
}

const han = levelOneCharacters();
const kinds = ['县', '市', '镇', '乡', '村', '街道', '社区'];
const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
const teams = ['志愿队', '互助队', '巡护队', '服务队', '先锋队'];

const word = (random: Random): string => random.pick(han) + random.pick(han);
const grouped = (n: number): string => n.toLocaleString('en-US');

const slots: Record<string, (random: Random) => string> = {
  地: (r) => word(r) + r.pick(kinds),
  人: (r) => r.pick(surnames) + (r.chance(0.6) ? word(r) : r.pick(han)),
  队: (r) => `“${word(r)}”${r.pick(teams)}`,
  词: word,
  数: (r) => grouped(r.chance(0.5) ? r.integer(12, 980) : r.integer(1000, 48_000)),
  率: (r) => `${(r.integer(110, 999) / 10).toFixed(1)}%`,
  年: (r) => `${r.integer(2006, 2024)}年`,
  日: (r) => `${r.integer(1, 12)}月${r.integer(1, 28)}日`,
  元: (r) => `${r.integer(3, 960)}.${r.integer(1, 9)}万元`,
  时: (r) => (r.chance(0.5) ? `${r.integer(2, 40)}年` : `${r.integer(2, 90)}个小时`),
  事: (r) => r.pick(deeds),
  物: (r) => r.pick(things),
  谁: (r) => r.pick(people),
  外: (r) => r.pick(latin),
};

const fill = (pattern: string, random: Random): string =>
  pattern.replace(/\{(.)\}/gu, (_, slot: string) => slots[slot]!(random));

export const writeTitle = (random: Random): string => fill(random.pick(titles), random);
export const writeHeading = (random: Random): string => fill(random.pick(headings), random);
export const writePlace = (random: Random): string => slots.地!(random);

/** Whole sentences, up to `most` characters and at least one sentence. */
export function writeParagraph(random: Random, most: number): string {
  let text = fill(random.pick(sentences), random);
  for (;;) {
    const more = fill(random.pick(sentences), random);
    if (text.length + more.length > most) return text;
    text += more;
  }
}
