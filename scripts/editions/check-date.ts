/** Whether the date that tells reading systems of an update (dcterms:modified) is later than that of the last issue. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Book } from '../model/types.ts';
import type { IssueKind } from './check-order.ts';
import type { LedgerEntry } from './read-ledger.ts';

/**
 * An EPUB is told from an earlier one of the same identifier by this date alone (EPUB 3.3, "Release identifier"), which
 * we give in days. `edition-not-later` for a new edition of the same day, and for whatever goes back; a mere reprint may
 * well be ordered on the day of the printing before it, and a reader that keeps the older file misses no word of the text:
 * `printing-same-day` is a warning.
 */
export async function checkDate(
  { manifest, texts }: Pick<Book, 'manifest' | 'texts'>,
  last: LedgerEntry | undefined,
  kind: IssueKind | null,
): Promise<Diagnostic[]> {
  if (!last) return [];
  const [date, before] = [manifest.modified ?? manifest.issued, await dateOf(last)];
  if (date > before) return [];
  const key = manifest.modified === undefined ? 'issued' : 'modified';
  const lines = (texts['book.yaml'] ?? '').split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${key}:`));
  const place = { file: 'book.yaml', ...(at >= 0 && { line: at + 1, column: 1 }) };
  const code = kind === 'printing' && date === before ? 'printing-same-day' : 'edition-not-later';
  return [diagnose(code, { key, date, before, last: last.record.edition }, place, lines[at])];
}

/** What the last issue's EPUB says: `modified` of its own book.yaml, else the date of issue. */
async function dateOf({ folder, record }: LedgerEntry): Promise<string> {
  const text = await readFile(join(folder, 'files', 'book.yaml'), 'utf8').catch(() => '');
  const modified: unknown = parse(text)?.modified;
  return typeof modified === 'string' ? modified : record.issued;
}
