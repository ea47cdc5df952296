/** Looks, before anything is built, whether the outputs can be written where they are wanted: a book takes its time. */
import { mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { isDiskFull, isNotWritable, systemCode } from '../lib/system-error.ts';

/**
 * `output-not-writable` or `disk-full` where nothing can be written to `outDir` (an absolute path), or it cannot be
 * made; nothing else. It tries, with a folder that it takes away again: permissions alone tell little of network disks
 * and of disks that may only be read.
 */
export async function checkOutputFolder(outDir: string): Promise<Diagnostic[]> {
  const there = await nearestThere(outDir);
  try {
    await rmdir(await mkdtemp(join(there, '.huibian-try-')));
    return [];
  } catch (error) {
    if (isDiskFull(error)) return [diagnose('disk-full', { folder: outDir })];
    const reason = systemCode(error) ?? String(error);
    if (isNotWritable(error) || reason === 'ENOENT') {
      return [diagnose('output-not-writable', { folder: there, reason })];
    }
    throw error;
  }
}

/** The folder itself, or the nearest above it that is there. */
async function nearestThere(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => null);
  return found || dirname(folder) === folder ? folder : nearestThere(dirname(folder));
}
