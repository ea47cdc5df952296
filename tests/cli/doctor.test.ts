import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { runHuibian } from '../support/run-huibian.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const env = { HUIBIAN_BROWSER: undefined, LC_ALL: 'C' };

describe('doctor', () => {
  test('tells what a build would use, and that it works', async () => {
    const { code, stdout, stderr } = await runHuibian(['doctor', '--lang', 'zh'], { env });
    expect([code, stderr]).toEqual([0, '']);
    const { dependencies } = JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8'));
    for (const [name, version] of Object.entries(dependencies)) expect(stdout).toContain(`${name} ${version}`);
    expect(stdout).toMatch(/浏览器 +\d+\.\d+\.\d+\.\d+ \(embedded, 已固定\)/);
    expect(stdout).toMatch(/试印 +\d+ ms/);
    expect(stdout).toContain('Noto Serif SC 400 (@expo-google-fonts/noto-serif-sc');
    expect(stdout).toMatch(/一切正常。\n$/);
  });

  test('tells it to programs', async () => {
    const { code, stdout } = await runHuibian(['doctor', '--json'], { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      exit: 0,
      command: 'doctor',
      diagnostics: [],
      machine: {
        node: process.versions.node,
        browser: { pinned: true, source: 'embedded' },
        trial: expect.any(Number),
        cache: expect.any(String),
      },
    });
  });

  test('reports everything that is wrong at once: exit 3', async () => {
    const variables = { HUIBIAN_BROWSER: '/bin/true', HUIBIAN_CACHE: '/dev/null/x' };
    const { code, stdout, stderr } = await runHuibian(['doctor', '--lang', 'en'], { env: { ...env, ...variables } });
    expect(code).toBe(3);
    expect(stderr).toContain('error[cache-not-writable]');
    expect(stderr).toContain('error[browser-path-wrong]');
    expect(stdout).toMatch(/browser +none/);
    expect(stdout).not.toContain('in order');
  });

  test('a browser that cannot print is found out', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
    const browser = path.join(folder, 'chrome');
    writeFileSync(
      browser,
      '#!/bin/sh\n[ "$1" = --version ] && echo Chromium 1.2.3.4 && exit 0\necho cannot open display >&2\nexit 1\n',
      { mode: 0o755 },
    );
    const { code, stdout } = await runHuibian(['doctor', '--json'], { env: { ...env, HUIBIAN_BROWSER: browser } });
    rmSync(folder, { recursive: true });
    expect(code).toBe(3);
    const { diagnostics, machine } = JSON.parse(stdout);
    expect(diagnostics.map((d: { code: string }) => d.code)).toEqual(['browser-not-pinned', 'browser-not-started']);
    expect(diagnostics[1].message).toContain('cannot open display');
    expect(machine).toMatchObject({ browser: { version: '1.2.3.4' }, trial: null });
  });
});

describe('packages that are not as they should be', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  test('one missing is an error, one of another version a warning', async () => {
    for (const part of ['bin', 'scripts', 'package.json'])
      cpSync(path.join(checkout, part), path.join(root, part), { recursive: true });
    mkdirSync(path.join(root, 'node_modules'));
    for (const name of readdirSync(path.join(checkout, 'node_modules'))) {
      if (name === 'image-size' || name.startsWith('.')) continue;
      symlinkSync(path.join(checkout, 'node_modules', name), path.join(root, 'node_modules', name));
    }
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    manifest.dependencies.pagedjs = '9.9.9';
    writeFileSync(path.join(root, 'package.json'), JSON.stringify(manifest));
    const { spawnSync } = await import('node:child_process');
    const bin = path.join(root, 'bin', 'huibian.mjs');
    const { status, stdout } = spawnSync(process.execPath, [bin, 'doctor', '--json'], {
      env: { ...process.env, ...env },
      encoding: 'utf8',
    });
    expect(status).toBe(3);
    const { diagnostics } = JSON.parse(stdout);
    const told = diagnostics.map((d: { code: string; severity: string; message: string }) => [
      d.code,
      d.severity,
      d.message,
    ]);
    expect(told).toContainEqual(['package-missing', 'error', expect.stringContaining('image-size')]);
    expect(told).toContainEqual(['package-differs', 'warning', expect.stringContaining('pagedjs is at')]);
    expect(told).toHaveLength(2);
  });
});
