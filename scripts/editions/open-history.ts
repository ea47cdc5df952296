/** A build's look at the ledger: what was issued before it, and whether it contradicts what was. */
import { diagnose } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { type EditionState, type History, noHistory } from '../model/edition-types.ts';
import type { Book } from '../model/types.ts';
import { checkOrder, placeOfEdition } from './check-order.ts';
import { judgeDifference } from './compare/judge-difference.ts';
import { historyBefore, readIssued } from './load-history.ts';
import { readLedger } from './read-ledger.ts';

export interface OpenedHistory {
  history: History;
  /** `ledger-damaged`, `edition-contradicts`. */
  diagnostics: Diagnostic[];
  /** `edition-closed` where this printing has been issued with another text than that of the state. */
  checkClosed(state: EditionState): Promise<Diagnostic[]>;
}

/** `given` is the history of a build that is not to look at the ledger beside its book. */
export async function openHistory({ dir, manifest, texts }: Book, given?: History): Promise<OpenedHistory> {
  if (given) return { history: given, diagnostics: [], checkClosed: async () => [] };
  const { edition } = manifest;
  const { place, excerpt } = placeOfEdition(texts['book.yaml'] ?? '');
  try {
    const { entries } = await readLedger(dir);
    const own = entries.find(({ record }) => record.edition.printing === edition.printing);
    return {
      history: await historyBefore({ entries }, edition),
      diagnostics: checkOrder(entries, edition, place),
      async checkClosed(state) {
        if (!own || judgeDifference((await readIssued(own)).state, state) === 'none') return [];
        return [diagnose('edition-closed', { ...edition }, place, excerpt)];
      },
    };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { history: noHistory, diagnostics: error.diagnostics, checkClosed: async () => [] };
  }
}
