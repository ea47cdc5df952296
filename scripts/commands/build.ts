/** `huibian build`: makes a book's outputs, proves them and puts them into place. */
import { resolve } from 'node:path';
import type { BuildArguments } from './arguments.ts';
import { type CommandContext, type Outcome, outcomeOf } from './outcome.ts';

export async function runBuild({ book, out, ...options }: BuildArguments, context: CommandContext): Promise<Outcome> {
  const { buildBook } = await import('../build-book.ts');
  const folders = { bookDir: resolve(book), outDir: resolve(out) };
  return outcomeOf('build', book, await buildBook({ ...options, ...folders, ...context, write: true }));
}
