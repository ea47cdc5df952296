import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { packageVersion } from '../../scripts/lib/package-folder.ts';
import { unpackBrowser } from '../../scripts/lib/unpack-browser.ts';

const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const newCache = () => mkdtempSync(path.join(root, 'cache-'));

describe('the package that npm installs', () => {
  const script = path.join(root, 'unpack.mts');
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const cache = newCache();

  /** Unpacks in a process of its own. */
  const unpackApart = (): Promise<string> => {
    const child = spawn(process.execPath, ['--import', tsx, script, cache], { stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    return new Promise((resolve) => child.on('close', () => resolve(out.trim())));
  };

  test('three processes at once end with the same whole browser, and nothing else', async () => {
    const module = new URL('../../scripts/lib/unpack-browser.ts', import.meta.url).href;
    const source = `import { unpackBrowser } from '${module}';\nconsole.log((await unpackBrowser(process.argv[2]!)).version);\n`;
    writeFileSync(script, source);
    const versions = await Promise.all([unpackApart(), unpackApart(), unpackApart()]);
    expect(new Set(versions).size).toBe(1);
    const name = `chromium-${packageVersion('@sparticuz/chromium')}`;
    expect(readdirSync(cache)).toEqual([name]);
    expect(lstatSync(path.join(cache, name)).mode & 0o777).toBe(0o700);
    const { executable, libFolder } = await unpackBrowser(cache);
    expect(execFileSync(executable, ['--version'], { encoding: 'utf8' })).toContain(versions[0]);
    expect(readdirSync(libFolder)).toEqual(expect.arrayContaining(['libnss3.so', 'libnspr4.so', 'libexpat.so.1']));
  });
});

/** A package of the same make whose browser is a script: unpacked in no time. */
async function writePackage(folder: string, browser = '#!/bin/sh\necho Chromium 1.2.3.4\n'): Promise<void> {
  mkdirSync(path.join(folder, 'bin'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"version":"9.0.0"}');
  writeFileSync(path.join(folder, 'bin', 'chromium.br'), brotliCompressSync(browser));
  const tars = {
    'al2023.tar.br': { 'lib/libnss3.so': 'nss', '../../escaped.so': 'no', 'lib/deep/er.so': 'no' },
    'fonts.tar.br': { 'fonts.conf': 'no', 'fonts/Open_Sans/OpenSans-Regular.ttf': 'face' },
  };
  for (const [name, files] of Object.entries(tars)) {
    const tar = pack();
    for (const [file, text] of Object.entries(files)) tar.entry({ name: file }, text);
    tar.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of tar) chunks.push(chunk as Buffer);
    writeFileSync(path.join(folder, 'bin', name), brotliCompressSync(Buffer.concat(chunks)));
  }
}

describe('unpacking', () => {
  const source = path.join(root, 'package');
  let cache: string;
  beforeAll(() => writePackage(source));
  beforeEach(() => {
    cache = newCache();
  });

  const unpack = () => unpackBrowser(cache, source);
  const failure = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: DiagnosticError) => error.diagnostics?.map((d) => [d.code, d.params]) ?? error,
    );

  test('only what is wanted leaves the archives, and nothing outside the folder', async () => {
    const { executable, libFolder, fontConfig, version } = await unpack();
    expect(version).toBe('1.2.3.4');
    expect(readdirSync(cache)).toEqual(['chromium-9.0.0']);
    expect(readdirSync(path.dirname(executable)).sort()).toEqual([
      'chromium',
      'complete.json',
      'fonts',
      'fonts.conf',
      'lib',
    ]);
    expect(readdirSync(libFolder)).toEqual(['libnss3.so']);
    expect(readdirSync(path.join(path.dirname(executable), 'fonts'))).toEqual(['OpenSans-Regular.ttf']);
    expect(readFileSync(fontConfig, 'utf8')).toContain(`<dir>${path.dirname(executable)}/fonts</dir>`);
    expect(readdirSync(root)).not.toContain('escaped.so');
  });

  test('it is found again, not made again', async () => {
    const { executable } = await unpack();
    const { ino } = statSync(executable);
    await unpack();
    expect(statSync(executable).ino).toBe(ino);
  });

  test('other times, as in a copied cache, call for one look at the content', async () => {
    const { executable } = await unpack();
    const { ino, mtimeMs } = statSync(executable);
    utimesSync(executable, 0, 0);
    await unpack();
    expect(statSync(executable).ino).toBe(ino);
    expect(Math.abs(statSync(executable).mtimeMs - mtimeMs)).toBeLessThan(2);
  });

  test('a cache moved elsewhere is made again: its fontconfig file names the old place', async () => {
    await unpack();
    const moved = newCache();
    cpSync(cache, moved, { recursive: true, preserveTimestamps: true });
    const { fontConfig } = await unpackBrowser(moved, source);
    expect(readFileSync(fontConfig, 'utf8')).toContain(moved);
  });

  test.each([
    ['cut off', (file: string) => truncateSync(file, 10)],
    ['altered, its size as before', (file: string) => writeFileSync(file, '#!/bin/sh\necho Chromium 6.6.6.6\n')],
    ['gone', (file: string) => rmSync(file)],
    ['without its stamp', (file: string) => rmSync(path.join(path.dirname(file), 'complete.json'))],
    ['a stranger may write to', (file: string) => execFileSync('chmod', ['777', path.dirname(file)])],
  ])('a browser that is %s is unpacked again', async (_, damage) => {
    const { executable } = await unpack();
    await new Promise((resolve) => setTimeout(resolve, 10));
    damage(executable);
    await unpack();
    expect(execFileSync(executable, { encoding: 'utf8' })).toBe('Chromium 1.2.3.4\n');
    expect(statSync(path.dirname(executable)).mode & 0o777).toBe(0o700);
    expect(readdirSync(cache)).toEqual(['chromium-9.0.0']);
  });

  test('what killed runs left behind goes, once it is old', async () => {
    const [old, young] = ['old', 'young'].map((name) => path.join(cache, `chromium-1.0.0.partial-${name}`));
    for (const leftover of [old!, young!]) mkdirSync(leftover);
    utimesSync(old!, 0, 0);
    await unpack();
    expect(readdirSync(cache).sort()).toEqual([path.basename(young!), 'chromium-9.0.0']);
  });

  test.each([
    ['missing', (file: string) => rmSync(file)],
    ['damaged', (file: string) => writeFileSync(file, 'not brotli')],
    ['cut off', (file: string) => truncateSync(file, statSync(file).size - 20)],
  ])('a file of the package that is %s is named', async (_, damage) => {
    const broken = path.join(root, 'broken');
    cpSync(source, broken, { recursive: true });
    damage(path.join(broken, 'bin', 'al2023.tar.br'));
    expect(await failure(unpackBrowser(cache, broken))).toEqual([
      ['package-missing', { name: '@sparticuz/chromium', file: 'bin/al2023.tar.br' }],
    ]);
    expect(readdirSync(cache)).toEqual([]);
    rmSync(broken, { recursive: true });
  });

  test('a browser that does not run here is told, with its own words', async () => {
    const other = path.join(root, 'other');
    await writePackage(other, '#!/bin/sh\necho error while loading shared libraries: libx.so >&2\nexit 127\n');
    const executable = expect.stringContaining('chromium');
    const reason = 'error while loading shared libraries: libx.so';
    expect(await failure(unpackBrowser(cache, other))).toEqual([['browser-not-started', { executable, reason }]]);
    expect(readdirSync(cache)).toEqual([]);
  });
});
