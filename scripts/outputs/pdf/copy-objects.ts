/** Objects on their way from one PDF file to another: the bytes of streams are never looked into. */
import type { PdfFile } from './pdf-file.ts';
import { isDict, isRef, type PdfRef, type PdfValue, ref, writeValue } from './pdf-objects.ts';
import { readValue } from './pdf-reader.ts';

/** Syntax of an object without `N 0 obj` and `endobj`; null where it was removed. */
export function readBody(file: PdfFile, n: number): Uint8Array | null {
  const change = file.changed.get(n);
  if (change !== undefined) return change;
  const span = file.spans[n];
  if (!span) return null;
  return file.bytes.subarray(span.start + `${n} 0 obj`.length, span.end - 'endobj'.length);
}

/** An object's body with other references; a stream's bytes follow its dictionary as they are. */
export function redirectBody(body: Uint8Array, to: (n: number) => PdfValue): Uint8Array {
  const cursor = { bytes: body, at: 0 };
  const value = Buffer.from(writeValue(redirect(readValue(cursor), to)), 'latin1');
  return Buffer.concat([value, body.subarray(cursor.at)]);
}

function redirect(value: PdfValue, to: (n: number) => PdfValue): PdfValue {
  if (isRef(value)) return to(value.ref);
  if (Array.isArray(value)) return value.map((item) => redirect(item, to));
  if (isDict(value)) return new Map([...value].map(([key, item]) => [key, redirect(item, to)]));
  return value;
}

/** A file of its own with what can be reached from some entries of the trailer, numbered in the order of the way there. */
export function copyReachable(file: PdfFile, keys: string[]): PdfFile {
  const numbers = new Map<number, number>();
  const queue: number[] = [];
  const to = (n: number): PdfRef => {
    const known = numbers.get(n);
    if (known !== undefined) return ref(known);
    queue.push(n);
    numbers.set(n, numbers.size + 1);
    return ref(numbers.size);
  };
  const trailer = new Map(
    keys.flatMap((key): [string, PdfValue][] => {
      const value = file.trailer.get(key);
      return value === undefined ? [] : [[key, redirect(value, to)]];
    }),
  );
  const changed: PdfFile['changed'] = new Map();
  for (const n of queue) {
    const body = readBody(file, n);
    changed.set(numbers.get(n)!, body && redirectBody(body, to));
  }
  const spans = new Array<undefined>(numbers.size + 1).fill(undefined);
  return { bytes: Buffer.alloc(0), spans, order: [], changed, trailer };
}
