/**
 * The browser's process. It never outlives ours: it is killed when we exit, and when we are killed ourselves the
 * pipe breaks, on which the browser ends by itself. What it leaves on disk goes with it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { BrowserInfo } from '../model/build-types.ts';
import { browserFlags } from './browser-flags.ts';
import { makeProfile, removeProfile } from './browser-profile.ts';

/** A running browser, not yet connected to. */
export interface BrowserProcess {
  pid: number;
  toBrowser: Writable;
  fromBrowser: Readable;
  /** What it has written to its standard error so far. */
  log: () => string;
  /** Settles when it has ended, for whatever reason, and its files are gone. */
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Address of its WebSocket; rejects when it ends without one. */
  endpoint: Promise<string>;
  /** Ends it and all its children at once. */
  kill: () => void;
}

/** Starts a browser. Rejects with the system's error where the program cannot be run. */
export async function startBrowser(
  info: BrowserInfo,
  options: { sandbox: boolean; websocket: boolean },
): Promise<BrowserProcess> {
  const profile = info.pinned ? null : makeProfile();
  const cleanUp = () => {
    if (profile !== null) removeProfile(profile);
  };
  try {
    const child = spawn(info.executable, browserFlags({ ...options, profile }), {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...info.env },
      // Its own process group: Ctrl-C reaches us alone, and one signal ends all of its processes.
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    await spawned(child);
    return watch(child, cleanUp);
  } catch (error) {
    cleanUp();
    throw error;
  }
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}

function watch(child: ChildProcess, cleanUp: () => void): BrowserProcess {
  let log = '';
  const kill = () => killTree(child);
  const atExit = () => {
    kill();
    cleanUp();
  };
  process.once('exit', atExit);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      process.off('exit', atExit);
      // Its renderers may outlive a browser that crashed.
      killTree(child, true);
      cleanUp();
      resolve({ code, signal });
    });
  });
  const endpoint = new Promise<string>((resolve, reject) => {
    child.stderr!.on('data', (data: Buffer) => {
      log = (log + data.toString('utf8')).slice(-20_000);
      const found = /^DevTools listening on (ws:\/\/\S+)/m.exec(log);
      if (found) resolve(found[1]!);
    });
    void ended.then(() => reject(new Error('the browser ended')));
  });
  endpoint.catch(() => undefined);
  child.on('error', () => undefined);
  const [toBrowser, fromBrowser] = [child.stdio[3] as Writable, child.stdio[4] as Readable];
  return { pid: child.pid!, toBrowser, fromBrowser, log: () => log, ended, endpoint, kill };
}

/** Kills the process and its group; `gone` when its leader has ended already. */
function killTree(child: ChildProcess, gone = false): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform !== 'win32') process.kill(-child.pid, 'SIGKILL');
    else if (!gone) child.kill('SIGKILL');
  } catch {
    // The group is empty.
  }
}
