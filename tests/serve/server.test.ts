/** The server, driven by a real client and by hostile requests. Nothing but 127.0.0.1 is ever contacted. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { Agent, get, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHostCheck, isLoopback, reachableHosts } from '../../scripts/serve/host-names.ts';
import { diagnoseListening, type SiteServer, startServer } from '../../scripts/serve/start-server.ts';
import { makeSite, noise, type SiteFolder } from '../support/make-site.ts';
import { rawGet, rawRequest } from '../support/raw-request.ts';

const epub = noise(3_000_017);
const secret = 'not for readers';
let site: SiteFolder;
let server: SiteServer;
let url: (path: string) => string;

beforeAll(async () => {
  site = await makeSite({ contents: { 'made.epub': epub } }, { slug: 'other' });
  await writeFile(path.join(site.root, 'secret.txt'), secret);
  await writeFile(path.join(site.dir, '.hidden'), secret);
  for (const name of ['feed.xml', 'opds.xml', 'opds.json', 'made/opds.xml', 'made/opds.json'])
    await writeFile(path.join(site.dir, name), 'x');
  await writeFile(path.join(site.dir, 'empty.txt'), '');
  await writeFile(path.join(site.dir, 'made', 'drawing.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await symlink(path.join(site.root, 'secret.txt'), path.join(site.dir, 'out.txt'));
  await symlink('../..', path.join(site.dir, 'made', 'up'));
  await symlink('.hidden', path.join(site.dir, 'shown.txt'));
  await symlink('loop', path.join(site.dir, 'loop'));
  execFileSync('mkfifo', [path.join(site.dir, 'pipe')]);
  server = await startServer({ root: site.dir, host: undefined, port: 0, hidden: false });
  url = (at) => new URL(at, server.addresses[0]).href;
});
afterAll(async () => {
  await server.close(100);
  await site[Symbol.asyncDispose]();
});

const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

describe('what is handed out', () => {
  test.each([
    ['', 'text/html; charset=utf-8'],
    ['made/', 'text/html; charset=utf-8'],
    ['made/r1.html', 'text/html; charset=utf-8'],
    ['made/made.epub', 'application/epub+zip'],
    ['made/made.pdf', 'application/pdf'],
    ['made/cover.png', 'image/png'],
    ['made/book.json', 'application/json; charset=utf-8'],
    ['made/drawing.svg', 'image/svg+xml'],
    ['feed.xml', 'application/atom+xml'],
    ['opds.xml', 'application/atom+xml;profile=opds-catalog;kind=acquisition'],
    ['opds.json', 'application/opds+json'],
    ['made/opds.xml', 'application/atom+xml;type=entry;profile=opds-catalog'],
    ['made/opds.json', 'application/opds-publication+json'],
    ['empty.txt', 'text/plain; charset=utf-8'],
  ])('/%s is %s', async (at, type) => {
    const answer = await fetch(url(at));
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    const bytes = await bytesOf(answer);
    expect(answer.headers.get('content-length')).toBe(String(bytes.byteLength));
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('accept-ranges')).toBe('bytes');
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.has('content-security-policy')).toBe(/html|svg/.test(type));
  });

  test('a folder without its slash is sent to itself with one, wherever the site stands', async () => {
    const answer = await fetch(url('made'), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([301, './made/']);
    expect((await fetch(url('made'))).url).toBe(url('made/'));
  });

  test('HEAD says the same and sends nothing', async () => {
    const [head, full] = await Promise.all([
      fetch(url('made/made.epub'), { method: 'HEAD' }),
      fetch(url('made/made.epub')),
    ]);
    const told = (answer: Response) =>
      Object.fromEntries([...answer.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name)));
    expect(told(head)).toEqual(told(full));
    expect((await bytesOf(head)).byteLength).toBe(0);
    expect(sha256(await bytesOf(full))).toBe(sha256(epub));
    const raw = await rawRequest(
      server.port,
      `HEAD /made/r1.html HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`,
    );
    expect([raw.status, raw.body]).toEqual([200, '']);
  });

  test('the tag is of the bytes: the same after the same bytes are written again, another after others', async () => {
    const tag = async () => (await fetch(url('made/r1.html'))).headers.get('etag');
    const before = await tag();
    expect(before).toMatch(/^"[\w-]{43}"$/);
    const file = path.join(site.dir, 'made', 'r1.html');
    const text = await (await fetch(url('made/r1.html'))).text();
    await writeFile(`${file}.new`, text);
    await rename(`${file}.new`, file);
    expect(await tag()).toBe(before);
    await writeFile(`${file}.new`, `${text}!`);
    await rename(`${file}.new`, file);
    expect(await tag()).not.toBe(before);
  });

  test('what a reader has already is not sent again', async () => {
    const etag = (await fetch(url('made/made.epub'), { method: 'HEAD' })).headers.get('etag')!;
    // fetch() would add Cache-Control: no-cache, which asks for the whole file again.
    const ask = (tag: string) =>
      new Promise<[number, number]>((resolve, reject) => {
        get(url('made/made.epub'), { headers: { 'If-None-Match': tag } }, async (answer) => {
          let length = 0;
          for await (const chunk of answer) length += chunk.length;
          resolve([answer.statusCode!, length]);
        }).on('error', reject);
      });
    expect(await ask(etag)).toEqual([304, 0]);
    expect(await ask('"x"')).toEqual([200, epub.byteLength]);
    const never = await fetch(url('made/made.epub'), { headers: { 'If-Match': '"x"' } });
    expect([never.status, await never.text()]).toEqual([412, '文件已更新 / The file has changed\n']);
  });

  test.each([
    ['bytes=0-0', 206, 0, 0],
    ['bytes=1000000-1999999', 206, 1_000_000, 1_999_999],
    ['bytes=3000000-', 206, 3_000_000, 3_000_016],
    ['bytes=-17', 206, 3_000_000, 3_000_016],
    ['bytes=0-99999999', 206, 0, 3_000_016],
    ['bytes=3000017-', 416, 0, 0],
    ['bytes=5-1', 416, 0, 0],
    ['lines=1-2', 200, 0, 3_000_016],
    ['bytes=0-1,5-6', 200, 0, 3_000_016],
  ])('Range: %s gives %i', async (range, status, first, last) => {
    const answer = await fetch(url('made/made.epub'), { headers: { Range: range } });
    expect(answer.status).toBe(status);
    const bytes = await bytesOf(answer);
    if (status === 416) return expect(answer.headers.get('content-range')).toBe('bytes */3000017');
    expect(bytes.equals(epub.subarray(first, last + 1))).toBe(true);
    expect(answer.headers.get('content-range')).toBe(status === 206 ? `bytes ${first}-${last}/3000017` : null);
  });

  test('a search engine is told to stay out of internal matter', async () => {
    const hidden = await startServer({ root: site.dir, host: undefined, port: 0, hidden: true });
    try {
      for (const at of ['', 'made/made.pdf', 'nothing'])
        expect((await fetch(hidden.addresses[0] + at)).headers.get('x-robots-tag')).toContain('noindex');
    } finally {
      await hidden.close(100);
    }
    expect((await fetch(url(''))).headers.has('x-robots-tag')).toBe(false);
  });
});

describe('many readers', () => {
  /** Downloads by ranges over a connection of its own, as e-readers resume. */
  async function downloadByRanges(part: number): Promise<string> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const parts: Buffer[] = [];
    for (let at = 0; at < epub.byteLength; at += part) {
      const headers = { Range: `bytes=${at}-${at + part - 1}` };
      const answer = await new Promise<IncomingMessage>((resolve, reject) =>
        get(url('made/made.epub'), { agent, headers }, resolve).on('error', reject),
      );
      expect(answer.statusCode).toBe(206);
      for await (const chunk of answer) parts.push(chunk);
    }
    agent.destroy();
    return sha256(Buffer.concat(parts));
  }

  test('50 at once, downloading by ranges and whole, lose no byte', async () => {
    const readers = Array.from({ length: 50 }, (_, i) => downloadByRanges(90_001 + i * 7919));
    const whole = Array.from({ length: 10 }, async () => sha256(await bytesOf(await fetch(url('made/made.epub')))));
    expect([...new Set(await Promise.all([...readers, ...whole]))]).toEqual([sha256(epub)]);
  });

  test('readers who leave in the middle keep nothing open', async () => {
    const open = () =>
      execFileSync('ls', [`/proc/${process.pid}/fd`, '-l'])
        .toString()
        .match(/made\.epub/g)?.length ?? 0;
    for (let i = 0; i < 30; i++) {
      await new Promise<void>((resolve) => {
        const going = get(url('made/made.epub'), (answer) => {
          answer.once('data', () => going.destroy());
          answer.on('close', resolve).on('error', () => undefined);
        }).on('error', () => undefined);
      });
    }
    await expect.poll(open, { timeout: 5000 }).toBe(0);
  });

  test('an edition published in the middle of downloads is never mixed with the one before', async () => {
    const updated = await makeSite();
    const editions = [1, 2, 3, 4].map((seed) => noise(2_000_003, seed));
    const file = path.join(updated.dir, 'b.epub');
    const publish = async (edition: Buffer) => {
      await writeFile(`${file}.new`, edition);
      await rename(`${file}.new`, file);
    };
    await publish(editions[0]!);
    const own = await startServer({ root: updated.dir, host: undefined, port: 0, hidden: false });
    const known = new Set(editions.map(sha256));
    const read = async () => {
      for (let i = 0; i < 12; i++) {
        const answer = await fetch(`${own.addresses[0]}b.epub`);
        if (answer.status === 503) await bytesOf(answer);
        else expect(known.has(sha256(await bytesOf(answer)))).toBe(true);
      }
    };
    try {
      const readers = Array.from({ length: 6 }, read);
      for (let i = 0; i < 40; i++) await publish(editions[i % 4]!);
      await Promise.all(readers);
      const first = await fetch(`${own.addresses[0]}b.epub`, { headers: { Range: 'bytes=0-99' } });
      const etag = first.headers.get('etag')!;
      await first.arrayBuffer();
      await publish(editions[0]!);
      const resumed = await fetch(`${own.addresses[0]}b.epub`, { headers: { Range: 'bytes=100-', 'If-Range': etag } });
      expect([resumed.status, sha256(await bytesOf(resumed))]).toEqual([200, sha256(editions[0]!)]);
    } finally {
      await own.close(100);
      await updated[Symbol.asyncDispose]();
    }
  });

  test('a site that is being replaced is waited for', async () => {
    const moved = await makeSite();
    const own = await startServer({ root: moved.dir, host: undefined, port: 0, hidden: false });
    try {
      await rename(moved.dir, `${moved.dir}-aside`);
      const asked = fetch(own.addresses[0]!);
      await new Promise((resolve) => setTimeout(resolve, 200));
      await rename(`${moved.dir}-aside`, moved.dir);
      expect((await asked).status).toBe(200);
      await rename(moved.dir, `${moved.dir}-aside`);
      const gone = await fetch(own.addresses[0]!);
      expect([gone.status, gone.headers.get('retry-after')]).toEqual([503, '1']);
    } finally {
      await own.close(100);
      await moved[Symbol.asyncDispose]();
    }
  });
});

describe('what is refused', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'MKCOL'])('%s', async (method) => {
    const status = await new Promise((resolve, reject) => {
      request(url('made/r1.html'), { method }, (answer) => {
        answer.resume();
        resolve([answer.statusCode, answer.headers.allow]);
      })
        .on('error', reject)
        .end(method === 'OPTIONS' ? undefined : 'x');
    });
    expect(status).toEqual([405, 'GET, HEAD']);
  });

  test('TRACE and CONNECT', async () => {
    const trace = await rawRequest(server.port, 'TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    expect(trace.status).toBe(405);
    const tunnel = await rawRequest(server.port, 'CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n');
    expect(tunnel.status).toBeNull();
  });

  test.each([
    '/../secret.txt',
    '/made/../../secret.txt',
    '/made/%2e%2e/%2e%2e/secret.txt',
    '/%2e%2e%2fsecret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '/%252e%252e/secret.txt',
    '/%252e%252e%252fsecret.txt',
    '/%c0%ae%c0%ae/secret.txt',
    '/%uff0e%uff0e/secret.txt',
    '/....//secret.txt',
    '/made/..;/secret.txt',
    '/secret.txt%00.html',
    '/made/r1.html%00',
    '//secret.txt',
    '//127.0.0.1/secret.txt',
    '///etc/passwd',
    '/etc/passwd',
    '/%2fetc%2fpasswd',
    '/proc/self/environ',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    'file:///etc/passwd',
    'http://127.0.0.1/../secret.txt',
    'http://127.0.0.1/%2e%2e/secret.txt',
    'http://127.0.0.1@example.org/',
    'http://example.org/made/r1.html',
    'secret.txt',
    '../secret.txt',
    '*',
    '?',
    '/.hidden',
    '/%2ehidden',
    '/made/.hidden',
    '/out.txt',
    '/shown.txt',
    '/made/up/secret.txt',
    '/made/up/site/index.html',
    '/made/up/',
    '/loop',
    '/loop/',
    '/pipe',
    '/made/r1.html/',
    '/made/r1.html/x',
    '/made/nothing.html',
    '/MADE/R1.HTML',
    `/${'a'.repeat(300)}`,
    `/${'a/'.repeat(3000)}`,
    '/<script>alert(1)</script>',
  ])('%s', async (target) => {
    const { status, head, body } = await rawGet(server.port, target);
    expect([400, 404, 421]).toContain(status);
    expect(head).not.toMatch(/^location:/im);
    expect(head).toMatch(/nosniff|^HTTP\/1\.1 400 Bad Request\r\nConnection: close$/);
    expect(head + body).not.toContain(secret);
    expect(head + body).not.toContain(site.root);
    expect(body).not.toContain('<');
  });

  test.each([
    ['no Host', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    ['a header without end', `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`, 431],
    ['no HTTP', 'hello\r\n\r\n', 400],
    ['a line feed in the path', 'GET /made\n/r1.html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
    ['a space in the path', 'GET /made/r1 .html HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n', 400],
    [
      'two lengths, so that two servers could disagree',
      'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      400,
    ],
  ])('%s', async (_, bytes, status) => {
    expect((await rawRequest(server.port, bytes)).status).toBe(status);
  });

  test.each([
    ['evil.example', 421],
    ['evil.example:8010', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example', 421],
    ['evil.example/127.0.0.1', 421],
    ['user@127.0.0.1', 421],
    ['[::1', 421],
    ['', 421],
    ['localhost', 200],
    ['LOCALHOST.:8010', 200],
    ['127.0.0.1', 200],
    ['[::1]:8010', 200],
    ['192.168.1.20:8010', 200],
    [hostname(), 200],
  ])('Host: %s gives %i', async (host, status) => {
    expect((await rawGet(server.port, '/made/r1.html', host)).status).toBe(status);
    if (status === 421) expect((await rawGet(server.port, `http://${host || ':'}/made/r1.html`)).status).not.toBe(200);
  });

  test('a name of its own is let in once it is given', () => {
    const check = createHostCheck(['shelf.office']);
    expect(['shelf.office', 'Shelf.Office:80', 'other.office'].map(check)).toEqual([true, true, false]);
  });

  test('the clients of old e-readers, which name no host', async () => {
    const { status, body } = await rawRequest(server.port, 'GET /made/r1.html HTTP/1.0\r\n\r\n');
    expect([status, Buffer.from(body, 'latin1').toString()]).toEqual([200, expect.stringContaining('正文')]);
  });
});

describe('where it listens', () => {
  test('on 127.0.0.1 and nowhere else, unless a host is given', async () => {
    expect(server.addresses).toEqual([`http://127.0.0.1:${server.port}/`]);
    const elsewhere = new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.2', port: server.port });
      socket.on('connect', () => resolve('connected')).on('error', (error) => resolve(error.message));
    });
    expect(await elsewhere).toMatch(/ECONNREFUSED/);
  });

  test('says under which addresses a server for the network is reached', () => {
    expect(reachableHosts('127.0.0.1')).toEqual(['127.0.0.1']);
    expect(reachableHosts('::1')).toEqual(['[::1]']);
    expect(reachableHosts('0.0.0.0')).toContain('127.0.0.1');
    expect(['127.0.0.1', '127.9.8.7', '::1', 'localhost'].every(isLoopback)).toBe(true);
    expect(['0.0.0.0', '::', '10.0.0.1', '127.evil.example', '1270.0.0.1'].some(isLoopback)).toBe(false);
  });

  test('a port in use, a foreign address, a forbidden port', async () => {
    const codes = (host: string | undefined, port: number) =>
      startServer({ root: site.dir, host, port, hidden: false }).then(
        () => null,
        (error) => error.diagnostics?.map((d: { code: string }) => d.code),
      );
    expect(await codes(undefined, server.port)).toEqual(['serve-port-taken']);
    // An address for documentation, RFC 5737: no machine has it.
    expect(await codes('192.0.2.1', 0)).toEqual(['serve-host-wrong']);
    const refused = Object.assign(new Error('listen'), { code: 'EACCES' });
    expect(diagnoseListening(refused, '127.0.0.1', 80)?.code).toBe('serve-port-forbidden');
    expect(diagnoseListening(new Error('x'), '127.0.0.1', 80)).toBeNull();
  });

  test('stops: downloads under way end first, those that take too long are cut off', async () => {
    const own = await startServer({ root: site.dir, host: undefined, port: 0, hidden: false });
    const going = await startServer({ root: site.dir, host: undefined, port: 0, hidden: false });
    const answer = await fetch(`${going.addresses[0]}made/made.epub`);
    const [bytes] = await Promise.all([bytesOf(answer), going.close(5000)]);
    expect(sha256(bytes)).toBe(sha256(epub));

    const slow = connect({ host: '127.0.0.1', port: own.port });
    slow.write('GET /made/made.epub HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    await new Promise((resolve) => slow.once('readable', resolve));
    const cut = new Promise<void>((resolve) => slow.on('close', () => resolve()).on('error', () => undefined));
    await own.close(300);
    slow.resume();
    await cut;
    await expect(fetch(own.addresses[0]!)).rejects.toThrow();
  });
});

test('unlinked while it is sent, a file still comes whole', async () => {
  const own = await makeSite({ contents: { 'made.epub': epub } });
  const server = await startServer({ root: own.dir, host: undefined, port: 0, hidden: false });
  try {
    const answer = await fetch(`${server.addresses[0]}made/made.epub`);
    await unlink(path.join(own.dir, 'made', 'made.epub'));
    expect(sha256(await bytesOf(answer))).toBe(sha256(epub));
  } finally {
    await server.close(100);
    await own[Symbol.asyncDispose]();
  }
});
