/** What all contenders of a size work on: the generated book, its HTML, folders, the browser. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';
import { findBrowser } from '../lib/browser.ts';
import { rootFolder } from '../lib/package-folder.ts';
import type { BrowserInfo } from '../model/build-types.ts';
import { type GeneratedBook, generateBook, writeGeneratedBook } from './generate-book.ts';
import { referenceHtml } from './reference-html.ts';

export interface Workshop {
  book: GeneratedBook;
  bookDir: string;
  /** The same book made public: its build makes the web edition too. */
  publicDir: string;
  /** The book as one HTML file. */
  html: string;
  /** Folder for what the contenders write. */
  out: string;
  /** Folder of huibian's cache, the benchmark's own. */
  cache: string;
  browser: BrowserInfo;
  /** Flags of the browser where a contender starts it itself. */
  browserArgs: string[];
  /** The compiled child that prints without Paged.js. */
  printPlain: string;
}

/** Generates a book of 100 pages, or of `times` as many, below `dir`. */
export async function openWorkshop(dir: string, times: number): Promise<Workshop> {
  const cache = path.join(dir, 'cache');
  const bookDir = path.join(dir, `book-${times}`);
  const out = path.join(dir, `out-${times}`);
  for (const folder of [cache, out]) await mkdir(folder, { recursive: true, mode: 0o700 });
  const book = generateBook(times);
  const publicDir = `${bookDir}-public`;
  await writeGeneratedBook(bookDir, book);
  await writeGeneratedBook(publicDir, { ...book, manifest: { ...book.manifest, distribution: 'public' } });
  const html = path.join(dir, `book-${times}.html`);
  await writeFile(html, await referenceHtml(bookDir));
  const browser = await findBrowser({ cache });
  const browserArgs = ['--font-render-hinting=none', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])];
  return { book, bookDir, publicDir, html, out, cache, browser, browserArgs, printPlain: await compilePrintPlain() };
}

/** Compiled beforehand, and where it finds its packages: no compiler runs inside the measured process. */
async function compilePrintPlain(): Promise<string> {
  const outfile = path.join(rootFolder, 'node_modules', '.cache', 'huibian-bench', 'print-plain.mjs');
  const entry = path.join(rootFolder, 'scripts', 'bench', 'print-plain.ts');
  await build({ entryPoints: [entry], outfile, format: 'esm', platform: 'node', target: 'node20' });
  return outfile;
}

/** Characters that the edits put in, one after the other: all stand elsewhere in the book. */
const marks = [...'志愿服务老人村民工作'];

/** Changes one character of a report in the middle of the book; its length stays, and so does its number of lines. */
export async function changeOneReport({ book, bookDir }: Workshop, run: number): Promise<void> {
  const { id } = book.reports[Math.floor(book.reports.length / 2)]!;
  const file = path.join(bookDir, 'reports', `${id}.md`);
  const [, front, body] = /^(---\n.*?\n---\n)(.*)$/s.exec(await readFile(file, 'utf8'))!;
  const mark = marks[run % marks.length]! + marks[Math.floor(run / marks.length) % marks.length]!;
  await writeFile(file, front + body!.replace(/\p{Script=Han}{2}/u, mark));
}
