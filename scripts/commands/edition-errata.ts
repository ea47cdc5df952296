/** `huibian edition errata`: the errata sheet (勘误表) for those who hold an old print. */
import { resolve } from 'node:path';
import { exitStatus } from '../diagnostics/catalogue.ts';
import { editionWords } from '../terminal/edition-words.ts';
import type { ErrataArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runErrata(
  { book, from, to, out, cache, jobs }: ErrataArguments,
  context: CommandContext,
): Promise<Outcome> {
  const { writeErrata } = await import('../errata-of-ledger.ts');
  const { signal, report } = context;
  const options = { bookDir: resolve(book), from, to, file: resolve(out), cache, jobs, signal, report };
  const { diagnostics, errata } = await writeErrata(options);
  const outcome: Outcome = { command: 'edition', exit: exitStatus(diagnostics), diagnostics, folder: book };
  if (!errata) return outcome;
  const text = inBothLanguages((lang) => editionWords[lang].errataWritten(errata, out));
  return { ...outcome, edition: { data: { errata }, text } };
}
