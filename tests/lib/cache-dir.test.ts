import { chmodSync, lstatSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { cacheDir } from '../../scripts/lib/cache-dir.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const codesOf = (work: () => unknown) => {
  try {
    work();
    return [];
  } catch (error) {
    return (error as DiagnosticError).diagnostics.map((d) => [d.code, d.params]);
  }
};

test('HUIBIAN_CACHE names it outright, and it is private', () => {
  const folder = path.join(root, 'a', 'b');
  expect(cacheDir({ HUIBIAN_CACHE: folder, HOME: root })).toBe(folder);
  expect(lstatSync(folder).mode & 0o777).toBe(0o700);
});

test('else the place for caches of the XDG specification', () => {
  expect(cacheDir({ XDG_CACHE_HOME: path.join(root, 'x'), HOME: root })).toBe(path.join(root, 'x', 'huibian'));
  const usual = process.platform === 'darwin' ? ['Library', 'Caches', 'huibian'] : ['.cache', 'huibian'];
  expect(cacheDir({ XDG_CACHE_HOME: 'relative', HOME: root })).toBe(path.join(root, ...usual));
});

test('a home that cannot be written gives way to a private folder in the temporary directory', () => {
  writeFileSync(path.join(root, 'file'), '');
  const folder = cacheDir({ HOME: path.join(root, 'file') });
  expect(path.dirname(folder)).toBe(tmpdir());
  expect(lstatSync(folder).mode & 0o777).toBe(0o700);
});

test('a folder named by the user is not passed over in silence', () => {
  writeFileSync(path.join(root, 'file'), '');
  const folder = path.join(root, 'file', 'x');
  expect(codesOf(() => cacheDir({ HUIBIAN_CACHE: folder }))).toEqual([
    ['cache-not-writable', { folder, reason: 'ENOTDIR' }],
  ]);
});

test('a folder that others could write to is refused', () => {
  chmodSync(root, 0o777);
  expect(codesOf(() => cacheDir({ HUIBIAN_CACHE: root }))).toEqual([
    ['cache-not-writable', { folder: root, reason: 'mode: 777' }],
  ]);
  symlinkSync(root, `${root}.link`);
  try {
    expect(codesOf(() => cacheDir({ HUIBIAN_CACHE: `${root}.link` }))[0]![0]).toBe('cache-not-writable');
  } finally {
    rmSync(`${root}.link`);
  }
});
