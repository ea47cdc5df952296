/** Finds the glyphs without an outline (OpenType 1.9, "loca"): a face that maps 𫐄 to one prints nothing there. */
import { SfntError } from './read-sfnt.ts';

const fixedOne = 0x00010000;

/**
 * The glyphs that are empty.
 * @param glyfLength bytes of the `glyf` table
 * Throws SfntError where glyphs would lie outside it, RangeError where a table is cut short.
 */
export function findEmptyGlyphs(head: DataView, maxp: DataView, loca: DataView, glyfLength: number): Set<number> {
  const long = head.getInt16(50) === 1;
  const count = maxp.getUint16(4);
  if (count === 0 || maxp.getUint32(0) !== fixedOne) throw new SfntError('damaged');
  const offsetOf = (glyph: number) => (long ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2);
  const empty = new Set<number>();
  let start = offsetOf(0);
  for (let glyph = 0; glyph < count; glyph++) {
    const end = offsetOf(glyph + 1);
    if (end < start || end > glyfLength) throw new SfntError('damaged');
    if (end === start) empty.add(glyph);
    start = end;
  }
  return empty;
}
