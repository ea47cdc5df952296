/** Lines of an old print: on which page and line the holder of the book finds a place of its text. */
import type { IssuedEdition, PagePrint, PrintedRun } from '../../model/edition-types.ts';
import type { PageMap } from '../../model/types.ts';

export interface OldLine {
  /** Label of the page. */
  page: string;
  /** Counted from the first line of the page's type, its title and notes included; running head and folio are none. */
  line: number;
}

/** Finds a place: a paragraph by its words and the page on which it begins, characters (without white space) before it. */
export type FindOldLine = (flow: string, page: string, words: string, at: number) => OldLine | null;

const bare = (text: string): string => text.replace(/\p{White_Space}+/gu, '');
/** CSS pixels to points. */
const pt = 0.75;
/** So many characters before and behind a place tell it from others. */
const around = 10;

interface FlowText {
  /** Characters of all its pages, in reading order. */
  text: string;
  /** For each character its line. */
  lines: OldLine[];
  /** Where each page begins in `text`, by its label. */
  starts: Map<string, number>;
}

/** Reads the prints of an edition. Places that are not found, or not for certain, give null. */
export function oldLinesOf({ prints, map }: Pick<IssuedEdition, 'prints' | 'map'>): FindOldLine {
  const flows = new Map<string, FlowText>();
  const textOf = (flow: string): FlowText => {
    const known = flows.get(flow) ?? readFlow(prints, flow, typeBottom(map, flow));
    flows.set(flow, known);
    return known;
  };
  return (flow, page, words, at) => {
    const { text, lines, starts } = textOf(flow);
    const own = bare(words);
    const from = starts.get(page);
    if (from === undefined) return null;
    const whole = text.indexOf(own, from);
    const found = whole < 0 ? findNear(text, own, at, from) : whole + Math.min(at, own.length - 1);
    return found === null ? null : (lines[found] ?? null);
  };
}

/** Lower edge of a flow's type in pt, with the lines that the bounded fit added; ten px below no line stands any more. */
function typeBottom({ grid, reports }: PageMap, flow: string): number {
  const steps = reports.find(({ id }) => id === flow)?.adjustments ?? [];
  const extra = Math.max(0, ...steps.flatMap(({ step, amount }) => (step === 'extra-line' ? [amount] : [])));
  return (grid.top + grid.typeHeight + extra * grid.pitch + 10) * pt;
}

/** Where marks of notes or numbers of pages stand in the paragraph: by the words around the place and those that begin it. */
function findNear(text: string, own: string, at: number, from: number): number | null {
  const [lead, trail] = [own.slice(Math.max(0, at - around), at), own.slice(at, at + around)];
  const opening = own.slice(0, 2 * around);
  for (let found = text.indexOf(lead + trail, from); found >= 0; found = text.indexOf(lead + trail, found + 1)) {
    const place = found + lead.length;
    const begun = text.lastIndexOf(opening, place);
    if (begun >= 0 && Math.abs(place - begun - at) <= around) return trail === '' ? place - 1 : place;
  }
  return null;
}

function readFlow(prints: readonly PagePrint[], flow: string, bottom: number): FlowText {
  const read: FlowText = { text: '', lines: [], starts: new Map() };
  for (const { flow: own, label, runs } of prints) {
    if (own !== flow || label === null) continue;
    read.starts.set(label, read.text.length);
    linesOf(runs.filter(([, y]) => y < bottom)).forEach((line, i) => {
      const words = bare(line.map((run) => run[5]).join(''));
      read.text += words;
      for (let k = 0; k < words.length; k += 1) read.lines.push({ page: label, line: i + 1 });
    });
  }
  return read;
}

/** Runs by their baselines, from above; a raised or lowered one belongs to the line it stands in. */
function linesOf(runs: readonly PrintedRun[]): PrintedRun[][] {
  const lines: { y: number; size: number; runs: PrintedRun[] }[] = [];
  for (const run of [...runs].sort((a, b) => b[4] - a[4])) {
    const [, y, , , size] = run;
    const line = lines.find((each) => Math.abs(each.y - y) < Math.max(each.size, size) * 0.55);
    if (line) line.runs.push(run);
    else lines.push({ y, size, runs: [run] });
  }
  return lines.sort((a, b) => a.y - b.y).map((line) => line.runs.sort((a, b) => a[0] - b[0]));
}
