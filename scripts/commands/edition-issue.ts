/** `huibian edition issue`: closes the book as it stands as an edition or a printing of one. */
import { relative, resolve } from 'node:path';
import { exitStatus } from '../diagnostics/catalogue.ts';
import { editionWords } from '../terminal/edition-words.ts';
import type { IssueArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runIssue(
  { book, out, kind, allowRelayout, cache, jobs }: IssueArguments,
  { signal, report }: CommandContext,
): Promise<Outcome> {
  const { issueEdition } = await import('../issue-edition.ts');
  const folders = { bookDir: resolve(book), outDir: resolve(out) };
  const { build, issued } = await issueEdition({ ...folders, kind, allowRelayout, cache, jobs, signal, report });
  const { diagnostics } = build;
  const outcome: Outcome = { command: 'edition', exit: exitStatus(diagnostics), diagnostics, folder: book, build };
  if (!issued) return outcome;
  const folder = relative(process.cwd(), issued.folder);
  const text = inBothLanguages((lang) => editionWords[lang].issuedAs(issued.edition, folder));
  return { ...outcome, edition: { data: { issued: issued.edition, folder: issued.folder }, text } };
}
