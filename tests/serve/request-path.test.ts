import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRequestPath } from '../../scripts/serve/request-path.ts';

describe('the path of a request', () => {
  test.each([
    ['/', { host: null, segments: [], folder: true }],
    ['/made/', { host: null, segments: ['made'], folder: true }],
    ['/made/r1.html?a=../b#p34', { host: null, segments: ['made', 'r1.html'], folder: false }],
    ['/%E6%B1%87%E7%BC%96/a%20b.html', { host: null, segments: ['汇编', 'a b.html'], folder: false }],
    ['http://127.0.0.1:8010/made/', { host: '127.0.0.1:8010', segments: ['made'], folder: true }],
    ['HTTP://127.0.0.1?x', { host: '127.0.0.1', segments: [], folder: true }],
    ['/%252e%252e/x', { host: null, segments: ['%2e%2e', 'x'], folder: false }],
  ])('%s', (target, expected) => expect(readRequestPath(target)).toEqual(expected));

  test.each([
    ['', 400],
    ['*', 400],
    ['made', 400],
    ['ftp://127.0.0.1/', 400],
    ['https://127.0.0.1/', 400],
    ['127.0.0.1:80', 400],
    ['/%', 400],
    ['/%ff', 400],
    ['/%c0%ae%c0%ae/', 400],
    ['/a%00.html', 400],
    ['/a%0d%0aX: y', 400],
    ['/..', 404],
    ['/../x', 404],
    ['/made/../../x', 404],
    ['/made/..', 404],
    ['/./x', 404],
    ['/%2e%2e/x', 404],
    ['/.%2e/x', 404],
    ['/%2E%2E%2Fx', 404],
    ['/..%2fx', 404],
    ['/..%5cx', 404],
    ['/..\\x', 404],
    ['/\\\\host\\share', 404],
    ['//etc/passwd', 404],
    ['/made//r1.html', 404],
    ['/c:/windows', 404],
    ['/r1.html::$DATA', 404],
    ['/r1.html.', 404],
    ['/r1.html%20', 404],
    ['/.git/config', 404],
    ['/made/.hidden', 404],
    ['http://127.0.0.1/../x', 404],
  ])('%s is refused with %i', (target, status) => expect(readRequestPath(target)).toBe(status));

  test('whatever the target, what comes out lies in the folder, on every system', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%00',
      '%25',
      ':',
      'C:',
      '~',
      '%',
      'a',
      ' ',
    );
    const target = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((parts) => `/${parts.join('')}`),
    );
    fc.assert(
      fc.property(target, (text) => {
        const read = readRequestPath(text);
        if (typeof read === 'number') return;
        for (const system of [path.posix, path.win32]) {
          const root = system === path.posix ? '/srv/site' : 'C:\\srv\\site';
          const file = system.join(root, ...read.segments);
          expect(file === root || file.startsWith(root + system.sep)).toBe(true);
          const inside = file === root ? [] : file.slice(root.length + 1).split(system.sep);
          expect(inside).toEqual(read.segments);
          expect(inside.some((name) => name.startsWith('.'))).toBe(false);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
