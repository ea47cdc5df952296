import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  dict,
  name,
  type PdfDict,
  PdfSyntaxError,
  type PdfValue,
  ref,
  textString,
  writeValue,
} from '../../../scripts/outputs/pdf/pdf-objects.ts';
import { readValue } from '../../../scripts/outputs/pdf/pdf-reader.ts';

const read = (text: string) => readValue({ bytes: Buffer.from(text, 'latin1'), at: 0 });
const string = (text: string) => ({ string: Buffer.from(text, 'latin1') });

/** Any object that huibian could write. */
const anyValue = fc.letrec<{ value: PdfValue; array: PdfValue[]; dict: PdfDict }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer({ min: -1e12, max: 1e12 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((n) => Number(n.toFixed(5)) + 0),
    fc.integer({ min: 1, max: 1e6 }).map(ref),
    fc.string({ unit: 'binary-ascii' }).map(name),
    fc.uint8Array({ maxLength: 20 }).map((bytes) => ({ string: bytes })),
    tie('array'),
    tie('dict'),
  ),
  array: fc.array(tie('value'), { maxLength: 5 }),
  dict: fc
    .uniqueArray(fc.tuple(fc.string({ unit: 'binary-ascii' }), tie('value')), {
      selector: ([key]) => key,
      maxLength: 5,
    })
    .map((entries) => new Map(entries)),
})).value;

/** Strings compare by their bytes, whatever class holds them. */
const plain = (value: PdfValue): unknown => JSON.stringify(value, (_, v) => (v instanceof Map ? [...v] : hex(v)));
const hex = (v: unknown) =>
  typeof v === 'object' && v !== null && 'string' in v
    ? { hex: Buffer.from(v.string as Uint8Array).toString('hex') }
    : v;

describe('the syntax of PDF objects', () => {
  it('reads the examples of ISO 32000-1, 7.3', () => {
    expect([123, 43445, 17, -98, 0, 34.5, -3.62, 123.6, 4, -0.002, 0]).toEqual(
      read('[123 43445 +17 -98 0 34.5 -3.62 +123.6 4. -.002 0.0]'),
    );
    expect(
      plain(read('(Strings may contain balanced parentheses ( ) and\nspecial characters ( * ! & } ^ % and so on ) .)')),
    ).toBe(
      plain(string('Strings may contain balanced parentheses ( ) and\nspecial characters ( * ! & } ^ % and so on ) .')),
    );
    expect(plain(read('(These \\\ntwo strings \\\r\nare the same.)'))).toBe(
      plain(string('These two strings are the same.')),
    );
    expect(plain(read('(\\0053 \\53 \\245\\\\ \\n\\) a\r\nb)'))).toBe(plain(string('\x053 + \xa5\\ \n) a\nb')));
    expect(plain(read('<4E6F 762 07>'))).toBe(plain(string('Nov p')));
    expect(read('/A;Name_With-Various***Characters?')).toEqual(name('A;Name_With-Various***Characters?'));
    expect(read('/paired#28#29parentheses')).toEqual(name('paired()parentheses'));
    expect(read('/ ')).toEqual(name(''));
    expect(read('[549 3.14 false (Ralph)/SomeName]')).toMatchObject([549, 3.14, false, {}, name('SomeName')]);
    expect(read('<</Type/Example%c\n/Version .01/Sub<</I[1 0 R 2 0 3 0 R]>>>>')).toEqual(
      dict({ Type: name('Example'), Version: 0.01, Sub: dict({ I: [ref(1), 2, 0, ref(3)] }) }),
    );
  });

  it.each([
    '',
    '[1',
    '<</A',
    '<</A 1',
    '<</A 1/A 2>>',
    '<<1 2>>',
    '(a',
    '<4',
    '<4x>',
    '/a#4',
    '1e5',
    '--1',
    '1 2 R',
    'nul',
    ')',
  ])('refuses %s', (text) => {
    const value = text === '1 2 R' ? `[${text}]` : text;
    expect(() => read(value)).toThrow(PdfSyntaxError);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = writeValue(value);
        expect(text).toMatch(/^[\n\x20-\x7e]*$/);
        expect(plain(read(text))).toBe(plain(value));
      }),
    );
  });

  it('ends on any bytes: with an object or with a PdfSyntaxError', () => {
    const bits = fc.constantFrom(
      '<<',
      '>>',
      '[',
      ']',
      '(',
      ')',
      '<',
      '>',
      '/A',
      '#',
      '\\',
      '%',
      '1',
      ' 0 R',
      '\n',
      ' ',
      '\0',
      '.',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(bits).map((parts) => parts.join('')),
          fc.string({ unit: 'binary-ascii' }),
        ),
        (text) => {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(PdfSyntaxError);
          }
        },
      ),
    );
  });

  it('writes numbers without exponents and refuses those that are none', () => {
    expect(writeValue([1e-7, 1e14, -2.5e-9])).toBe('[0.0000001 100000000000000 -0.0000000025]');
    expect(() => writeValue(Number.NaN)).toThrow(PdfSyntaxError);
    expect(() => writeValue(1e21)).toThrow(PdfSyntaxError);
  });

  it('writes text beyond ASCII as UTF-16 with a mark, half a surrogate pair as U+FFFD', () => {
    expect(writeValue(textString('第1页'))).toBe('<FEFF7B2C00319875>');
    expect(writeValue(textString('𠮷'))).toBe('<FEFFD842DFB7>');
    expect(writeValue(textString('\ud842'))).toBe('<FEFFFFFD>');
    expect(writeValue(textString('a (b) \\'))).toBe('(a \\(b\\) \\\\)');
  });
});
