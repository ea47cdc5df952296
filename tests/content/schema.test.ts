/** What is made from the manifest's schema is current on disk, and says what the schema says. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makeJsonSchema, makeReferenceTable } from '../../scripts/model/manifest-reference.ts';
import { manifestSchema } from '../../scripts/model/manifest-schema.ts';
import { expectationOf, fieldsOf, itemOf, metaOf } from '../../scripts/model/schema-walk.ts';
import { makeSchemaFile, readmes, schemaFile, updateReadme } from '../../scripts/write-schema.ts';

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const rerun = 'run: npx tsx scripts/write-schema.ts';

describe('files made from the schema are current', () => {
  it(schemaFile, () => {
    expect(read(schemaFile), rerun).toBe(makeSchemaFile());
  });

  it.each(Object.entries(readmes))('%s', (name, lang) => {
    const readme = read(name);
    expect(updateReadme(readme, lang), `${name} lacks the marks manifest:begin and manifest:end`).not.toBeNull();
    expect(readme, rerun).toBe(updateReadme(readme, lang));
  });
});

/** Paths of all keys, as the reference writes them. */
function listPaths(schema = manifestSchema as Parameters<typeof fieldsOf>[0], prefix = ''): string[] {
  return Object.entries(fieldsOf(schema) ?? {}).flatMap(([key, field]) => {
    const item = itemOf(field);
    return [`${prefix}${key}`, ...listPaths(item ?? field, `${prefix}${key}${item ? '[]' : ''}.`)];
  });
}

describe('the reference', () => {
  it('has a row with value and meaning for every key, in both languages', () => {
    for (const lang of ['zh', 'en'] as const) {
      const rows = makeReferenceTable(lang)
        .split('\n')
        .slice(2)
        .map((row) => row.split(/(?<!\\)\|/).map((cell) => cell.trim()));
      expect(rows.map((row) => row[1])).toEqual(listPaths().map((path) => `\`${path}\``));
      for (const row of rows) {
        expect(row).toHaveLength(6);
        expect(
          row.slice(1, 5).every((cell) => cell !== '' && !/undefined|\[object/.test(cell)),
          row.join(),
        ).toBe(true);
      }
    }
  });

  it('keeps what stands around it in a README', () => {
    const before = '# A\n<!-- manifest:begin -->\nstale words\n<!-- manifest:end -->\nB\n';
    const after = updateReadme(before, 'en')!;
    expect(after.startsWith('# A\n<!-- manifest:begin -->\n')).toBe(true);
    expect(after.endsWith('\n<!-- manifest:end -->\nB\n')).toBe(true);
    expect(after).not.toContain('stale words');
    expect(updateReadme(after, 'en')).toBe(after);
    expect(updateReadme('# A\n', 'en')).toBeNull();
  });
});

interface Json {
  type?: string | string[];
  properties?: Record<string, Json>;
  items?: Json;
  anyOf?: Json[];
  required?: string[];
  additionalProperties?: boolean;
  description?: string;
  pattern?: string;
  [key: string]: unknown;
}

describe('the JSON Schema', () => {
  const json = makeJsonSchema() as Json;

  it('knows every key, forbids others, and describes each in both languages', () => {
    const paths: string[] = [];
    const walk = (schema: Json, prefix: string) => {
      for (const [key, property] of Object.entries(schema.properties ?? {})) {
        paths.push(`${prefix}${key}`);
        expect(property.description, key).toMatch(/\p{Script=Han}.*\n.*[A-Za-z]/u);
        expect(Object.keys(property)).not.toEqual(expect.arrayContaining(['zh']));
        walk(property.items ?? property, `${prefix}${key}${property.items ? '[]' : ''}.`);
      }
      if (schema.properties) expect(schema.additionalProperties).toBe(false);
    };
    walk(json, '');
    expect(paths).toEqual(listPaths());
  });

  it('requires what the loader requires, and nothing with a default', () => {
    expect(json.required).toEqual(['slug', 'title', 'identifier', 'issued', 'parts']);
    expect(json.properties!.parts!.items!.properties!.reports!.items!.required).toEqual(['title']);
  });

  it('takes and refuses the same paths as the loader', () => {
    const pattern = json.properties!.parts!.items!.properties!.reports!.items!.properties!.manuscript!.pattern!;
    const takes = (path: string) => new RegExp(pattern).test(path);
    for (const path of ['reports/01.md', './a.md', 'a..b/c.md', '..a/b.md', '稿件/一.md'])
      expect(takes(path), path).toBe(true);
    for (const path of ['/a.md', '../a.md', 'a/../b.md', 'a/..', 'C:/a.md', 'a\\b.md', ''])
      expect(takes(path), path).toBe(false);
  });

  it('holds nothing but JSON', () => {
    expect(JSON.parse(makeSchemaFile())).toEqual(json);
    expect(makeSchemaFile()).not.toMatch(/"(zh|expects|isFile)"/);
  });
});

it('expects something, in words, of every key', () => {
  const check = (schema: Parameters<typeof fieldsOf>[0]) => {
    for (const field of Object.values(fieldsOf(schema) ?? {})) {
      const { zh, en } = expectationOf(field);
      expect(zh && en && metaOf(field).description && metaOf(field).zh).toBeTruthy();
      check(itemOf(field) ?? field);
    }
  };
  check(manifestSchema);
});
