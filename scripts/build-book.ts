/**
 * The way of a book through the stages: content -> fonts -> typeset -> paginate -> page map -> outputs -> proof ->
 * publish. Each stage takes and returns plain data; the browser, the cache and the clock are handed in here.
 */
import path from 'node:path';
import { checkFinal } from './content/check-final.ts';
import { loadBook } from './content/load-book.ts';
import { diagnose } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import { takeFingerprint } from './editions/fingerprint.ts';
import { openHistory } from './editions/open-history.ts';
import { findRadicals, findUncovered, findUnset } from './fonts/check-characters.ts';
import { resolveFaces } from './fonts/faces.ts';
import { startSubsetting } from './fonts/subset-faces.ts';
import { noBlobCache, openBlobCache } from './lib/blob-cache.ts';
import { findBrowser, warnUnpinned } from './lib/browser.ts';
import { cacheDir } from './lib/cache-dir.ts';
import { startClock } from './lib/clock.ts';
import { findUnusedStyles } from './lib/styles.ts';
import { loadTemplates } from './lib/templates.ts';
import { addedCharacters, type Made, type MakeInput, makeOutputs } from './make-outputs.ts';
import type { BuildOptions, BuildResult, OutputFile } from './model/build-types.ts';
import type { Fingerprint, History } from './model/edition-types.ts';
import { computeGrid } from './model/grid.ts';
import type { Book, TypesetText } from './model/types.ts';
import { checkOutputFolder } from './outputs/check-folder.ts';
import { sourceCharacters } from './outputs/printed-characters.ts';
import { publishOutputs } from './outputs/publish.ts';
import { orderOfBuild } from './shelf/order-of-build.ts';
import { planShelf } from './shelf/plan-shelf.ts';
import { type Press, startPress } from './start-press.ts';
import { characterUses } from './typeset/character-uses.ts';
import { typesetEdition } from './typeset-edition.ts';

export type { BuildOptions, BuildResult, ProgressEvent } from './model/build-types.ts';

/**
 * Builds the book in `options.bookDir`. Everything wrong with the book comes back as diagnostics; outputs are written
 * only when the proof holds. Throws DiagnosticError where the machine is at fault.
 */
export async function buildBook(options: BuildOptions): Promise<BuildResult> {
  const { result } = await makeBook(options, async (made, result, lap) => {
    if (!options.write) return;
    options.report({ stage: 'publish' });
    result.outputs = await publishBook(path.resolve(options.outDir), made);
    lap('publish');
  });
  return result;
}

/** A build, and what it made; null where the diagnostics say why there is nothing. */
export interface MadeBook {
  result: BuildResult;
  made: Made | null;
}

/**
 * Makes and proves a book's outputs and writes none of them. `then` is done with them as part of the build: what it
 * throws is told like all else, its time is the build's.
 */
export async function makeBook(
  options: BuildOptions,
  then: (made: Made, result: BuildResult, lap: (stage: string) => void) => Promise<void> = async () => undefined,
): Promise<MadeBook> {
  const clock = startClock();
  const result: BuildResult = {
    diagnostics: [],
    proof: null,
    pageMap: null,
    outputs: [],
    browser: null,
    milliseconds: clock.laps,
  };
  let made: Made | null = null;
  try {
    made = await runStages(options, result, clock.lap);
    if (made) await then(made, result, clock.lap);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    result.diagnostics.push(...error.diagnostics);
  }
  clock.lap('total');
  return { result, made };
}

/**
 * What a build of the book in `bookDir` is made with on this machine. What cannot be found out is left out: the build
 * itself says why.
 */
export async function conditionsNow(bookDir: string): Promise<Partial<Fingerprint>> {
  const { book } = await loadBook(bookDir);
  const faces = book && (await resolveFaces(book, openBlobCache(path.join(cacheDir(), 'fonts'), 200))).faces;
  const browser = await findBrowser().catch((error) => {
    if (error instanceof DiagnosticError) return null;
    throw error;
  });
  const hashes = Object.fromEntries((faces ?? []).map(({ name, hash }) => [name, hash]));
  const { fonts, browser: version, ...rest } = await takeFingerprint(browser?.version ?? '', hashes);
  return { ...rest, ...(browser && { browser: version }), ...(faces && { fonts }) };
}

/** Puts a book's outputs into place, and brings the shelf among them up to date. */
export function publishBook(outDir: string, { files, whole }: Made): Promise<OutputFile[]> {
  const order = orderOfBuild(files, whole);
  return publishOutputs(outDir, files, { whole, ...(order && { more: () => planShelf(outDir, order) }) });
}

/** Null where errors were found. */
async function runStages(
  options: BuildOptions,
  result: BuildResult,
  lap: (stage: string) => void,
): Promise<Made | null> {
  const { bookDir, report } = options;
  const say = (found: Diagnostic[]) => result.diagnostics.push(...found);
  report({ stage: 'content' });
  if (options.write) say(await checkOutputFolder(path.resolve(options.outDir)));
  const { book: read, diagnostics } = await loadBook(bookDir);
  say(diagnostics);
  if (!read) return null;
  say(checkFinal(read));
  const opened = await openHistory(read, options.history);
  say(opened.diagnostics);
  const grid = computeGrid(read.manifest.page);
  if (!grid) say([reportSmallPage(read)]);
  lap('content');
  const { history, checkClosed } = opened;

  // A book that is at fault already needs no browser; one that typesetting finds at fault has started it in vain.
  const press = hasErrors(result.diagnostics) || !grid ? null : startPress(read.manifest.language, options);
  let faces: ReadyFaces | null = null;
  try {
    faces = await readyFaces(read, history, options, press !== null);
    lap('fonts');
    const typeset = await typesetAndCheck(read, history, faces, options, say);
    lap('typeset');
    if (hasErrors(result.diagnostics) || !press || !grid) return null;
    const made = await makeOnPress(press, { ...faces, ...typeset, grid, history, options, lap }, result);
    say(made.diagnostics);
    result.proof = made.proof;
    result.pageMap = made.map;
    if (made.state) say(await checkClosed(made.state));
    return hasErrors(result.diagnostics) ? null : made;
  } finally {
    await Promise.all([press?.close(), faces?.subsetting.close()]);
  }
}

type ReadyFaces = Pick<MakeInput, 'fonts' | 'subsetting' | 'templates' | 'cache'>;

/** Finds the faces, and has them cut down while the book is typeset, if it is to be printed. */
async function readyFaces(book: Book, history: History, options: BuildOptions, printed: boolean): Promise<ReadyFaces> {
  options.report({ stage: 'fonts' });
  const cache = cacheDir();
  const blobs = openBlobCache(path.join(cache, 'fonts'), 200);
  const [templates, fonts] = await Promise.all([loadTemplates(book.dir), resolveFaces(book, blobs)]);
  const likely = printed ? sourceCharacters(book, templates, addedCharacters(history)) : new Set<number>();
  const subsetting = await startSubsetting(fonts.fonts, likely, options.cache ? blobs : noBlobCache);
  return { fonts, subsetting, templates, cache };
}

type Typeset = Pick<MakeInput, 'book' | 'texts' | 'revisions'>;

/** Everything that can be looked at without the browser. */
async function typesetAndCheck(
  read: Book,
  history: History,
  { templates, fonts }: ReadyFaces,
  { review, report }: BuildOptions,
  say: (found: Diagnostic[]) => void,
): Promise<Typeset> {
  report({ stage: 'typeset' });
  const { diagnostics, ...typeset } = await typesetEdition({ ...read, issuedBefore: history.issued }, history);
  const { book, texts, revisions } = typeset;
  say(diagnostics);
  if (review && !revisions) say([diagnose('review-without-base', {})]);
  say([...templates.diagnostics, ...(await findUnusedStyles(book.dir))]);
  say(fonts.diagnostics);
  if (!hasErrors(fonts.diagnostics)) say(checkCharacters(book, texts, fonts));
  return typeset;
}

async function makeOnPress(
  { info: found, session, work, openTab }: Press,
  input: Omit<MakeInput, 'info' | 'session' | 'work' | 'openTab'>,
  result: BuildResult,
): Promise<Made> {
  const info = await found;
  result.browser = info;
  const unpinned = warnUnpinned(info);
  if (unpinned) result.diagnostics.push(unpinned);
  // It is gone, with all its memory, before the outputs are read back.
  const pressed = () => void session.close();
  return session.run(makeOutputs({ ...input, info, session, work, openTab, pressed }));
}

function reportSmallPage({ manifest, texts }: Book): Diagnostic {
  const lines = (texts['book.yaml'] ?? '').split('\n');
  const at = lines.findIndex((line) => line.startsWith('page:'));
  const place = { file: 'book.yaml', ...(at >= 0 && { line: at + 1, column: 1 }) };
  return diagnose('page-too-small', manifest.page, place, lines[at]);
}

function checkCharacters(
  book: Book,
  texts: Map<string, TypesetText>,
  { fonts }: Awaited<ReturnType<typeof resolveFaces>>,
) {
  const uses = characterUses(book, texts);
  return [...findUncovered(fonts, uses), ...findUnset(fonts, uses), ...findRadicals(uses)];
}
