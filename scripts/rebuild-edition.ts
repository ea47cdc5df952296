/** Makes an issued printing again from nothing but its ledger, and compares what comes out with what is recorded. */
import { conditionsNow, makeBook, publishBook } from './build-book.ts';
import { diagnose } from './diagnostics/catalogue.ts';
import { findEntry } from './editions/find-entry.ts';
import { compareFingerprints, takeFingerprint } from './editions/fingerprint.ts';
import { sha256 } from './editions/ledger-record.ts';
import { historyBefore, readIssued } from './editions/load-history.ts';
import { type LedgerEntry, readLedger } from './editions/read-ledger.ts';
import { openWorkCopy, readKeptFiles } from './editions/work-copy.ts';
import type { Made } from './make-outputs.ts';
import type { BuildOptions, BuildResult } from './model/build-types.ts';
import type { EditionName, PagePrint } from './model/edition-types.ts';

export interface RebuildOptions extends Pick<BuildOptions, 'bookDir' | 'cache' | 'jobs' | 'signal' | 'report'> {
  printing: number;
  /** Absolute path of the folder for what is made; null for nowhere. */
  outDir: string | null;
}

export interface RebuildComparison {
  same: boolean;
  outputs: { name: string; recorded: string | null; made: string | null }[];
  /** Labels, or numbers of sheets, of the pages that look different. */
  pages: string[];
  /** The parts of the fingerprint that differ. */
  fingerprint: string[];
}

export interface RebuildResult {
  build: BuildResult;
  edition: EditionName;
  /** Null where nothing could be made. */
  comparison: RebuildComparison | null;
  /** The parts of the fingerprint that differ. */
  fingerprint: string[];
}

/**
 * A difference comes back as the error `rebuild-differs`; where nothing could be made, `rebuild-failed` says what is not
 * as it was then. DiagnosticError `edition-unknown`, `ledger-damaged`.
 */
export async function rebuildEdition(options: RebuildOptions): Promise<RebuildResult> {
  const { bookDir, outDir, printing, ...rest } = options;
  const ledger = await readLedger(bookDir);
  const entry = findEntry(ledger, printing);
  const { edition } = entry.record;
  const history = await historyBefore(ledger, edition);
  await using copy = await openWorkCopy(await readKeptFiles(ledger, entry));
  const fixed = { engine: 'per-report', pdfOnly: false, write: false, outDir: outDir ?? copy.dir } as const;
  const fingerprint = compareFingerprints(entry.record.fingerprint, await conditionsNow(copy.dir));
  let comparison: RebuildComparison | null = null;
  // What an issue allowed knowingly is no fault of a rebuild: the bytes are compared below.
  const { result: build } = await makeBook(
    { ...rest, ...fixed, bookDir: copy.dir, history, allowRelayout: true },
    async (made, result) => {
      comparison = await compareRebuilt(entry, made, result.browser!.version);
      const { same, outputs, pages, fingerprint } = comparison;
      const names = outputs.filter((each) => each.recorded !== each.made).map(({ name }) => name);
      if (!same)
        result.diagnostics.push(diagnose('rebuild-differs', { ...edition, outputs: names, pages, fingerprint }));
      if (outDir) result.outputs = await publishBook(outDir, made);
    },
  );
  if (!comparison) build.diagnostics.push(diagnose('rebuild-failed', { ...edition, fingerprint }));
  return { build, edition, comparison, fingerprint };
}

/** What a printing made again has other than the ledger records. */
export async function compareRebuilt(entry: LedgerEntry, made: Made, browser: string): Promise<RebuildComparison> {
  const { record } = entry;
  const recorded = new Map(record.outputs.map(({ name, sha256 }) => [name, sha256]));
  const fresh = new Map(made.files.map(({ name, data }) => [name, sha256(data)]));
  const names = [...new Set([...recorded.keys(), ...fresh.keys()])];
  const outputs = names.map((name) => ({ name, recorded: recorded.get(name) ?? null, made: fresh.get(name) ?? null }));
  const same = outputs.every((each) => each.recorded === each.made);
  const pages = same ? [] : differingPages((await readIssued(entry)).prints, made.prints);
  const fingerprint = compareFingerprints(record.fingerprint, await takeFingerprint(browser, made.faces));
  return { same, outputs, pages, fingerprint };
}

function differingPages(before: PagePrint[], now: PagePrint[]): string[] {
  const sheets = Array.from({ length: Math.max(before.length, now.length) }, (_, i) => [before[i], now[i]] as const);
  return sheets.flatMap(([a, b], i) =>
    a && b && a.label === b.label && JSON.stringify(a.runs) === JSON.stringify(b.runs)
      ? []
      : [b?.label ?? a?.label ?? `PDF ${i + 1}`],
  );
}
