/** What a build needs to know of the editions before the one it makes. */
import type { EditionName, History, IssuedEdition } from '../model/edition-types.ts';
import type { PageMap } from '../model/types.ts';
import { layoutFilesOf } from './identity/layout-files.ts';
import { printsFromLines, textsFromLines } from './ledger-lines.ts';
import { type Ledger, type LedgerEntry, readData, readLedger } from './read-ledger.ts';

/**
 * All printings issued before the given one, the last of them whole. Throws DiagnosticError `ledger-damaged`.
 * @param bookDir absolute path of the folder that holds book.yaml
 */
export async function loadHistory(bookDir: string, edition: EditionName): Promise<History> {
  return historyBefore(await readLedger(bookDir), edition);
}

/** The same of a ledger that has been read. */
export async function historyBefore({ entries }: Pick<Ledger, 'entries'>, edition: EditionName): Promise<History> {
  const before = entries.filter(({ record }) => record.edition.printing < edition.printing);
  const last = before.at(-1);
  // A reprint says again what its edition changed; the next edition also what changed from printing to printing.
  const first = before.find(({ record }) => record.edition.number >= edition.number - 1);
  return {
    issued: before.map(({ record: { edition, issued, title, summary } }) => ({
      ...{ edition, issued, title },
      ...(summary !== undefined && { summary }),
    })),
    base: last ? await readIssued(last) : null,
    ...(first && first !== last && { editionBefore: (await readIssued(first)).state }),
  };
}

/** An entry of the ledger with its text, page map and prints. */
export async function readIssued(entry: LedgerEntry): Promise<IssuedEdition> {
  const { edition, issued, title, numbering, fingerprint, files } = entry.record;
  const [map, paragraphs, prints] = await Promise.all([
    readData(entry, 'pages.json'),
    readData(entry, 'paragraphs.jsonl'),
    readData(entry, 'prints.jsonl'),
  ]);
  return {
    edition,
    issued,
    state: { edition, issued, title, numbering, texts: textsFromLines(paragraphs) },
    map: JSON.parse(map) as PageMap,
    prints: printsFromLines(prints),
    fingerprint,
    layoutFiles: layoutFilesOf(files),
  };
}
