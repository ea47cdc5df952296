/** The one place that finds and launches browsers. Puppeteer is loaded here, while the browser starts. */
import { existsSync } from 'node:fs';
import type { Browser } from 'puppeteer';
import { diagnose, fail } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import type { BrowserInfo } from '../model/build-types.ts';
import { type BrowserProcess, startBrowser } from './browser-process.ts';
import { cacheDir } from './cache-dir.ts';
import { notRunnable, usualPlaces, versionOf } from './installed-browsers.ts';
import { pipeTransport } from './pipe-transport.ts';
import { libraryPath, unpackBrowser } from './unpack-browser.ts';

export type { BrowserInfo } from '../model/build-types.ts';

/** Where to look; each defaults to this machine's. */
export interface FindOptions {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  arch?: string;
  /** Folder for the unpacked browser. */
  cache?: string;
}

/**
 * The browser to build with: the one that HUIBIAN_BROWSER names; else the embedded one; else, where that does not run,
 * an installed Chrome, Edge or Chromium. Takes 1 ms for the embedded one, 1.5 s at the very first call.
 * Throws DiagnosticError `browser-path-wrong`, `browser-missing`, or what unpacking says.
 */
export async function findBrowser(options: FindOptions = {}): Promise<BrowserInfo> {
  const { env = process.env, platform = process.platform, arch = process.arch } = options;
  if (env.HUIBIAN_BROWSER) return namedBrowser(env.HUIBIAN_BROWSER, platform);
  let whyNot: Diagnostic[] = [];
  if (embeddedRuns(platform, arch)) {
    try {
      return await embeddedBrowser(options.cache ?? cacheDir(env));
    } catch (error) {
      if (!(error instanceof DiagnosticError) || error.diagnostics[0]?.code !== 'browser-not-started') throw error;
      whyNot = error.diagnostics;
    }
  }
  for (const executable of usualPlaces(platform, env)) {
    if (notRunnable(executable) !== null) continue;
    const version = await versionOf(executable, platform);
    if (version) return { executable, version, pinned: false, source: 'installed', env: {} };
  }
  throw new DiagnosticError([...whyNot, diagnose('browser-missing', { platform: `${platform} ${arch}` })]);
}

/** The embedded browser is built for x86-64 Linux with glibc, whose loader stands at a fixed path. */
function embeddedRuns(platform: NodeJS.Platform, arch: string): boolean {
  return platform === 'linux' && arch === 'x64' && existsSync('/lib64/ld-linux-x86-64.so.2');
}

async function embeddedBrowser(cache: string): Promise<BrowserInfo> {
  const { executable, version, libFolder, fontConfig } = await unpackBrowser(cache);
  const env = {
    LD_LIBRARY_PATH: libraryPath(libFolder),
    // No face of the machine can ever stand in for one of ours.
    FONTCONFIG_FILE: fontConfig,
    // Nor its language or time zone.
    LC_ALL: 'zh_CN.UTF-8',
    LANGUAGE: 'zh_CN',
    TZ: 'UTC',
  };
  return { executable, version, pinned: true, source: 'embedded', env };
}

async function namedBrowser(path: string, platform: NodeJS.Platform): Promise<BrowserInfo> {
  const reason = notRunnable(path);
  if (reason !== null) fail('browser-path-wrong', { path, reason });
  const version = await versionOf(path, platform);
  if (!version) return fail('browser-path-wrong', { path, reason: '--version' });
  return { executable: path, version, pinned: false, source: 'env', env: {} };
}

/** The warning that a browser which is not ours calls for; null for the pinned one. */
export function warnUnpinned({ executable, version, pinned, source }: BrowserInfo): Diagnostic | null {
  if (pinned || source === 'embedded') return null;
  return diagnose('browser-not-pinned', { executable, version, source });
}

export interface LaunchOptions {
  /** Also open a WebSocket on the loopback interface: `browser.wsEndpoint()` for programs that connect by themselves. */
  websocket?: boolean;
}

const processes = new WeakMap<Browser, BrowserProcess>();

/**
 * Launches a browser: some 0.1 s, and the loading of Puppeteer meanwhile. `signal` ends it at any time.
 * Close it with `closeBrowser`. Throws DiagnosticError `browser-not-started`.
 */
export async function launchBrowser(
  info: BrowserInfo,
  signal?: AbortSignal,
  options: LaunchOptions = {},
): Promise<Browser> {
  signal?.throwIfAborted();
  const asRoot = process.getuid?.() === 0;
  const first = await tryLaunch(info, !asRoot, signal, options);
  if ('browser' in first) return first.browser;
  // Linux only: user namespaces forbidden, by AppArmor (Ubuntu 23.10 and later) or in a container.
  const sandboxed = !asRoot && /no usable sandbox|namespace sandbox|sandbox_host|SUID sandbox/i.test(first.log);
  const second = sandboxed ? await tryLaunch(info, false, signal, options) : first;
  if ('browser' in second) return second.browser;
  return fail('browser-not-started', { executable: info.executable, reason: firstLine(second) });
}

interface FailedLaunch {
  log: string;
  reason: string;
}

async function tryLaunch(
  info: BrowserInfo,
  sandbox: boolean,
  signal: AbortSignal | undefined,
  { websocket = false }: LaunchOptions,
): Promise<{ browser: Browser } | FailedLaunch> {
  let child: BrowserProcess;
  try {
    child = await startBrowser(info, { sandbox, websocket });
  } catch (error) {
    return { log: '', reason: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
  signal?.addEventListener('abort', child.kill, { once: true });
  void child.ended.then(() => signal?.removeEventListener('abort', child.kill));
  let ended = false;
  void child.ended.then(() => {
    ended = true;
  });
  const timer = setTimeout(child.kill, 30_000);
  try {
    const browser = await connectTo(child, websocket);
    processes.set(browser, child);
    return { browser };
  } catch (error) {
    // Where the browser itself is alive the fault is ours, or that of a package.
    const oursAlone = !ended && child.fromBrowser.readable;
    child.kill();
    const { code, signal: by } = await child.ended;
    signal?.throwIfAborted();
    if (oursAlone) throw error;
    return { log: child.log(), reason: by ?? (code === null ? String(error) : `exit ${code}`) };
  } finally {
    clearTimeout(timer);
  }
}

async function connectTo(child: BrowserProcess, websocket: boolean): Promise<Browser> {
  // Not the package's front door: a quarter of the time to load, and it does not look for settings, which are programs,
  // in the folder where we were started.
  const { connect } = await import('puppeteer-core/internal/puppeteer-core-browser.js');
  const shared = { defaultViewport: null, protocolTimeout: 0 };
  const connected = websocket
    ? connect({ ...shared, browserWSEndpoint: await child.endpoint })
    : connect({ ...shared, transport: pipeTransport(child.toBrowser, child.fromBrowser) });
  const ended = child.ended.then(() => Promise.reject(new Error('the browser ended')));
  // The same class, declared twice: in one file for those who come by the front door, and file by file.
  return Promise.race([connected as Promise<unknown> as Promise<Browser>, ended]);
}

/** The line of a browser's log that tells most, without its time and place in Chromium's source. */
function firstLine({ log, reason }: FailedLaunch): string {
  const lines = log.split('\n').map((line) => line.replace(/^\[[^\]]*\]\s*/, '').trim());
  return lines.find((line) => line && !/^DevTools listening/.test(line)) ?? reason;
}

/** Ends a browser's processes at once. */
export function killBrowser(browser: Browser): void {
  processes.get(browser)?.kill();
}

/** Ends a browser and waits until nothing is left of it. Never throws. */
export async function closeBrowser(browser: Browser): Promise<void> {
  const child = processes.get(browser);
  const asked = browser.close().catch(() => undefined);
  if (!child) return asked;
  // It has nothing to save: three seconds are for a machine under load.
  const timer = setTimeout(child.kill, 3000);
  await child.ended;
  clearTimeout(timer);
}

/** Rejects when the browser ends or one of its tabs crashes; calls under way in such a tab would wait for ever. */
export function crashOf(browser: Browser): Promise<never> {
  const child = processes.get(browser)!;
  return new Promise((_, reject) => {
    const crashed = (reason: string) => reject(new DiagnosticError([diagnose('browser-crashed', { reason })]));
    void child.ended.then(({ code, signal }) => crashed(signal ?? `exit ${code}`));
    browser.on('targetcreated', async (target) => {
      if (target.type() !== 'page') return;
      const page = await target.page().catch(() => null);
      page?.on('error', () => {
        crashed('tab');
        child.kill();
      });
    });
  });
}
