/** Where Chrome, Edge and Chromium stand on machines that have them. */
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { posix, win32 } from 'node:path';

const linuxCommands = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];
const linuxPaths = [
  '/opt/google/chrome/chrome',
  '/usr/lib/chromium/chromium',
  '/usr/lib/chromium-browser/chromium-browser',
  '/opt/microsoft/msedge/msedge',
  '/snap/bin/chromium',
];
const macApplications = ['Google Chrome', 'Microsoft Edge', 'Chromium'];
const windowsPaths = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'Chromium\\Application\\chrome.exe',
];

/** The usual places of browsers on a platform, best first. */
export function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter((r) => r !== undefined);
    return windowsPaths.flatMap((path) => roots.map((root) => win32.join(root, path)));
  }
  if (platform === 'darwin') {
    const roots = ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])];
    return macApplications.flatMap((name) =>
      roots.map((root) => posix.join(root, `${name}.app/Contents/MacOS/${name}`)),
    );
  }
  const folders = (env.PATH ?? '').split(':').filter((f) => f.startsWith('/'));
  return [...linuxCommands.flatMap((name) => folders.map((folder) => posix.join(folder, name))), ...linuxPaths];
}

/** Why a path is no program that can be run; null when it is one. */
export function notRunnable(path: string): string | null {
  try {
    if (!statSync(path).isFile()) return 'not a file';
    accessSync(path, constants.X_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}

/** A browser's version (147.0.7727.0), or null where it does not say. */
export async function versionOf(executable: string, platform: NodeJS.Platform): Promise<string | null> {
  const four = /\d+(\.\d+){3}/;
  if (platform === 'win32') {
    // chrome.exe --version opens a window there; its folder holds one named by the version.
    const versions = readdirSync(win32.dirname(executable)).filter((name) => four.test(name));
    return versions.sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1) ?? null;
  }
  const answer = await new Promise<string>((resolve) => {
    const child = spawn(executable, ['--version'], { stdio: ['ignore', 'pipe', 'ignore'], timeout: 10_000 });
    let out = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.on('error', () => resolve(''));
    child.on('close', () => resolve(out));
  });
  return four.exec(answer)?.[0] ?? null;
}
