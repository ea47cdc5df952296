/**
 * Appends a printing to the ledger, whole or not at all: blobs first, which nobody sees until a record names them; then
 * the printing's folder is written aside, forced out to the disk, and renamed into place.
 */
import * as nodeFs from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fail } from '../diagnostics/catalogue.ts';
import { isDiskFull, isNotWritable, systemCode } from '../lib/system-error.ts';
import type { EditionState, Fingerprint, PagePrint } from '../model/edition-types.ts';
import type { PageMap } from '../model/types.ts';
import { lockOutputs } from '../outputs/output-lock.ts';
import { printsToLines, stateToLines } from './ledger-lines.ts';
import {
  blobFolder,
  type EditionRecord,
  folderOf,
  ledgerFolder,
  recordFile,
  recordSchema,
  sealFile,
  sha256,
} from './ledger-record.ts';
import type { BookFileData } from './list-book-files.ts';
import { readLedger, sealOf } from './read-ledger.ts';

export interface EditionToWrite {
  slug: string;
  state: EditionState;
  /** What it changed, in a sentence; null where nothing was issued before. */
  summary: string | null;
  map: PageMap;
  prints: PagePrint[];
  fingerprint: Fingerprint;
  files: BookFileData[];
  outputs: EditionRecord['outputs'];
  /** SHA-256 of the edition.json on which it was built; null for the first. */
  previous: string | null;
}

/** The part of node:fs/promises that writing uses, so that failing and killed runs can be tried. */
export type LedgerFs = Pick<typeof nodeFs, 'mkdir' | 'open' | 'rename' | 'rm' | 'readdir'>;

const asidePrefix = '.huibian-new-';

/**
 * Writes a printing into the ledger of the book in `bookDir`, and takes away what killed runs left there. Returns its
 * folder's absolute path. Throws DiagnosticError `edition-meanwhile` where another run has issued one since,
 * `ledger-damaged`, `output-locked`, `disk-full`, `output-not-writable`.
 */
export async function writeEdition(bookDir: string, edition: EditionToWrite, fs: LedgerFs = nodeFs): Promise<string> {
  const ledger = join(bookDir, ledgerFolder);
  try {
    await fs.mkdir(ledger, { recursive: true });
    const unlock = await lockOutputs(ledger);
    try {
      const { entries } = await readLedger(bookDir);
      if ((entries.at(-1)?.hash ?? null) !== edition.previous) {
        const { number, printing } = entries.at(-1)?.record.edition ?? { number: 0, printing: 0 };
        fail('edition-meanwhile', { number, printing });
      }
      await clearAway(ledger, new Set(entries.flatMap(({ record }) => record.files.map((file) => file.sha256))), fs);
      return await append(ledger, edition, fs);
    } finally {
      await unlock();
    }
  } catch (error) {
    if (isDiskFull(error)) fail('disk-full', { folder: ledger });
    if (isNotWritable(error)) fail('output-not-writable', { folder: ledger, reason: systemCode(error)! });
    throw error;
  }
}

/** The files of a printing's folder by name. */
function contentsOf({ slug, state, summary, map, prints, ...edition }: EditionToWrite) {
  const { fingerprint, files, outputs, previous } = edition;
  const data = {
    'pages.json': `${JSON.stringify(map, null, 1)}\n`,
    'paragraphs.jsonl': stateToLines(state),
    'prints.jsonl': printsToLines(prints),
  };
  const described = (text: string) => ({ bytes: Buffer.byteLength(text), sha256: sha256(text) });
  const record: EditionRecord = recordSchema.parse({
    format: 1,
    edition: state.edition,
    issued: state.issued,
    slug,
    title: state.title,
    numbering: state.numbering,
    ...(summary !== null && { summary }),
    previous,
    fingerprint,
    data: {
      'pages.json': described(data['pages.json']),
      'paragraphs.jsonl': described(data['paragraphs.jsonl']),
      'prints.jsonl': described(data['prints.jsonl']),
    },
    files: files.map(({ data: _, ...file }) => file),
    outputs,
  });
  const text = `${JSON.stringify(record, null, 1)}\n`;
  return new Map<string, string | Uint8Array>([
    ...Object.entries(data),
    ...files.flatMap((file) => (file.kept === 'files' ? [[`files/${file.path}`, file.data] as const] : [])),
    [recordFile, text],
    [sealFile, sealOf(sha256(text))],
  ]);
}

async function append(ledger: string, edition: EditionToWrite, fs: LedgerFs): Promise<string> {
  const aside = join(ledger, `${asidePrefix}${process.pid}`);
  const target = join(ledger, folderOf(edition.state.edition));
  try {
    await fs.mkdir(aside, { mode: 0o700 });
    const blobs = new Map(edition.files.filter(({ kept }) => kept === 'blobs').map((file) => [file.sha256, file.data]));
    const known = new Set(await fs.readdir(join(ledger, blobFolder)).catch(() => []));
    const fresh = [...blobs].filter(([name]) => !known.has(name));
    if (fresh.length > 0) await fs.mkdir(join(ledger, blobFolder), { recursive: true });
    for (const [name, data] of fresh) {
      await writeSafely(join(aside, name), data, fs);
      await fs.rename(join(aside, name), join(ledger, blobFolder, name));
    }
    if (fresh.length > 0) await syncFolder(join(ledger, blobFolder), fs);
    const made = join(aside, 'edition');
    const contents = contentsOf(edition);
    const folders = [...new Set(['.', ...[...contents.keys()].map(dirname)])].sort();
    for (const folder of folders) await fs.mkdir(join(made, folder), { recursive: true });
    for (const [name, data] of contents) await writeSafely(join(made, name), data, fs);
    for (const folder of folders.toReversed()) await syncFolder(join(made, folder), fs);
    // From this rename on the printing is issued.
    await fs.rename(made, target);
    await syncFolder(ledger, fs);
    return target;
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/** What killed runs left: folders written aside, and blobs that no record names. The caller holds the lock. */
async function clearAway(ledger: string, named: Set<string>, fs: LedgerFs): Promise<void> {
  for (const name of await fs.readdir(ledger)) {
    if (name.startsWith(asidePrefix)) await fs.rm(join(ledger, name), { recursive: true, force: true });
  }
  for (const name of await fs.readdir(join(ledger, blobFolder)).catch(() => [])) {
    if (/^[0-9a-f]{64}$/.test(name) && !named.has(name)) await fs.rm(join(ledger, blobFolder, name), { force: true });
  }
}

/** Writes a file and waits until the disk has it. */
async function writeSafely(path: string, data: Uint8Array | string, fs: LedgerFs): Promise<void> {
  const handle = await fs.open(path, 'wx', 0o666);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes renames lasting; where folders cannot be opened, they need not. */
async function syncFolder(folder: string, fs: LedgerFs): Promise<void> {
  const handle = await fs.open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
