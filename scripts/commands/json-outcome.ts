/** The one object that `--json` prints. Its keys are a promise to programs. */
import { wordsOf } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Lang } from '../diagnostics/diagnostic.ts';
import type { BuildResult } from '../model/build-types.ts';
import { shelfFiles } from '../model/shelf-files.ts';
import type { Outcome } from './outcome.ts';
import type { ServingReport } from './serving-report.ts';

/** How a run ended without an outcome of its own. */
export interface Ending {
  exit: number;
  command?: string;
  diagnostics?: Diagnostic[];
  /** A bug of ours. */
  bug?: { message: string; stack: string };
  /** A server that has begun. */
  serving?: ServingReport;
}

/** What `--json` prints for an outcome. */
export function jsonOutcome(outcome: Outcome | Ending, lang: Lang): Record<string, unknown> {
  const { exit, command = null, diagnostics = [] } = outcome;
  return {
    ok: exit === 0,
    exit,
    command,
    diagnostics: diagnostics.map((d) => flatten(d, lang)),
    ...('build' in outcome && outcome.build ? flattenBuild(outcome.build) : {}),
    ...('shelf' in outcome && outcome.shelf
      ? { outputs: outcome.shelf.outputs, shelf: { books: outcome.shelf.books } }
      : {}),
    ...('machine' in outcome && outcome.machine ? { machine: outcome.machine } : {}),
    ...('edition' in outcome && outcome.edition ? { edition: outcome.edition.data } : {}),
    ...('serving' in outcome && outcome.serving ? { serving: flattenServing(outcome.serving) } : {}),
    ...('bug' in outcome ? { bug: outcome.bug } : {}),
  };
}

function flatten(d: Diagnostic, lang: Lang): Record<string, unknown> {
  const { file = null, line = null, column = null } = d.place ?? {};
  return { code: d.code, severity: d.severity, ...wordsOf(d, lang), file, line, column };
}

function flattenBuild({ outputs, proof, pageMap, browser, milliseconds }: BuildResult): Record<string, unknown> {
  const failed = proof?.checks.filter((check) => !check.ok) ?? [];
  return {
    outputs,
    proof: proof && { ok: proof.ok, checks: proof.checks.length, failed },
    pages: pageMap && { sheets: pageMap.pages.length, reports: pageMap.reports.length },
    browser: browser && { executable: browser.executable, version: browser.version, pinned: browser.pinned },
    milliseconds: Object.fromEntries(Object.entries(milliseconds).map(([stage, ms]) => [stage, Math.round(ms)])),
  };
}

function flattenServing({ addresses, port, start, books, intranet }: ServingReport): Record<string, unknown> {
  const catalogues = addresses.map((address) => ({
    page: address + start,
    opds1: address + shelfFiles.atomCatalogue.path,
    opds2: address + shelfFiles.jsonCatalogue.path,
  }));
  return { port, books, intranet, addresses: catalogues };
}
