/** Where huibian keeps what it can make again: the unpacked browser, pages by content. Private to the user. */
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fail } from '../diagnostics/catalogue.ts';
import { isDiskFull, systemCode } from './system-error.ts';

/**
 * Absolute path of the cache folder, made if need be. HUIBIAN_CACHE names it outright; else it is the platform's
 * place for caches (XDG Base Directory Specification; ~/Library/Caches; %LOCALAPPDATA%), and where that cannot be
 * written, a folder of ours in the temporary directory.
 * Throws DiagnosticError `cache-not-writable` or `disk-full`.
 */
export function cacheDir(env: NodeJS.ProcessEnv = process.env): string {
  if (env.HUIBIAN_CACHE) {
    const folder = resolve(env.HUIBIAN_CACHE);
    const reason = refusal(folder);
    return reason === null ? folder : fail('cache-not-writable', { folder, reason });
  }
  const usual = usualCacheDir(env);
  if (usual && refusal(usual) === null) return usual;
  const folder = join(tmpdir(), `huibian-${process.getuid?.() ?? 'cache'}`);
  const reason = refusal(folder);
  return reason === null ? folder : fail('cache-not-writable', { folder, reason });
}

/** The platform's place for caches; null where the user has no home. */
function usualCacheDir(env: NodeJS.ProcessEnv): string | null {
  // The specification has relative paths ignored.
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, 'huibian');
  if (process.platform === 'win32') return env.LOCALAPPDATA ? join(env.LOCALAPPDATA, 'huibian', 'Cache') : null;
  const home = env.HOME || homedir();
  if (!home) return null;
  return process.platform === 'darwin' ? join(home, 'Library', 'Caches', 'huibian') : join(home, '.cache', 'huibian');
}

/** Makes the folder, private, and says why it cannot serve; null when it can. */
function refusal(folder: string): string | null {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const reason = unsafe(folder);
    if (reason !== null) return reason;
    accessSync(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    if (isDiskFull(error)) fail('disk-full', { folder });
    return systemCode(error) ?? String(error);
  }
}

/**
 * Why programs must not be run from a folder: another user can put his own there. Null when only we can, or where
 * the platform keeps no owners.
 */
export function unsafe(folder: string): string | null {
  const stat = lstatSync(folder);
  if (!stat.isDirectory()) return stat.isSymbolicLink() ? 'symbolic link' : 'not a folder';
  if (!process.getuid) return null;
  if (stat.uid !== process.getuid()) return `owner: uid ${stat.uid}`;
  return stat.mode & 0o022 ? `mode: ${(stat.mode & 0o777).toString(8)}` : null;
}
