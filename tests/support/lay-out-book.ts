/** Takes a book through the stages up to its PDF, and hands out what lies between them: flows, page map, diagnostics. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadBook } from '../../scripts/content/load-book.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import { resolveFaces } from '../../scripts/fonts/faces.ts';
import { type Subsetting, startSubsetting } from '../../scripts/fonts/subset-faces.ts';
import { openBlobCache } from '../../scripts/lib/blob-cache.ts';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { type BrowserSession, openBrowserSession } from '../../scripts/lib/browser-session.ts';
import { cacheDir } from '../../scripts/lib/cache-dir.ts';
import { loadTemplates } from '../../scripts/lib/templates.ts';
import { openWorkFolder, type WorkFolder } from '../../scripts/lib/work-folder.ts';
import { type MakeInput, makeOutputs, paginateContext } from '../../scripts/make-outputs.ts';
import type { BuildOptions, ProgressEvent } from '../../scripts/model/build-types.ts';
import { noHistory } from '../../scripts/model/edition-types.ts';
import { computeGrid } from '../../scripts/model/grid.ts';
import type { Book, PageMap } from '../../scripts/model/types.ts';
import { firstLabels, flowTasks } from '../../scripts/paginate/flow-tasks.ts';
import {
  type FlowTask,
  type PaginateContext,
  type Pagination,
  paginateFlows,
} from '../../scripts/paginate/paginate-flows.ts';
import { paginateSettled } from '../../scripts/paginate/settle-page-refs.ts';
import { openTab } from '../../scripts/paginate/tab.ts';
import { paginateWholeBook } from '../../scripts/paginate/whole-book.ts';
import { typesetBook } from '../../scripts/typeset/typeset-book.ts';

/** One browser for a file of tests, and a cache folder of its own: no page is taken from an earlier run. */
export interface Press extends AsyncDisposable {
  session: BrowserSession;
  info: Awaited<ReturnType<typeof findBrowser>>;
  cache: string;
  work: WorkFolder;
  /** Of the books that it has been given. */
  subsettings: Subsetting[];
}

/** Opens a press; the browser starts when first needed. Close it with `await press[Symbol.asyncDispose]()`. */
export async function openPress(): Promise<Press> {
  const info = await findBrowser();
  const session = openBrowserSession(info, new AbortController().signal, { websocket: true });
  const cache = await mkdtemp(path.join(tmpdir(), 'huibian-press-'));
  const work = openWorkFolder();
  const subsettings: Subsetting[] = [];
  const close = async () => {
    await session.close();
    for (const subsetting of subsettings) await subsetting.close();
    await work.close();
    await rm(cache, { recursive: true, force: true });
  };
  return { session, info, cache, work, subsettings, [Symbol.asyncDispose]: close };
}

/** A book that is ready to be paginated. */
export interface ReadyBook {
  input: Omit<MakeInput, 'lap'>;
  tasks: FlowTask[];
  context: PaginateContext;
  /** Of content and typesetting. */
  diagnostics: Diagnostic[];
  /** Filled while the book is paginated. */
  events: ProgressEvent[];
}

/** Reads and typesets the book in `dir`. Throws where its manifest does not hold. */
export async function readyBook(dir: string, press: Press, options: Partial<BuildOptions> = {}): Promise<ReadyBook> {
  const { book, diagnostics } = await loadBook(dir);
  if (!book) throw new Error(diagnostics.map((d) => d.code).join(', '));
  const events: ProgressEvent[] = [];
  const typeset = await typesetBook(book);
  // Faces are the same in every test: they may come from the user's own cache.
  const blobs = openBlobCache(path.join(cacheDir(), 'fonts'), 200);
  const fonts = await resolveFaces(book, blobs);
  const subsetting = await startSubsetting(fonts.fonts, new Set(), blobs);
  press.subsettings.push(subsetting);
  const input: ReadyBook['input'] = {
    book,
    grid: computeGrid(book.manifest.page)!,
    texts: typeset.texts,
    templates: await loadTemplates(book.dir),
    fonts,
    subsetting,
    cache: press.cache,
    work: press.work,
    session: press.session,
    openTab: async () => openTab(await press.session.browser(), press.work, book.manifest.language),
    info: press.info,
    history: noHistory,
    revisions: null,
    options: {
      bookDir: dir,
      outDir: '',
      engine: 'per-report',
      cache: false,
      pdfOnly: true,
      jobs: 2,
      write: false,
      signal: new AbortController().signal,
      report: (event) => void events.push(event),
      ...options,
    },
  };
  const context = await paginateContext(input);
  const tasks = flowTasks(input, firstLabels(book));
  return { input, tasks, context, diagnostics: [...diagnostics, ...typeset.diagnostics], events };
}

/** Paginates a book's reports, front and back pieces with the engine that its options name. */
export function paginateBook({ input, context }: ReadyBook): Promise<Pagination> {
  const paginate = input.options.engine === 'whole-book' ? paginateWholeBook : paginateFlows;
  return paginateSettled(input, (tasks) => paginate(tasks, context));
}

export interface PrintedBook {
  book: Book;
  map: PageMap;
  pdf: Uint8Array;
  /** Of all stages. */
  diagnostics: Diagnostic[];
}

/** Builds the PDF of the book in `dir`, as `huibian build --pdf-only` does. Throws where nothing is printed. */
export async function printBook(dir: string, press: Press, options: Partial<BuildOptions> = {}): Promise<PrintedBook> {
  const { input, diagnostics } = await readyBook(dir, press, options);
  const made = await makeOutputs({ ...input, lap: () => undefined });
  const told = [...diagnostics, ...made.diagnostics];
  const [pdf] = made.files;
  if (!made.map || !pdf) throw new Error(told.map((d) => d.code).join(', '));
  return { book: input.book, map: made.map, pdf: pdf.data as Uint8Array, diagnostics: told };
}
