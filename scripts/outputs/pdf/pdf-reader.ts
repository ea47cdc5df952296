/** Reads PDF objects from bytes (ISO 32000-1, 7.2 and 7.3). */
import { name, type PdfDict, type PdfName, type PdfString, PdfSyntaxError, type PdfValue, ref } from './pdf-objects.ts';

/** A place in bytes that are being read. */
export interface Cursor<Bytes extends Uint8Array = Uint8Array> {
  bytes: Bytes;
  at: number;
}

const WHITE = 1;
const DELIMITER = 2;
const classes = new Uint8Array(256);
for (const c of [0, 9, 10, 12, 13, 32]) classes[c] = WHITE;
for (const c of '()<>[]{}/%') classes[c.charCodeAt(0)] = DELIMITER;

/** Moves past white space and comments. */
export function skipWhite(c: Cursor): void {
  for (;;) {
    const byte = c.bytes[c.at];
    if (byte === 0x25) while (c.at < c.bytes.length && c.bytes[c.at] !== 10 && c.bytes[c.at] !== 13) c.at++;
    else if (byte === undefined || classes[byte] !== WHITE) return;
    else c.at++;
  }
}

/** Reads a run of regular characters: a number or a keyword. Empty where a delimiter stands. */
export function readToken(c: Cursor): string {
  const start = c.at;
  while (c.at < c.bytes.length && classes[c.bytes[c.at]!] === 0) c.at++;
  let token = '';
  for (let i = start; i < c.at; i++) token += String.fromCharCode(c.bytes[i]!);
  return token;
}

/** Reads one object after any white space. */
export function readValue(c: Cursor): PdfValue {
  skipWhite(c);
  const { bytes, at } = c;
  const next = bytes[at + 1];
  switch (bytes[at]) {
    case 0x2f:
      return readName(c);
    case 0x28:
      return readLiteralString(c);
    case 0x5b:
      return readArray(c);
    case 0x3c:
      return next === 0x3c ? readDict(c) : readHexString(c);
    default:
      return readKeywordOrNumber(c);
  }
}

function readKeywordOrNumber(c: Cursor): PdfValue {
  const start = c.at;
  const token = readToken(c);
  if (token === 'true') return true;
  if (token === 'false') return false;
  if (token === 'null') return null;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(token)) throw new PdfSyntaxError(`expected an object, found '${token}'`, start);
  return /^\d+$/.test(token) ? readRefTail(c, Number(token)) : Number(token);
}

/** A number that `0 R` follows is a reference. */
function readRefTail(c: Cursor, value: number): PdfValue {
  const after = c.at;
  const tail: Cursor = { bytes: c.bytes, at: after };
  skipWhite(tail);
  const digit = c.bytes[tail.at];
  if (digit === undefined || digit < 0x30 || digit > 0x39) return value;
  const generation = readToken(tail);
  skipWhite(tail);
  if (c.bytes[tail.at] !== 0x52 || readToken(tail) !== 'R') return value;
  if (generation !== '0') throw new PdfSyntaxError(`reference to generation ${generation}`, after);
  c.at = tail.at;
  return ref(value);
}

function readName(c: Cursor): PdfName {
  const start = c.at++;
  const raw = readToken(c);
  if (!raw.includes('#')) return name(raw);
  return name(
    raw.replace(/#(.{0,2})/g, (_, hex: string) => {
      if (!/^[0-9a-fA-F]{2}$/.test(hex)) throw new PdfSyntaxError('bad # in a name', start);
      return String.fromCharCode(Number.parseInt(hex, 16));
    }),
  );
}

function readArray(c: Cursor): PdfValue[] {
  const start = c.at++;
  const items: PdfValue[] = [];
  for (;;) {
    skipWhite(c);
    if (c.bytes[c.at] === 0x5d) break;
    if (c.at >= c.bytes.length) throw new PdfSyntaxError('array without end', start);
    items.push(readValue(c));
  }
  c.at++;
  return items;
}

function readDict(c: Cursor): PdfDict {
  const start = c.at;
  c.at += 2;
  const entries: PdfDict = new Map();
  for (;;) {
    skipWhite(c);
    if (c.bytes[c.at] === 0x3e && c.bytes[c.at + 1] === 0x3e) break;
    if (c.bytes[c.at] !== 0x2f) throw new PdfSyntaxError('dictionary without end or with a key that is no name', start);
    const key = readName(c).name;
    if (entries.has(key)) throw new PdfSyntaxError(`key ${key} twice in a dictionary`, start);
    entries.set(key, readValue(c));
  }
  c.at += 2;
  return entries;
}

const ESCAPES: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** 7.3.4.2: balanced parentheses, escapes, octal codes, line ends read as \n. */
function readLiteralString(c: Cursor): PdfString {
  const start = c.at++;
  const out: number[] = [];
  for (let depth = 1; ; c.at++) {
    const byte = c.bytes[c.at];
    if (byte === undefined) throw new PdfSyntaxError('string without end', start);
    if (byte === 0x28) depth++;
    if (byte === 0x29 && --depth === 0) break;
    if (byte === 0x5c) readEscape(c, out);
    else if (byte === 13) {
      if (c.bytes[c.at + 1] === 10) c.at++;
      out.push(10);
    } else out.push(byte);
  }
  c.at++;
  return { string: Uint8Array.from(out) };
}

/** Leaves the cursor on the last byte of the escape. */
function readEscape(c: Cursor, out: number[]): void {
  const byte = c.bytes[++c.at];
  if (byte === undefined) return;
  const char = String.fromCharCode(byte);
  if (/[0-7]/.test(char)) {
    let code = byte - 0x30;
    for (let n = 0; n < 2 && /[0-7]/.test(String.fromCharCode(c.bytes[c.at + 1] ?? 0)); n++) {
      code = code * 8 + c.bytes[++c.at]! - 0x30;
    }
    out.push(code & 0xff);
  } else if (byte === 13) {
    if (c.bytes[c.at + 1] === 10) c.at++;
  } else if (byte !== 10) out.push(ESCAPES[char] ?? byte);
}

function readHexString(c: Cursor): PdfString {
  const start = c.at;
  const end = c.bytes.indexOf(0x3e, start);
  if (end < 0) throw new PdfSyntaxError('string without end', start);
  const digits = Buffer.from(c.bytes.subarray(start + 1, end))
    .toString('latin1')
    .replace(/[\0\t\n\f\r ]/g, '');
  if (/[^0-9a-fA-F]/.test(digits)) throw new PdfSyntaxError('bad digit in a string', start);
  c.at = end + 1;
  return { string: Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex') };
}
