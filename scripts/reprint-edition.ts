/** Makes the replacement kit that turns the print of one edition into that of a later one, leaf by leaf. */
import { makeBook } from './build-book.ts';
import { loadBook } from './content/load-book.ts';
import { diagnose } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import { findEntry } from './editions/find-entry.ts';
import { otherFaces } from './editions/identity/other-faces.ts';
import { historyBefore, readIssued } from './editions/load-history.ts';
import { type Ledger, type LedgerEntry, readLedger } from './editions/read-ledger.ts';
import { type Kit, type KitInput, makeKit } from './editions/reprint/make-kit.ts';
import { addPaint, physicalPages } from './editions/reprint/physical-pages.ts';
import { type LeafPlan, planLeaves } from './editions/reprint/plan-leaves.ts';
import { openWorkCopy, readKeptFiles, type WorkCopy } from './editions/work-copy.ts';
import { openKitPress } from './kit-press.ts';
import { type Made, producer } from './make-outputs.ts';
import type { BuildOptions, BuildResult } from './model/build-types.ts';
import type { EditionName } from './model/edition-types.ts';
import type { Book } from './model/types.ts';
import { checkOutputFolder } from './outputs/check-folder.ts';
import { publishOutputs } from './outputs/publish.ts';
import { compareRebuilt } from './rebuild-edition.ts';

export interface ReprintOptions
  extends Pick<BuildOptions, 'bookDir' | 'outDir' | 'cache' | 'jobs' | 'signal' | 'report'> {
  /** Printings; null for the book as it stands. */
  from: number;
  to: number | null;
}

/** What a kit comes to. */
export interface Reprint extends Pick<Kit, 'sheetLeaves' | 'saved'> {
  from: EditionName;
  to: EditionName;
  plan: LeafPlan;
}

export interface ReprintResult {
  /** The build of the new book; its outputs are the kit alone. */
  build: BuildResult;
  /** Null where no kit was made. */
  reprint: Reprint | null;
}

/** Everything wrong comes back as diagnostics, and then nothing is written. */
export async function reprintEdition(options: ReprintOptions): Promise<ReprintResult> {
  const failed = (diagnostics: Diagnostic[]): ReprintResult => ({
    build: { diagnostics, proof: null, pageMap: null, outputs: [], browser: null, milliseconds: {} },
    reprint: null,
  });
  try {
    const { bookDir, from, to, report } = options;
    report({ stage: 'content' });
    const found = await checkOutputFolder(options.outDir);
    const ledger = await readLedger(bookDir);
    const old = findEntry(ledger, from);
    const target = to === null ? null : findEntry(ledger, to);
    const { book, diagnostics } = await loadBook(bookDir);
    if (!book) return failed([...found, ...diagnostics]);
    found.push(...checkReprint(book, from, to));
    if (hasErrors(found)) return failed(found);
    return await printKit(options, ledger, old, target);
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return failed(error.diagnostics);
  }
}

/** How the book is bound is said by its manifest as it stands: older ones may not have known. */
function checkReprint({ manifest, texts }: Book, from: number, to: number | null): Diagnostic[] {
  const { binding, edition } = manifest;
  const order = (to ?? edition.printing) <= from ? [diagnose('reprint-order', { from, to })] : [];
  if (binding === 'loose-leaf') return order;
  if (binding === undefined)
    return [...order, diagnose('reprint-binding-unknown', { from, to }, { file: 'book.yaml' })];
  const lines = (texts['book.yaml'] ?? '').split('\n');
  const at = lines.findIndex((line) => /^binding\s*:/.test(line));
  const place = { file: 'book.yaml', ...(at >= 0 && { line: at + 1, column: 1 }) };
  return [...order, diagnose('reprint-bound', { binding, from, to }, place, lines[at])];
}

/** Builds the new book, as it stands or from the ledger alone, and takes the leaves from it. */
async function printKit(
  options: ReprintOptions,
  ledger: Ledger,
  old: LedgerEntry,
  target: LedgerEntry | null,
): Promise<ReprintResult> {
  const { from: _, to: __, ...rest } = options;
  await using copy = target && (await openCopy(ledger, target));
  const bookDir = copy?.dir ?? options.bookDir;
  const history = target && (await historyBefore(ledger, target.record.edition));
  let reprint: Reprint | null = null;
  const { result: build } = await makeBook(
    {
      ...{ ...rest, bookDir, allowRelayout: true, ...(history && { history }) },
      ...{ engine: 'per-report', pdfOnly: false, write: false },
    },
    async (made, result, lap) => {
      if (target) result.diagnostics.push(...(await checkRebuilt(target, made, result)));
      if (hasErrors(result.diagnostics)) return;
      const { pdf, name, made: done } = await makeReprint(bookDir, options, old, made, result);
      reprint = done;
      if (!pdf) return;
      options.report({ stage: 'publish' });
      result.outputs = await publishOutputs(options.outDir, [{ name, data: pdf }]);
      lap('publish');
    },
  );
  return { build, reprint };
}

const openCopy = async (ledger: Ledger, entry: LedgerEntry): Promise<WorkCopy> =>
  openWorkCopy(await readKeptFiles(ledger, entry));

/** A book made again with other faces or another browser has other pages than the one that was printed then. */
async function checkRebuilt(entry: LedgerEntry, made: Made, { browser }: BuildResult): Promise<Diagnostic[]> {
  const { pages, fingerprint } = await compareRebuilt(entry, made, browser!.version);
  if (pages.length === 0) return [];
  const name = `${entry.record.slug}.pdf`;
  return [diagnose('rebuild-differs', { ...entry.record.edition, outputs: [name], pages, fingerprint })];
}

async function makeReprint(
  bookDir: string,
  { from, to, cache, signal }: ReprintOptions,
  old: LedgerEntry,
  made: Made,
  result: BuildResult,
): Promise<{ pdf: Uint8Array | null; name: string; made: Reprint | null }> {
  const { book } = await loadBook(bookDir);
  const { manifest } = book!;
  const name = `${manifest.slug}.kit-${from}-${manifest.edition.printing}.pdf`;
  const pdf = made.files.find((file) => file.name === `${manifest.slug}.pdf`)!.data as Uint8Array;
  const issued = await readIssued(old);
  const others = otherFaces(issued.fingerprint.fonts, made.faces, made.faceNames);
  const printed = { map: made.map!, prints: addPaint(made.prints, pdf), others };
  const [before, pages] = physicalPages([issued, printed]);
  const plan = planLeaves(before!, pages!);
  if (plan.steps.length === 0) {
    result.diagnostics.push(diagnose('reprint-nothing', { from, to }));
    return { pdf: null, name, made: null };
  }
  const input: Omit<KitInput, 'design' | 'press'> = {
    ...{ manifest, book: manifest.title, plan, pages: pages!, pdf, producer },
    from: issued,
    to: { edition: manifest.edition, issued: manifest.issued },
    titles: new Map(made.state!.texts.map(({ id, title }) => [id, title])),
  };
  const press = await openKitPress(book!, { cache, signal });
  try {
    const kit = await makeKit({ ...input, ...press.tools });
    const leaves = plan.printed + kit.sheetLeaves;
    if (kit.saved <= 0) {
      result.diagnostics.push(diagnose('reprint-costs-more', { kit: leaves, book: plan.newLeaves }));
    }
    return { pdf: kit.pdf, name, made: { from: issued.edition, to: manifest.edition, plan, ...kit } };
  } finally {
    await press.close();
  }
}
