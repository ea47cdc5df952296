/** Writes the folder of a site as a build leaves it, with books made of arbitrary bytes. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SiteBook } from '../../scripts/model/site-book.ts';

export interface SiteFolder extends AsyncDisposable {
  /** The temporary folder around it. */
  root: string;
  /** Holds index.html and a folder a book. */
  dir: string;
}

export interface BookOnSite extends Partial<Omit<SiteBook, 'files'>> {
  /** Contents of files beside book.json, over the defaults: pages, EPUB, PDF, cover. */
  contents?: Record<string, Uint8Array | string>;
}

/** A PNG of one grey dot. */
export const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** Bytes that look like nothing and are the same each time. */
export function noise(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length);
  let state = seed;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
}

/** A site with these books, in a temporary folder that is gone at the end of the block. */
export async function makeSite(...books: BookOnSite[]): Promise<SiteFolder> {
  const root = await mkdtemp(path.join(tmpdir(), 'huibian-test-'));
  const dir = path.join(root, 'site');
  await mkdir(dir);
  await writeFile(path.join(dir, 'index.html'), '<!doctype html><title>书架</title><p>书架</p>\n');
  for (const book of books) await addBook(dir, book);
  return { root, dir, [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) };
}

/** Puts a book's folder into a site, as its build would. */
export async function addBook(dir: string, { contents, ...given }: BookOnSite): Promise<SiteBook> {
  const slug = given.slug ?? 'made';
  const all: Record<string, Uint8Array | string> = {
    'index.html': `<!doctype html><title>${slug}</title><p>书</p>\n`,
    'r1.html': '<!doctype html><title>第一篇</title><p id="p1">正文</p>\n',
    [`${slug}.epub`]: noise(50_000),
    [`${slug}.pdf`]: noise(20_000, 2),
    'cover.png': dot,
    ...contents,
  };
  const types: Record<string, string> = {
    '.epub': 'application/epub+zip',
    '.pdf': 'application/pdf',
    '.png': 'image/png',
  };
  const book: SiteBook = {
    slug,
    title: '试排文稿',
    language: 'zh-CN',
    identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    issued: '2024-01-01',
    modified: '2024-01-01',
    edition: { number: 1, printing: 1 },
    distribution: 'public',
    ...given,
    files: Object.entries(all)
      .filter(([name]) => types[path.extname(name)])
      .map(([name, data]) => ({
        name,
        mediaType: types[path.extname(name)]!,
        size: Buffer.byteLength(data),
        sha256: createHash('sha256').update(data).digest('hex'),
      })),
  };
  await mkdir(path.join(dir, slug), { recursive: true });
  for (const [name, data] of Object.entries({ ...all, 'book.json': `${JSON.stringify(book, null, 1)}\n` }))
    await writeFile(path.join(dir, slug, name), data);
  return book;
}
