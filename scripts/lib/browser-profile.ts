/** Temporary profiles for desktop browsers: a folder a process, taken away with it or by the next one. */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './process-alive.ts';
import { systemCode } from './system-error.ts';

/** Containers that share a temporary folder do not share process numbers, but have names of their own. */
const prefix = `huibian-browser-${hostname().replace(/[^\w-]/g, '')}-`;

/** Makes a profile, and removes those whose process was killed. Returns its path. */
export function makeProfile(): string {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    removeProfile(join(tmpdir(), name));
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/**
 * Removes a profile. The browser's last processes may still be writing to it, for a moment: we try for a second, and
 * leave the rest to the next run. Never throws. (`rmSync` cannot do this: where a file vanishes under it, Node 24 takes
 * the folder for removed, and waits not at all between its retries; Node 20 retries without looking what came anew.)
 */
export function removeProfile(path: string): void {
  for (const end = performance.now() + 1000; ; ) {
    try {
      rmSync(path, { recursive: true, force: true });
    } catch (error) {
      // Another user's: it cannot be removed, and need not.
      if (process.platform !== 'win32' && ['EACCES', 'EPERM'].includes(systemCode(error) ?? '')) return;
    }
    if (!existsSync(path) || performance.now() > end) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}
