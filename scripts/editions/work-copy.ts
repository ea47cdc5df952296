/** A folder that holds nothing but the files of an edition, for a build from them alone. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { blobFolder } from './ledger-record.ts';
import type { Ledger, LedgerEntry } from './read-ledger.ts';

export interface WorkCopy extends AsyncDisposable {
  dir: string;
}

/** Writes files into a new folder of the temporary directory; gone at the end of the block (`await using`). */
export async function openWorkCopy(files: { path: string; data: Uint8Array }[]): Promise<WorkCopy> {
  const dir = await mkdtemp(join(tmpdir(), 'huibian-edition-'));
  const close = () => rm(dir, { recursive: true, force: true });
  try {
    for (const folder of new Set(files.map(({ path }) => dirname(path)))) {
      await mkdir(join(dir, folder), { recursive: true });
    }
    for (const { path, data } of files) await writeFile(join(dir, path), data);
  } catch (error) {
    await close();
    throw error;
  }
  return { dir, [Symbol.asyncDispose]: close };
}

/** The files of an issued printing, out of the ledger. */
export function readKeptFiles(
  { folder: ledger }: Ledger,
  { folder, record }: LedgerEntry,
): Promise<{ path: string; data: Uint8Array }[]> {
  return Promise.all(
    record.files.map(async ({ path, kept, sha256 }) => {
      const file = kept === 'blobs' ? join(ledger, blobFolder, sha256) : join(folder, 'files', path);
      return { path, data: await readFile(file) };
    }),
  );
}
