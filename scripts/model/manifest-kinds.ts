/**
 * The kinds of value that the manifest is made of. Each says in both languages what it expects, so that a
 * diagnostic and the reference in the READMEs use the same words.
 */
import * as z from 'zod';

export interface Bilingual {
  zh: string;
  en: string;
}

declare module 'zod' {
  interface GlobalMeta {
    /** The Chinese of `description`. */
    zh?: string;
    /** What may stand there, as the middle of a sentence: "expected …". */
    expects?: Bilingual;
    /** The value names a file of the book's folder. */
    isFile?: true;
  }
}

/** A key's two descriptions. */
export const about = (description: string, zh: string) => ({ description, zh });

/** What a value must be, in words. */
export const expects = (en: string, zh: string) => ({ expects: { zh, en } });

const words = z.string().trim().min(1);

export const text = words.meta(expects('text', '文字'));

/** Text that editors may write as a bare number: 500, 9787000000000, 00123. Always a string once read. */
export const plainText = z.union([words, z.number()]).transform(String).meta(expects('text or a number', '文字或数字'));

/** A file below the book's folder: neither absolute nor with `..`, and the same on every system. */
export const path = words.regex(/^(?!\/|[A-Za-z]:|(?:.*\/)?\.\.(?:\/|$))[^\\]+$/).meta({
  ...expects("a file in the book's folder, such as reports/01.md", '书文件夹内的文件，如 reports/01.md'),
  isFile: true,
});

/** A font file as the manifest names it, with or without fonts/; relative to the book's folder once read. */
export const fontPath = path
  .transform(inFontsFolder)
  .meta(
    expects("a file in the book's fonts/ folder, such as fangsong.ttf", '书内 fonts/ 文件夹中的文件，如 fangsong.ttf'),
  );

export function inFontsFolder(file: string): string {
  const name = file.replace(/^(\.\/)+/, '');
  return name.startsWith('fonts/') ? name : `fonts/${name}`;
}

/** A whole number of a range. */
export function whole(min: number, max?: number) {
  const schema = z.number().int().min(min);
  return max === undefined
    ? schema.meta(expects(`a whole number, ${min} or more`, `不小于${min}的整数`))
    : schema.max(max).meta(expects(`a whole number from ${min} to ${max}`, `${min}到${max}的整数`));
}

/** One word of a list. */
export function oneOf<const T extends readonly string[]>(...values: T) {
  return z.enum(values).meta(expects(`one of ${values.join(', ')}`, `${values.join('、')} 之一`));
}

/** Text of a fixed form, said in words. */
export function form(pattern: RegExp, en: string, zh: string) {
  return z.string().regex(pattern).meta(expects(en, zh));
}

/** A calendar date. */
export const date = z.iso.date().meta(expects('a date such as 2024-12-31', '日期，如 2024-12-31'));

/** The most that letter spacing may be tightened, in pt. */
const tightest = -0.3;

/** Tracking from -0.3pt to 0; once read always with its unit. */
export const tracking = z
  .union([z.string().regex(/^-?0(\.0+)?(pt)?$|^-0\.([0-2]\d*|30*)(pt)?$/), z.number().min(tightest).max(0)])
  .transform((value) => `${Number.parseFloat(String(value)) || 0}pt`)
  .meta(expects('0, or a length from -0.3pt to 0pt such as -0.15pt', '0，或-0.3pt到0pt之间的长度，如 -0.15pt'));
