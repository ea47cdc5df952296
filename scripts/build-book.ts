/**
 * The way of a book through the stages: content -> typeset -> fonts -> paginate -> page map -> outputs -> proof ->
 * publish. Each stage takes and returns plain data; the browser, the cache and the clock are handed in here.
 */
import path from 'node:path';
import { checkFinal } from './content/check-final.ts';
import { loadBook } from './content/load-book.ts';
import { diagnose } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import { findRadicals, findUncovered } from './fonts/check-characters.ts';
import { resolveFaces } from './fonts/faces.ts';
import { openBlobCache } from './lib/blob-cache.ts';
import { findBrowser, warnUnpinned } from './lib/browser.ts';
import { openBrowserSession } from './lib/browser-session.ts';
import { cacheDir } from './lib/cache-dir.ts';
import { startClock } from './lib/clock.ts';
import { loadTemplates } from './lib/templates.ts';
import { openWorkFolder } from './lib/work-folder.ts';
import { makeOutputs } from './make-outputs.ts';
import type { BuildOptions, BuildResult } from './model/build-types.ts';
import { computeGrid } from './model/grid.ts';
import type { Book, TypesetText } from './model/types.ts';
import { publishOutputs } from './outputs/publish.ts';
import { characterUses } from './typeset/character-uses.ts';
import { typesetBook } from './typeset/typeset-book.ts';

export type { BuildOptions, BuildResult, ProgressEvent } from './model/build-types.ts';

/**
 * Builds the book in `options.bookDir`. Everything wrong with the book comes back as diagnostics; outputs are written
 * only when the proof holds. Throws DiagnosticError where the machine is at fault.
 */
export async function buildBook(options: BuildOptions): Promise<BuildResult> {
  const clock = startClock();
  const result: BuildResult = {
    diagnostics: [],
    proof: null,
    pageMap: null,
    outputs: [],
    browser: null,
    milliseconds: clock.laps,
  };
  try {
    await runStages(options, result, clock.lap);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    result.diagnostics.push(...error.diagnostics);
  }
  clock.lap('total');
  return result;
}

async function runStages(options: BuildOptions, result: BuildResult, lap: (stage: string) => void): Promise<void> {
  const { bookDir, signal, report } = options;
  const say = (found: Diagnostic[]) => result.diagnostics.push(...found);
  report({ stage: 'content' });
  const { book, diagnostics } = await loadBook(bookDir);
  say(diagnostics);
  if (!book) return;
  say(checkFinal(book));
  const grid = computeGrid(book.manifest.page);
  if (!grid) say([diagnose('page-too-small', book.manifest.page, { file: 'book.yaml' })]);
  lap('content');

  report({ stage: 'typeset' });
  const typeset = await typesetBook(book);
  say(typeset.diagnostics);
  const templates = await loadTemplates(book.dir);
  say(templates.diagnostics);
  lap('typeset');

  report({ stage: 'fonts' });
  const cache = cacheDir();
  const resolved = await resolveFaces(book, openBlobCache(path.join(cache, 'fonts'), 200));
  say(resolved.diagnostics);
  if (!hasErrors(resolved.diagnostics)) say(checkCharacters(book, typeset.texts, resolved));
  lap('fonts');
  if (hasErrors(result.diagnostics) || !grid) return;

  const info = await findBrowser();
  result.browser = info;
  const unpinned = warnUnpinned(info);
  if (unpinned) say([unpinned]);
  const work = openWorkFolder();
  const session = openBrowserSession(info, signal, { websocket: options.engine === 'whole-book' });
  try {
    const made = await session.run(
      makeOutputs({
        book,
        grid,
        texts: typeset.texts,
        templates,
        fonts: resolved,
        cache,
        work,
        session,
        options,
        lap,
        info,
      }),
    );
    say(made.diagnostics);
    result.proof = made.proof;
    result.pageMap = made.map;
    if (hasErrors(result.diagnostics) || !options.write) return;
    report({ stage: 'publish' });
    result.outputs = await publishOutputs(path.resolve(options.outDir), made.files, { whole: made.whole });
    lap('publish');
  } finally {
    await session.close();
    await work.close();
  }
}

function checkCharacters(
  book: Book,
  texts: Map<string, TypesetText>,
  { fonts }: Awaited<ReturnType<typeof resolveFaces>>,
) {
  const uses = characterUses(book, texts);
  return [...findUncovered(fonts, uses), ...findRadicals(uses)];
}
