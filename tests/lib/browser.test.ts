import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { type BrowserInfo, closeBrowser, findBrowser, launchBrowser, warnUnpinned } from '../../scripts/lib/browser.ts';
import { browserFlags } from '../../scripts/lib/browser-flags.ts';
import { openBrowserSession, withBrowser } from '../../scripts/lib/browser-session.ts';
import { openHiddenTab } from '../../scripts/lib/hidden-tab.ts';
import { usualPlaces, versionOf } from '../../scripts/lib/installed-browsers.ts';
import { listProcesses, waitForNone } from '../support/processes.ts';

const packageJson = fileURLToPath(new URL('../../package.json', import.meta.url));
const root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
let embedded: BrowserInfo;
/** Other programs and tests have browsers of their own: what ours leave, they leave in a temporary folder of their own. */
const temporaryFolder = path.join(root, 'tmp');
const before = process.env.TMPDIR;
beforeAll(async () => {
  mkdirSync(temporaryFolder);
  process.env.TMPDIR = temporaryFolder;
  embedded = await findBrowser({ env: { ...process.env, HUIBIAN_BROWSER: undefined } });
});
afterAll(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  rmSync(root, { recursive: true, force: true });
});

const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: DiagnosticError) => error.diagnostics?.map((d) => [d.code, d.params]) ?? error,
  );

/** A program that runs the embedded browser: what stands on other machines under other names. */
function writeBrowser(file: string, before = ''): string {
  mkdirSync(path.dirname(file), { recursive: true });
  const env = Object.entries(embedded.env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(file, `#!/bin/sh\n${before}\n${env.join('')}exec '${embedded.executable}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}

/** The browsers among our own children. */
const ourBrowsers = () => listProcesses().filter((p) => p.parent === process.pid && p.command.includes('--headless'));
const temporary = () => readdirSync(temporaryFolder).filter((name) => /^huibian-browser-|^puppeteer/.test(name));

describe('finding a browser', () => {
  test('the embedded one is pinned and comes with its libraries and faces', () => {
    expect(embedded).toMatchObject({ pinned: true, source: 'embedded' });
    expect(embedded.version).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(embedded.env.LD_LIBRARY_PATH!.split(':').at(-1)).toBe(path.join(path.dirname(embedded.executable), 'lib'));
    expect(warnUnpinned(embedded)).toBeNull();
  });

  test('HUIBIAN_BROWSER comes before it, and is not pinned', async () => {
    const executable = writeBrowser(path.join(root, 'mine'));
    const info = await findBrowser({ env: { HUIBIAN_BROWSER: executable } });
    expect(info).toMatchObject({ executable, version: embedded.version, pinned: false, source: 'env' });
    expect(warnUnpinned(info)).toMatchObject({ code: 'browser-not-pinned', severity: 'warning' });
  });

  test.each([
    ['/nonexistent/chrome', 'ENOENT'],
    ['/', 'not a file'],
    [packageJson, 'EACCES'],
    ['/bin/true', '--version'],
  ])('HUIBIAN_BROWSER=%s is refused', async (executable, reason) => {
    expect(await failure(findBrowser({ env: { HUIBIAN_BROWSER: executable } }))).toEqual([
      ['browser-path-wrong', { path: executable, reason }],
    ]);
  });

  test('where the embedded one does not run, an installed one serves', async () => {
    const home = path.join(root, 'home');
    const executable = writeBrowser(path.join(home, 'Applications/Chromium.app/Contents/MacOS/Chromium'));
    const mac = await findBrowser({ platform: 'darwin', arch: 'arm64', env: { HOME: home } });
    expect(mac).toMatchObject({ executable, version: embedded.version, pinned: false, source: 'installed' });
    const bin = path.join(root, 'bin');
    const chromium = writeBrowser(path.join(bin, 'chromium'));
    const arm = await findBrowser({ platform: 'linux', arch: 'arm64', env: { PATH: `/nonexistent:${bin}` } });
    expect(arm).toMatchObject({ executable: chromium, pinned: false, source: 'installed' });
    expect(warnUnpinned(arm)).toMatchObject({ code: 'browser-not-pinned' });
  });

  test('none at all is an error', async () => {
    expect(await failure(findBrowser({ platform: 'win32', arch: 'x64', env: {} }))).toEqual([
      ['browser-missing', { platform: 'win32 x64' }],
    ]);
  });

  test('the usual places of Windows, and the version there', async () => {
    const env = { PROGRAMFILES: 'C:\\Program Files', LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local' };
    expect(usualPlaces('win32', env)[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
    expect(usualPlaces('win32', env)).toContain('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe');
    const application = path.join(root, 'Application');
    for (const version of ['99.0.1.1', '147.0.7727.56', 'SetupMetrics']) {
      mkdirSync(path.join(application, version), { recursive: true });
    }
    expect(await versionOf(`${application}/chrome.exe`, 'win32')).toBe('147.0.7727.56');
  });
});

describe('a running browser', () => {
  test('prints tagged PDF with an outline, and nothing of the machine shows through', async () => {
    const found = await withBrowser(embedded, undefined, async (browser) => {
      const page = await browser.newPage();
      await page.setContent('<html lang="zh-CN"><h1>汇编</h1><p>一');
      const pdf = Buffer.from(await page.pdf({ tagged: true, outline: true })).toString('latin1');
      const machine = await page.evaluate(() => [navigator.language, new Date().getTimezoneOffset()]);
      return { pdf, machine, endpoint: browser.wsEndpoint() };
    });
    expect(found.pdf).toContain('/StructTreeRoot');
    expect(found.pdf).toContain('/Outlines');
    // No face of the machine has lent its glyphs: ours has none for 汇.
    const fonts = [...found.pdf.matchAll(/\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/]+)/g)].map((m) => m[1]);
    expect(fonts.filter((name) => !name!.startsWith('OpenSans'))).toEqual([]);
    expect(found.machine).toEqual(['zh-CN', 0]);
    expect(found.endpoint).toBe('');
  });

  test('reaches no network, not even this machine', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url!);
      response.end('<p>reached');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const results = await withBrowser(embedded, undefined, async (browser) => {
        const page = await browser.newPage();
        const told: string[] = [];
        for (const host of ['127.0.0.1', 'localhost', '[::1]', 'example.com']) {
          await page.goto(`http://${host}:${port}/`).catch((error: Error) => told.push(error.message));
        }
        return told;
      });
      expect(results).toHaveLength(4);
      for (const message of results) expect(message).toContain('ERR_NAME_NOT_RESOLVED');
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  test('opens a WebSocket only when asked, and only on the loopback interface', async () => {
    const endpoint = await withBrowser(embedded, undefined, async (b) => b.wsEndpoint(), { websocket: true });
    expect(endpoint).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/devtools\/browser\//);
  });

  test('leaves no process and no file behind, whoever ends it', async () => {
    const unpinned: BrowserInfo = { ...embedded, pinned: false, source: 'env' };
    await closeBrowser(await launchBrowser(embedded));
    await closeBrowser(await launchBrowser(unpinned));
    await expect(withBrowser(unpinned, undefined, () => Promise.reject(new Error('ours')))).rejects.toThrow('ours');
    const abort = new AbortController();
    const aborted = withBrowser(unpinned, abort.signal, async (browser) => {
      const page = await browser.newPage();
      setTimeout(() => abort.abort(), 20);
      await page.evaluate(() => new Promise(() => undefined));
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    await expect(launchBrowser(embedded, abort.signal)).rejects.toMatchObject({ name: 'AbortError' });
    expect(ourBrowsers()).toEqual([]);
    expect(temporary()).toEqual([]);
  });

  test('its death during work is told as a crash', async () => {
    const crash = withBrowser(embedded, undefined, async (browser) => {
      const page = await browser.newPage();
      process.kill(ourBrowsers()[0]!.pid, 'SIGSEGV');
      await page.evaluate(() => new Promise(() => undefined));
    });
    expect(await failure(crash)).toEqual([['browser-crashed', { reason: 'SIGSEGV' }]]);
    expect(ourBrowsers()).toEqual([]);
  });

  test('its end once it has nothing more to do is none, and what fails afterwards is told as what it is', async () => {
    const session = openBrowserSession(embedded, new AbortController().signal);
    const work = async () => {
      await session.browser();
      await session.close();
      throw new Error('the proof is at fault');
    };
    await expect(session.run(work())).rejects.toThrow('the proof is at fault');
    await session.close();
    expect(ourBrowsers()).toEqual([]);
  });

  test('so is the death of one tab, for which calls would wait for ever', async () => {
    const crash = withBrowser(embedded, undefined, async (browser) => {
      const [page, other] = [await browser.newPage(), await browser.newPage()];
      void other.goto('chrome://crash').catch(() => undefined);
      await page.evaluate(() => new Promise(() => undefined));
    });
    expect(await failure(crash)).toEqual([['browser-crashed', { reason: 'tab' }]]);
    expect(ourBrowsers()).toEqual([]);
  });

  test.each([
    ['ends at once', 'echo "[1/2:ERROR:a.cc:3] no luck today" >&2; exit 9', 'no luck today'],
    ['says nothing', 'exit 9', 'exit 9'],
  ])('a program that %s has not started', async (_, script, reason) => {
    const executable = path.join(root, 'broken');
    writeFileSync(executable, `#!/bin/sh\n${script}\n`);
    chmodSync(executable, 0o755);
    const info: BrowserInfo = { executable, version: '1.0.0.0', pinned: false, source: 'env', env: {} };
    expect(await failure(launchBrowser(info))).toEqual([['browser-not-started', { executable, reason }]]);
    expect(await failure(launchBrowser({ ...info, executable: packageJson }))).toEqual([
      ['browser-not-started', { executable: packageJson, reason: 'EACCES' }],
    ]);
  });

  test('a tab that is being opened as it ends is not waited for', async () => {
    const browser = await launchBrowser(embedded, new AbortController().signal);
    const begun = performance.now();
    const told = expect(openHiddenTab(browser)).rejects.toThrow();
    await closeBrowser(browser);
    await told;
    await expect(openHiddenTab(browser)).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(10_000);
  });

  test('ends with us, even when we are killed', async () => {
    const marker = `--marker=${path.basename(root)}`;
    const executable = writeBrowser(path.join(root, 'marked'), `set -- ${marker} "$@"`);
    const script = path.join(root, 'hold.mts');
    const module = new URL('../../scripts/lib/browser.ts', import.meta.url).href;
    const info = { executable, version: '1.0.0.0', pinned: false, source: 'env', env: {} };
    writeFileSync(
      script,
      `import { launchBrowser } from '${module}';\nconst b = await launchBrowser(${JSON.stringify(info)});\n` +
        `await (await b.newPage()).setContent('x');\nconsole.log('up');\nsetInterval(() => b, 1000);\n`,
    );
    for (const signal of ['SIGKILL', 'SIGTERM'] as const) {
      const child = spawn(process.execPath, ['--import', tsx, script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((resolve) => child.stdout.once('data', resolve));
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
      expect(await waitForNone(marker)).toEqual([]);
    }
    // A killed process cannot clean up: the next one does.
    await closeBrowser(await launchBrowser({ ...embedded, pinned: false, source: 'env' }));
    expect(temporary()).toEqual([]);
  });
});

test('the sandbox is given up only where it must be', () => {
  const options = { sandbox: true, websocket: false, profile: null };
  expect(browserFlags(options)).not.toContain('--no-sandbox');
  expect(browserFlags({ ...options, sandbox: false })).toContain('--no-sandbox');
  expect(browserFlags(options).some((flag) => /disable-web-security|single-process/.test(flag))).toBe(false);
});
