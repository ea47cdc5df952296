/**
 * Reads the table of content/EMENDATIONS.md and applies it to the source text it speaks of. Deliberately apart from
 * the toolchain's own reading of that file: the proof that source + departures = content stands on its own feet.
 *
 * Notation (as the file's introduction tells editors): ¶ line end, ␣ space, …⁺ a run of …. ⇥ and ／ occur only in what
 * a departure leaves behind.
 */

/** Line end, space, title/page boundary, break in a title. */
export const MARKS = { lineEnd: '¶', space: '␣', boundary: '⇥', titleBreak: '／' } as const;

const HEADER = ['编号', '行', '原文', '改为', '理由', '把握'];
const RUN = '…⁺';

export interface Departure {
  id: string;
  lines: string;
  before: string;
  after: string;
  reason: string;
  certainty: string;
}

/** A departure's effect: replace `length` characters of the source at `start`. */
interface Edit {
  id: string;
  start: number;
  length: number;
  text: string;
}

function splitCells(row: string): string[] {
  return row
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}

/**
 * The table's rows, in order.
 * @throws where the table is missing, headed otherwise, or a row has other than six filled cells
 */
export function parseTable(markdown: string): Departure[] {
  const [header, rule, ...rows] = markdown.split('\n').filter((line) => line.startsWith('|'));
  if (header === undefined || splitCells(header).join() !== HEADER.join()) throw new Error('table header');
  if (rule === undefined || !splitCells(rule).every((cell) => /^-+$/.test(cell))) throw new Error('table rule');
  return rows.map((row) => {
    const cells = splitCells(row);
    if (cells.length !== HEADER.length || cells.includes('')) throw new Error(`table row: ${row}`);
    const [id, lines, before, after, reason, certainty] = cells as [string, string, string, string, string, string];
    return { id, lines, before, after, reason, certainty };
  });
}

/** The text with line ends and spaces made visible. */
export function toNotation(text: string): string {
  if (/[¶␣⇥／⁺]/.test(text)) throw new Error('the text holds characters of the notation');
  return text.replaceAll('\n', MARKS.lineEnd).replaceAll(' ', MARKS.space);
}

/** Offsets [from, to) of lines `first` to `last` (from 1, inclusive), line ends included. */
function lineSpan(source: string, first: number, last: number): [number, number] {
  const ends = [...source.matchAll(/¶|$/g)].map((m) => m.index + m[0].length);
  const from = first === 1 ? 0 : ends[first - 2];
  const to = ends[last - 1];
  if (from === undefined || to === undefined || first > last) throw new Error(`no lines ${first}-${last}`);
  return [from, to];
}

function findAll(text: string, what: string): { index: number; length: number }[] {
  if (what === RUN) return [...text.matchAll(/…+/g)].map((m) => ({ index: m.index, length: m[0].length }));
  const hits: { index: number; length: number }[] = [];
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) {
    hits.push({ index: at, length: what.length });
  }
  return hits;
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < Math.min(a.length, b.length) && a[n] === b[n]) n++;
  return n;
}

/** One place: `before` stands once in its lines; what it shares with `after` at both ends is context. */
function placeSingle(source: string, row: Departure): Edit {
  const [first, last = first] = row.lines.split('-').map(Number) as [number, number?];
  const [from, to] = lineSpan(source, first, last);
  const hits = findAll(source.slice(from, to), row.before);
  if (hits.length !== 1) throw new Error(`${row.id}: stands ${hits.length} times in line ${row.lines}`);
  if (row.before === row.after) throw new Error(`${row.id}: changes nothing`);
  const head = commonPrefix(row.before, row.after);
  const before = row.before.slice(head);
  const after = row.after.slice(head);
  const tail = commonPrefix([...before].reverse().join(''), [...after].reverse().join(''));
  return {
    id: row.id,
    start: from + hits[0]!.index + head,
    length: before.length - tail,
    text: after.slice(0, after.length - tail),
  };
}

/** Whether two edits meet; an insertion at the start of another edit counts, since their order would be open. */
function overlaps(a: Edit, b: Edit): boolean {
  const share = a.start < b.start + b.length && b.start < a.start + a.length;
  return share || (a.start === b.start && (a.length === 0 || b.length === 0));
}

/** A class: every `before` in the lines named, those inside `singles` apart; as many as the row says. */
function placeClass(source: string, row: Departure, singles: Edit[]): Edit[] {
  return row.lines.split('、').flatMap((item) => {
    const match = /^(\d+)(?:×(\d+))?$/.exec(item);
    if (!match) throw new Error(`${row.id}: line list ${item}`);
    const line = Number(match[1]);
    const [from, to] = lineSpan(source, line, line);
    const edits = findAll(source.slice(from, to), row.before)
      .map((hit): Edit => ({ id: row.id, start: from + hit.index, length: hit.length, text: row.after }))
      .filter((edit) => !singles.some((single) => overlaps(edit, single)));
    if (edits.length !== Number(match[2] ?? 1)) throw new Error(`${row.id}: ${edits.length} times in line ${line}`);
    return edits;
  });
}

/**
 * The source (in notation) with every departure made, all at their places in the unchanged source, so that the rows'
 * order does not matter.
 * @throws where a row does not fit the source, changes nothing, or meets another row
 */
export function applyDepartures(source: string, rows: Departure[]): string {
  const isSingle = (row: Departure) => /^\d+(-\d+)?$/.test(row.lines);
  const singles = rows.filter(isSingle).map((row) => placeSingle(source, row));
  const classes = rows.filter((row) => !isSingle(row)).flatMap((row) => placeClass(source, row, singles));
  const edits = [...singles, ...classes].sort((a, b) => a.start - b.start || a.length - b.length);
  let result = '';
  let at = 0;
  for (const [i, edit] of edits.entries()) {
    const next = edits[i + 1];
    if (next && overlaps(edit, next)) throw new Error(`${edit.id} and ${next.id} change the same place`);
    result += source.slice(at, edit.start) + edit.text;
    at = edit.start + edit.length;
  }
  return result + source.slice(at);
}
