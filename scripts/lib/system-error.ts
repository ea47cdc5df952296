/** What Node's own errors say of the machine. */

import { dirname } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** The system's code of an error (ENOENT, EACCES …), or undefined. */
export function systemCode(error: unknown): string | undefined {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** True where a write failed for want of room: the disk's, or the user's share of it. */
export function isDiskFull(error: unknown): boolean {
  const code = systemCode(error);
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** True where a file or folder may not be written. */
export function isNotWritable(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENOTDIR', 'EISDIR', 'EEXIST', 'ENAMETOOLONG', 'ETXTBSY'].includes(
    systemCode(error) ?? '',
  );
}

/** The diagnostic for an error that is the machine's and not ours, wherever it was thrown; null for any other. */
export function diagnoseSystemError(error: unknown): Diagnostic | null {
  if (!isDiskFull(error)) return null;
  const { path } = error as NodeJS.ErrnoException;
  return diagnose('disk-full', { folder: path ? dirname(path) : '' });
}
