/** `huibian edition reprint`: a replacement kit for those who hold the print of an earlier edition. */
import { resolve } from 'node:path';
import { exitStatus } from '../diagnostics/catalogue.ts';
import { describeStep } from '../editions/reprint/describe-steps.ts';
import type { Leaf } from '../editions/reprint/leaves.ts';
import type { Reprint } from '../reprint-edition.ts';
import { editionWords } from '../terminal/edition-words.ts';
import type { ReprintArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runReprint(
  { book, out, ...given }: ReprintArguments,
  { signal, report }: CommandContext,
): Promise<Outcome> {
  const { reprintEdition } = await import('../reprint-edition.ts');
  const folders = { bookDir: resolve(book), outDir: resolve(out) };
  const { build, reprint } = await reprintEdition({ ...given, ...folders, signal, report });
  const { diagnostics } = build;
  const outcome: Outcome = { command: 'edition', exit: exitStatus(diagnostics), diagnostics, folder: book, build };
  if (!reprint) return outcome;
  const { plan, saved, sheetLeaves } = reprint;
  const steps = plan.steps.map(describeStep);
  const text = inBothLanguages((lang) =>
    [
      ...steps.map((step, i) => `  ${i + 1}. ${step}`),
      editionWords[lang].reprint(plan.printed, sheetLeaves, saved),
    ].join('\n'),
  );
  return { ...outcome, edition: { data: { reprint: flattenReprint(reprint) }, text } };
}

/** For programs: leaves by the sheets and labels of their two pages. */
function flattenReprint({ from, to, plan, sheetLeaves, saved }: Reprint): Record<string, unknown> {
  const pagesOf = (leaf: Leaf) => [leaf.recto, leaf.verso].map(({ sheet, label }) => ({ sheet, label }));
  return {
    from,
    to,
    leaves: { old: plan.oldLeaves, new: plan.newLeaves, printed: plan.printed, instructions: sheetLeaves, saved },
    steps: plan.steps.map((step) => ({
      text: describeStep(step),
      takeOut: step.takeOut.map(pagesOf),
      after: step.after && pagesOf(step.after),
      putIn: step.putIn.map(pagesOf),
    })),
  };
}
