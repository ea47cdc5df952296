/** Every code that huibian can emit, by the stage that emits it. Codes are permanent: never renamed, never reused. */

import type { Place } from '../model/types.ts';
import { contentMessages } from './content.ts';
import { type Diagnostic, DiagnosticError, type Entry, type Lang, type Words } from './diagnostic.ts';
import { editionIdentityMessages } from './editions-identity.ts';
import { ledgerMessages } from './editions-ledger.ts';
import { editionReprintMessages } from './editions-reprint.ts';
import { editionRevisionMessages } from './editions-revisions.ts';
import { fontMessages } from './fonts.ts';
import { machineMessages } from './machine.ts';
import { outputMessages } from './outputs.ts';
import { paginationMessages } from './pagination.ts';
import { proofMessages } from './proof.ts';
import { shelfMessages } from './shelf.ts';
import { typesetMessages } from './typeset.ts';

export const catalogue = {
  ...machineMessages,
  ...contentMessages,
  ...typesetMessages,
  ...fontMessages,
  ...paginationMessages,
  ...outputMessages,
  ...proofMessages,
  ...shelfMessages,
  ...editionIdentityMessages,
  ...ledgerMessages,
  ...editionRevisionMessages,
  ...editionReprintMessages,
};

export type Code = keyof typeof catalogue;
type Params<C extends Code> = (typeof catalogue)[C] extends Entry<infer P> ? P : never;

/** Makes a diagnostic. `excerpt` is the source line that `place` points into. */
export function diagnose<C extends Code>(code: C, params: Params<C>, place?: Place, excerpt?: string): Diagnostic {
  const { severity } = catalogue[code];
  return { code, severity, params, ...(place && { place }), ...(excerpt !== undefined && { excerpt }) };
}

/** Throws a single diagnostic. */
export function fail<C extends Code>(code: C, params: Params<C>, place?: Place, excerpt?: string): never {
  throw new DiagnosticError([diagnose(code, params, place, excerpt)]);
}

/** The words of a diagnostic in a language. */
export function wordsOf(d: Diagnostic, lang: Lang): Words {
  const found = catalogue[d.code as Code] as Entry<unknown>;
  return found[lang](d.params);
}

/** The exit status that a list of diagnostics asks for: 0 without errors. */
export function exitStatus(diagnostics: Diagnostic[]): 0 | 1 | 2 | 3 {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  const statuses = errors.map((d) => (catalogue[d.code as Code] as Entry<unknown>).exit ?? 1);
  return statuses.length === 0 ? 0 : (Math.max(...statuses) as 1 | 2 | 3);
}
