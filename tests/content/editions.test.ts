import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const editions = fileURLToPath(new URL('../../content/editions', import.meta.url));
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

interface Kept {
  bytes: number;
  sha256: string;
}

/** A printing's folder read without the toolchain: its record, and what lies in it. */
async function readPrinting(name: string) {
  const dir = join(editions, name);
  const record = await readFile(join(dir, 'edition.json'));
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return {
    seal: await readFile(join(dir, 'edition.json.sha256'), 'utf8'),
    digest: sha256(record),
    record: JSON.parse(record.toString()) as {
      edition: { number: number; printing: number };
      previous: string | null;
      data: Record<string, Kept>;
      files: (Kept & { path: string; kept: string })[];
    },
    found: found.map((path) => path.slice(dir.length + 1)).sort(),
    read: (path: string) => readFile(join(dir, path)),
  };
}

describe("the office's editions", async () => {
  const names = (await readdir(editions)).filter((name) => /^e\d+-p\d+$/.test(name)).sort();

  test('the first is closed', () => {
    expect(names).toContain('e1-p1');
  });

  test.each(names)('%s holds every file that it names, as it names it, and no other', async (name) => {
    const { seal, digest, record, found, read } = await readPrinting(name);
    expect(seal.split(/\s/)[0]).toBe(digest);
    const kept = [
      ...Object.entries(record.data),
      ...record.files.filter((file) => file.kept === 'files').map((file) => [`files/${file.path}`, file] as const),
    ];
    expect(found).toEqual(['edition.json', 'edition.json.sha256', ...kept.map(([path]) => path)].sort());
    for (const [path, { bytes, sha256: digest }] of kept) {
      const content = await read(path);
      expect([path, content.length, sha256(content)]).toEqual([path, bytes, digest]);
    }
  });
});
