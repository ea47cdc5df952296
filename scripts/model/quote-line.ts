/** The line of a book's file that a place points into, for a diagnostic's excerpt. */
import type { Book, Place } from './types.ts';

export function quoteLine({ texts }: Pick<Book, 'texts'>, { file, line }: Place): string | undefined {
  return line === undefined ? undefined : texts[file]?.split('\n')[line - 1];
}
