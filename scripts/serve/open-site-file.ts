/** Opens the files of a site, and no others. */
import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCode } from '../lib/system-error.ts';

export interface SiteFile {
  /** To be closed by whoever asked. What is read from it stays one file, though another may take its name. */
  handle: FileHandle;
  /** The site's folder and the file within, without links. */
  root: string;
  path: string;
  stats: Stats;
}

/** Errors that mean: there is no such file, or not for us. */
const absent = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'EPERM', 'EINVAL', 'ENXIO'];
/** Neither follows a link nor waits for a pipe's writer; Windows has no such flags. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens the file at `segments` below the folder `root`. 'folder' where a folder stands there, 'no-site' where the
 * root is gone (a site being replaced is, for a moment), null where there is nothing to be had: also behind every
 * symbolic link within the folder, whether it leads out or not, and for what is neither file nor folder. The root
 * itself may be a link.
 */
export async function openSiteFile(root: string, segments: string[]): Promise<SiteFile | 'folder' | 'no-site' | null> {
  const realRoot = await realpath(root).catch(orAbsent);
  if (realRoot === null) return 'no-site';
  const path = join(realRoot, ...segments);
  if ((await realpath(path).catch(orAbsent)) !== path) return null;
  const handle = await open(path, flags).catch(orAbsent);
  if (handle === null) return null;
  const stats = await handle.stat();
  if (stats.isFile()) return { handle, root: realRoot, path, stats };
  await handle.close();
  return stats.isDirectory() ? 'folder' : null;
}

function orAbsent(error: unknown): null {
  if (absent.includes(systemCode(error) ?? '')) return null;
  throw error;
}
