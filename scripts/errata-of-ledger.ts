/** The errata sheet between two printings of a ledger, or between one and the book as it stands. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeBook } from './build-book.ts';
import { loadBook } from './content/load-book.ts';
import { diagnose, fail } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from './diagnostics/diagnostic.ts';
import { compareEditions } from './editions/compare/compare-editions.ts';
import { findEntry } from './editions/find-entry.ts';
import { readIssued } from './editions/load-history.ts';
import { type Ledger, readLedger } from './editions/read-ledger.ts';
import { makeErrata } from './make-errata.ts';
import { producer } from './make-outputs.ts';
import type { BuildOptions } from './model/build-types.ts';
import type { EditionName, EditionState } from './model/edition-types.ts';

export interface ErrataOptions extends Pick<BuildOptions, 'bookDir' | 'cache' | 'jobs' | 'signal' | 'report'> {
  /** Printings; null for the last one issued before `to`, and for the book as it stands. */
  from: number | null;
  to: number | null;
  /** Absolute path of the PDF. */
  file: string;
}

export interface ErrataResult {
  diagnostics: Diagnostic[];
  /** Null where nothing was written. */
  errata: { file: string; from: EditionName; to: EditionName; corrections: number; leaves: number } | null;
}

/** Everything wrong comes back as diagnostics, and then nothing is written. */
export async function writeErrata(options: ErrataOptions): Promise<ErrataResult> {
  try {
    const ledger = await readLedger(options.bookDir);
    const { book, diagnostics } = await loadBook(options.bookDir);
    if (!book || hasErrors(diagnostics)) return { diagnostics, errata: null };
    const printing = options.to ?? book.manifest.edition.printing;
    const base = options.from === null ? lastBefore(ledger, printing) : findEntry(ledger, options.from);
    const state = await newState(options, ledger);
    const old = await readIssued(base);
    const revisions = compareEditions(old.state, state);
    if (revisions.texts.length === 0) {
      return { diagnostics: [diagnose('errata-nothing', { from: old.edition, to: state.edition })], errata: null };
    }
    const { pdf, leaves, corrections } = await makeErrata(book, { revisions, old }, { ...options, producer });
    await mkdir(path.dirname(options.file), { recursive: true });
    await writeFile(options.file, pdf);
    const errata = { file: options.file, from: old.edition, to: state.edition, corrections, leaves };
    return { diagnostics: [], errata };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { diagnostics: error.diagnostics, errata: null };
  }
}

function lastBefore({ entries }: Ledger, printing: number) {
  const before = entries.filter(({ record }) => record.edition.printing < printing);
  return before.at(-1) ?? fail('edition-unknown', { printing: Math.max(1, printing - 1), known: [] });
}

/** A printing's text, or that of the book, which is built for it. */
async function newState({ to, bookDir, ...options }: ErrataOptions, ledger: Ledger): Promise<EditionState> {
  if (to !== null) return (await readIssued(findEntry(ledger, to))).state;
  const rest = { outDir: '', engine: 'per-report', pdfOnly: true, write: false } as const;
  const { made, result } = await makeBook({ ...options, ...rest, bookDir });
  if (!made?.state) throw new DiagnosticError(result.diagnostics);
  return made.state;
}
