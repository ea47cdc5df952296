/**
 * Puts a build's files into place, all of them or none. They are written aside on the same disk, forced out to it,
 * and renamed when the last one is safe. A run that is killed between two renames leaves a journal, by which the next
 * run finishes the work; a run that fails there puts back what it had replaced.
 */
import { createHash } from 'node:crypto';
import type * as nodeFsSync from 'node:fs';
import * as nodeFs from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { fail } from '../diagnostics/catalogue.ts';
import { isDiskFull, isNotWritable, systemCode } from '../lib/system-error.ts';
import type { OutputFile } from '../model/build-types.ts';
import { lockOutputs } from './output-lock.ts';

/** A file to publish: its name within the folder, with forward slashes, and its content. */
export interface OutputData {
  name: string;
  data: Uint8Array | string;
}

/** The part of node:fs/promises that publishing uses, so that failing disks can be tried. */
export type PublishFs = Pick<
  typeof nodeFs,
  'mkdir' | 'open' | 'rename' | 'link' | 'copyFile' | 'rm' | 'rmdir' | 'readdir' | 'readFile'
>;

export interface Publication {
  files: OutputData[];
  /** Folders below the outputs' that are to hold the files published and nothing else: whatever is in them goes. */
  whole: string[];
  /** Files that go, where they are there. */
  gone: string[];
}

export interface PublishOptions extends Partial<Omit<Publication, 'files'>> {
  /** What else to publish, where that depends on what stands in the folder: asked when nobody else can change it. */
  more?: () => Promise<Publication>;
  fs?: PublishFs;
}

const asidePrefix = '.huibian-new-';
const journalName = 'journal.json';

/** What a run that was killed had still to do. */
interface Journal {
  names: string[];
  removed: string[];
}

/**
 * Publishes files into `outDir`, which is made if need be. Takes what earlier runs left half done to its end first.
 * Throws DiagnosticError `disk-full`, `output-not-writable` or `output-locked`, and whatever `more` throws; whatever
 * stood in `outDir` still stands there then.
 */
export async function publishOutputs(
  outDir: string,
  files: OutputData[],
  { whole = [], gone = [], more, fs = nodeFs }: PublishOptions = {},
): Promise<OutputFile[]> {
  let all: Publication = { files, whole, gone };
  try {
    await fs.mkdir(outDir, { recursive: true });
    const unlock = await lockOutputs(outDir);
    try {
      await recover(outDir, fs);
      if (more) all = together(all, await more());
      await publishAll(outDir, all, fs);
    } finally {
      await unlock();
    }
  } catch (error) {
    if (isDiskFull(error)) fail('disk-full', { folder: outDir });
    if (isNotWritable(error))
      fail('output-not-writable', { folder: pathOf(error) ?? outDir, reason: systemCode(error)! });
    throw error;
  }
  return all.files.map(({ name, data }) => {
    const bytes = typeof data === 'string' ? Buffer.byteLength(data) : data.byteLength;
    return { file: join(outDir, name), bytes, sha256: createHash('sha256').update(data).digest('hex') };
  });
}

function together(a: Publication, b: Publication): Publication {
  return { files: [...a.files, ...b.files], whole: [...a.whole, ...b.whole], gone: [...a.gone, ...b.gone] };
}

/** The file that an error is about, where it is one the user knows. */
function pathOf(error: unknown): string | undefined {
  const { path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  return [dest, path].find((p) => p && !p.includes(asidePrefix) && !basename(p).startsWith('.huibian-'));
}

async function publishAll(outDir: string, { files, whole, gone }: Publication, fs: PublishFs): Promise<void> {
  const aside = join(outDir, `${asidePrefix}${process.pid}-${Date.now().toString(36)}`);
  const [fresh, old] = [join(aside, 'new'), join(aside, 'old')];
  const names = files.map((file) => file.name);
  const done: string[] = [];
  try {
    const going = new Set([...(await listFiles(outDir, whole, fs)), ...gone]);
    const removed = [...going].filter((name) => !names.includes(name));
    await fs.mkdir(aside, { mode: 0o700 });
    await makeFolders(fresh, names, fs);
    await makeFolders(old, [...names, ...removed], fs);
    await inTurns(files, ({ name, data }) => writeSafely(join(fresh, name), data, fs));
    await inTurns([...names, ...removed], (name) => keepOld(join(outDir, name), join(old, name), fs));
    await writeSafely(join(aside, `${journalName}.tmp`), JSON.stringify({ names, removed } satisfies Journal), fs);
    // From this rename on the set is complete: a run killed later is carried through by the next one.
    await fs.rename(join(aside, `${journalName}.tmp`), join(aside, journalName));
    await syncFolder(aside, fs);
    await makeFolders(outDir, names, fs);
    for (const name of names) {
      await fs.rename(join(fresh, name), join(outDir, name));
      done.push(name);
    }
    for (const name of removed) {
      done.push(name);
      await fs.rm(join(outDir, name), { force: true });
    }
    await syncFolder(outDir, fs);
  } catch (error) {
    await fs.rm(join(aside, journalName), { force: true });
    for (const name of done.reverse()) await putBack(join(old, name), join(outDir, name), fs);
    throw error;
  } finally {
    await fs.rm(aside, { recursive: true, force: true });
    await dropEmptyFolders(outDir, whole, fs);
  }
}

/** The folders of files below `root`. */
async function makeFolders(root: string, names: string[], fs: PublishFs): Promise<void> {
  for (const folder of new Set(['.', ...names.map(dirname)])) await fs.mkdir(join(root, folder), { recursive: true });
}

/** Disks wait: some files at once, and never one left under way behind an error. */
async function inTurns<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const atOnce = 16;
  for (let i = 0; i < items.length; i += atOnce) {
    const results = await Promise.allSettled(items.slice(i, i + atOnce).map(work));
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}

/** Names of all files in folders below `outDir`; links are taken for files and not followed. */
async function listFiles(outDir: string, folders: string[], fs: PublishFs): Promise<string[]> {
  const entries = await Promise.all(folders.map((folder) => readFolder(join(outDir, folder), fs)));
  const files = entries.flat().filter((entry) => !entry.isDirectory());
  return files.map(({ parentPath, name }) => relative(outDir, join(parentPath, name)).split(sep).join('/')).sort();
}

async function readFolder(folder: string, fs: PublishFs): Promise<nodeFsSync.Dirent[]> {
  return fs.readdir(folder, { recursive: true, withFileTypes: true }).catch((error) => {
    if (systemCode(error) === 'ENOENT') return [];
    throw error;
  });
}

/** What is left of folders whose files went; a folder that holds anything stays. */
async function dropEmptyFolders(outDir: string, whole: string[], fs: PublishFs): Promise<void> {
  for (const folder of whole.map((name) => join(outDir, name))) {
    const entries = await readFolder(folder, fs).catch(() => []);
    const folders = entries.filter((e) => e.isDirectory()).map((e) => join(e.parentPath, e.name));
    for (const each of [folder, ...folders].sort().reverse()) await fs.rmdir(each).catch(() => undefined);
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
    const { names, removed } = await readJournal(join(aside, journalName), fs);
    await makeFolders(outDir, names, fs);
    for (const name of names) {
      await fs.rename(join(aside, 'new', name), join(outDir, name)).catch((error) => {
        // Renamed before the run was killed.
        if (systemCode(error) !== 'ENOENT') throw error;
      });
    }
    for (const name of removed) await fs.rm(join(outDir, name), { force: true });
    await fs.rm(aside, { recursive: true, force: true });
  }
}

/** The journal of a killed run, empty where there is none; it cannot lead out of the folder. */
async function readJournal(file: string, fs: PublishFs): Promise<Journal> {
  const text = await fs.readFile(file, 'utf8').catch(() => null);
  const { names, removed }: Journal = text === null ? { names: [], removed: [] } : JSON.parse(text);
  const isBelow = (name: string) => !name.startsWith('/') && !name.split(/[/\\]/).includes('..');
  return { names: names.filter(isBelow), removed: removed.filter(isBelow) };
}
