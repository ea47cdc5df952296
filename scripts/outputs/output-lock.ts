/** A lock on a folder of outputs, so that two builds at once do not mix their files. */
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../diagnostics/catalogue.ts';
import { isAlive } from '../lib/process-alive.ts';
import { systemCode } from '../lib/system-error.ts';

const lockName = '.huibian-lock';

/**
 * Takes the lock of a folder, from a dead process too, and waits while a live one holds it, `patience` milliseconds
 * at most. Returns what gives it back. Throws DiagnosticError `output-locked`, or the system's error.
 */
export async function lockOutputs(folder: string, patience = 20_000): Promise<() => Promise<void>> {
  const file = join(folder, lockName);
  const mine = JSON.stringify({ pid: process.pid, host: hostname() });
  for (const start = Date.now(); ; await sleep(50)) {
    try {
      await writeFile(file, mine, { flag: 'wx' });
      return () => rm(file, { force: true });
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    const held = await readLock(file);
    if (held === null) continue;
    if (!held.alive) await takeAway(file, held.text);
    else if (Date.now() - start > patience) fail('output-locked', { file, pid: held.pid });
  }
}

interface HeldLock {
  text: string;
  pid: number;
  alive: boolean;
}

/** Who holds a lock, and whether that process still runs; null when the lock has just gone. */
async function readLock(file: string): Promise<HeldLock | null> {
  try {
    const text = await readFile(file, 'utf8');
    const age = Date.now() - (await stat(file)).mtimeMs;
    try {
      const { pid, host } = JSON.parse(text) as { pid: number; host: string };
      // Of another machine's processes nothing is known; a publication takes seconds.
      return { text, pid, alive: host === hostname() ? isAlive(pid) : age < 3_600_000 };
    } catch {
      return { text, pid: 0, alive: age < 5_000 };
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Removes a dead process's lock; puts it back where, meanwhile, another process had taken it over. */
async function takeAway(file: string, held: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== held) await link(aside, file).catch(() => undefined);
  } catch {
    // Another process was faster.
  } finally {
    await rm(aside, { force: true });
  }
}
