/**
 * The one shape of everything the toolchain has to say to its user, and the registry of all it can say.
 * Stages make diagnostics from a code and its parameters; words are found only when a diagnostic is shown,
 * so that a stage knows nothing of languages.
 */
import type { Diagnostic, Lang, Severity } from '../model/diagnostic-types.ts';

export type { Diagnostic, Lang, Severity };

/** What is wrong and why, and what to do. */
export interface Words {
  message: string;
  hint: string;
}

/** An entry of the catalogue: a permanent code's severity, exit status and words. */
export interface Entry<P> {
  severity: Severity;
  /** 1 the book has errors, 2 wrong usage, 3 the machine lacks something. */
  exit?: 1 | 2 | 3;
  zh: (params: P) => Words;
  en: (params: P) => Words;
}

/** Types an entry's parameters; the identity at run time. */
export function entry<P>(e: Entry<P>): Entry<P> {
  return e;
}

/** Thrown where a stage cannot go on; carries every problem found so far. */
export class DiagnosticError extends Error {
  readonly diagnostics: Diagnostic[];
  constructor(diagnostics: Diagnostic[]) {
    super(diagnostics.map((d) => d.code).join(', '));
    this.name = 'DiagnosticError';
    this.diagnostics = diagnostics;
  }
}

export function hasErrors(diagnostics: Diagnostic[]): boolean {
  return diagnostics.some((d) => d.severity === 'error');
}
