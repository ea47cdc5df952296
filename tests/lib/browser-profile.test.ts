/** What a desktop browser leaves on disk goes with it, also where its last processes are still writing. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeProfile, removeProfile } from '../../scripts/lib/browser-profile.ts';

const before = process.env.TMPDIR;
const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
beforeAll(() => {
  process.env.TMPDIR = root;
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(root, { recursive: true, force: true });
});

/** Makes files and takes some away, in folders that it makes anew, for so many ms; never the profile itself. */
const writer = (profile: string, ms: number) => `
  const { mkdirSync, unlinkSync, writeFileSync } = require('node:fs');
  for (let n = 0, end = Date.now() + ${ms}; Date.now() < end; n++) {
    const folder = ${JSON.stringify(profile)} + '/' + (n % 7);
    try { mkdirSync(folder); } catch {}
    try { writeFileSync(folder + '/' + n, 'x'); if (n % 3) unlinkSync(folder + '/' + n); } catch {}
    // However slow the machine, it is told at once.
    if (n === 0) process.stdout.write('at work');
  }`;

test('a profile that is still written to is removed', async () => {
  for (let round = 0; round < 5; round++) {
    const profile = makeProfile();
    const child = spawn(process.execPath, ['-e', writer(profile, 200)], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    await once(child.stdout, 'data');
    removeProfile(profile);
    await ended;
    expect(existsSync(profile)).toBe(false);
  }
});

test('that of a killed process goes with the next one; that of a living one stays', async () => {
  const living = makeProfile();
  const dead = spawn(process.execPath, ['-e', '']);
  await once(dead, 'exit');
  mkdirSync(path.join(root, path.basename(living).replace(`-${process.pid}-`, `-${dead.pid}-`)));
  const next = makeProfile();
  expect(readdirSync(root).sort()).toEqual([living, next].map((file) => path.basename(file)).sort());
  removeProfile(next);
  removeProfile(living);
  expect(readdirSync(root)).toEqual([]);
});
