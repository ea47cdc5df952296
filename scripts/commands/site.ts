/** `huibian site`: puts books on a shelf, updates them, takes them off. */
import { resolve } from 'node:path';
import { exitStatus } from '../diagnostics/catalogue.ts';
import type { SiteArguments } from './arguments.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runSite({ out, ...options }: SiteArguments, context: CommandContext): Promise<Outcome> {
  const { buildShelf } = await import('../build-shelf.ts');
  const { signal, report } = context;
  const shelf = await buildShelf({ ...options, outDir: resolve(out), signal, report });
  const { diagnostics } = shelf;
  return { command: 'site', exit: exitStatus(diagnostics), diagnostics, folder: '', shelf };
}
