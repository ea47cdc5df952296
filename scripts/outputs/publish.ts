/**
 * Puts a build's files into place, all of them or none. They are written aside on the same disk, forced out to it,
 * and renamed when the last one is safe. A run that is killed between two renames leaves a journal, by which the next
 * run finishes the work; a run that fails there puts back what it had replaced.
 */
import { createHash } from 'node:crypto';
import * as nodeFs from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail } from '../diagnostics/catalogue.ts';
import { isDiskFull, isNotWritable, systemCode } from '../lib/system-error.ts';
import type { OutputFile } from '../model/build-types.ts';
import { lockOutputs } from './output-lock.ts';

/** A file to publish: its name within the folder, and its content. */
export interface OutputData {
  name: string;
  data: Uint8Array | string;
}

/** The part of node:fs/promises that publishing uses, so that failing disks can be tried. */
export type PublishFs = Pick<
  typeof nodeFs,
  'mkdir' | 'open' | 'rename' | 'link' | 'copyFile' | 'rm' | 'readdir' | 'readFile'
>;

const asidePrefix = '.huibian-new-';
const journalName = 'journal.json';

/**
 * Publishes files into `outDir`, which is made if need be. Takes what earlier runs left half done to its end first.
 * Throws DiagnosticError `disk-full`, `output-not-writable` or `output-locked`; whatever stood in `outDir` still
 * stands there then.
 */
export async function publishOutputs(
  outDir: string,
  files: OutputData[],
  fs: PublishFs = nodeFs,
): Promise<OutputFile[]> {
  try {
    await fs.mkdir(outDir, { recursive: true });
    const unlock = await lockOutputs(outDir);
    try {
      await recover(outDir, fs);
      await publishAll(outDir, files, fs);
    } finally {
      await unlock();
    }
  } catch (error) {
    if (isDiskFull(error)) fail('disk-full', { folder: outDir });
    if (isNotWritable(error))
      fail('output-not-writable', { folder: pathOf(error) ?? outDir, reason: systemCode(error)! });
    throw error;
  }
  return files.map(({ name, data }) => {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    return { file: join(outDir, name), bytes, sha256: createHash('sha256').update(data).digest('hex') };
  });
}

/** The file that an error is about, where it is one the user knows. */
function pathOf(error: unknown): string | undefined {
  const { path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  return [dest, path].find((p) => p && !p.includes(asidePrefix) && !basename(p).startsWith('.huibian-'));
}

async function publishAll(outDir: string, files: OutputData[], fs: PublishFs): Promise<void> {
  const aside = join(outDir, `${asidePrefix}${process.pid}-${Date.now().toString(36)}`);
  const old = join(aside, 'old');
  const replaced: string[] = [];
  try {
    await fs.mkdir(old, { recursive: true, mode: 0o700 });
    for (const { name, data } of files) await writeSafely(join(aside, name), data, fs);
    const names = files.map((file) => file.name);
    for (const name of names) await keepOld(join(outDir, name), join(old, name), fs);
    await writeSafely(join(aside, `${journalName}.tmp`), JSON.stringify(names), fs);
    // From this rename on the set is complete: a run killed later is carried through by the next one.
    await fs.rename(join(aside, `${journalName}.tmp`), join(aside, journalName));
    await syncFolder(aside, fs);
    for (const name of names) {
      await fs.rename(join(aside, name), join(outDir, name));
      replaced.push(name);
    }
    await syncFolder(outDir, fs);
  } catch (error) {
    await fs.rm(join(aside, journalName), { force: true });
    for (const name of replaced.reverse()) await putBack(join(old, name), join(outDir, name), fs);
    throw error;
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/** Writes a file and waits until the disk has it. */
async function writeSafely(path: string, data: Uint8Array | string, fs: PublishFs): Promise<void> {
  const handle = await fs.open(path, 'wx', 0o666);
  try {
    await handle.writeFile(data);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** A second name for the file in place, so that replacing it destroys nothing; a copy on disks without links. */
async function keepOld(path: string, kept: string, fs: PublishFs): Promise<void> {
  const absent = (error: unknown) => systemCode(error) === 'ENOENT';
  await fs
    .link(path, kept)
    .catch((error) => (absent(error) ? undefined : fs.copyFile(path, kept)))
    .catch((error) => (absent(error) ? undefined : Promise.reject(error)));
}

/** Undoes one rename: the earlier file again, or none where there was none. */
async function putBack(kept: string, path: string, fs: PublishFs): Promise<void> {
  try {
    await fs.rename(kept, path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw error;
    await fs.rm(path, { force: true });
  }
}

/** Makes renames lasting; Windows and some network disks cannot open folders, and need not. */
async function syncFolder(folder: string, fs: PublishFs): Promise<void> {
  const handle = await fs.open(folder, 'r').catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}

/**
 * Ends what killed runs began in `outDir`: a complete set is put into place, an incomplete one taken away.
 * The caller holds the lock, so no live run has anything there.
 */
async function recover(outDir: string, fs: PublishFs): Promise<void> {
  for (const entry of await fs.readdir(outDir)) {
    if (!entry.startsWith(asidePrefix)) continue;
    const aside = join(outDir, entry);
    const journal = await fs.readFile(join(aside, journalName), 'utf8').catch(() => '[]');
    for (const name of (JSON.parse(journal) as string[]).map((name) => basename(name))) {
      await fs.rename(join(aside, name), join(outDir, name)).catch((error) => {
        // Renamed before the run was killed.
        if (systemCode(error) !== 'ENOENT') throw error;
      });
    }
    await fs.rm(aside, { recursive: true, force: true });
  }
}
