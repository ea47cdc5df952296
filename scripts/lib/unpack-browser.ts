/**
 * Unpacks the browser inside the npm package `@sparticuz/chromium` into a folder of our own. The package's
 * `executablePath()` would put it into a shared temporary folder and trust whatever lies there.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { lstat, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-stream';
import { fail } from '../diagnostics/catalogue.ts';
import { unsafe } from './cache-dir.ts';
import { packageFolder, readPackage } from './package-folder.ts';
import { isDiskFull, systemCode } from './system-error.ts';

const packageName = '@sparticuz/chromium';
const stampName = 'complete.json';

/** The embedded browser, unpacked. */
export interface UnpackedBrowser {
  executable: string;
  /** NSS, NSPR and expat, for systems that lack them. */
  libFolder: string;
  /** A fontconfig file that knows the package's own faces and none of the machine's. */
  fontConfig: string;
  version: string;
}

interface StampedFile {
  name: string;
  bytes: number;
  mtimeMs: number;
  sha256: string;
}

/** Written last: says that the folder is whole, and what must be in it. */
interface Stamp {
  format: 1;
  /** Where it was unpacked: fontconfig's file holds the path. */
  folder: string;
  /** The browser's own answer to --version. */
  version: string;
  files: StampedFile[];
}

/**
 * The embedded browser, unpacked below `cache` at the first call (some 1.5 s) and found there afterwards (1 ms).
 * Any number of processes may do so at once. Throws DiagnosticError `package-missing`, `disk-full`,
 * `cache-not-writable`, or `browser-not-started` where it does not run on this machine.
 */
export async function unpackBrowser(cache: string, packageDir?: string): Promise<UnpackedBrowser> {
  const source = packageDir ?? packageFolder(packageName);
  const folder = join(cache, `chromium-${readPackage(source).version}`);
  const found = await readUnpacked(folder);
  if (found) return found;
  await removeLeftovers(cache);
  const aside = join(cache, `${basename(folder)}.partial-${process.pid}-${Date.now().toString(36)}`);
  try {
    await mkdir(aside, { mode: 0o700 });
    await unpackInto(aside, folder, join(source, 'bin'));
    await putInPlace(aside, folder);
  } catch (error) {
    if (isDiskFull(error)) fail('disk-full', { folder: cache });
    if (['EACCES', 'EPERM', 'EROFS'].includes(systemCode(error) ?? '')) {
      fail('cache-not-writable', { folder: cache, reason: systemCode(error)! });
    }
    throw error;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return (await readUnpacked(folder)) ?? fail('cache-not-writable', { folder, reason: '' });
}

/** What an earlier run unpacked, if it is whole and nobody else could have changed it; null otherwise. */
async function readUnpacked(folder: string): Promise<UnpackedBrowser | null> {
  try {
    if (unsafe(folder) !== null) return null;
    const stamp = JSON.parse(await readFile(join(folder, stampName), 'utf8')) as Stamp;
    if (stamp.format !== 1 || stamp.folder !== folder) return null;
    for (const file of stamp.files) if (!(await isWhole(folder, file))) return null;
    return {
      executable: join(folder, 'chromium'),
      libFolder: join(folder, 'lib'),
      fontConfig: join(folder, 'fonts.conf'),
      version: stamp.version,
    };
  } catch {
    return null;
  }
}

/** Size and time as recorded are enough; another time (a copied cache) calls for the hash, once. */
async function isWhole(folder: string, file: StampedFile): Promise<boolean> {
  const path = join(folder, file.name);
  const now = await lstat(path);
  if (!now.isFile() || now.size !== file.bytes) return false;
  if (Math.abs(now.mtimeMs - file.mtimeMs) < 2) return true;
  if ((await hashOf(path)) !== file.sha256) return false;
  await utimes(path, now.atime, file.mtimeMs / 1000);
  return true;
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Fills `aside` with what is to stand in `folder`, the stamp last. */
async function unpackInto(aside: string, folder: string, bin: string): Promise<void> {
  const large = { highWaterMark: 1 << 20 };
  const executable = join(aside, 'chromium');
  const results = await Promise.allSettled([
    inflate(bin, 'chromium.br', large, [createWriteStream(executable, { mode: 0o700, ...large })]),
    unpackTar(bin, 'al2023.tar.br', join(aside, 'lib'), /^lib\/[^/]+$/),
    unpackTar(bin, 'fonts.tar.br', join(aside, 'fonts'), /\.ttf$/),
  ]);
  // Only when all have stopped writing may the folder be taken away.
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  await writeFile(join(aside, 'fonts.conf'), fontConfigFor(folder), { mode: 0o600 });
  const version = await askVersion(executable, join(aside, 'lib'));
  const stamp: Stamp = { format: 1, folder, version, files: await stampFiles(aside) };
  await writeFile(join(aside, stampName), JSON.stringify(stamp, null, 1), { mode: 0o600 });
}

/** Runs one of the package's Brotli files through streams; says which file is damaged where that fails. */
async function inflate(
  bin: string,
  file: string,
  options: { highWaterMark?: number },
  to: NodeJS.WritableStream[],
): Promise<void> {
  try {
    await pipeline([
      createReadStream(join(bin, file), options),
      createBrotliDecompress({ chunkSize: options.highWaterMark ?? 1 << 16 }),
      ...to,
    ]);
  } catch (error) {
    const code = systemCode(error) ?? '';
    const damaged = code === 'ENOENT' || /^(ERR_|Z_)/.test(code) || /tar/i.test(String(error));
    if (damaged) fail('package-missing', { name: packageName, file: `bin/${file}` });
    throw error;
  }
}

/** Unpacks the regular files of a tar whose names match, flat: no path of the archive's own is followed. */
async function unpackTar(bin: string, file: string, to: string, wanted: RegExp): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  const tar = extract();
  tar.on('entry', (header, stream, next) => {
    if (header.type !== 'file' || !wanted.test(header.name)) {
      stream.on('end', next).resume();
      return;
    }
    const path = join(to, basename(header.name));
    pipeline(stream, createWriteStream(path, { mode: 0o700 })).then(() => next(), next);
  });
  await inflate(bin, file, {}, [tar]);
}

/** https://www.freedesktop.org/software/fontconfig/fontconfig-user.html */
function fontConfigFor(folder: string): string {
  const path = folder.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path}/fonts</dir><cachedir>${path}/font-cache</cachedir></fontconfig>
`;
}

/** The version that a browser gives of itself. Throws DiagnosticError `browser-not-started` where it does not run. */
async function askVersion(executable: string, libFolder: string): Promise<string> {
  const env = { ...process.env, LD_LIBRARY_PATH: libraryPath(libFolder) };
  const answer = await new Promise<string>((resolve, reject) => {
    const child = spawn(executable, ['--version'], { stdio: ['ignore', 'pipe', 'pipe'], env, timeout: 30_000 });
    let out = '';
    let err = '';
    child.stdout.on('data', (data) => (out += data));
    child.stderr.on('data', (data) => (err += data));
    child.on('error', (error) => reject(error));
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(err.trim() || `exit ${code}`))));
  }).catch((error: Error) => fail('browser-not-started', { executable, reason: error.message.split('\n')[0]! }));
  return /\d+(\.\d+){3}/.exec(answer)?.[0] ?? answer.trim();
}

/**
 * Where the browser looks for its libraries: the system's own places first, then ours for what the system lacks.
 * Ours come from a system with glibc 2.34, the browser itself asks for 2.25 only.
 */
export function libraryPath(libFolder: string): string {
  return ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', libFolder].join(':');
}

async function stampFiles(folder: string): Promise<StampedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.filter((e) => e.isFile()).map((e) => join(e.parentPath ?? e.path, e.name));
  return Promise.all(
    names.sort().map(async (path) => {
      const { size, mtimeMs } = await stat(path);
      return { name: path.slice(folder.length + 1), bytes: size, mtimeMs, sha256: await hashOf(path) };
    }),
  );
}

/** Moves a finished folder into place. Where another process was first, its whole one stays and ours goes. */
async function putInPlace(aside: string, folder: string): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await rename(aside, folder);
      return;
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'EPERM', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error;
      if (await readUnpacked(folder)) return;
      const broken = `${folder}.partial-broken-${process.pid}-${Date.now().toString(36)}`;
      await rename(folder, broken).catch(() => undefined);
      await rm(broken, { recursive: true, force: true });
    }
  }
}

/** Takes away what runs that were killed left behind: nobody unpacks for an hour. */
async function removeLeftovers(cache: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of await readdir(cache)) {
    if (!/^chromium-[\d.]+\.partial-/.test(name)) continue;
    const path = join(cache, name);
    const { mtimeMs } = await lstat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < hourAgo) await rm(path, { recursive: true, force: true });
  }
}
