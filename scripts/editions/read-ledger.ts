/** Reads a book's ledger and verifies all of it: hashes, the chain, nothing missing, nothing more, nothing reordered. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError, hasErrors } from '../diagnostics/diagnostic.ts';
import type { LedgerFault } from '../diagnostics/editions-ledger.ts';
import { systemCode } from '../lib/system-error.ts';
import type { EditionName } from '../model/edition-types.ts';
import {
  blobFolder,
  type DataFile,
  dataFiles,
  type EditionRecord,
  folderOf,
  ledgerFolder,
  recordFile,
  recordSchema,
  sealFile,
  sha256,
} from './ledger-record.ts';

/** An issued printing, verified. */
export interface LedgerEntry {
  record: EditionRecord;
  /** Absolute path of its folder. */
  folder: string;
  /** SHA-256 of its edition.json: what the next one names. */
  hash: string;
}

export interface Ledger {
  /** Absolute path of the ledger's folder, there or not. */
  folder: string;
  /** Oldest first; none where the ledger is damaged. */
  entries: LedgerEntry[];
}

/** What a run that was killed leaves, and what file managers put everywhere. */
const passedOver = /^(\.huibian-.*|\.DS_Store|Thumbs\.db|desktop\.ini|\.gitattributes)$/;

/**
 * The ledger of the book in `bookDir` (absolute); without entries where nothing was issued. Throws a DiagnosticError
 * with one `ledger-damaged` for each file that is not as it was issued.
 */
export async function readLedger(bookDir: string): Promise<Ledger> {
  const folder = join(bookDir, ledgerFolder);
  const names = (await namesIn(folder)).filter((name) => !passedOver.test(name));
  const found: Diagnostic[] = [];
  const entries: LedgerEntry[] = [];
  for (const name of names) {
    if (name === blobFolder) continue;
    if (!/^e[1-9]\d*-p[1-9]\d*$/.test(name)) found.push(damage(name, 'extra'));
    else {
      const entry = await readEntry(folder, name, found);
      if (entry) entries.push(entry);
    }
  }
  entries.sort((a, b) => a.record.edition.printing - b.record.edition.printing);
  if (!hasErrors(found)) found.push(...checkChain(entries));
  found.push(...(await checkBlobs(folder, entries)));
  if (hasErrors(found)) throw new DiagnosticError(found);
  return { folder, entries };
}

/** The text of one of an entry's data files, checked again as it is read. Throws as `readLedger` does. */
export async function readData({ folder, record }: LedgerEntry, name: DataFile): Promise<string> {
  const bytes = await readFile(join(folder, name));
  if (sha256(bytes) !== record.data[name].sha256)
    throw new DiagnosticError([damage(`${folderOf(record.edition)}/${name}`, 'edited')]);
  return bytes.toString('utf8');
}

function damage(name: string, fault: LedgerFault): Diagnostic {
  const file = `${ledgerFolder}/${name}`;
  return diagnose('ledger-damaged', { file, fault }, { file });
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).then(
    (names) => names.sort(),
    (error) => {
      if (systemCode(error) === 'ENOENT') return [];
      throw error;
    },
  );
}

async function readEntry(ledger: string, name: string, found: Diagnostic[]): Promise<LedgerEntry | null> {
  const folder = join(ledger, name);
  const [bytes, seal] = await Promise.all([recordFile, sealFile].map((file) => readIfThere(join(folder, file))));
  if (!bytes) found.push(damage(`${name}/${recordFile}`, 'missing'));
  if (!seal) found.push(damage(`${name}/${sealFile}`, 'missing'));
  if (!bytes || !seal) return null;
  const record = parseRecord(bytes);
  const hash = sha256(bytes);
  if (seal.toString('utf8') !== sealOf(hash)) {
    found.push(damage(`${name}/${recordFile}`, record === 'truncated' ? 'truncated' : 'edited'));
    return null;
  }
  if (typeof record === 'string') {
    found.push(damage(`${name}/${recordFile}`, record));
    return null;
  }
  if (folderOf(record.edition) !== name) {
    found.push(damage(name, 'reordered'));
    return null;
  }
  found.push(...(await checkFolder(folder, name, record)));
  return { record, folder, hash };
}

/** The line of edition.json.sha256. */
export const sealOf = (hash: string): string => `${hash}  ${recordFile}\n`;

function parseRecord(bytes: Buffer): EditionRecord | 'truncated' | 'format' {
  try {
    const parsed = recordSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data : 'format';
  } catch {
    return 'truncated';
  }
}

/** Every file that the record names, and no other. */
async function checkFolder(folder: string, name: string, record: EditionRecord): Promise<Diagnostic[]> {
  const wanted = new Map<string, { bytes: number; sha256: string }>([
    ...dataFiles.map((file) => [file, record.data[file]] as const),
    ...record.files.filter(({ kept }) => kept === 'files').map((file) => [`files/${file.path}`, file] as const),
  ]);
  const there = await filesBelow(folder);
  const extra = there.filter((file) => !wanted.has(file) && file !== recordFile && file !== sealFile);
  const faults = await Promise.all(
    [...wanted].map(async ([file, due]) => [file, faultOf(await readIfThere(join(folder, file)), due)] as const),
  );
  return [
    ...faults.flatMap(([file, fault]) => (fault ? [damage(`${name}/${file}`, fault)] : [])),
    ...extra
      .filter((file) => !passedOver.test(file.split('/').at(-1)!))
      .map((file) => damage(`${name}/${file}`, 'extra')),
  ];
}

function faultOf(bytes: Buffer | null, due: { bytes: number; sha256: string }): LedgerFault | null {
  if (!bytes) return 'missing';
  if (sha256(bytes) === due.sha256) return null;
  return bytes.length < due.bytes ? 'truncated' : 'edited';
}

/**
 * Each record names the one before; printings count on without a gap, editions by one at most. A book may have begun with
 * any. What nobody names yet cannot be checked from here: the last record edited together with its seal, or taken away.
 */
function checkChain(entries: LedgerEntry[]): Diagnostic[] {
  return entries.flatMap(({ record }, i): Diagnostic[] => {
    const before = entries[i - 1];
    const name = `${folderOf(record.edition)}/${recordFile}`;
    if (record.previous === (before?.hash ?? null)) {
      return before && !follows(record.edition, before.record.edition) ? [damage(name, 'numbering')] : [];
    }
    // A record that names nobody here: the one before it has gone, was exchanged, or stands elsewhere.
    const isLater = entries.some(({ hash }) => hash === record.previous);
    const gap = before === undefined || record.edition.printing !== before.record.edition.printing + 1;
    return [damage(name, isLater ? 'reordered' : gap ? 'predecessor-missing' : 'predecessor-changed')];
  });
}

const follows = (next: EditionName, last: EditionName): boolean =>
  next.printing === last.printing + 1 && (next.number === last.number || next.number === last.number + 1);

/** A blob that nobody names is what a killed run left; one that is not what its name says is damage. */
async function checkBlobs(ledger: string, entries: LedgerEntry[]): Promise<Diagnostic[]> {
  const named = new Map(
    entries.flatMap(({ record }) =>
      record.files.filter(({ kept }) => kept === 'blobs').map((file) => [file.sha256, file] as const),
    ),
  );
  const there = (await namesIn(join(ledger, blobFolder))).filter((name) => !passedOver.test(name));
  const all = new Set([...named.keys(), ...there]);
  const found = await Promise.all(
    [...all].map(async (name) => {
      const file = `${blobFolder}/${name}`;
      const bytes = await readIfThere(join(ledger, file));
      if (!/^[0-9a-f]{64}$/.test(name)) return [damage(file, 'extra')];
      const fault = faultOf(bytes, { bytes: named.get(name)?.bytes ?? 0, sha256: name });
      return fault ? [damage(file, fault)] : [];
    }),
  );
  return found.flat();
}

async function readIfThere(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error) => {
    if (['ENOENT', 'ENOTDIR', 'EISDIR'].includes(systemCode(error) ?? '')) return null;
    throw error;
  });
}

/** Names of all files below a folder, with forward slashes. */
async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).split(sep).join('/'))
    .sort();
}
