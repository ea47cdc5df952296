/** The ordinary character that a radical or compatibility ideograph looks like. */

/**
 * The characters of which U+2E80 to U+2EF2 are the radical's form, in their order, from Unicode's
 * EquivalentUnifiedIdeograph.txt; · where there is none, or where NFKC knows it.
 */
const supplement = [
  ...'·厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵·旡日月歺·民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀聿',
  ...'肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀',
];
const supplementStart = 0x2e80;

/**
 * The unified ideograph for a code point of the radical or compatibility blocks; null for every other character, and
 * for the few of those blocks that have none.
 */
export function unifiedForm(codePoint: number): string | null {
  if (!isRadicalOrCompatibility(codePoint)) return null;
  const character = String.fromCodePoint(codePoint);
  const normalised = character.normalize('NFKC');
  if (normalised !== character) return normalised;
  const listed = supplement[codePoint - supplementStart] ?? '·';
  return listed === '·' ? null : listed;
}

function isRadicalOrCompatibility(codePoint: number): boolean {
  return (
    (codePoint >= 0x2e80 && codePoint <= 0x2fdf) ||
    (codePoint >= 0xf900 && codePoint <= 0xfaff) ||
    (codePoint >= 0x2f800 && codePoint <= 0x2fa1f)
  );
}
