/** `huibian edition`: one file a subcommand. */
import type { EditionArguments } from './edition-arguments.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runEdition(given: EditionArguments, context: CommandContext): Promise<Outcome> {
  switch (given.subcommand) {
    case 'issue':
      return (await import('./edition-issue.ts')).runIssue(given, context);
    case 'list':
      return (await import('./edition-list.ts')).runList(given);
    case 'show':
      return (await import('./edition-show.ts')).runShow(given);
    case 'errata':
      return (await import('./edition-errata.ts')).runErrata(given, context);
    case 'diff':
      return (await import('./edition-diff.ts')).runDiff(given, context);
    case 'rebuild':
      return (await import('./edition-rebuild.ts')).runRebuild(given, context);
    case 'reprint':
      return (await import('./edition-reprint.ts')).runReprint(given, context);
  }
}
