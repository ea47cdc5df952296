/** Whether a folder for outputs can be written is known before the build, and the look leaves nothing behind. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkOutputFolder } from '../../scripts/outputs/check-folder.ts';

const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
const closed = path.join(root, 'closed');
beforeAll(() => {
  mkdirSync(closed);
  mkdirSync(path.join(root, 'open'));
  writeFileSync(path.join(root, 'file'), 'a file');
  chmodSync(root, 0o755);
  chmodSync(closed, 0o555);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a folder that is there, and one that can be made, are fine and stay as they are', async () => {
  const before = readdirSync(root, { recursive: true });
  expect(await checkOutputFolder(path.join(root, 'open'))).toEqual([]);
  expect(await checkOutputFolder(path.join(root, 'open', 'a', 'b'))).toEqual([]);
  expect(readdirSync(root, { recursive: true })).toEqual(before);
});

test('a file in its place, or above it, is in the way', async () => {
  for (const below of ['', 'dist', 'a/b']) {
    expect(await checkOutputFolder(path.join(root, 'file', below))).toMatchObject([
      { code: 'output-not-writable', params: { folder: path.join(root, 'file'), reason: 'ENOTDIR' } },
    ]);
  }
});

test('so is a folder that may not be written to', async () => {
  const isRoot = process.getuid!() === 0;
  // Nothing is closed to root: nobody asks in its place.
  if (isRoot) process.seteuid!(65_534);
  try {
    expect(await checkOutputFolder(path.join(closed, 'dist'))).toMatchObject([
      { code: 'output-not-writable', params: { folder: closed, reason: 'EACCES' } },
    ]);
  } finally {
    if (isRoot) process.seteuid!(0);
  }
});

test('and a file system that takes no folders', async () => {
  expect(await checkOutputFolder('/proc/dist')).toMatchObject([{ code: 'output-not-writable' }]);
});
