/**
 * A PDF file as Chrome writes it: one classic cross-reference table (ISO 32000-1, 7.5.4), no object streams, no
 * updates, no encryption. Objects stay slices of the file; only those asked for are parsed. Whatever else a PDF may
 * be is refused with a PdfSyntaxError: it would mean that the browser writes PDFs in a new way.
 */
import { createHash } from 'node:crypto';
import {
  isDict,
  isRef,
  type PdfDict,
  type PdfRef,
  PdfSyntaxError,
  type PdfValue,
  ref,
  writeValue,
} from './pdf-objects.ts';
import { type Cursor, readToken, readValue, skipWhite } from './pdf-reader.ts';

/** Where an object lies: from its number to the end of `endobj`. */
interface Span {
  start: number;
  end: number;
}

/** A PDF being changed: the bytes as read, and the objects that replace them or come anew. */
export interface PdfFile {
  bytes: Buffer;
  /** Index is the object's number; undefined where the number is free. */
  spans: (Span | undefined)[];
  /** Numbers of the objects read, in the order in which they lie in `bytes`. */
  order: number[];
  /** Objects that were set or added: syntax of the whole object without `N 0 obj`; null where removed. */
  changed: Map<number, Uint8Array | null>;
  trailer: PdfDict;
}

/** Reads the cross-reference table and the trailer. Throws PdfSyntaxError. */
export function readPdf(pdf: Uint8Array): PdfFile {
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.length);
  const table = findTable(bytes);
  const c = { bytes, at: table };
  const offsets = readTable(c);
  const trailer = readValue(c);
  if (!isDict(trailer)) throw new PdfSyntaxError('no trailer dictionary', c.at);
  for (const key of ['Encrypt', 'Prev', 'XRefStm']) {
    if (trailer.has(key)) throw new PdfSyntaxError(`trailer with ${key}`);
  }
  if (trailer.get('Size') !== offsets.length) throw new PdfSyntaxError('Size differs from the table');
  const used = [...offsets.keys()].filter((n) => offsets[n] !== undefined);
  const order = used.sort((a, b) => offsets[a]! - offsets[b]!);
  return { bytes, spans: findSpans(bytes, offsets, order, table), order, changed: new Map(), trailer };
}

function findTable(bytes: Buffer): number {
  if (!/^%PDF-1\.\d[\r\n]/.test(bytes.toString('latin1', 0, 9))) throw new PdfSyntaxError('no PDF header');
  const tail = bytes.toString('latin1', Math.max(0, bytes.length - 1024));
  const found = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail);
  const table = Number(found?.[1] ?? Number.NaN);
  if (!(table < bytes.length)) throw new PdfSyntaxError('no startxref at the end');
  return table;
}

/** Offsets by object number; undefined for free entries. Leaves the cursor after `trailer`. */
function readTable(c: Cursor<Buffer>): (number | undefined)[] {
  if (readToken(c) !== 'xref') throw new PdfSyntaxError('no cross-reference table', c.at);
  const offsets: (number | undefined)[] = [];
  for (;;) {
    skipWhite(c);
    const at = c.at;
    const first = readToken(c);
    if (first === 'trailer') return offsets;
    skipWhite(c);
    const count = Number(readToken(c));
    if (Number(first) !== offsets.length || !(count >= 1)) throw new PdfSyntaxError('table with a gap', at);
    skipWhite(c);
    readEntries(c, count, offsets);
  }
}

/** Entries are exactly 20 bytes: `nnnnnnnnnn ggggg n` and a two-byte line end. */
function readEntries(c: Cursor<Buffer>, count: number, offsets: (number | undefined)[]): void {
  for (let i = 0; i < count; i++, c.at += 20) {
    const entry = c.bytes.toString('latin1', c.at, c.at + 20);
    const found = /^(\d{10}) (?:00000 (n)|\d{5} f)(?: \r| \n|\r\n)$/.exec(entry);
    if (!found) throw new PdfSyntaxError('bad entry in the table', c.at);
    offsets.push(found[2] ? Number(found[1]) : undefined);
  }
}

/** An object reaches to the next one's offset, where `endobj` has to stand. */
function findSpans(
  bytes: Buffer,
  offsets: (number | undefined)[],
  order: number[],
  table: number,
): (Span | undefined)[] {
  const spans: (Span | undefined)[] = new Array(offsets.length).fill(undefined);
  order.forEach((n, i) => {
    const start = offsets[n]!;
    const end = trimEnd(bytes, offsets[order[i + 1] ?? -1] ?? table);
    const head = `${n} 0 obj`;
    if (bytes.toString('latin1', start, start + head.length) !== head)
      throw new PdfSyntaxError(`no object ${n}`, start);
    if (bytes.toString('latin1', end - 6, end) !== 'endobj' || end - 6 < start + head.length) {
      throw new PdfSyntaxError(`object ${n} without endobj`, start);
    }
    spans[n] = { start, end };
  });
  return spans;
}

function trimEnd(bytes: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && bytes[at - 1]! <= 0x20) at--;
  return at;
}

/** Reads an object; of a stream, its dictionary. */
export function getObject(file: PdfFile, n: number): PdfValue {
  const change = file.changed.get(n);
  if (change) return readValue({ bytes: change, at: 0 });
  const span = change === null ? undefined : file.spans[n];
  if (!span) throw new PdfSyntaxError(`object ${n} is missing`);
  const c: Cursor = { bytes: file.bytes, at: span.start + `${n} 0 obj`.length };
  const value = readValue(c);
  skipWhite(c);
  const after = readToken(c);
  if (c.at > span.end || (after !== 'endobj' && after !== 'stream')) {
    throw new PdfSyntaxError(`object ${n} goes on after its end`, c.at);
  }
  return value;
}

/** Numbers of the objects whose bytes, as read, hold a text. Streams are searched too: look at what is found. */
export function findObjects(file: PdfFile, text: string): number[] {
  const { bytes } = file;
  const needle = Buffer.from(text, 'latin1');
  const found: number[] = [];
  let i = 0;
  for (let hit = bytes.indexOf(needle); hit >= 0 && i < file.order.length; ) {
    const span = file.spans[file.order[i]!]!;
    if (span.end <= hit) i++;
    else {
      if (span.start <= hit) found.push(file.order[i++]!);
      hit = bytes.indexOf(needle, Math.max(hit + 1, span.end));
    }
  }
  return found;
}

/** Follows a reference; other values stand for themselves. */
export function resolve(file: PdfFile, value: PdfValue | undefined): PdfValue {
  return isRef(value) ? getObject(file, value.ref) : (value ?? null);
}

/** Reads an object that has to be a dictionary. */
export function getDict(file: PdfFile, value: PdfValue | undefined): PdfDict {
  const found = resolve(file, value);
  if (!isDict(found)) throw new PdfSyntaxError(`expected a dictionary, found ${writeValue(value ?? null)}`);
  return found;
}

/** Replaces an object, which must not be a stream: its bytes would be lost. */
export function setObject(file: PdfFile, { ref: n }: PdfRef, value: PdfValue): void {
  file.changed.set(n, Buffer.from(writeValue(value), 'latin1'));
}

export function addObject(file: PdfFile, value: PdfValue): PdfRef {
  const n = file.spans.push(undefined) - 1;
  setObject(file, ref(n), value);
  return ref(n);
}

/** Adds a stream with its bytes as given; /Length is set here. */
export function addStream(file: PdfFile, entries: PdfDict, data: Uint8Array): PdfRef {
  const head = writeValue(new Map([...entries, ['Length', data.length]]));
  const n = file.spans.push(undefined) - 1;
  file.changed.set(n, Buffer.concat([Buffer.from(`${head} stream\n`), data, Buffer.from('\nendstream')]));
  return ref(n);
}

export function removeObject(file: PdfFile, { ref: n }: PdfRef): void {
  file.changed.set(n, null);
}

/** Every object's bytes as they will be written, `N 0 obj` and `endobj` apart for new ones. */
function* bodyOf(file: PdfFile): Generator<{ n: number; parts: Uint8Array[] }> {
  const end = Buffer.from('\nendobj\n');
  const newline = Buffer.from('\n');
  for (let n = 1; n < file.spans.length; n++) {
    const change = file.changed.get(n);
    const span = file.spans[n];
    if (change) yield { n, parts: [Buffer.from(`${n} 0 obj\n`), change, end] };
    else if (change === undefined && span) yield { n, parts: [file.bytes.subarray(span.start, span.end), newline] };
  }
}

/** SHA-256 of all objects as they will be written. */
export function digestObjects(file: PdfFile): Buffer {
  const hash = createHash('sha256');
  for (const { parts } of bodyOf(file)) for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Writes the file anew: objects in order of their numbers, one table, the trailer. */
export function writePdf(file: PdfFile): Uint8Array {
  // The second line tells programs that the file is binary (7.5.2).
  const chunks: Uint8Array[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: (number | undefined)[] = new Array(file.spans.length);
  let table = chunks[0]!.length;
  for (const { n, parts } of bodyOf(file)) {
    offsets[n] = table;
    for (const part of parts) table += part.length;
    chunks.push(...parts);
  }
  const trailer = new Map<string, PdfValue>([...file.trailer, ['Size', offsets.length]]);
  const tail = `${writeTable(offsets)}trailer\n${writeValue(trailer)}\nstartxref\n${table}\n%%EOF\n`;
  chunks.push(Buffer.from(tail, 'latin1'));
  return joinChunks(chunks);
}

/** A Uint8Array with memory of its own: readers that take no Buffer take it. */
function joinChunks(chunks: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Free entries form a list that begins and ends at object 0. */
function writeTable(offsets: (number | undefined)[]): string {
  const pad = (value: number, digits: number) => String(value).padStart(digits, '0');
  const entries: string[] = new Array(offsets.length);
  let free = 0;
  for (let n = offsets.length - 1; n >= 0; n--) {
    const offset = offsets[n];
    entries[n] =
      offset === undefined ? `${pad(free, 10)} ${n ? '00001' : '65535'} f \n` : `${pad(offset, 10)} 00000 n \n`;
    if (offset === undefined) free = n;
  }
  return `xref\n0 ${entries.length}\n${entries.join('')}`;
}
