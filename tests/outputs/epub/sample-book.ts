/** Small books made by hand, and an EPUB taken apart by readers that know nothing of ours. */
import { unzipSync } from 'fflate';
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { XmlDocument } from 'libxml2-wasm';
import { loadStyle } from '../../../scripts/lib/styles.ts';
import { loadTemplates } from '../../../scripts/lib/templates.ts';
import { manifestSchema } from '../../../scripts/model/manifest-schema.ts';
import type {
  Book,
  FrontMatter,
  ImageAsset,
  Manuscript,
  PageEntry,
  PageMap,
  Report,
  TypesetText,
} from '../../../scripts/model/types.ts';
import { type EpubInput, renderEpub } from '../../../scripts/outputs/epub/render-epub.ts';

export interface SampleReport {
  id: string;
  title?: string;
  titleLines?: string[];
  /** HTML of the body; left out while the manuscript is missing. */
  html?: string;
  notes?: string[];
  images?: ImageAsset[];
  front?: Partial<FrontMatter>;
  notice?: string;
}

export interface Sample {
  manifest?: Record<string, unknown>;
  parts?: { title: string; reports: SampleReport[] }[];
  front?: SampleReport[];
  back?: SampleReport[];
  cover?: Uint8Array;
  /** Of the print; if not given, those of notices alone, without labels. */
  pages?: Partial<PageEntry>[];
}

/** One pixel. */
export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const parse = (html: string): Root => fromHtml(html, { fragment: true });

function makeText({ id, html, notes = [], images = [] }: SampleReport): TypesetText {
  return { id, tree: parse(html ?? ''), notes: notes.map(parse), text: '', noteTexts: [], images };
}

function makeManuscript({ id, front, html }: SampleReport): Manuscript | null {
  if (html === undefined) return null;
  return { file: `reports/${id}.md`, frontMatter: { status: 'complete', ...front }, body: '', bodyLine: 1 };
}

/** Everything renderEpub needs. */
export async function makeInput({
  manifest,
  parts = [],
  front = [],
  back = [],
  cover = png,
  pages: printed,
}: Sample): Promise<EpubInput> {
  let number = 0;
  const makeReport =
    (part: string) =>
    (sample: SampleReport): Report => {
      const manuscript = makeManuscript(sample);
      const title = sample.title ?? sample.id;
      number += 1;
      return {
        ...{
          id: sample.id,
          number,
          title,
          titleLines: sample.titleLines ?? [title],
          shortTitle: title,
          part,
          lock: null,
        },
        ...{ manuscript, status: manuscript?.frontMatter.status ?? 'missing', place: { file: 'book.yaml' } },
      };
    };
  const samples = parts.flatMap((p) => p.reports);
  const book: Book = {
    dir: '/nowhere',
    manifest: manifestSchema.parse({
      ...{ slug: 'sample', title: '样书', identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001' },
      ...{ issued: '2024-12-31', parts: [{ title: 'x', reports: [{ title: 'x' }] }] },
      ...manifest,
    }),
    parts: parts.map(({ title, reports }) => ({ title, reports: reports.map(makeReport(title)) })),
    front: front.map((f, i) => makeManuscript({ ...f, id: `${i + 1}` })!),
    back: back.map((f, i) => makeManuscript({ ...f, id: `${i + 1}` })!),
    emendations: [],
    texts: {},
  };
  const pieces = [
    ...front.map((f, i) => ({ ...f, id: `front-${i + 1}` })),
    ...samples.filter((s) => s.html !== undefined),
    ...back.map((b, i) => ({ ...b, id: `back-${i + 1}` })),
  ];
  const notices = samples.flatMap(({ id, notice }) =>
    notice
      ? [
          { flow: id, kind: 'notice', label: null, notice },
          { flow: id, kind: 'reserved', label: null, notice: '待补' },
        ]
      : [],
  );
  return {
    book,
    texts: new Map(pieces.map((p) => [p.id, makeText(p)])),
    pageMap: {
      format: 1,
      slug: 'sample',
      title: '样书',
      numbering: 'flowing',
      reports: [],
      pages: printed ?? notices,
    } as unknown as PageMap,
    cover,
    templates: await loadTemplates('/nowhere'),
    style: await loadStyle('epub.css', '/nowhere'),
    fontStyle: await loadStyle('epub-fonts.css', '/nowhere'),
    cutFaces: async () => [],
    producer: 'huibian 0',
  };
}

const namespaces = {
  x: 'http://www.w3.org/1999/xhtml',
  epub: 'http://www.idpf.org/2007/ops',
  opf: 'http://www.idpf.org/2007/opf',
  dc: 'http://purl.org/dc/elements/1.1/',
  ncx: 'http://www.daisy.org/z3986/2005/ncx/',
};

/** An EPUB unzipped; its XML read by libxml2. */
export class OpenedEpub {
  readonly bytes: Uint8Array;
  readonly files: Record<string, Uint8Array>;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.files = unzipSync(bytes);
  }

  get names(): string[] {
    return Object.keys(this.files);
  }

  text(name: string): string {
    const file = this.files[name] ?? this.files[`OEBPS/${name}`];
    if (!file) throw new Error(`no ${name} among ${this.names.join(', ')}`);
    return new TextDecoder('utf-8', { fatal: true }).decode(file);
  }

  /** What an XPath finds: text of elements, values of attributes. Prefixes: x, epub, opf, dc, ncx. */
  find(name: string, xpath: string): string[] {
    const document = XmlDocument.fromString(this.text(name));
    try {
      return document.find(xpath, namespaces).map((n) => ('value' in n ? (n.value as string) : n.content));
    } finally {
      document.dispose();
    }
  }
}

/** Makes a sample's EPUB and takes it apart. */
export async function openSample(sample: Sample): Promise<OpenedEpub> {
  return new OpenedEpub(await renderEpub(await makeInput(sample)));
}
