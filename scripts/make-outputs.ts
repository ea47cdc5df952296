/** From a checked book to its proved outputs, in memory: the part of a build that needs the browser. */
import path from 'node:path';
import type { Page } from 'puppeteer';
import type { Diagnostic } from './diagnostics/diagnostic.ts';
import { hasErrors } from './diagnostics/diagnostic.ts';
import { proofDiagnostics } from './diagnostics/proof.ts';
import { summariseRevisions } from './editions/count-revisions.ts';
import { editionState } from './editions/edition-state.ts';
import { takeFingerprint } from './editions/fingerprint.ts';
import { readLayoutFiles } from './editions/identity/layout-files.ts';
import { tellRelaid } from './editions/identity/tell-relaid.ts';
import { concordanceCharacters } from './editions/old-pages/concordance.ts';
import { listOldPages } from './editions/old-pages/list-old-pages.ts';
import { oldPagesCsv } from './editions/old-pages/old-pages-csv.ts';
import type { ResolvedFaces } from './fonts/faces.ts';
import { fontFaceCss } from './fonts/font-css.ts';
import { identifyCutting, type Subsetting } from './fonts/subset-faces.ts';
import { layOutConcordance } from './lay-out-concordance.ts';
import { noBlobCache, openBlobCache } from './lib/blob-cache.ts';
import type { BrowserSession } from './lib/browser-session.ts';
import { openHiddenTab } from './lib/hidden-tab.ts';
import { packageVersion, readPackage, rootFolder } from './lib/package-folder.ts';
import { loadStyle } from './lib/styles.ts';
import type { Templates } from './lib/templates.ts';
import type { WorkFolder } from './lib/work-folder.ts';
import { makeReview } from './make-review.ts';
import type { BrowserInfo, BuildOptions } from './model/build-types.ts';
import type { EditionState, History, IssuedEdition, PagePrint } from './model/edition-types.ts';
import type { Revisions } from './model/revision-types.ts';
import type { Book, Grid, PageMap, Proof, TypesetText } from './model/types.ts';
import { renderEpub } from './outputs/epub/render-epub.ts';
import { finishPdf } from './outputs/pdf/finish-pdf.ts';
import { pdfFactsOf } from './outputs/pdf/pdf-facts-of.ts';
import { type Printing, startPrint } from './outputs/pdf/print-book.ts';
import type { TabSource } from './outputs/pdf/print-pdf.ts';
import { printedCharacters, sourceCharacters } from './outputs/printed-characters.ts';
import type { OutputData } from './outputs/publish.ts';
import { makeSite } from './outputs/site/make-site.ts';
import type { EditionsTold } from './outputs/site/site-book.ts';
import { buildPageMap } from './page-map/build-page-map.ts';
import { flowCache } from './paginate/flow-cache.ts';
import { contentsTask } from './paginate/flow-tasks.ts';
import { inPageHash } from './paginate/in-page-bundle.ts';
import { type PaginateContext, paginateFlows } from './paginate/paginate-flows.ts';
import { paginateSettled } from './paginate/settle-page-refs.ts';
import { loadFaces } from './paginate/tab.ts';
import { TabHolder } from './paginate/tab-holder.ts';
import { paginateWholeBook } from './paginate/whole-book.ts';
import { proveAndRead } from './proof/prove-book.ts';
import { readersFor, startPdfReaders } from './proof/read-pdf.ts';
import { characterUses } from './typeset/character-uses.ts';

export interface MakeInput {
  book: Book;
  grid: Grid;
  texts: Map<string, TypesetText>;
  templates: Templates;
  fonts: ResolvedFaces;
  subsetting: Subsetting;
  cache: string;
  work: WorkFolder;
  session: BrowserSession;
  /** Gives a tab of the browser for the paginator, without faces. */
  openTab: () => Promise<Page>;
  options: BuildOptions;
  /** The editions before this one. */
  history: History;
  /** What differs from the edition before; null where there is none. */
  revisions: Revisions | null;
  lap: (stage: string) => void;
  info: BrowserInfo;
  /** Called when the browser has nothing more to do. */
  pressed?: () => void;
}

export interface Made {
  diagnostics: Diagnostic[];
  map: PageMap | null;
  proof: Proof | null;
  files: OutputData[];
  /** Folders below the outputs' that are to hold nothing but these files. */
  whole: string[];
  /** The text of what was made, as editions are compared by it; null where nothing was. */
  state: EditionState | null;
  /** What this edition changes, in a sentence; null where none was issued before. */
  summary: string | null;
  /** What the pages of the PDF show; none where it was not read back. */
  prints: PagePrint[];
  /** SHA-256 of each face in use, by its name. */
  faces: Record<string, string>;
  /** PostScript name of each face by its name; empty where it has none. */
  faceNames: Record<string, string>;
}

const nothingMade = {
  ...{ map: null, proof: null, files: [], whole: [], state: null, summary: null, prints: [] },
  ...{ faces: {}, faceNames: {} },
};

/** Name and version of the program, as the outputs give it. */
export const producer = `huibian ${readPackage(rootFolder).version}`;

/** Paginates, prints, packs and proves. Without a page map the files are empty and the diagnostics say why. */
export async function makeOutputs(input: MakeInput): Promise<Made> {
  const { grid, templates, options, lap, session } = input;
  const { report } = options;
  const context = await paginateContext(input);
  // A thread cuts the faces while the flows are made.
  void context.fontSheet().catch(() => undefined);

  report({ stage: 'paginate' });
  const paginate = options.engine === 'whole-book' ? paginateWholeBook : paginateFlows;
  const settling = paginateSettled(input, (tasks) => paginate(tasks, context));
  // This thread has little to do while the tabs lay out.
  setImmediate(() => templates.prepare());
  const settled = await settling;
  const laid = hasErrors(settled.diagnostics)
    ? { ...input, paged: settled }
    : await layOutConcordance({ ...input, paged: settled }, input.history.base, context);
  const { book, texts, paged } = laid;
  const full = { ...input, book, texts };
  lap('paginate');
  if (hasErrors(paged.diagnostics)) return { diagnostics: paged.diagnostics, ...nothingMade };

  report({ stage: 'page-map' });
  const reportsOnly = buildPageMap(book, paged.flows, grid).map;
  const contents = await paginateFlows([contentsTask(reportsOnly, templates)], context);
  const flows = new Map([...paged.flows, ...contents.flows]);
  const idle = context.tabs.flatMap((tab) => tab.release());
  const { map, diagnostics } = buildPageMap(book, flows, grid);
  const { base } = input.history;
  const oldPages = base ? listOldPages(base, map, editionState(book, texts, map)) : [];
  if (oldPages.length > 0) map.oldPages = oldPages;
  lap('page-map');

  const told = [...paged.diagnostics, ...contents.diagnostics, ...diagnostics];
  const printed = await startPrint({
    ...{ book, map, flows, texts, templates },
    ...{ fontCss: await context.fontCss(), fontSheet: await context.fontSheet() },
    ...{ tabs: () => idleFirst(idle, session), browserVersion: input.info.version, work: input.work },
    blobs: options.cache ? openBlobCache(path.join(input.cache, 'prints'), 24) : noBlobCache,
    jobs: options.jobs,
    withCover: !options.pdfOnly,
  });
  const made = options.pdfOnly
    ? { ...(await finishUnproved(full, map, printed)), diagnostics: told }
    : await proveOutputs(full, map, printed, told);
  const { revisions } = input;
  if (!options.review || !revisions) return made;
  const review = await makeReview({ ...full, revisions }, map, flows, producer);
  lap('review');
  return { ...made, files: [...made.files, review] };
}

/** Tabs in which the paginator has done its work, and new ones when those have been given. */
async function idleFirst(idle: Promise<Page>[], session: BrowserSession): Promise<TabSource> {
  const browser = await session.browser();
  return { newPage: () => idle.shift() ?? openHiddenTab(browser) };
}

/** The whole PDF, once all its parts are printed. */
async function finishPrinted({ book, options, pressed }: MakeInput, map: PageMap, printed: Printing) {
  const parts = await printed.pdf;
  if (!options.review) pressed?.();
  return finishPdf(parts, pdfFactsOf(book, map, producer));
}

/** PDF alone, for a quick look: its name says that nobody has read it back. */
async function finishUnproved(input: MakeInput, map: PageMap, printed: Printing): Promise<Made> {
  const { book, lap, options } = input;
  options.report({ stage: 'pdf', pages: map.pages.length });
  const edition = editionOf(input, map);
  const pdf = await finishPrinted(input, map, printed);
  lap('pdf');
  const files = [{ name: `${book.manifest.slug}.unproved.pdf`, data: pdf }];
  return { diagnostics: [], map, proof: null, files, whole: [], prints: [], ...edition };
}

/** All outputs: the EPUB is packed while the browser prints, and read back while the PDF is. */
async function proveOutputs(input: MakeInput, map: PageMap, printed: Printing, told: Diagnostic[]): Promise<Made> {
  const { book, texts, templates, options, lap } = input;
  const { report } = options;
  const readers = startPdfReaders(readersFor(map.pages.length));
  try {
    report({ stage: 'epub' });
    const [style, fontStyle] = await Promise.all(
      ['epub.css', 'epub-fonts.css'].map((name) => loadStyle(name, book.dir)),
    );
    const [cover] = await Promise.all([printed.cover, printed.underWay]);
    const common = { book, texts, pageMap: map, templates, producer };
    const { cut } = input.subsetting;
    const epub = await renderEpub({ ...common, cover, style: style!, fontStyle: fontStyle!, cutFaces: cut });
    lap('epub');
    report({ stage: 'site' });
    const site = await makeSite({ ...common, editions: editionsTold(input) });
    lap('site');
    report({ stage: 'pdf', pages: map.pages.length });
    const edition = editionOf(input, map);
    const pdf = await finishPrinted(input, map, printed);
    lap('pdf');
    report({ stage: 'proof' });
    const siteFiles = site.finish({ epub, pdf, cover });
    const { proof, prints } = await proveAndRead({ ...common, pdf, epub, site: siteFiles, readers });
    const relaid = tellRelaid(
      input.history,
      { map, prints, ...edition, ...(await conditionsOf(input)) },
      options.allowRelayout,
    );
    proof.checks.push(...relaid.checks);
    proof.ok &&= relaid.checks.every(({ ok }) => ok);
    lap('proof');
    const { slug } = book.manifest;
    const json = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;
    return {
      diagnostics: [...told, ...site.diagnostics, ...proofDiagnostics(proof), ...relaid.diagnostics],
      map,
      proof,
      files: [
        { name: `${slug}.pdf`, data: pdf },
        { name: `${slug}.epub`, data: epub },
        { name: `${slug}.pages.json`, data: json(map) },
        { name: `${slug}.proof.json`, data: json(proof) },
        ...(map.oldPages ? [{ name: `${slug}.concordance.csv`, data: oldPagesCsv(map.oldPages) }] : []),
        ...siteFiles.map(({ name, data }) => ({ name: `${site.folder}/${name}`, data })),
      ],
      whole: [site.folder],
      prints,
      ...edition,
    };
  } finally {
    await readers.close();
  }
}

/** What a ledger keeps of a book besides its pages. */
function editionOf(
  { book, texts, fonts, revisions }: MakeInput,
  map: PageMap,
): Pick<Made, 'state' | 'summary' | 'faces' | 'faceNames'> {
  return {
    state: editionState(book, texts, map),
    summary: revisions && summariseRevisions(revisions),
    faces: Object.fromEntries(fonts.faces.map(({ name, hash }) => [name, hash])),
    faceNames: Object.fromEntries(fonts.faces.map(({ name, postScriptName }) => [name, postScriptName ?? ''])),
  };
}

/** What of the tools and the faces can move a line. */
async function conditionsOf({ book, info, fonts, history }: MakeInput) {
  if (!history.base) return { fingerprint: {} };
  const faces = Object.fromEntries(fonts.faces.map(({ name, hash }) => [name, hash]));
  const [fingerprint, layoutFiles] = await Promise.all([
    takeFingerprint(info.version, faces),
    readLayoutFiles(book.dir),
  ]);
  return { fingerprint, layoutFiles };
}

/** What the site's feed says of the editions. */
function editionsTold({ history, revisions }: MakeInput): EditionsTold {
  const before = history.issued.map(({ edition, ...mention }) => ({ ...edition, ...mention }));
  return { before, summary: revisions && summariseRevisions(revisions) };
}

/** What the paginator works with: faces, styles, browser and cache of this book. */
export async function paginateContext(
  input: Omit<MakeInput, 'lap' | 'history' | 'revisions'> & Partial<Pick<MakeInput, 'history'>>,
): Promise<PaginateContext> {
  const { book, grid, texts, templates, fonts, subsetting, cache, work, options, session, openTab, info } = input;
  const [textCss, pagedCss, inPage, cutting] = await Promise.all([
    loadStyle('print.css', book.dir),
    loadStyle('paged.css', book.dir),
    inPageHash(),
    identifyCutting(),
  ]);
  const added = input.history ? addedCharacters(input.history) : '';
  const characters = printedCharacters(book, characterUses(book, texts), templates, added);
  // The body's face is being cut to these since the book was read, and all others take a second cut.
  const sources = sourceCharacters(book, templates, added);
  characters.set('body', new Set([...characters.get('body')!, ...sources]));
  const fontCss = once(() => subsetting.cut(characters).then(fontFaceCss));
  const fontSheet = once(async () => work.write('fonts.css', await fontCss()));
  const { language } = book.manifest;
  const openReadyTab = async () => {
    const [page, sheet] = await Promise.all([openTab(), fontSheet()]);
    return loadFaces(page, sheet);
  };
  const blobs = options.cache ? openBlobCache(path.join(cache, 'pages'), 5000) : noBlobCache;
  const engine = [
    info.version,
    packageVersion('pagedjs'),
    inPage,
    cutting,
    JSON.stringify([book.manifest.fonts, language]),
    ...fonts.faces.map((face) => `${face.name} ${face.hash}`),
  ];
  return {
    browser: session.browser,
    tabs: Array.from({ length: options.jobs }, () => new TabHolder(openReadyTab)),
    grid,
    language,
    fontCss,
    fontSheet,
    textCss,
    pagedCss,
    fit: book.manifest.fit,
    cache: flowCache(blobs, engine),
    signal: options.signal,
    done: (flow, pages, cached) =>
      options.report({ stage: 'paginate', report: flow.id, title: flow.title, pages, cached }),
  };
}

/** What a book prints that is written only once its pages are known. */
export function addedCharacters({ base }: Pick<History, 'base'>): string {
  return base ? concordanceCharacters(listOldTitles(base)) : '';
}

/** Titles that a table of old pages may name, those of reports too that are there no more. */
const listOldTitles = ({ state, map }: IssuedEdition): string[] =>
  [...state.texts, ...(map.oldPages ?? [])].map(({ title }) => title);

/** Runs `make` at the first call only. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
