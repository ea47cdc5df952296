/** `huibian check`: all that `build` does, except writing. */
import { resolve } from 'node:path';
import type { BuildArguments } from './arguments.ts';
import { type CommandContext, type Outcome, outcomeOf } from './outcome.ts';

export async function runCheck({ book, out, ...options }: BuildArguments, context: CommandContext): Promise<Outcome> {
  const { buildBook } = await import('../build-book.ts');
  const folders = { bookDir: resolve(book), outDir: resolve(out) };
  return outcomeOf('check', book, await buildBook({ ...options, ...folders, ...context, write: false }));
}
