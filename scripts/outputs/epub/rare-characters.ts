/**
 * Characters that the fonts of common devices lack. A reader's own font is left alone: only these characters are set
 * apart, and get the embedded face.
 */

/**
 * What Chinese fonts in use cover: GBK's Han characters (Unicode's first block of them up to U+9FA5), the letters,
 * figures and symbols of GB 18030's two-byte part and their blocks. Sorted pairs of code points.
 */
const common: [from: number, to: number][] = [
  [0x0000, 0x017f],
  [0x01cd, 0x01dc],
  [0x0251, 0x0261],
  [0x02c7, 0x02d9],
  [0x0391, 0x0451],
  [0x1e3f, 0x1e3f],
  [0x2000, 0x206f],
  [0x20ac, 0x20ac],
  [0x2100, 0x22ff],
  [0x2312, 0x2312],
  [0x2460, 0x249b],
  [0x2500, 0x2642],
  [0x3000, 0x3029],
  [0x3041, 0x3129],
  [0x3220, 0x3229],
  [0x3231, 0x3231],
  [0x32a3, 0x32a3],
  [0x338e, 0x33d5],
  [0x4e00, 0x9fa5],
  [0xfe30, 0xfe6b],
  [0xff01, 0xffe5],
];

function isRare(codePoint: number): boolean {
  return !common.some(([from, to]) => codePoint >= from && codePoint <= to);
}

/** Markup of XML, its attributes in quotes; elements whose content is no text to be set, or may hold nothing else. */
const markup =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(title|style|script|rp)\b[\s\S]*?<\/\1\s*>|<(?:"[^"]*"|'[^']*'|[^"'>])*>/g;
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** CSS class of rare characters. */
export const rareClass = 'rare';

/**
 * An XHTML document with each run of rare characters in a <span class="rare">, and the characters of these runs. A
 * grapheme is rare as a whole, with its marks and selectors.
 */
export function markRareCharacters(xhtml: string): { xhtml: string; characters: Set<number> } {
  const characters = new Set<number>();
  let at = 0;
  const parts: string[] = [];
  for (const found of xhtml.matchAll(markup)) {
    parts.push(markText(xhtml.slice(at, found.index), characters), found[0]);
    at = found.index + found[0].length;
  }
  parts.push(markText(xhtml.slice(at), characters));
  return { xhtml: parts.join(''), characters };
}

function markText(text: string, characters: Set<number>): string {
  if (![...text].some((c) => isRare(c.codePointAt(0)!))) return text;
  let marked = '';
  let run = '';
  const close = () => {
    if (run !== '') marked += `<span class="${rareClass}">${run}</span>`;
    for (const character of run) characters.add(character.codePointAt(0)!);
    run = '';
  };
  for (const { segment } of segmenter.segment(text)) {
    if ([...segment].some((c) => isRare(c.codePointAt(0)!))) run += segment;
    else {
      close();
      marked += segment;
    }
  }
  close();
  return marked;
}
