/** What can be made again, kept by the hash of all it was made from. A broken or missing entry is made again. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface BlobCache {
  get(key: string): Promise<Uint8Array | null>;
  put(key: string, data: Uint8Array | string): Promise<void>;
}

/** Entries unused for this long are deleted. */
const maxAgeMs = 30 * 24 * 3600 * 1000;

/** A cache in a folder of its own; `keep` bounds the number of entries, the least recently used go first. */
export function openBlobCache(dir: string, keep: number): BlobCache {
  return {
    async get(key) {
      const file = path.join(dir, key);
      try {
        const data = await readFile(file);
        const now = new Date();
        await utimes(file, now, now);
        return data;
      } catch {
        return null;
      }
    },
    async put(key, data) {
      const aside = path.join(dir, `${randomUUID()}.tmp`);
      try {
        await mkdir(dir, { recursive: true, mode: 0o700 });
        await writeFile(aside, data);
        await rename(aside, path.join(dir, key));
        await prune(dir, keep);
      } catch {
        // A cache that cannot be written only costs time on the next build.
        await rm(aside, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** A cache that remembers nothing. */
export const noBlobCache: BlobCache = { get: async () => null, put: async () => undefined };

async function prune(dir: string, keep: number): Promise<void> {
  const names = await readdir(dir);
  if (names.length <= keep) return;
  const stats = await Promise.all(
    names.map(async (name) => ({ name, used: (await stat(path.join(dir, name)).catch(() => null))?.mtimeMs ?? 0 })),
  );
  stats.sort((a, b) => b.used - a.used);
  const old = stats.filter(({ used }, i) => i >= keep || used < Date.now() - maxAgeMs);
  await Promise.all(old.map(({ name }) => rm(path.join(dir, name), { force: true })));
}
