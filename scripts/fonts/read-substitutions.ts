/**
 * Reads what a face's GSUB table may turn glyphs into (OpenType 1.9, "GSUB"), as far as the features of horizontal setting reach.
 * Needed because a PDF says what a glyph means, not what was typed: where —— becomes the glyph that the face also
 * maps to ⸺, the two must not be mapped in one file. Contexts are ignored: what may happen is taken to happen.
 */

/** One substitution: every glyph of `from` together (one, or a ligature's parts) becomes those of `to`. */
export interface Substitution {
  from: number[];
  to: number[];
}

/** Features kept for horizontal setting: what Chrome applies by itself, and the squeeze of punctuation. */
const horizontalFeatures = [
  ...['ccmp', 'locl', 'rlig', 'liga', 'clig', 'calt', 'rclt', 'kern', 'mark', 'mkmk', 'dist', 'curs'],
  ...['halt', 'palt', 'chws'],
  // Joining and reordering scripts (Mongolian, Uyghur, Tibetan …), for faces that an office names as fallback.
  ...['isol', 'init', 'medi', 'med2', 'fina', 'fin2', 'fin3', 'nukt', 'akhn', 'rphf', 'pref', 'rkrf', 'abvf', 'blwf'],
  ...['half', 'pstf', 'vatu', 'cjct', 'pres', 'abvs', 'blws', 'psts', 'haln', 'abvm', 'blwm', 'ljmo', 'vjmo', 'tjmo'],
];

/**
 * Features kept in subsets. The vertical ones cost 0.2 % and are not followed below: they make 「 of “, and the two
 * must stay in one file, or squeezing punctuation ends between them.
 */
export const keptFeatures = [...horizontalFeatures, 'vert', 'vrt2', 'vhal', 'vpal', 'vchw', 'vkrn'];

/** Every substitution that the horizontal features can make. Throws RangeError where the table points outside itself. */
export function readSubstitutions(table: DataView | undefined): Substitution[] {
  if (table === undefined || table.byteLength < 10) return [];
  const lookupList = table.getUint16(8);
  const found: Substitution[] = [];
  const visited = new Set<number>();
  const visit = (index: number) => {
    if (visited.has(index)) return;
    visited.add(index);
    const lookup = lookupList + table.getUint16(lookupList + 2 + index * 2);
    const type = table.getUint16(lookup);
    for (const offset of readOffsets(table, lookup, lookup + 4)) {
      const extended = type === 7;
      const at = extended ? offset + table.getUint32(offset + 4) : offset;
      readSubtable(table, extended ? table.getUint16(offset + 2) : type, at, found, visit);
    }
  };
  for (const index of lookupsOfFeatures(table)) visit(index);
  return found;
}

function lookupsOfFeatures(table: DataView): number[] {
  const list = table.getUint16(6);
  const indexes: number[] = [];
  for (let i = 0; i < table.getUint16(list); i++) {
    const record = list + 2 + i * 6;
    const tag = String.fromCharCode(...[0, 1, 2, 3].map((k) => table.getUint8(record + k)));
    if (horizontalFeatures.includes(tag)) indexes.push(...readNumbers(table, list + table.getUint16(record + 4) + 2));
  }
  return indexes;
}

function readSubtable(
  table: DataView,
  type: number,
  at: number,
  found: Substitution[],
  visit: (lookup: number) => void,
): void {
  if (type === 5 || type === 6) {
    for (const index of readNestedLookups(table, type, at)) visit(index);
    return;
  }
  const format = table.getUint16(at);
  const covered = readCoverage(table, at + table.getUint16(at + 2));
  if (type === 1) {
    const delta = table.getInt16(at + 4);
    covered.forEach((glyph, i) => {
      found.push({ from: [glyph], to: [format === 1 ? (glyph + delta) & 0xffff : table.getUint16(at + 6 + i * 2)] });
    });
  } else if (type === 2 || type === 3) {
    readOffsets(table, at, at + 4).forEach((sequence, i) => {
      const to = readNumbers(table, sequence);
      if (type === 2) found.push({ from: [covered[i]!], to });
      else for (const glyph of to) found.push({ from: [covered[i]!], to: [glyph] });
    });
  } else if (type === 4) {
    readOffsets(table, at, at + 4).forEach((set, i) => {
      for (const ligature of readOffsets(table, set, set)) {
        const rest = readNumbers(table, ligature + 2, table.getUint16(ligature + 2) - 1);
        found.push({ from: [covered[i]!, ...rest], to: [table.getUint16(ligature)] });
      }
    });
  } else if (type === 8) {
    const backtrack = table.getUint16(at + 4);
    const lookahead = table.getUint16(at + 6 + backtrack * 2);
    const to = readNumbers(table, at + 8 + (backtrack + lookahead) * 2);
    covered.forEach((glyph, i) => {
      found.push({ from: [glyph], to: [to[i]!] });
    });
  }
}

/** Indexes of the lookups that a contextual subtable (type 5 or 6, formats 1 to 3) may call. */
function readNestedLookups(table: DataView, type: number, at: number): number[] {
  const chained = type === 6;
  const format = table.getUint16(at);
  if (format === 3) return readRule(table, at + 2, chained, 0);
  const setCount = at + (format === 1 ? 4 : chained ? 10 : 6);
  const sets = readOffsets(table, at, setCount).filter((set) => set !== at);
  return sets.flatMap((set) => readOffsets(table, set, set).flatMap((rule) => readRule(table, rule, chained, 1)));
}

/**
 * The lookups of one rule. Its sequences are lists of 16-bit numbers with their lengths; the input sequence of
 * formats 1 and 2 leaves out its first glyph (`omitted` = 1).
 */
function readRule(table: DataView, at: number, chained: boolean, omitted: number): number[] {
  if (!chained) {
    const records = at + 4 + (table.getUint16(at) - omitted) * 2;
    return readRecords(table, records, table.getUint16(at + 2));
  }
  const input = at + 2 + table.getUint16(at) * 2;
  const lookahead = input + 2 + (table.getUint16(input) - omitted) * 2;
  const records = lookahead + 2 + table.getUint16(lookahead) * 2;
  return readRecords(table, records + 2, table.getUint16(records));
}

function readRecords(table: DataView, at: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => table.getUint16(at + i * 4 + 2));
}

function readCoverage(table: DataView, at: number): number[] {
  if (table.getUint16(at) === 1) return readNumbers(table, at + 2);
  const glyphs: number[] = [];
  for (let i = 0; i < table.getUint16(at + 2); i++) {
    const range = at + 4 + i * 6;
    for (let glyph = table.getUint16(range); glyph <= table.getUint16(range + 2); glyph++) glyphs.push(glyph);
  }
  return glyphs;
}

/** A count at `at` and as many 16-bit numbers; or `count` of them from `at + 2`. */
function readNumbers(table: DataView, at: number, count = table.getUint16(at)): number[] {
  return Array.from({ length: count }, (_, i) => table.getUint16(at + 2 + i * 2));
}

/** A counted list of offsets from `base`, made absolute; a null offset gives `base` itself. */
function readOffsets(table: DataView, base: number, at: number): number[] {
  return readNumbers(table, at).map((offset) => base + offset);
}
