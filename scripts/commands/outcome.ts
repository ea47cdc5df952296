/** What a command hands back to the entry point, which alone prints and exits. */
import { exitStatus } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { BuildResult, ProgressEvent, ShelfResult } from '../model/build-types.ts';
import type { Paint } from '../terminal/paint.ts';
import type { EditionReport } from './edition-report.ts';
import type { MachineReport } from './machine-report.ts';
import type { ServingReport } from './serving-report.ts';

export interface CommandContext {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  report: (event: ProgressEvent) => void;
  /** Colours of standard output, where it takes them. */
  paint: Paint;
  /** Tells that the shelf can be opened now. */
  serving: (report: ServingReport) => Promise<void>;
}

export interface Outcome {
  command: 'build' | 'check' | 'site' | 'serve' | 'edition' | 'doctor';
  exit: 0 | 1 | 2 | 3;
  diagnostics: Diagnostic[];
  /** The book's folder as the user named it; empty where no book is concerned. */
  folder: string;
  build?: BuildResult;
  shelf?: ShelfResult;
  machine?: MachineReport;
  edition?: EditionReport;
  /** The command goes on until it is interrupted: that was its proper end. */
  endless?: true;
}

/** The outcome of a build or a check. */
export function outcomeOf(command: 'build' | 'check', folder: string, build: BuildResult): Outcome {
  // A failed proof is a diagnostic too; should a stage forget to say so, it must not pass for success.
  const exit = exitStatus(build.diagnostics) || (build.proof && !build.proof.ok ? 1 : 0);
  return { command, exit, diagnostics: build.diagnostics, folder, build };
}
