/** Issues a book: it is built from a copy of the files that its ledger will keep, proved, recorded, and published. */
import path from 'node:path';
import { makeBook, publishBook } from './build-book.ts';
import { loadBook } from './content/load-book.ts';
import { diagnose } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import { checkDate } from './editions/check-date.ts';
import { checkIssue, checkOrder, type IssueKind, placeOfEdition } from './editions/check-order.ts';
import { judgeDifference } from './editions/compare/judge-difference.ts';
import { takeFingerprint } from './editions/fingerprint.ts';
import { sha256 } from './editions/ledger-record.ts';
import { listBookFiles } from './editions/list-book-files.ts';
import { historyBefore } from './editions/load-history.ts';
import { type Ledger, readLedger } from './editions/read-ledger.ts';
import { addPaint } from './editions/reprint/physical-pages.ts';
import { openWorkCopy } from './editions/work-copy.ts';
import { writeEdition } from './editions/write-edition.ts';
import type { Made } from './make-outputs.ts';
import type { BuildOptions, BuildResult } from './model/build-types.ts';
import type { EditionName, EditionState, History } from './model/edition-types.ts';
import type { Book, Place } from './model/types.ts';
import { checkOutputFolder } from './outputs/check-folder.ts';
import { typesetBook } from './typeset/typeset-book.ts';

export interface IssueOptions
  extends Pick<BuildOptions, 'bookDir' | 'outDir' | 'cache' | 'jobs' | 'signal' | 'report' | 'allowRelayout'> {
  /** Null where the user has not said whether this is an edition or a printing. */
  kind: IssueKind | null;
}

export interface IssueResult {
  build: BuildResult;
  /** Absolute path of the folder in the ledger; null where nothing was issued. */
  issued: { edition: EditionName; folder: string } | null;
}

/**
 * Everything wrong comes back as diagnostics, and then neither ledger nor outputs are touched. The ledger is written
 * first: where a run is killed after it, a build of the same book makes the same outputs.
 */
export async function issueEdition(options: IssueOptions): Promise<IssueResult> {
  const failed = (diagnostics: Diagnostic[]): IssueResult => ({
    build: { diagnostics, proof: null, pageMap: null, outputs: [], browser: null, milliseconds: {} },
    issued: null,
  });
  try {
    const { bookDir, kind } = options;
    options.report({ stage: 'content' });
    const found = await checkOutputFolder(options.outDir);
    const ledger = await readLedger(bookDir);
    const { book, diagnostics } = await loadBook(bookDir);
    if (!book) return failed([...found, ...diagnostics]);
    const { place } = placeOfEdition(book.texts['book.yaml'] ?? '');
    const { edition } = book.manifest;
    const order = checkIssue(ledger.entries, edition, kind, place);
    found.push(...(order.length > 0 ? order : checkOrder(ledger.entries, edition, place)));
    if (order.length === 0) found.push(...(await checkDate(book, ledger.entries.at(-1), kind)));
    const { texts, diagnostics: aboutTexts } = await typesetBook(book);
    const all = [...found, ...diagnostics, ...aboutTexts];
    if (hasErrors(all)) return failed(all);
    const files = await listBookFiles(book, texts);
    await using copy = await openWorkCopy(files);
    const history = await historyBefore(ledger, edition);
    const { engine, pdfOnly, write } = { engine: 'per-report', pdfOnly: false, write: false } as const;
    let issued: IssueResult['issued'] = null;
    const { result } = await makeBook(
      { ...options, bookDir: copy.dir, engine, pdfOnly, write, history },
      async (made, build, lap) => {
        build.diagnostics.unshift(...found);
        build.diagnostics.push(...judge(book, made.state!, history, kind, place));
        if (hasErrors(build.diagnostics)) return;
        options.signal.throwIfAborted();
        options.report({ stage: 'publish' });
        const folder = await record(bookDir, ledger, files, made, build);
        issued = { edition, folder };
        build.outputs = await publishBook(path.resolve(options.outDir), made);
        lap('publish');
      },
    );
    return { build: result, issued };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return failed(error.diagnostics);
  }
}

/** Whether it is an edition or a printing by its text, and what else is to be said of it. */
function judge({ manifest }: Book, state: EditionState, { base }: History, kind: IssueKind | null, place: Place) {
  const found: Diagnostic[] = [];
  if (manifest.state === 'draft') found.push(diagnose('edition-draft', { ...manifest.edition }, place));
  if (!base) return found;
  const difference = judgeDifference(base.state, state);
  const last = base.edition;
  if (kind === 'edition' && difference === 'none') found.push(diagnose('edition-unchanged', { last }, place));
  if (kind === 'printing' && difference === 'substance') found.push(diagnose('printing-changed', { last }, place));
  return found;
}

async function record(
  bookDir: string,
  { entries }: Ledger,
  files: Awaited<ReturnType<typeof listBookFiles>>,
  { state, summary, map, prints, faces, files: outputs }: Made,
  { browser }: BuildResult,
): Promise<string> {
  return writeEdition(bookDir, {
    slug: map!.slug,
    state: state!,
    summary,
    map: map!,
    prints: addPaint(prints, outputs.find(({ name }) => name === `${map!.slug}.pdf`)!.data as Uint8Array),
    fingerprint: await takeFingerprint(browser!.version, faces),
    files,
    outputs: outputs.map(({ name, data }) => ({ name, bytes: Buffer.byteLength(data), sha256: sha256(data) })),
    previous: entries.at(-1)?.hash ?? null,
  });
}
