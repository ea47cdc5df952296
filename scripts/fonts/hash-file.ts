/**
 * SHA-256 of files, remembered by path, size and times: the faces of a book weigh 50 MB, and every build needs their
 * hashes for its cache keys.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { BlobCache } from '../lib/blob-cache.ts';

/** The file's SHA-256 in hex. Throws the file system's error. */
export async function hashFile(file: string, hashes: BlobCache): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(file);
  const state = createHash('sha256').update(['sha256', file, size, mtimeMs, ctimeMs, ino].join('\0')).digest('hex');
  const known = Buffer.from((await hashes.get(state)) ?? '').toString();
  if (/^[0-9a-f]{64}$/.test(known)) return known;
  const hash = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  await hashes.put(state, hash);
  return hash;
}
