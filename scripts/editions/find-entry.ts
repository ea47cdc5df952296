/** A printing of the ledger by its number. */
import { fail } from '../diagnostics/catalogue.ts';
import type { Ledger, LedgerEntry } from './read-ledger.ts';

/** Throws DiagnosticError `edition-unknown`. */
export function findEntry({ entries }: Pick<Ledger, 'entries'>, printing: number): LedgerEntry {
  const known = entries.map(({ record }) => record.edition.printing);
  const found = entries.find(({ record }) => record.edition.printing === printing);
  return found ?? fail('edition-unknown', { printing, known });
}
