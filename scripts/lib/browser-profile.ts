/** Temporary profiles for desktop browsers: a folder a process, taken away with it or by the next one. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive } from './process-alive.ts';

/** Containers that share a temporary folder do not share process numbers, but have names of their own. */
const prefix = `huibian-browser-${hostname().replace(/[^\w-]/g, '')}-`;

/** Makes a profile, and removes those whose process was killed. Returns its path. */
export function makeProfile(): string {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    // Another user's cannot be removed, and need not.
    try {
      removeProfile(join(tmpdir(), name));
    } catch {}
  }
  return mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
}

/** Removes a profile; the browser's last processes may still be writing to it. */
export function removeProfile(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 5 });
}
