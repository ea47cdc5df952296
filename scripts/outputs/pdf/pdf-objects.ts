/**
 * PDF objects as plain data, and their syntax (ISO 32000-1, 7.3). Streams are not objects here: a stream's dictionary
 * is read as a dictionary, its bytes are copied and never looked into.
 */

/** A name's bytes as characters U+0000 to U+00FF, without the slash and with #xx resolved. */
export interface PdfName {
  name: string;
}

/** A string's bytes, as they stand after unescaping. */
export interface PdfString {
  string: Uint8Array;
}

/** An indirect reference. Generations other than 0 are refused. */
export interface PdfRef {
  ref: number;
}

/** A dictionary; keys without the slash, in the order of the file. */
export type PdfDict = Map<string, PdfValue>;

export type PdfValue = null | boolean | number | PdfName | PdfString | PdfRef | PdfValue[] | PdfDict;

/** Bytes that are not the PDF that huibian expects of the browser. Always a bug or a new browser, never a user's mistake. */
export class PdfSyntaxError extends Error {
  constructor(message: string, at?: number) {
    super(at === undefined ? message : `${message} at byte ${at}`);
    this.name = 'PdfSyntaxError';
  }
}

export const name = (n: string): PdfName => ({ name: n });
export const ref = (n: number): PdfRef => ({ ref: n });
export const dict = (entries: Record<string, PdfValue | undefined>): PdfDict =>
  new Map(Object.entries(entries).filter((e): e is [string, PdfValue] => e[1] !== undefined));

export const isDict = (v: PdfValue | undefined): v is PdfDict => v instanceof Map;
export const isRef = (v: PdfValue | undefined): v is PdfRef => isKind(v, 'ref');
export const isName = (v: PdfValue | undefined, n?: string): v is PdfName =>
  isKind(v, 'name') && (n === undefined || (v as PdfName).name === n);
export const isString = (v: PdfValue | undefined): v is PdfString => isKind(v, 'string');

function isKind(v: PdfValue | undefined, kind: 'ref' | 'name' | 'string'): boolean {
  return typeof v === 'object' && v !== null && kind in v;
}

/** A text string (7.9.2.2): ASCII as it is, all else UTF-16BE with a byte order mark. */
export function textString(text: string): PdfString {
  if (/^[\x20-\x7e]*$/.test(text)) return { string: Buffer.from(text, 'latin1') };
  return { string: Buffer.from(`\ufeff${text.replace(/\p{Surrogate}/gu, '\ufffd')}`, 'utf16le').swap16() };
}

/** An object in PDF syntax, all of it ASCII. */
export function writeValue(value: PdfValue): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return writeNumber(value);
  if (Array.isArray(value)) return `[${value.map(writeValue).join(' ')}]`;
  if (value instanceof Map) {
    return `<<${[...value].map(([key, item]) => `${writeName(key)} ${writeValue(item)}`).join('\n')}>>`;
  }
  if ('ref' in value) return `${value.ref} 0 R`;
  return 'name' in value ? writeName(value.name) : writeString(value.string);
}

/** 7.3.3: PDF knows no exponents, and no reader keeps more than a few decimals. */
function writeNumber(value: number): string {
  if (!(Math.abs(value) < 1e15)) throw new PdfSyntaxError(`number out of range: ${value}`);
  const text = String(value);
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text;
}

function writeName(text: string): string {
  return `/${text.replace(/[^!-~]|[#()<>[\]{}/%]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}`;
}

function writeString(bytes: Uint8Array): string {
  const printable = bytes.every((b) => b >= 0x20 && b <= 0x7e);
  if (!printable) return `<${Buffer.from(bytes).toString('hex').toUpperCase()}>`;
  return `(${Buffer.from(bytes)
    .toString('latin1')
    .replace(/[\\()]/g, '\\$&')})`;
}
