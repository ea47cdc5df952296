/** Prints a book's parts side by side, and the picture of its cover; what has not changed comes from a cache. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { BlobCache } from '../../lib/blob-cache.ts';
import { loadStyle } from '../../lib/styles.ts';
import type { WorkFolder } from '../../lib/work-folder.ts';
import type { TypesetText } from '../../model/types.ts';
import type { PrintedPart } from './finish-pdf.ts';
import { coverDocument, type PrintInput, printParts } from './print-document.ts';
import { pictureCover, printPdf, type TabSource } from './print-pdf.ts';

export interface PrintJob extends Omit<PrintInput, 'styles'> {
  /** @font-face rules with the files inside: what `fontSheet` holds. */
  fontCss: string;
  tabs: () => Promise<TabSource>;
  browserVersion: string;
  work: WorkFolder;
  blobs: BlobCache;
  /** Parts that are printed at the same time. */
  jobs: number;
  withCover: boolean;
}

/** Outputs of the browser under way: the cover's picture is there before the PDF. */
export interface Printing {
  pdf: Promise<PrintedPart[]>;
  /** Settles when the browser is busy with the first parts and needs no more of us: what keeps this thread can begin. */
  underWay: Promise<void>;
  /** PNG of the first page; empty where none is wanted. */
  cover: Promise<Uint8Array>;
}

/** Starts to print, or takes from the cache the parts in which nothing has changed. */
export async function startPrint(job: PrintJob): Promise<Printing> {
  const styles = await Promise.all(['print.css', 'furniture.css'].map((name) => loadStyle(name, job.book.dir)));
  const input: PrintInput = { ...job, styles: styles.join('\n') };
  const shared = digestOf([job.browserVersion, job.fontCss, await hashImages(job.texts)]);
  const cover = job.withCover
    ? make(job, shared, 'cover', coverDocument(input), pictureCover)
    : Promise.resolve(new Uint8Array());
  let begun = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const pdf = printAll(job, shared, input, begun);
  const ended = pdf.then(
    () => undefined,
    () => undefined,
  );
  cover.catch(() => undefined);
  return { pdf, underWay: Promise.race([first, ended]), cover };
}

/** @param underWay called when as many parts as are printed at once have been laid out, or come from the cache */
async function printAll(
  job: PrintJob,
  shared: string,
  input: PrintInput,
  underWay: () => void,
): Promise<PrintedPart[]> {
  const printed: PrintedPart[] = [];
  const queue = [...printParts(input).entries()];
  const waitedFor = new Set([...queue.keys()].slice(0, job.jobs));
  const begun = (i: number) => {
    if (waitedFor.delete(i) && waitedFor.size === 0) underWay();
  };
  const printNext = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [i, { html, elsewhere }] = next;
      const print: typeof printPdf = (tabs, address) => printPdf(tabs, address, () => begun(i));
      printed[i] = { pdf: await make(job, shared, `pdf-${i}`, html, print), elsewhere };
      begun(i);
    }
  };
  await Promise.all(Array.from({ length: job.jobs }, printNext));
  return printed;
}

/** What the browser makes of a document. The place of the sheet of faces differs from run to run; its content counts. */
async function make(
  { tabs, work, blobs, fontSheet }: PrintJob,
  shared: string,
  name: string,
  html: string,
  print: typeof printPdf,
): Promise<Uint8Array> {
  const key = `${digestOf([shared, html.replaceAll(fontSheet, '')])}.${print === pictureCover ? 'cover' : 'pdf'}`;
  const known = await blobs.get(key);
  if (known) return known;
  const [opened, address] = await Promise.all([tabs(), work.write(`${name}.html`, html)]);
  const made = await print(opened, address);
  await blobs.put(key, made);
  return made;
}

function digestOf(texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text);
  return hash.digest('hex');
}

/** The images' bytes are not in the document: only their names are. */
async function hashImages(texts: Map<string, TypesetText>): Promise<string> {
  const files = [...new Set([...texts.values()].flatMap((text) => text.images.map((image) => image.path)))].sort();
  const hashes = files.map(async (file) =>
    createHash('sha256')
      .update(await readFile(file))
      .digest('hex'),
  );
  return (await Promise.all(hashes)).join('');
}
