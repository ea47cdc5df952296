/** Every diagnostic is looked for by some test. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { catalogue } from '../scripts/diagnostics/catalogue.ts';

const root = fileURLToPath(new URL('.', import.meta.url));

it('every code of the catalogue occurs in a test', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const words = new Set(
    files.flatMap((file) => readFileSync(path.join(root, file), 'utf8').match(/[a-z0-9]+(?:-[a-z0-9]+)+/g)),
  );
  const codes = Object.keys(catalogue);
  expect(codes.length).toBeGreaterThan(150);
  expect(codes.filter((code) => !words.has(code))).toEqual([]);
});
