import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as nodeFs from 'node:fs/promises';
import { createRequire } from 'node:module';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DiagnosticError } from '../../scripts/diagnostics/diagnostic.ts';
import { lockOutputs } from '../../scripts/outputs/output-lock.ts';
import { type PublishFs, publishOutputs } from '../../scripts/outputs/publish.ts';

let root: string;
let out: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'huibian-test-'));
  out = path.join(root, 'a', 'dist');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const names = ['b.pdf', 'b.epub', 'b.pages.json', 'b.proof.json'];
const files = (mark: string) =>
  names.map((name) => ({ name, data: name === 'b.pdf' ? Buffer.from(mark) : `${mark} ${name}` }));
const standing = () =>
  Object.fromEntries(
    readdirSync(out)
      .filter((name) => statSync(path.join(out, name)).isFile() && name !== '.huibian-lock')
      .map((name) => [name, readFileSync(path.join(out, name), 'utf8')]),
  );
const expected = (mark: string) => Object.fromEntries(files(mark).map(({ name, data }) => [name, String(data)]));
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: DiagnosticError) => error.diagnostics?.map((d) => d.code) ?? error,
  );

describe('publishing', () => {
  test('puts all files into place, tells their sizes and hashes, and leaves nothing else', async () => {
    const published = await publishOutputs(out, files('new'));
    expect(standing()).toEqual(expected('new'));
    expect(published.map(({ file }) => file)).toEqual(names.map((name) => path.join(out, name)));
    for (const { file, bytes, sha256 } of published) {
      expect(bytes).toBe(readFileSync(file).byteLength);
      expect(sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
    }
  });

  test('replaces earlier outputs and leaves other files alone', async () => {
    await publishOutputs(out, files('old'));
    writeFileSync(path.join(out, 'mine.txt'), 'mine');
    await publishOutputs(out, files('new'));
    expect(standing()).toEqual({ ...expected('new'), 'mine.txt': 'mine' });
  });

  test('files in subfolders; a folder that is to be whole loses what no longer belongs', async () => {
    const set = (...all: string[]) => all.map((name) => ({ name, data: name }));
    const tree = () => readdirSync(out, { recursive: true }).map(String).sort();
    const whole = ['site/one'];
    await publishOutputs(out, set('b.pdf', 'site/one/a.html', 'site/one/images/x.png'), { whole });
    mkdirSync(path.join(out, 'site', 'two'));
    writeFileSync(path.join(out, 'site', 'two', 'a.html'), 'of another');
    await publishOutputs(out, set('b.pdf', 'site/one/b.html'), { whole });
    expect(tree()).toEqual(['b.pdf', 'site', 'site/one', 'site/one/b.html', 'site/two', 'site/two/a.html']);
    await publishOutputs(out, set('b.pdf'), { whole });
    expect(tree()).toEqual(['b.pdf', 'site', 'site/two', 'site/two/a.html']);
  });

  test.each([1, 2, 3])('what a rename or removal that fails at step %i had taken away is there again', async (nth) => {
    const set = (...all: string[]) => all.map((name) => ({ name: `site/one/${name}`, data: name }));
    const whole = ['site/one'];
    await publishOutputs(out, set('a.html', 'deep/b.html', 'deep/c.html'), { whole });
    const tree = () => readdirSync(path.join(out, 'site'), { recursive: true }).map(String).sort();
    const before = tree();
    let steps = 0;
    const step = <T extends unknown[]>(target: string, work: (...args: T) => Promise<void>, args: T) => {
      const refused = target.startsWith(path.join(out, 'site')) && ++steps === nth;
      return refused
        ? Promise.reject(Object.assign(new Error('held'), { code: 'EBUSY', path: target }))
        : work(...args);
    };
    const fs: PublishFs = {
      ...nodeFs,
      rename: (from, to) => step(String(to), nodeFs.rename, [from, to]),
      rm: (file, options) => step(String(file), nodeFs.rm, [file, options]),
    };
    expect(await failure(publishOutputs(out, set('d/new.html'), { whole, fs }))).toEqual(['output-not-writable']);
    expect(tree()).toEqual(before);
  });

  test('what depends on what stands there is asked for when nobody else can change it', async () => {
    await publishOutputs(out, files('old'));
    const count = () => ({
      files: [{ name: 'count', data: String(Number(existsSync(path.join(out, 'count')) && standing().count) + 1) }],
      whole: [],
      gone: ['b.pdf', 'never there'],
    });
    await Promise.all([1, 2, 3].map(() => publishOutputs(out, [], { more: async () => count() })));
    const { 'b.pdf': _, ...rest } = expected('old');
    expect(standing()).toEqual({ ...rest, count: '3' });
    const refusing = async () => Promise.reject(new Error('no'));
    expect(await failure(publishOutputs(out, files('new'), { more: refusing }))).toEqual(new Error('no'));
    expect(standing()).toEqual({ ...rest, count: '3' });
  });

  test('a full disk leaves the earlier outputs', async () => {
    await publishOutputs(out, files('old'));
    let opened = 0;
    // Linux has a disk that is always full: the third file meets it.
    const fs: PublishFs = {
      ...nodeFs,
      open: (file, flags, mode) => (++opened === 3 ? nodeFs.open('/dev/full', 'w') : nodeFs.open(file, flags, mode)),
    };
    expect(await failure(publishOutputs(out, files('new'), { fs }))).toEqual(['disk-full']);
    expect(standing()).toEqual(expected('old'));
  });

  test('so it does where nothing stood before', async () => {
    const fs: PublishFs = { ...nodeFs, open: () => nodeFs.open('/dev/full', 'w') };
    expect(await failure(publishOutputs(out, files('new'), { fs }))).toEqual(['disk-full']);
    expect(readdirSync(out)).toEqual([]);
  });

  test.each([1, 2, 3, 4])('a rename that fails at file %i puts back the others', async (nth) => {
    await publishOutputs(out, files('old').slice(0, 3));
    let renamed = 0;
    const rename: PublishFs['rename'] = (from, to) => {
      const refused = path.dirname(String(to)) === out && ++renamed === nth;
      return refused
        ? Promise.reject(Object.assign(new Error('open elsewhere'), { code: 'EBUSY', path: from, dest: to }))
        : nodeFs.rename(from, to);
    };
    expect(await failure(publishOutputs(out, files('new'), { fs: { ...nodeFs, rename } }))).toEqual([
      'output-not-writable',
    ]);
    const { 'b.proof.json': _, ...old } = expected('old');
    expect(standing()).toEqual(old);
  });

  test('disks without hard links do as well', async () => {
    const link: PublishFs['link'] = () => Promise.reject(Object.assign(new Error('no links'), { code: 'EPERM' }));
    await publishOutputs(out, files('old'), { fs: { ...nodeFs, link } });
    await publishOutputs(out, files('new'), { fs: { ...nodeFs, link } });
    expect(standing()).toEqual(expected('new'));
  });

  test('a file where the folder should be, and a folder where a file should be', async () => {
    writeFileSync(path.join(root, 'file'), '');
    expect(await failure(publishOutputs(path.join(root, 'file'), files('new')))).toEqual(['output-not-writable']);
    await publishOutputs(out, files('old'));
    rmSync(path.join(out, 'b.epub'));
    mkdirSync(path.join(out, 'b.epub', 'full'), { recursive: true });
    expect(await failure(publishOutputs(out, files('new')))).toEqual(['output-not-writable']);
    expect(readFileSync(path.join(out, 'b.pdf'), 'utf8')).toBe('old');
    expect(readdirSync(out).sort()).toEqual([...names].sort());
  });

  test('many at once come out as one of them, whole', async () => {
    const marks = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(marks.map((mark) => publishOutputs(out, files(mark))));
    expect(marks.map(expected)).toContainEqual(standing());
  });
});

describe('a run that is killed while publishing', () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

  /** Publishes in a process that ends itself at the nth system call of a kind. */
  async function killedAt(call: 'open' | 'link' | 'rename', nth: number): Promise<void> {
    const script = path.join(root, 'publish.mts');
    const module = new URL('../../scripts/outputs/publish.ts', import.meta.url).href;
    writeFileSync(
      script,
      `import * as fs from 'node:fs/promises';\nimport { publishOutputs } from '${module}';\nlet n = 0;
const ${call} = (...args: unknown[]) => { if (++n === ${nth}) process.kill(process.pid, 'SIGKILL'); return (fs.${call} as any)(...args); };
await publishOutputs(${JSON.stringify(out)}, ${JSON.stringify(files('new').map(({ name, data }) => ({ name, data: String(data) })))}, { fs: { ...fs, ${call} } } as any);\n`,
    );
    const child = spawn(process.execPath, ['--import', tsx, script], { stdio: 'inherit' });
    expect(await new Promise((resolve) => child.on('exit', (_, signal) => resolve(signal)))).toBe('SIGKILL');
  }

  test('before all is written: the earlier outputs stand, and the next run sweeps', async () => {
    await publishOutputs(out, files('old'));
    await killedAt('open', 3);
    expect(standing()).toMatchObject(expected('old'));
    await publishOutputs(out, [{ name: 'other.pdf', data: 'x' }]);
    expect(standing()).toEqual({ ...expected('old'), 'other.pdf': 'x' });
  });

  test('between two renames: the next run carries it through', async () => {
    await publishOutputs(out, files('old'));
    await killedAt('rename', 4);
    const between = standing();
    expect([between['b.pdf'], between['b.proof.json']]).toEqual(['new', 'old b.proof.json']);
    await publishOutputs(out, [{ name: 'other.pdf', data: 'x' }]);
    expect(standing()).toEqual({ ...expected('new'), 'other.pdf': 'x' });
  });
});

describe('a journal', () => {
  test('that names files outside the folder is not followed', async () => {
    const aside = path.join(out, '.huibian-new-1-x');
    mkdirSync(path.join(aside, 'new'), { recursive: true });
    writeFileSync(path.join(root, 'precious'), '');
    writeFileSync(path.join(aside, 'new', 'good'), 'carried through');
    const removed = ['../../precious', path.join(root, 'precious')];
    writeFileSync(path.join(aside, 'journal.json'), JSON.stringify({ names: ['good'], removed }));
    await publishOutputs(out, files('new'));
    expect(existsSync(path.join(root, 'precious'))).toBe(true);
    expect(standing()).toEqual({ ...expected('new'), good: 'carried through' });
  });
});

describe('the lock on a folder', () => {
  beforeEach(() => mkdirSync(out, { recursive: true }));
  const lock = () => path.join(out, '.huibian-lock');

  test('is waited for, and told when it is not given back', async () => {
    const unlock = await lockOutputs(out);
    expect(await failure(lockOutputs(out, 100))).toEqual(['output-locked']);
    const waiting = lockOutputs(out);
    await unlock();
    await (await waiting)();
    expect(existsSync(lock())).toBe(false);
  });

  test('of a dead process is taken over', async () => {
    const child = spawn('true');
    await new Promise((resolve) => child.on('exit', resolve));
    writeFileSync(lock(), JSON.stringify({ pid: child.pid, host: hostname() }));
    await (await lockOutputs(out, 100))();
    expect(readdirSync(out)).toEqual([]);
  });

  test('of another machine holds while it is young', async () => {
    writeFileSync(lock(), JSON.stringify({ pid: 1, host: 'elsewhere' }));
    expect(await failure(lockOutputs(out, 100))).toEqual(['output-locked']);
    await nodeFs.utimes(lock(), 0, 0);
    await (await lockOutputs(out, 100))();
  });

  test('that its writer never finished is taken over after a while', async () => {
    writeFileSync(lock(), '');
    expect(await failure(lockOutputs(out, 100))).toEqual(['output-locked']);
    await nodeFs.utimes(lock(), 0, 0);
    await (await lockOutputs(out, 100))();
  });
});
