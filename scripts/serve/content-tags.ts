/**
 * Entity tags made from a file's bytes. A book built again to the same bytes keeps its tag, so that readers do not
 * fetch it again; a download resumed after an update begins anew instead of mixing two editions (RFC 9110, 13.1.5).
 */
import { createHash } from 'node:crypto';
import type { SiteFile } from './open-site-file.ts';

/** How many files' tags are kept; a shelf has some hundred files a book. */
const mostTags = 20_000;
const chunk = 1 << 18;

/** Gives the strong tag of an open file. Each state of a file is read once, however many ask. */
export function createTagger(): (file: SiteFile) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  return ({ handle, stats }) => {
    const { dev, ino, size, mtimeMs, ctimeMs } = stats;
    const key = [dev, ino, size, mtimeMs, ctimeMs].join(':');
    const found = known.get(key);
    if (found) return found;
    const tag = hash(handle).then((digest) => `"${digest}"`);
    tag.catch(() => known.delete(key));
    known.set(key, tag);
    if (known.size > mostTags) known.delete(known.keys().next().value!);
    return tag;
  };
}

async function hash(handle: SiteFile['handle']): Promise<string> {
  const digest = createHash('sha256');
  const buffer = Buffer.alloc(chunk);
  for (let at = 0; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, chunk, at);
    if (bytesRead === 0) return digest.digest('base64url');
    digest.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
}
