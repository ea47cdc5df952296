/** Books for shelves, and the schemas that their catalogues are held against. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';
import type { ShelfFacts } from '../../scripts/model/shelf-facts.ts';
import type { SiteBook } from '../../scripts/model/site-book.ts';
import { formats, opds2 } from './schemas/opds-2.0.ts';

export const shelf: ShelfFacts = {
  title: '汇编书架',
  identifier: 'urn:uuid:6f1c2e3a-5b6d-5e7f-8091-a2b3c4d5e6f7',
  language: 'zh-CN',
};

const sha256 = 'a'.repeat(64);

/** A book with all that a manifest can say, its slug and identifier ending in `n`. */
export function sampleBook(n: number, more: Partial<SiteBook> = {}): SiteBook {
  return {
    slug: `book-${n}`,
    title: `文稿汇编第${n}辑`,
    subtitle: '二〇二四年',
    creator: '编写组',
    publisher: '某某出版社',
    description: '各地文稿 <27> 篇 & 附录。',
    language: 'zh-CN',
    identifier: `urn:uuid:00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    issued: '2024-05-01',
    modified: `2024-06-0${(n % 9) + 1}`,
    edition: { number: 1, printing: 2 },
    distribution: 'public',
    files: [
      { name: `book-${n}.epub`, mediaType: 'application/epub+zip', size: 1_234_567, sha256 },
      { name: `book-${n}.pdf`, mediaType: 'application/pdf', size: 23_456, sha256 },
      { name: 'cover.png', mediaType: 'image/png', size: 34_567, sha256 },
    ],
    ...more,
  };
}

/** A book with nothing that may be left out. */
export function plainBook(n: number): SiteBook {
  const { subtitle: _s, creator: _c, publisher: _p, description: _d, ...rest } = sampleBook(n);
  return rest;
}

const grammar = readFileSync(new URL('./schemas/opds-1.2.rng', import.meta.url), 'utf8');
export const names = {
  a: 'http://www.w3.org/2005/Atom',
  dc: 'http://purl.org/dc/terms/',
};

/** What is wrong with a document as a feed or an entry of OPDS 1.2, in words; null where nothing is. */
export function faultOfAtom(xml: string): string | null {
  using rng = XmlDocument.fromString(grammar);
  using validator = RelaxNGValidator.fromDoc(rng);
  try {
    using document = XmlDocument.fromString(xml);
    validator.validate(document);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The texts or attribute values that an XPath finds. */
export function find(xml: string, xpath: string): string[] {
  using document = XmlDocument.fromString(xml);
  return document.find(xpath, names).map((node) => node.content);
}

const ajv = new Ajv({ allErrors: true, formats });

/** What is wrong with a catalogue or an entry of OPDS 2.0; null where nothing is. */
export function faultOfJson(kind: keyof typeof opds2, text: string): string | null {
  const validate = ajv.compile(opds2[kind]);
  return validate(JSON.parse(text)) ? null : ajv.errorsText(validate.errors);
}
