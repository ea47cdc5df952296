/** The real command on small books: exit codes, languages, JSON, interruption. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { makeBook } from '../support/make-book.ts';
import { descendantsOf, processesOf, waitForNone } from '../support/processes.ts';
import { runHuibian } from '../support/run-huibian.ts';

const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
const marker = `--marker=${path.basename(root)}`;
/** The embedded browser under another name, whose processes can be told from others. */
const browser = path.join(root, 'browser');
/** What our runs leave in the temporary folder, they leave here. */
const temporary = path.join(root, 'tmp');
beforeAll(async () => {
  const { executable, env } = await findBrowser({ env: { ...process.env, HUIBIAN_BROWSER: undefined } });
  const exports = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(browser, `#!/bin/sh\n${exports.join('')}exec '${executable}' ${marker} "$@"\n`);
  chmodSync(browser, 0o755);
  mkdirSync(temporary);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const env = { HUIBIAN_BROWSER: undefined, LC_ALL: 'C' };
const marked = { ...env, HUIBIAN_BROWSER: browser, TMPDIR: temporary };
/** A book that takes a second or more to paginate. */
const long = () =>
  makeBook({
    reports: Array.from({ length: 40 }, (_, i) => ({
      text: `${`第${i}篇的一句长长的话。`.repeat(60)}\n\n`.repeat(20),
    })),
  });

describe('build', () => {
  test('makes all outputs and tells them: exit 0', async () => {
    await using book = await makeBook({ reports: [{}, {}] });
    const { code, stdout, stderr } = await runHuibian(
      ['build', '--book', book.dir, '--out', book.out, '--lang', 'zh'],
      { env },
    );
    expect({ code, stderr: stderr.replace(/\d+\.\d+/g, 'N') }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^读取稿件 · N 秒\n/),
    });
    const names = ['made.epub', 'made.pages.json', 'made.pdf', 'made.proof.json'];
    expect(readdirSync(book.out).sort()).toEqual(names);
    for (const name of names) expect(stdout).toContain(name);
    expect(stdout.split('\n')[0]).toMatch(/^试排文稿 · \d+ 页 · 核对通过（\d+ 项） · \d+\.\d 秒$/);
  });

  test('--json is one object that holds it all', async () => {
    await using book = await makeBook({ reports: [{}] });
    const { code, stdout, stderr } = await runHuibian(['build', '--json', '--book', book.dir, '--out', book.out], {
      env,
    });
    expect([code, stderr]).toEqual([0, '']);
    const told = JSON.parse(stdout);
    expect(told).toMatchObject({
      ok: true,
      exit: 0,
      command: 'build',
      proof: { ok: true, failed: [] },
      pages: { reports: 1 },
      browser: { pinned: true },
    });
    expect(told.outputs).toHaveLength(4);
    for (const { file, bytes, sha256 } of told.outputs) {
      const data = readFileSync(file);
      expect([bytes, sha256]).toEqual([data.byteLength, createHash('sha256').update(data).digest('hex')]);
    }
    for (const time of Object.values(told.milliseconds)) expect(time).toBeTypeOf('number');
  });

  test('a book with errors is exit 1, with place, line and caret, and nothing is written', async () => {
    await using book = await makeBook({
      manifest: { numbering: 'locked' },
      reports: [
        { title: '甲', page: 1 },
        { title: '乙', page: 1 },
      ],
    });
    const args = ['build', '--book', book.dir, '--out', book.out];
    const { code, stdout, stderr } = await runHuibian([...args, '--lang', 'en', '--quiet'], { env });
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^error\[page-taken\] \S+book\.yaml:\d+:\d+\n {2}.+\n {4}\d+ \| .+\n {6,}\| *\^\n {2}hint: /m,
    );
    expect(stderr).toMatch(/1 error, \d+ warnings?\. No output was touched\.\n$/);
    expect(existsSync(book.out)).toBe(false);
    const json = JSON.parse((await runHuibian([...args, '--json'], { env })).stdout);
    expect(json).toMatchObject({ ok: false, exit: 1, outputs: [] });
    expect(json.diagnostics).toContainEqual({
      code: 'page-taken',
      severity: 'error',
      message: expect.any(String),
      hint: expect.any(String),
      file: 'book.yaml',
      line: expect.any(Number),
      column: expect.any(Number),
    });
  });

  test('a page too small for its type area is told at its line, with all else that is wrong', async () => {
    await using book = await makeBook({
      manifest: { page: { size: 'A5', measure: 34, lines: 32, fontSize: '12pt' } },
      reports: [{ text: '![甲](none.png)' }],
    });
    const args = ['build', '--json', '--book', book.dir, '--out', book.out];
    const { code, stdout } = await runHuibian(args, { env });
    const { diagnostics } = JSON.parse(stdout);
    expect([code, diagnostics.map((d: { code: string }) => d.code)]).toEqual([1, ['page-too-small', 'image-missing']]);
    const lines = readFileSync(path.join(book.dir, 'book.yaml'), 'utf8').split('\n');
    expect(diagnostics[0]).toMatchObject({ file: 'book.yaml', column: 1 });
    expect(lines[diagnostics[0].line - 1]).toMatch(/^page:/);
    expect(existsSync(book.out)).toBe(false);
  });

  test('another browser is warned of', async () => {
    await using book = await makeBook({ reports: [{}] });
    const { code, stdout } = await runHuibian(['check', '--json', '--book', book.dir], { env: marked });
    const { diagnostics, browser: used } = JSON.parse(stdout);
    expect([code, used.pinned]).toEqual([0, false]);
    expect(diagnostics.map((d: { code: string }) => d.code)).toEqual(['browser-not-pinned', 'site-not-written']);
    expect(readdirSync(temporary).filter((name) => name.startsWith('huibian-browser'))).toEqual([]);
  });
});

describe('check', () => {
  test('does all but write', async () => {
    await using book = await makeBook({ reports: [{}] });
    const { code, stdout } = await runHuibian(['check', '--book', book.dir, '--out', book.out, '--lang', 'en'], {
      env,
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/proof holds \(\d+ checks\)/);
    expect(stdout).toContain('nothing was written');
    expect(existsSync(book.out)).toBe(false);
  });
});

describe('a machine that lacks something: exit 3', () => {
  test.each([
    ['browser-path-wrong', { HUIBIAN_BROWSER: '/nonexistent/chrome' }],
    ['cache-not-writable', { HUIBIAN_CACHE: '/dev/null/cache' }],
  ])('%s', async (expected, variables) => {
    await using book = await makeBook({ reports: [{}] });
    const args = ['build', '--json', '--book', book.dir, '--out', book.out];
    const { code, stdout } = await runHuibian(args, { env: { ...env, ...variables } });
    expect(code).toBe(3);
    expect(JSON.parse(stdout).diagnostics.map((d: { code: string }) => d.code)).toEqual([expected]);
    expect(existsSync(book.out)).toBe(false);
  });

  test('output-not-writable', async () => {
    await using book = await makeBook({ reports: [{}] });
    writeFileSync(book.out, 'a file');
    const { code, stdout, stderr } = await runHuibian(
      ['build', '--book', book.dir, '--out', book.out, '--lang', 'zh'],
      {
        env,
      },
    );
    expect(code).toBe(3);
    expect(stderr).toContain('错误[output-not-writable]');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(readFileSync(book.out, 'utf8')).toBe('a file');
    // Known before the work begins, not after it.
    expect(stdout + stderr).not.toContain('分页');
  });

  test('output-not-writable, told together with what is wrong with the book', async () => {
    await using book = await makeBook({ reports: [{ text: '![甲](none.png)' }] });
    const args = ['build', '--json', '--book', book.dir, '--out', path.join(root, 'browser', 'dist')];
    const { code, stdout } = await runHuibian(args, { env });
    const told = JSON.parse(stdout).diagnostics.map((d: { code: string }) => d.code);
    expect([code, told]).toEqual([3, ['output-not-writable', 'image-missing']]);
  });

  test('browser-crashed, and the earlier outputs stand', async () => {
    await using book = await long();
    mkdirSync(book.out);
    writeFileSync(path.join(book.out, 'made.pdf'), 'earlier');
    const running = runHuibian(['build', '--no-cache', '--json', '--book', book.dir, '--out', book.out], {
      env: marked,
    });
    // Its first tab is there from the start; a second one means that work has begun.
    const tabs = () =>
      processesOf(`${marker} --headless`)
        .flatMap(({ pid }) => descendantsOf(pid))
        .filter(({ command }) => command.includes('--type=renderer'));
    while (tabs().length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const { pid } of processesOf(`${marker} --headless`)) process.kill(pid, 'SIGKILL');
    const { code, stdout } = await running;
    expect(JSON.parse(stdout).diagnostics.at(-1)).toMatchObject({ code: 'browser-crashed' });
    expect(code).toBe(3);
    expect(readdirSync(book.out)).toEqual(['made.pdf']);
    expect(await waitForNone(marker)).toEqual([]);
  });
});

describe('a bug of ours', () => {
  const sabotage = '--import data:text/javascript,performance.now=()=>{throw(new(TypeError)(`provoked`))}';

  test('is exit 70, says that it is one, and shows where', async () => {
    const { code, stderr } = await runHuibian(['build', '--lang', 'en'], { env: { ...env, NODE_OPTIONS: sabotage } });
    expect(code).toBe(70);
    expect(stderr).toContain('This is a bug of huibian');
    expect(stderr).toMatch(/TypeError: provoked\n\s+at /);
  });

  test('is told in JSON too', async () => {
    const { code, stdout } = await runHuibian(['build', '--json'], { env: { ...env, NODE_OPTIONS: sabotage } });
    expect(code).toBe(70);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, exit: 70, bug: { message: 'provoked' } });
  });
});

describe('interruption', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s stops the build: exit 130, nothing left', async (signal) => {
    await using book = await long();
    const args = ['build', '--no-cache', '--book', book.dir, '--out', book.out, '--lang', 'zh'];
    const { code, stderr } = await runHuibian(args, { env: marked, kill: { signal, on: /分页/ } });
    expect(code).toBe(130);
    expect(stderr).toContain('已中断，没有改动任何输出文件。');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(existsSync(book.out)).toBe(false);
    expect(await waitForNone(marker, 0)).toEqual([]);
    expect(readdirSync(temporary).filter((name) => name.startsWith('huibian-browser'))).toEqual([]);
  });

  test('a second Ctrl-C leaves at once', async () => {
    await using book = await long();
    const bin = fileURLToPath(new URL('../../bin/huibian.mjs', import.meta.url));
    const args = [bin, 'build', '--no-cache', '--book', book.dir, '--out', book.out, '--lang', 'en'];
    const child = spawn(process.execPath, args, {
      env: { ...process.env, ...marked, CI: '1' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (/paginating|Stopping/.test(text)) child.kill('SIGINT');
    });
    expect(await ended).toBe(130);
    expect(await waitForNone(marker, 1000)).toEqual([]);
  });
});

test('a reader that leaves early is no fault', async () => {
  const bin = fileURLToPath(new URL('../../bin/huibian.mjs', import.meta.url));
  const child = spawn('sh', [
    '-c',
    `'${process.execPath}' '${bin}' --help | true; '${process.execPath}' '${bin}' doctor --json | head -c 1`,
  ]);
  let stderr = '';
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect(stderr).toBe('');
});
