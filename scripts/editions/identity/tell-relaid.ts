/** What the proof and the user are told of a re-issue's pages beside those of the edition before it. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { EditionState, History } from '../../model/edition-types.ts';
import type { Check } from '../../model/types.ts';
import { findRelaid, type MadeEdition } from './find-relaid.ts';

/**
 * The proof's line `unchanged-pages`, and `page-relaid` where it does not hold; `page-relaid-allowed` where the user has
 * accepted that. Nothing for a book that was never issued, and for flowing ones.
 */
export function tellRelaid(
  { base }: History,
  now: Omit<MadeEdition, 'state'> & { state: EditionState | null },
  allowed = false,
): { checks: Check[]; diagnostics: Diagnostic[] } {
  const { state } = now;
  const relaid = base && state ? findRelaid(base, { ...now, state }) : null;
  if (!base || !relaid) return { checks: [], diagnostics: [] };
  const { compared, pages, titles, causes } = relaid;
  if (pages.length === 0) return { checks: [{ name: 'unchanged-pages', ok: true, count: compared }], diagnostics: [] };
  const code = allowed ? 'page-relaid-allowed' : 'page-relaid';
  return {
    checks: [{ name: 'unchanged-pages', ok: allowed, count: compared, detail: pages.join(' ') }],
    diagnostics: [diagnose(code, { ...base.edition, pages, titles, causes })],
  };
}
