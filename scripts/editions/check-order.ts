/** Whether the manifest's edition and printing follow those of the ledger, and what it ought to say. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { EditionName } from '../model/edition-types.ts';
import type { Place } from '../model/types.ts';
import type { LedgerEntry } from './read-ledger.ts';

/** What an issue is to be: a new edition (版), or another printing (印次) of the last. */
export type IssueKind = 'edition' | 'printing';

/** The name that an issue of the given kind would have after the last one. */
export function nextName(last: EditionName, kind: IssueKind): EditionName {
  return { number: last.number + (kind === 'edition' ? 1 : 0), printing: last.printing + 1 };
}

/** What contradicts the ledger in a build: one printing is either in it, or the next after the last. */
export function checkOrder(entries: LedgerEntry[], wanted: EditionName, place: Place): Diagnostic[] {
  const last = entries.at(-1)?.record.edition;
  if (!last) return [];
  const { number, printing } = wanted;
  const issued = entries.find(({ record }) => record.edition.printing === printing);
  if (issued?.record.edition.number === number) return [];
  const fits = printing === last.printing + 1 && (number === last.number || number === last.number + 1);
  if (fits) return [];
  return [diagnose('edition-contradicts', { number, printing, last, issued: issued?.record.edition ?? null }, place)];
}

/**
 * What stands in the way of issuing: `edition-issued`, `edition-ask`, `edition-not-next`. `kind` is null where the user
 * has not said which.
 */
export function checkIssue(
  entries: LedgerEntry[],
  wanted: EditionName,
  kind: IssueKind | null,
  place: Place,
): Diagnostic[] {
  const last = entries.at(-1)?.record.edition;
  if (!last) return [];
  const { number, printing } = wanted;
  const isThere = entries.some(({ record: { edition } }) => edition.number === number && edition.printing === printing);
  if (isThere) return [diagnose('edition-issued', { number, printing, last }, place)];
  if (kind === null) return [diagnose('edition-ask', { last }, place)];
  const next = nextName(last, kind);
  if (next.number === number && next.printing === printing) return [];
  return [diagnose('edition-not-next', { kind, number, printing, next, last }, place)];
}

/** The line of book.yaml that says edition and printing, or ought to. */
export function placeOfEdition(manifest: string): { place: Place; excerpt?: string } {
  const lines = manifest.split('\n');
  const at = lines.findIndex((line) => /^edition\s*:/.test(line));
  if (at < 0) return { place: { file: 'book.yaml' } };
  return { place: { file: 'book.yaml', line: at + 1, column: 1 }, excerpt: lines[at] };
}
