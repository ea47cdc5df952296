/**
 * Reads a printed PDF back with pdf.js, in threads: they may be started long before there is a PDF to read, so that
 * their start costs nothing.
 */
import { Worker } from 'node:worker_threads';

/** A run of text on a page. Lengths in pt, from the top left corner of the page. */
export interface PdfText {
  text: string;
  x: number;
  /** Of the baseline. */
  y: number;
  width: number;
  size: number;
  /** Name of its font in this reading. */
  font: string;
}

export interface PdfPage {
  sheet: number;
  width: number;
  height: number;
  rotate: number;
  userUnit: number;
  /** In the order of the content stream. */
  texts: PdfText[];
}

/** A link's rectangle and the sheet it leads to; null where it leads nowhere in this file. */
export interface PdfLink {
  sheet: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
  target: number | null;
  url: string | null;
}

export interface PdfFont {
  /** As the file names it, with the subset's prefix. */
  name: string;
  /** CIDFontType2, TrueType, Type3 … */
  type: string;
  isType3: boolean;
  embedded: boolean;
  /** First sheet that uses it. */
  sheet: number;
}

export interface PdfReading {
  pages: PdfPage[];
  fonts: PdfFont[];
  labels: string[] | null;
  /** Parts and reports in order; level from 0. */
  outline: { title: string; level: number; target: number | null }[];
  /** Of the sheets asked for. */
  links: PdfLink[];
  /** Of the sheets asked for, those on which anything is painted. */
  painted: number[];
  /** Font objects in the file as a whole, used or not. */
  fontObjects: FontObjects;
}

/** What costs too much to read on every page. */
export interface PdfWants {
  linksOn: number[];
  /** Sheets to be searched for anything painted, not only text. */
  paintOn: number[];
}

export interface PdfReaders {
  /** Reads a PDF. Rejects if it cannot be read. One at a time. */
  read(pdf: Uint8Array, wants: PdfWants): Promise<PdfReading>;
  /** Reads pages of the same PDF again, their text in the order of the structure tree (ISO 32000-1, 14.7). */
  readInOrder(sheets: number[]): Promise<PdfPage[]>;
  close(): Promise<void>;
}

type ThreadReading = Pick<PdfReading, 'pages'> & { fonts: (PdfFont & { font: string })[] } & Partial<PdfReading>;

/** A thread, and why it is of no more use. */
interface ReaderThread {
  worker: Worker;
  ended: Error | null;
}

/**
 * Threads that read a book of so many pages soonest: each has to warm up on its own, which in a short book takes longer
 * than the pages. 100 pages take one thread 0.57 s and two 0.71 s; 1,000 pages 4.0 s and 3.2 s (2 cores).
 */
export const readersFor = (pages: number): number => (pages > 250 ? 2 : 1);

/** Starts threads that read PDFs. They do not keep the process alive. */
export function startPdfReaders(count: number): PdfReaders {
  const threads = Array.from({ length: count }, startThread);
  return {
    async read(pdf, wants) {
      const bytes = new SharedArrayBuffer(pdf.length);
      new Uint8Array(bytes).set(pdf);
      const task = { bytes, taken: new SharedArrayBuffer(12), ...wants };
      const readings = await Promise.all(
        threads.map((thread, i) => ask(thread, { ...task, first: i === 0, backwards: i % 2 === 1 })),
      );
      return { ...merge(readings), fontObjects: countFontObjects(pdf) };
    },
    async readInOrder(sheets) {
      const shares = threads.map((_, i) => sheets.filter((_, k) => k % threads.length === i));
      const readings = await Promise.all(threads.map((thread, i) => ask(thread, { again: shares[i] })));
      return merge(readings).pages;
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(): ReaderThread {
  const worker = new Worker(new URL('./pdf-reader-thread.mjs', import.meta.url), { execArgv: [] });
  const thread: ReaderThread = { worker, ended: null };
  worker.unref();
  // An error that nobody hears would end the process: the thread may fail before it is asked for anything.
  worker.on('error', (error) => {
    thread.ended ??= error;
  });
  worker.on('exit', () => {
    thread.ended ??= new Error('the thread that reads the PDF has ended');
  });
  return thread;
}

function ask(thread: ReaderThread, task: object): Promise<ThreadReading> {
  const { worker } = thread;
  return new Promise((resolve, reject) => {
    const settle = (reading: ThreadReading | null, error?: Error) => {
      worker.off('message', answered).off('error', fail).off('exit', fail);
      worker.unref();
      if (reading) resolve(reading);
      else reject(error);
    };
    const fail = () => settle(null, thread.ended ?? undefined);
    const answered = ({ reading, error }: { reading?: ThreadReading; error?: string }) =>
      settle(reading ?? null, new Error(error));
    if (thread.ended) {
      reject(thread.ended);
      return;
    }
    worker.ref();
    worker.once('message', answered).once('error', fail).once('exit', fail);
    worker.postMessage(task);
  });
}

/** Each thread has names of its own for fonts: in the whole, a font goes by the file's name. */
function merge(readings: ThreadReading[]): Omit<PdfReading, 'fontObjects'> {
  const fonts = new Map<string, PdfFont>();
  const pages: PdfPage[] = [];
  for (const reading of readings) {
    const names = new Map(reading.fonts.map(({ font, name }) => [font, name]));
    for (const page of reading.pages) {
      for (const text of page.texts) text.font = names.get(text.font) ?? text.font;
      pages.push(page);
    }
    for (const { font: _, ...found } of reading.fonts) {
      const known = fonts.get(found.name);
      fonts.set(found.name, known ? { ...worse(known, found), sheet: Math.min(known.sheet, found.sheet) } : found);
    }
  }
  pages.sort((a, b) => a.sheet - b.sheet);
  const { labels = null, outline = [], links = [], painted = [] } = readings[0] ?? {};
  return { pages, fonts: [...fonts.values()], labels, outline, links, painted };
}

const worse = (a: PdfFont, b: PdfFont) => (a.isType3 || !a.embedded ? a : b);

export interface FontObjects {
  /** Descriptors of fonts (ISO 32000-1, 9.8), and how many of them name no file. */
  descriptors: number;
  withoutFile: number;
  type3: number;
}

/**
 * Counts font objects in the bytes of the file. Chrome writes every object in plain text, so that this sees also the
 * fonts that no text uses.
 */
export function countFontObjects(pdf: Uint8Array): FontObjects {
  const file = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  const descriptors = [...file.matchAll(/<<[^<>]*\/Type\s*\/FontDescriptor\b[^<>]*>>/g)].map((m) => m[0]);
  return {
    descriptors: descriptors.length,
    withoutFile: descriptors.filter((d) => !/\/FontFile[23]?\s+\d/.test(d)).length,
    type3: file.match(/\/Subtype\s*\/Type3\b/g)?.length ?? 0,
  };
}
