import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diagnose } from '../../scripts/diagnostics/catalogue.ts';
import { formatDiagnostic } from '../../scripts/terminal/format-diagnostic.ts';
import { choosePaint } from '../../scripts/terminal/paint.ts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'huibian-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function run(bin: string, args: string[], env: Record<string, string> = {}, nodeArgs: string[] = []) {
  const child = spawn(process.execPath, [...nodeArgs, bin, ...args], {
    env: { ...process.env, NO_COLOR: '1', ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, stdout, stderr })),
  );
}

describe('a Node that is too old', () => {
  const pretend =
    'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.8"}})';

  test.each(['zh', 'en'] as const)('is told so in %s, in the words of the catalogue', async (lang) => {
    const bin = path.join(checkout, 'bin', 'huibian.mjs');
    const locale = { LC_ALL: lang === 'zh' ? 'zh_CN.UTF-8' : 'C' };
    const { code, stdout, stderr } = await run(bin, ['build'], locale, ['--import', pretend]);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    const diagnostic = diagnose('node-too-old', { version: '18.20.8' });
    const options = { lang, paint: choosePaint(false, {}), columns: 80, folder: '' };
    expect(stderr).toBe(`${formatDiagnostic(diagnostic, options)}\n`);
  });
});

describe('the compiled program', () => {
  const bin = path.join(root, 'bin', 'huibian.mjs');
  const cache = path.join(root, 'node_modules', '.cache');
  const compiled = () => readdirSync(path.join(cache, 'huibian'));
  /** A checkout of our own, whose packages are those of this one. */
  beforeAll(() => {
    for (const part of ['bin', 'scripts', 'package.json'])
      cpSync(path.join(checkout, part), path.join(root, part), { recursive: true });
    mkdirSync(path.join(root, 'node_modules'));
    for (const name of readdirSync(path.join(checkout, 'node_modules'))) {
      if (!name.startsWith('.'))
        symlinkSync(path.join(checkout, 'node_modules', name), path.join(root, 'node_modules', name));
    }
  });

  test('is made once, also by three at a time, and works from any folder', async () => {
    const results = await Promise.all([1, 2, 3].map(() => run(bin, ['--version'])));
    for (const result of results) expect(result).toEqual({ code: 0, stdout: expect.stringMatching(/^\d/), stderr: '' });
    expect(compiled()).toHaveLength(1);
    const { code, stderr } = await run(bin, ['build', '--lang', 'en', '--quiet', '--book', path.join(root, 'none')]);
    expect(code).toBe(2);
    expect(stderr).toContain('error[no-manifest]');
    expect(compiled()).toHaveLength(1);
  });

  test('follows its sources', async () => {
    const words = path.join(root, 'scripts', 'terminal', 'words.ts');
    writeFileSync(words, readFileSync(words, 'utf8').replace("usage: 'Usage:'", "usage: 'Changed:'"));
    const { stdout } = await run(bin, ['--help', '--lang', 'en']);
    expect(stdout).toMatch(/^Changed: huibian/);
    expect(compiled()).toHaveLength(2);
  });

  test('is not needed: the sources themselves run where it cannot be written, or on demand', async () => {
    const version = await run(bin, ['--version']);
    expect(await run(bin, ['--version'], { HUIBIAN_SOURCE: '1' })).toEqual(version);
    rmSync(cache, { recursive: true });
    writeFileSync(cache, 'not a folder');
    expect(await run(bin, ['--version'])).toEqual(version);
    expect(existsSync(path.join(cache, 'huibian'))).toBe(false);
  });
});
