/** The bytes of streams, and digests of objects by what they are and not by their numbers. */
import { createHash } from 'node:crypto';
import { inflateSync } from 'node:zlib';
import { readBody } from './copy-objects.ts';
import { getDict, type PdfFile, resolve } from './pdf-file.ts';
import {
  isDict,
  isName,
  isRef,
  type PdfDict,
  type PdfRef,
  PdfSyntaxError,
  type PdfValue,
  writeValue,
} from './pdf-objects.ts';
import { readValue, skipWhite } from './pdf-reader.ts';

/** A stream's bytes as they stand in the file (ISO 32000-1, 7.3.8); null where the object is no stream. */
function rawStream(file: PdfFile, { ref: n }: PdfRef): { entries: PdfDict; data: Buffer } | null {
  const body = readBody(file, n);
  if (!body) return null;
  const cursor = { bytes: body, at: 0 };
  const entries = readValue(cursor);
  skipWhite(cursor);
  const word = Buffer.from(body.buffer, body.byteOffset + cursor.at, Math.min(8, body.length - cursor.at)).toString(
    'latin1',
  );
  const start = /^stream\r?\n/.exec(word)?.[0].length;
  const length = isDict(entries) ? resolve(file, entries.get('Length')) : null;
  if (!start || !isDict(entries) || typeof length !== 'number') return null;
  return { entries, data: Buffer.from(body.buffer, body.byteOffset + cursor.at + start, length) };
}

/** A stream unpacked. Throws PdfSyntaxError where there is none, or one packed otherwise than with Flate. */
export function readStream(file: PdfFile, at: PdfValue | undefined): Buffer {
  const stream = isRef(at) ? rawStream(file, at) : null;
  if (!stream) throw new PdfSyntaxError('expected a stream');
  const filter = resolve(file, stream.entries.get('Filter'));
  if (filter === null) return stream.data;
  if (!isName(filter, 'FlateDecode')) throw new PdfSyntaxError(`stream packed with ${writeValue(filter)}`);
  return inflateSync(stream.data);
}

/**
 * SHA-256 of an object and all that it refers to, streams included, in hexadecimal.
 * @param without keys of dictionaries that do not count
 */
export function digestObject(file: PdfFile, at: PdfValue, without: ReadonlySet<string> = new Set()): string {
  const hash = createHash('sha256');
  const seen = new Set<number>();
  const visit = (value: PdfValue): void => {
    if (isRef(value)) {
      if (seen.has(value.ref)) return;
      seen.add(value.ref);
      const stream = rawStream(file, value);
      visit(stream ? stream.entries : resolve(file, value));
      if (stream) hash.update(stream.data);
    } else if (Array.isArray(value)) {
      hash.update(`[${value.length} `);
      for (const item of value) visit(item);
    } else if (isDict(value)) {
      for (const key of [...value.keys()].filter((each) => !without.has(each)).sort()) {
        hash.update(`/${key} `);
        visit(value.get(key)!);
      }
      hash.update('>>');
    } else hash.update(`${writeValue(value)} `);
  };
  visit(at);
  return hash.digest('hex');
}

/** A page's resources of one kind, by name. */
export function resourcesOf(file: PdfFile, page: PdfDict, kind: string): PdfDict {
  const all = getDict(file, page.get('Resources'));
  return all.has(kind) ? getDict(file, all.get(kind)) : new Map();
}
