/** The real command on sites that stand already: adding, updating, removing, and everything that is refused. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultOfAtom, faultOfJson, find } from '../shelf/support.ts';
import { type BookOnSite, makeSite, noise, type SiteFolder } from '../support/make-site.ts';
import { runHuibian } from '../support/run-huibian.ts';

const book = (n: number, more: BookOnSite = {}): BookOnSite => ({
  slug: `book-${n}`,
  title: `第${n}本`,
  identifier: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
  ...more,
});

const site = (folder: SiteFolder, ...args: string[]) =>
  runHuibian(['site', '--lang', 'en', '--out', path.join(folder.root, 'out'), ...args]);
const shelfOf = (folder: SiteFolder) => path.join(folder.root, 'out', 'site');
const tree = (dir: string) =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(dir, path.join(entry.parentPath, entry.name)))
    .sort();
const read = (folder: SiteFolder, name: string) => readFileSync(path.join(shelfOf(folder), name), 'utf8');
const entries = (folder: SiteFolder) => find(read(folder, 'opds.xml'), '//a:entry/a:title');

const ownFiles = ['feed.xml', 'index.html', 'opds.json', 'opds.xml', 'robots.txt', 'shelf.css', 'shelf.json'];
const filesOf = (slug: string) =>
  ['book.json', 'cover.png', 'index.html', 'opds.json', 'opds.xml', 'r1.html', `${slug}.epub`, `${slug}.pdf`].map(
    (name) => `${slug}/${name}`,
  );

describe('site', () => {
  test('puts the books of several builds on one shelf with one catalogue', async () => {
    await using one = await makeSite(book(1));
    await using two = await makeSite(book(2, { modified: '2024-03-01' }), book(3));
    const { code, stdout, stderr } = await site(one, '--add', one.root, '--add', two.dir, '--title', '科室书架');
    expect([code, stderr]).toEqual([0, expect.stringContaining('writing outputs')]);
    expect(stdout).toMatch(/site\/ {2}31 files, \d+ kB\nOn the shelf: 3 books: 第1本, 第2本, 第3本\n$/);
    expect(tree(shelfOf(one))).toEqual([...ownFiles, ...[1, 2, 3].flatMap((n) => filesOf(`book-${n}`))].sort());
    expect(faultOfAtom(read(one, 'opds.xml'))).toBeNull();
    expect(faultOfAtom(read(one, 'feed.xml'))).toBeNull();
    expect(faultOfJson('catalogue', read(one, 'opds.json'))).toBeNull();
    expect(entries(one)).toEqual(['第2本', '第1本', '第3本']);
    expect(find(read(one, 'opds.xml'), '/a:feed/a:title')).toEqual(['科室书架']);
    for (const name of ['book-2/r1.html', 'book-3/book-3.epub'])
      expect(readFileSync(path.join(shelfOf(one), name))).toEqual(readFileSync(path.join(two.dir, name)));
  });

  test('says at once that it cannot write, with what is wrong with the books', async () => {
    await using one = await makeSite(book(1));
    writeFileSync(path.join(one.root, 'out'), 'a file');
    const { code, stderr } = await site(one, '--add', path.join(one.root, 'nothing'));
    expect(code).toBe(3);
    expect(stderr.match(/error\[[a-z-]+\]/g)).toEqual(['error[output-not-writable]', expect.stringMatching(/^error/)]);
    expect(stderr).not.toContain('writing outputs');
    expect(readFileSync(path.join(one.root, 'out'), 'utf8')).toBe('a file');
  });

  test('updates a book whole and leaves the others and the shelf’s name alone', async () => {
    await using one = await makeSite(book(1, { contents: { 'gone.html': 'x' } }), book(2));
    await using later = await makeSite(book(1, { modified: '2025-01-01', contents: { 'book-1.epub': noise(999, 7) } }));
    await site(one, '--add', one.root, '--title', '科室书架');
    const id = find(read(one, 'opds.xml'), '/a:feed/a:id');
    const untouched = statSync(path.join(shelfOf(one), 'book-2', 'book-2.epub')).ino;
    expect(tree(shelfOf(one))).toContain('book-1/gone.html');
    const { code } = await site(one, '--add', later.root);
    expect(code).toBe(0);
    expect(tree(shelfOf(one))).toEqual([...ownFiles, ...filesOf('book-1'), ...filesOf('book-2')].sort());
    expect(statSync(path.join(shelfOf(one), 'book-2', 'book-2.epub')).ino).toBe(untouched);
    const xml = read(one, 'opds.xml');
    expect([find(xml, '/a:feed/a:id'), find(xml, '/a:feed/a:title')]).toEqual([id, ['科室书架']]);
    expect(find(xml, '//a:entry[1]/a:link[@type="application/epub+zip"]/@length')).toEqual(['999']);
    expect(find(xml, '//a:entry[1]/a:updated')).toEqual(['2025-01-01T00:00:00Z']);
  });

  test('takes books off, and with the last one the shelf', async () => {
    await using one = await makeSite(book(1), book(2));
    await site(one, '--add', one.root);
    expect((await site(one, '--remove', 'book-1')).stdout).toContain('On the shelf: 1 book: 第2本');
    expect(tree(shelfOf(one))).toEqual([...ownFiles, ...filesOf('book-2')].sort());
    const last = await site(one, '--remove', 'book-2');
    expect([last.code, last.stdout]).toEqual([0, 'The shelf is empty now.\n']);
    expect(tree(shelfOf(one))).toEqual([]);
  });

  test('is the same shelf, byte for byte, whichever way its books came', async () => {
    await using one = await makeSite(book(1), book(2), book(3));
    await site(one, '--add', one.dir);
    const whole = tree(shelfOf(one)).map((name) => [name, read(one, name)]);
    await site(one, '--remove', 'book-3', '--remove', 'book-2');
    await site(one, '--add', path.join(one.dir, 'book-3'));
    await site(one, '--add', path.join(one.dir, 'book-2'));
    expect(tree(shelfOf(one)).map((name) => [name, read(one, name)])).toEqual(whole);
  });

  test('several at once lose no book', async () => {
    await using one = await makeSite(...[1, 2, 3, 4].map((n) => book(n)));
    const runs = [1, 2, 3, 4].map((n) => site(one, '--add', path.join(one.dir, `book-${n}`)));
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([0, 0, 0, 0]);
    expect(entries(one)).toEqual(['第1本', '第2本', '第3本', '第4本']);
  });

  test('a shelf with one internal book is internal', async () => {
    await using one = await makeSite(book(1), book(2, { distribution: 'intranet' }));
    await site(one, '--add', one.root);
    expect(read(one, 'robots.txt')).toContain('Disallow: /\n');
    expect(read(one, 'index.html')).toContain('内部资料，请勿外传');
    await site(one, '--remove', 'book-2');
    expect(read(one, 'robots.txt')).toContain('Allow: /\n');
    expect(read(one, 'index.html')).not.toContain('内部资料');
  });

  test('--json tells the books', async () => {
    await using one = await makeSite(book(1));
    const { stdout } = await runHuibian(['site', '--json', '--out', path.join(one.root, 'out'), '--add', one.root]);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({ ok: true, command: 'site', shelf: { books: [{ slug: 'book-1', title: '第1本' }] } });
    expect(told.outputs).toHaveLength(ownFiles.length + filesOf('book-1').length);
  });

  test('hidden files and links of a build are left behind', async () => {
    await using one = await makeSite(book(1));
    writeFileSync(path.join(one.dir, 'book-1', '.secret'), 'x');
    await symlink('/etc/passwd', path.join(one.dir, 'book-1', 'passwd.txt'));
    await site(one, '--add', one.root);
    expect(tree(shelfOf(one))).toEqual([...ownFiles, ...filesOf('book-1')].sort());
  });
});

describe('what is refused, the shelf untouched', () => {
  const refused = async (folder: SiteFolder, ...args: string[]) => {
    const before = tree(shelfOf(folder)).map((name) => read(folder, name));
    const { code, stderr } = await site(folder, ...args);
    expect(tree(shelfOf(folder)).map((name) => read(folder, name))).toEqual(before);
    return [code, ...[...stderr.matchAll(/\[([a-z-]+)\]/g)].map(([, told]) => told)];
  };

  test('books that are in each other’s way, all told at once', async () => {
    await using one = await makeSite(book(1), book(2));
    await using other = await makeSite(
      book(1, { identifier: 'urn:uuid:00000000-0000-4000-8000-000000000009' }),
      book(7, { identifier: book(2).identifier }),
    );
    await site(one, '--add', one.root);
    expect(await refused(one, '--add', other.root, '--remove', 'book-9')).toEqual([
      2,
      'shelf-book-absent',
      'shelf-slug-taken',
      'shelf-identifier-taken',
    ]);
    expect(await refused(one, '--add', one.root, '--add', one.dir)).toEqual([
      2,
      'shelf-book-twice',
      'shelf-book-twice',
    ]);
  });

  test('nothing to do, nothing to add', async () => {
    await using one = await makeSite(book(1));
    await site(one, '--add', one.root);
    expect(await refused(one)).toEqual([2, 'shelf-nothing-asked']);
    mkdirSync(path.join(one.root, 'empty'));
    expect(await refused(one, '--add', path.join(one.root, 'empty'), '--add', path.join(one.root, 'none'))).toEqual([
      2,
      'shelf-nothing-to-add',
      'shelf-nothing-to-add',
    ]);
  });

  test('a download that is not the one that was built, or is not there', async () => {
    await using one = await makeSite(book(1));
    await site(one, '--add', one.root);
    writeFileSync(path.join(one.dir, 'book-1', 'book-1.epub'), 'cut off');
    rmSync(path.join(one.dir, 'book-1', 'book-1.pdf'));
    expect(await refused(one, '--add', one.root)).toEqual([1, 'shelf-file-differs', 'shelf-file-differs']);
  });

  test('a book.json that huibian has not written; on the shelf it is no hindrance to its own update', async () => {
    await using one = await makeSite(book(1), book(2));
    await site(one, '--add', one.root);
    const onShelf = path.join(shelfOf(one), 'book-1', 'book.json');
    writeFileSync(onShelf, '{');
    expect(await refused(one, '--add', path.join(one.dir, 'book-2'))).toEqual([1, 'shelf-book-unreadable']);
    expect((await site(one, '--add', path.join(one.dir, 'book-1'))).code).toBe(0);
    expect(entries(one)).toEqual(['第1本', '第2本']);
    writeFileSync(path.join(one.dir, 'book-2', 'book.json'), JSON.stringify({ slug: 'book-2' }));
    expect(await refused(one, '--add', one.root)).toEqual([1, 'shelf-book-unreadable']);
  });

  test('a folder that holds other things', async () => {
    await using one = await makeSite(book(1));
    mkdirSync(shelfOf(one), { recursive: true });
    writeFileSync(path.join(shelfOf(one), 'index.html'), 'a page of mine');
    expect(await refused(one, '--add', one.root)).toEqual([3, 'shelf-folder-foreign']);
  });
});
