/**
 * Every diagnostic of the content stage, provoked in a copy of the stock book. `expected` says which and where; the
 * golden file of each case holds all of it: place, line shown, and the words in both languages (`vitest -u` rewrites).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkFinal } from '../../scripts/content/check-final.ts';
import { loadBook } from '../../scripts/content/load-book.ts';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { contentMessages } from '../../scripts/diagnostics/content.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import { cases } from './support/cases.ts';
import { finalCases } from './support/final-cases.ts';
import { removeStockBooks, writeStockBook } from './support/stock-book.ts';

const all = { ...cases, ...finalCases };
const golden = new URL('golden/', import.meta.url).pathname;
const provoked = new Set<string>();

afterAll(removeStockBooks);

function locate({ code, place }: Diagnostic): string {
  const file = place?.file === 'book.yaml' ? '' : `${place?.file} `;
  return place?.line ? `${code} ${file}${place.line}:${place.column}` : code;
}

function render(diagnostic: Diagnostic, dir: string): string {
  const { code, severity, place, excerpt } = diagnostic;
  const at = place ? [place.file, place.line, place.column].filter((part) => part !== undefined).join(':') : '-';
  const spoken = (['zh', 'en'] as const).flatMap((lang) => Object.values(wordsOf(diagnostic, lang)));
  const shown = excerpt === undefined ? [] : [`> ${[...excerpt].slice(0, 100).join('')}`];
  return [`${at} ${severity} ${code}`, ...shown, ...spoken]
    .join('\n')
    .replaceAll(dir, '<book>')
    .replaceAll(dirname(dir), '<around>');
}

async function findProblems(dir: string): Promise<Diagnostic[]> {
  const { book, diagnostics } = await loadBook(dir);
  return book ? [...diagnostics, ...checkFinal(book)] : diagnostics;
}

describe('every mistake is told at its place', () => {
  for (const [name, { changes, expected }] of Object.entries(all)) {
    it(name, async () => {
      const written = writeStockBook(changes);
      const dir = name === 'no-folder' ? join(written, 'nowhere') : written;
      const diagnostics = await findProblems(dir);
      expect(diagnostics.map(locate)).toEqual(expected);
      for (const diagnostic of diagnostics) {
        provoked.add(diagnostic.code);
        expectExcerpt(diagnostic, dir);
      }
      const text = diagnostics.map((diagnostic) => render(diagnostic, dir)).join('\n\n');
      await expect(`${text}\n`).toMatchFileSnapshot(join(golden, `${name}.txt`));
    });
  }

  it('provokes every code of this stage', () => {
    expect([...provoked].sort()).toEqual(Object.keys(contentMessages).sort());
  });

  it('has no golden file without a case', () => {
    const files = readdirSync(golden).map((file) => file.replace(/\.txt$/, ''));
    expect(files.filter((file) => !(file in all))).toEqual([]);
  });
});

/** The line shown is the line of the file, and the column lies on it. */
function expectExcerpt({ place, excerpt }: Diagnostic, dir: string): void {
  const path = place && join(dir, place.file);
  if (!place?.line || !path || !existsSync(path)) return;
  const line = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)[place.line - 1];
  expect(excerpt).toBe(line);
  expect(place.column).toBeLessThanOrEqual(line!.length + 1);
}

it('finds nothing wrong with the stock book', async () => {
  expect(await findProblems(writeStockBook())).toEqual([]);
});
