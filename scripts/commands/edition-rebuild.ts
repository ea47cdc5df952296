/** `huibian edition rebuild`: makes a printing again from its ledger and says whether the bytes are those of then. */
import { resolve } from 'node:path';
import { exitStatus } from '../diagnostics/catalogue.ts';
import { editionWords } from '../terminal/edition-words.ts';
import type { RebuildArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runRebuild(
  { book, out, printing, cache, jobs }: RebuildArguments,
  { signal, report }: CommandContext,
): Promise<Outcome> {
  const { rebuildEdition } = await import('../rebuild-edition.ts');
  const outDir = out === undefined ? null : resolve(out);
  const rebuilt = await rebuildEdition({ bookDir: resolve(book), outDir, printing, cache, jobs, signal, report });
  const { build, edition, comparison, fingerprint } = rebuilt;
  const { diagnostics } = build;
  const outcome: Outcome = { command: 'edition', exit: exitStatus(diagnostics), diagnostics, folder: book, build };
  if (!comparison)
    return {
      ...outcome,
      edition: { data: { rebuilt: edition, same: false, fingerprint }, text: inBothLanguages(() => '') },
    };
  const text = inBothLanguages((lang) =>
    comparison.same ? editionWords[lang].rebuilt(edition, comparison.outputs.length) : '',
  );
  return { ...outcome, edition: { data: { rebuilt: edition, ...comparison }, text } };
}
