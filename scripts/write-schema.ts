/**
 * Writes what is made from the manifest's schema: schemas/book.schema.json, and the reference between
 * <!-- manifest:begin --> and <!-- manifest:end --> in both READMEs. Run it after changing the schema:
 * `npx tsx scripts/write-schema.ts`.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeJsonSchema, makeReferenceTable } from './model/manifest-reference.ts';

const begin = '<!-- manifest:begin -->';
const end = '<!-- manifest:end -->';

/** The files made from the schema, by their path in the repository. */
export const readmes = { 'README.md': 'en', 'README.zh-CN.md': 'zh' } as const;
export const schemaFile = 'schemas/book.schema.json';

export function makeSchemaFile(): string {
  return `${JSON.stringify(makeJsonSchema(), null, 2)}\n`;
}

/** A README with the reference brought up to date; null where it lacks the marks. */
export function updateReadme(readme: string, lang: 'en' | 'zh'): string | null {
  const from = readme.indexOf(begin);
  const to = readme.indexOf(end);
  if (from < 0 || to < from) return null;
  return `${readme.slice(0, from + begin.length)}\n\n${makeReferenceTable(lang)}\n\n${readme.slice(to)}`;
}

function writeAll(root: string): void {
  mkdirSync(dirname(join(root, schemaFile)), { recursive: true });
  writeFileSync(join(root, schemaFile), makeSchemaFile());
  for (const [name, lang] of Object.entries(readmes)) {
    const file = join(root, name);
    const updated = existsSync(file) ? updateReadme(readFileSync(file, 'utf8'), lang) : null;
    if (updated !== null) writeFileSync(file, updated);
    else console.warn(`${name}: no ${begin} … ${end}, left alone`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeAll(fileURLToPath(new URL('..', import.meta.url)));
