/** What tells editions apart, asked for where there is nothing to tell: a warning, and no file. */
import { existsSync } from 'node:fs';
import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { copyBook } from '../support/copy-book.ts';
import { runHuibian } from '../support/run-huibian.ts';

it('warns of a review copy before the first issue, and of an errata sheet between equal printings', {
  timeout: 240_000,
}, async () => {
  await using book = await copyBook('own-templates');
  const huibian = async (...args: string[]) => {
    const { code, stdout } = await runHuibian([...args, '--json', '--lang', 'en', '--book', book.dir]);
    const { diagnostics, outputs = [] } = JSON.parse(stdout) as {
      diagnostics: { code: string; severity: string }[];
      outputs?: { file: string }[];
    };
    const told = diagnostics.map(({ code: name, severity }) => `${severity} ${name}`);
    return { code, told, files: outputs.map(({ file }) => path.basename(file)) };
  };

  const built = await huibian('build', '--review', '--out', book.out);
  expect(built).toMatchObject({ code: 0, told: expect.arrayContaining(['warning review-without-base']) });
  expect(built.files).toContain('own-templates.pdf');
  expect(built.files.filter((name) => name.includes('review'))).toEqual([]);

  const issued = await huibian('edition', 'issue', '--out', book.out);
  expect(issued.code).toBe(0);
  await appendFile(path.join(book.dir, 'book.yaml'), 'edition: { number: 1, printing: 2 }\n');
  const reviewed = await huibian('build', '--review', '--out', book.out);
  expect(reviewed.told).not.toContain('warning review-without-base');
  expect(reviewed.files).toContain('own-templates.review.pdf');

  const sheet = path.join(book.out, 'errata.pdf');
  const errata = await huibian('edition', 'errata', '--out', sheet);
  expect(errata).toMatchObject({ code: 0, told: ['warning errata-nothing'] });
  expect(existsSync(sheet)).toBe(false);
  await appendFile(path.join(book.dir, 'reports/01-pigeons.md'), '\n后来添的一段。\n');
  expect(await huibian('edition', 'errata', '--out', sheet)).toMatchObject({ code: 0, told: [] });
  expect(existsSync(sheet)).toBe(true);
});
