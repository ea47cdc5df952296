/** The real command: what it says, how it stops, what it refuses. */

import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeBook } from '../support/make-book.ts';
import { makeSite } from '../support/make-site.ts';
import { runHuibian } from '../support/run-huibian.ts';

const stop = { signal: 'SIGINT' as const, on: /Ctrl-C|"serving"[\s\S]*\n}\n/ };

describe('serve', () => {
  test('says where the shelf is, hands it out, and ends well at Ctrl-C', async () => {
    await using site = await makeSite({}, { slug: 'other', title: '另一本' });
    let page = '';
    const first = async (told: string) => {
      page = await (await fetch(/http:\S+\//.exec(told)![0])).text();
    };
    const { code, stdout, stderr } = await runHuibian(['serve', '--dir', site.dir, '--port', '0', '--lang', 'zh'], {
      kill: { ...stop, first },
    });
    expect(page).toContain('书架');
    expect([code, stderr]).toEqual([0, expect.stringContaining('正在中止')]);
    expect(stdout.replaceAll(site.dir, 'DIR').replaceAll(/:\d+/g, ':N')).toBe(
      [
        '书架已打开：DIR，共 2 种。',
        '用浏览器看：',
        '  http://127.0.0.1:N/',
        '用阅读器订阅（KOReader、静读天下等，OPDS 1.2）：',
        '  http://127.0.0.1:N/opds.xml',
        '用阅读器订阅（Thorium 等，OPDS 2.0）：',
        '  http://127.0.0.1:N/opds.json',
        '只有本机能打开。要让局域网中的人也能打开：huibian serve --host 0.0.0.0',
        '按 Ctrl-C 停止。',
        '',
      ].join('\n'),
    );
  });

  test('--json is one object, given when the shelf is open', async () => {
    await using site = await makeSite({ distribution: 'intranet' });
    const { code, stdout } = await runHuibian(['serve', '--dir', site.dir, '--port', '0', '--json'], { kill: stop });
    const told = JSON.parse(stdout);
    const { port } = told.serving;
    expect(code).toBe(0);
    expect(told).toEqual({
      ok: true,
      exit: 0,
      command: 'serve',
      diagnostics: [],
      serving: {
        port,
        books: ['试排文稿'],
        intranet: true,
        addresses: [
          {
            page: `http://127.0.0.1:${port}/`,
            opds1: `http://127.0.0.1:${port}/opds.xml`,
            opds2: `http://127.0.0.1:${port}/opds.json`,
          },
        ],
      },
    });
  });

  test('--book begins at a book, which must be on the shelf', async () => {
    await using site = await makeSite({});
    await using book = await makeBook({ manifest: { distribution: 'public' }, reports: [{}] });
    await using other = await makeBook({ manifest: { slug: 'other', distribution: 'public' }, reports: [{}] });
    await using hidden = await makeBook({ manifest: { slug: 'hidden' }, reports: [{}] });
    const serve = (dir: string) =>
      runHuibian(['serve', '--dir', site.dir, '--port', '0', '--lang', 'en', '--book', dir], { kill: stop });
    expect((await serve(book.dir)).stdout).toMatch(/In a browser:\n {2}http:\/\/127\.0\.0\.1:\d+\/made\/\n/);
    for (const [dir, exit, told] of [
      [other.dir, 1, 'serve-book-missing'],
      [hidden.dir, 1, 'shelf-book-private'],
      [site.root, 2, 'no-manifest'],
    ] as const) {
      const { code, stderr } = await serve(dir);
      expect([code, stderr]).toEqual([exit, expect.stringContaining(told)]);
    }
  });

  test('internal matter leaves this machine only where a host was given, and not in silence', async () => {
    await using site = await makeSite({ distribution: 'intranet' }, { slug: 'other' });
    const args = ['serve', '--dir', site.dir, '--port', '0', '--lang', 'en'];
    const open = await runHuibian([...args, '--host', '0.0.0.0'], { kill: stop });
    expect([open.code, open.stderr]).toEqual([0, expect.stringContaining('serve-intranet-open')]);
    const own = await runHuibian([...args, '--host', '127.0.0.1'], { kill: stop });
    expect([own.code, own.stderr]).toEqual([0, expect.not.stringContaining('serve-intranet-open')]);
  });

  test('a port in use, no shelf, a broken book', async () => {
    await using site = await makeSite({});
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const args = ['serve', '--lang', 'en', '--dir'];
    const taken = await runHuibian([...args, site.dir, '--port', String(port)]);
    other.close();
    expect([taken.code, taken.stderr]).toEqual([3, expect.stringContaining(`--port ${port + 1}`)]);
    const none = await runHuibian([...args, path.join(site.root, 'nothing')]);
    expect([none.code, none.stderr]).toEqual([2, expect.stringMatching(/serve-no-site[\s\S]*distribution: intranet/)]);
    await writeFile(path.join(site.dir, 'made', 'book.json'), '{"slug": "made"}');
    const broken = await runHuibian([...args, site.dir]);
    expect([broken.code, broken.stderr]).toEqual([
      1,
      expect.stringMatching(/shelf-book-unreadable[\s\S]*title is missing/),
    ]);
  });

  test.each([
    ['--port', '65536'],
    ['--port', 'http'],
    ['--host', ''],
    ['--dir', ''],
  ])('%s %j is refused', async (option, value) => {
    const { code, stderr } = await runHuibian(['serve', option, value]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('usage-bad-value')]);
  });
});
