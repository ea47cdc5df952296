/**
 * Second pass, line by line: the marks of headings, lists, quotations, rules, tables and notes go; what is left are
 * pieces of running text, each the body's or a note's, in reading order.
 */
import { blot, blotEach, blotOut, type MaskedSource } from './masked-source.ts';

/** A stretch of running text: a paragraph, a heading, a table's row. */
export interface Piece {
  start: number;
  end: number;
  /** Label of the note it belongs to; null for the body. */
  note: string | null;
  /** 1 to 6 for a heading, else 0. */
  heading: number;
}

/** The manuscript by pieces, and the labels of its notes and link definitions. */
export interface BlockReading {
  pieces: Piece[];
  notes: Map<string, number>;
  /** Addresses of reference links by label, lower case. */
  links: Map<string, string>;
}

interface Line {
  /** Offset of the line itself. */
  begin: number;
  /** Offset of the first character after quotation marks, list marks and the like. */
  start: number;
  end: number;
  blank: boolean;
  /** Columns of white space at its head. */
  indent: number;
  /** It begins with a mark that may interrupt a paragraph: of a quotation, a list, a heading. */
  interrupts: boolean;
}

const noteHead = /^\[\^([^\]\s]+)\]:/;
const linkHead = /^\[([^\]^][^\]]*)\]:[ \t]*(<[^<>]*>|\S+)([ \t]+("[^"]*"|'[^']*'|\([^)]*\)))?[ \t]*$/;
/** Only what looks like an address: 「[注]: 见附件」 defines a link too, and would lose its words. */
const address = /^<?([a-z][a-z0-9+.-]*:|[#./]|[\w%-]+(\.[\w%-]+)+)[\x21-\x7e]*>?$/i;
const listMark = /^([-+*]|\d{1,9}[.)])(?=[ \t]|$)/;
const headingMark = /^#{1,6}(?=[ \t]|$)/;
/** Rules, underlines of headings, and rows of hyphens in tables. */
const ruleLine = /^([-*_][ \t]*){3,}$|^=+[ \t]*$|^-+[ \t]*$/;
const separatorRow = /^\|?[ \t]*:?(-+|=+):?\+?[ \t]*(\|[ \t]*:?(-+|=+):?\+?[ \t]*)*\|?[ \t]*$|^\|[ \t]*$/;
const captionLine = /^\[(.+?)\](\[[^[\]]+\])?[ \t]*$/;

/** Masks block markup and returns the running text in reading order. */
export function maskBlocks(masked: MaskedSource): BlockReading {
  const reading: BlockReading = { pieces: [], notes: new Map(), links: new Map() };
  let note: string | null = null;
  let afterBlank = true;
  let group: Line[] = [];
  const flush = () => {
    reading.pieces.push(...piecesOf(group, masked, note));
    group = [];
  };
  const lines = stripContainers(masked);
  for (const [i, line] of lines.entries()) {
    const text = visible(masked, line);
    if (line.blank) {
      flush();
      // A line of nothing but marks (an empty item, a number alone) still holds those.
      if (masked.mask.slice(line.begin, line.end).includes(blot.markup)) group.push(line);
      flush();
      afterBlank = true;
      continue;
    }
    const definition = noteHead.exec(text);
    if (definition || (note !== null && line.indent < 4 && (afterBlank || line.interrupts))) {
      flush();
      note = definition ? definition[1]! : null;
    }
    if (definition) {
      reading.notes.set(note!, line.start);
      blotOut(masked, line.start, line.start + definition[0].length, 'removed');
      line.start += definition[0].length;
      line.begin = line.start;
    } else if (maskLinkDefinition(masked, line, lines[i + 1], reading)) {
      continue;
    } else if (headingMark.test(text)) {
      flush();
      reading.pieces.push(headingPiece(line, text, masked, note));
      afterBlank = false;
      continue;
    }
    afterBlank = false;
    group.push(line);
  }
  flush();
  return reading;
}

const visible = (masked: MaskedSource, { start, end }: { start: number; end: number }) =>
  masked.mask.slice(start, end).join('');

/** Masks a definition of a link, on one line or two. */
function maskLinkDefinition(masked: MaskedSource, line: Line, next: Line | undefined, reading: BlockReading): boolean {
  if (visible(masked, line)[0] !== '[') return false;
  const text = masked.source.slice(line.start, line.end);
  const isSplit = /\]:[ \t]*$/.test(text) && next !== undefined;
  const found = linkHead.exec(isSplit ? `${text} ${masked.source.slice(next.start, next.end)}` : text);
  if (!found || !isAddress(found[1]!, found[2]!, masked.source)) return false;
  reading.links.set(found[1]!.toLowerCase(), found[2]!);
  for (const { start, end } of isSplit ? [line, next] : [line]) blotOut(masked, start, end, 'markup');
  return true;
}

/** A bare word is an address only where a link refers to it. */
function isAddress(label: string, destination: string, source: string): boolean {
  return address.test(destination) || (/^[\x21-\x7e]+$/.test(destination) && source.includes(`][${label}]`));
}

/** Lines without their quotation marks and list marks. */
function stripContainers(masked: MaskedSource): Line[] {
  const lines: Line[] = [];
  let at = 0;
  for (const raw of masked.source.split('\n')) {
    const end = at + raw.length;
    const indent = columns(/^[ \t]*/.exec(raw)![0]);
    let start = at;
    let interrupts = false;
    for (;;) {
      while (start < end && /[ \t\u0000]/.test(masked.mask[start]!)) start += 1;
      const rest = visible(masked, { start, end });
      const mark = rest.startsWith('>') ? '>' : ruleLine.test(rest) ? undefined : listMark.exec(rest)?.[0];
      if (!mark) {
        interrupts ||= headingMark.test(rest);
        break;
      }
      // Of numbers, only a 1 begins a list inside a paragraph (CommonMark 0.31, 5.3).
      interrupts ||= /^(\D|1.$)/.test(mark);
      blotOut(masked, start, start + mark.length, 'markup');
      start += mark.length;
    }
    lines.push({ begin: at, start, end, blank: visible(masked, { start, end }).trim() === '', indent, interrupts });
    at = end + 1;
  }
  return lines;
}

/** A tab goes to the next multiple of four (CommonMark 0.31, 2.2). */
function columns(space: string): number {
  let column = 0;
  for (const c of space) column += c === '\t' ? 4 - (column % 4) : 1;
  return column;
}

function headingPiece(line: Line, text: string, masked: MaskedSource, note: string | null): Piece {
  const level = headingMark.exec(text)![0].length;
  blotOut(masked, line.start, line.start + level, 'markup');
  const closing = /[ \t]#+[ \t]*$/.exec(text);
  if (closing) blotEach(masked, line.start + closing.index + 1, line.start + text.trimEnd().length);
  return { start: line.begin, end: line.end, note, heading: level };
}

/** Pieces of lines between blank ones: paragraphs, and tables row by row with their caption first. */
function piecesOf(lines: Line[], masked: MaskedSource, note: string | null): Piece[] {
  const pieces: Piece[] = [];
  const piece = (from: Line, to = from): Piece => ({ start: from.begin, end: to.end, note, heading: 0 });
  let at = 0;
  while (at < lines.length) {
    const table = findTable(lines, at, masked);
    const end = table?.first ?? lines.length;
    if (end > at) pieces.push(...paragraph(lines.slice(at, end), masked, piece));
    if (!table) break;
    if (table.caption) pieces.push(captionPiece(table.caption, masked, note));
    for (const row of table.rows) {
      maskRow(row, masked);
      pieces.push(piece(row));
    }
    at = table.end;
  }
  return pieces;
}

/** A line of = or - below a paragraph is masked, and is a piece by itself. */
function paragraph(lines: Line[], masked: MaskedSource, piece: (from: Line, to?: Line) => Piece): Piece[] {
  for (const line of lines) {
    const text = visible(masked, line);
    if (ruleLine.test(text)) blotEach(masked, line.start, line.start + text.trimEnd().length);
  }
  return [piece(lines[0]!, lines.at(-1)!)];
}

interface Table {
  caption: Line | null;
  rows: Line[];
  /** Indices of the lines it takes. */
  first: number;
  end: number;
}

function findTable(lines: Line[], from: number, masked: MaskedSource): Table | null {
  const isRow = (i: number) => i >= from && i < lines.length && visible(masked, lines[i]!).includes('|');
  const isCaption = (i: number) => i >= from && i < lines.length && captionLine.test(visible(masked, lines[i]!));
  for (let at = from + 1; at < lines.length; at++) {
    if (!isRow(at) || !separatorRow.test(visible(masked, lines[at]!)) || !isRow(at - 1)) continue;
    let first = at - 1;
    while (isRow(first - 1)) first -= 1;
    let end = at + 1;
    while (isRow(end)) end += 1;
    const above = isCaption(first - 1);
    const below = !above && isCaption(end);
    const caption = above ? lines[first - 1]! : below ? lines[end]! : null;
    return { caption, rows: lines.slice(first, end), first: above ? first - 1 : first, end: below ? end + 1 : end };
  }
  return null;
}

function captionPiece(line: Line, masked: MaskedSource, note: string | null): Piece {
  const text = visible(masked, line);
  const [, caption, label] = captionLine.exec(text)!;
  const start = line.start + 1;
  const end = start + caption!.length;
  blotOut(masked, line.start, start, 'markup');
  blotOut(masked, end, end + 1, 'markup');
  if (label) blotOut(masked, end + 1, end + 1 + label.length, 'markup');
  return { start: line.begin, end: line.end, note, heading: 0 };
}

/** Bars between cells, the row of hyphens, and ^^ in a cell that the one above spans. */
function maskRow(row: Line, masked: MaskedSource): void {
  const text = visible(masked, row);
  if (separatorRow.test(text)) {
    blotEach(masked, row.start, row.start + text.trimEnd().length);
    return;
  }
  for (const bar of text.matchAll(/(\\\\|\\\|)|\|[ \t]*(\^\^)?(?=[ \t]*(?:\||$))|\|/g)) {
    if (bar[1]) continue;
    const at = row.start + bar.index;
    blotOut(masked, at, at + 1, 'markup');
    if (bar[2]) blotOut(masked, at + bar[0].length - 2, at + bar[0].length, 'markup');
  }
}
