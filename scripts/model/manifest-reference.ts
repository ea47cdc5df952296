/** What the manifest's schema gives besides validation: a JSON Schema for editors, and the reference in the READMEs. */
import * as z from 'zod';
import type { Lang } from './diagnostic-types.ts';
import { manifestSchema } from './manifest-schema.ts';
import { defaultOf, expectationOf, fieldsOf, isOptional, itemOf, metaOf } from './schema-walk.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * JSON Schema (draft 7, which editors' YAML plug-ins understand best) of what editors write. Descriptions in both
 * languages; a key without a value counts as not given, as it does to us.
 */
export function makeJsonSchema(): JsonSchema {
  const json: JsonSchema = z.toJSONSchema(manifestSchema, { target: 'draft-7', io: 'input' });
  polish(json);
  return json;
}

/** Draft 7 has no word for what our metadata says beyond `description`. */
function polish(schema: JsonSchema): void {
  const { zh, description } = schema as { zh?: string; description?: string };
  if (zh) schema.description = `${zh}\n${description}`;
  for (const own of ['zh', 'expects', 'isFile']) delete schema[own];
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  const parts = [schema.items, ...(schema.anyOf ?? []), ...Object.values(schema.properties ?? {})];
  for (const part of parts) if (part) polish(part as JsonSchema);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (!schema.required?.includes(key)) allowEmpty(property as JsonSchema);
  }
}

function allowEmpty(schema: JsonSchema): void {
  if (schema.anyOf) schema.anyOf.push({ type: 'null' });
  else Object.assign(schema, { type: [schema.type, 'null'], ...(schema.enum && { enum: [...schema.enum, null] }) });
}

const words = {
  en: { head: ['Key', 'Value', 'Default', 'Meaning'], required: '**required**', none: '—' },
  zh: { head: ['键', '值', '默认', '说明'], required: '**必填**', none: '—' },
};

/** The reference as a Markdown table: one row a key, in the schema's order. */
export function makeReferenceTable(lang: Lang): string {
  const { head } = words[lang];
  const rows = listRows(manifestSchema, '', lang);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`).join('\n');
}

const escapeCell = (cell: string) => cell.replaceAll('|', '\\|');

function listRows(schema: z.core.$ZodType, prefix: string, lang: Lang): string[][] {
  return Object.entries(fieldsOf(schema) ?? {}).flatMap(([key, field]) => {
    const item = itemOf(field);
    const group = fieldsOf(field) ? field : item && fieldsOf(item) ? item : null;
    const name = `${prefix}${key}`;
    const row = [
      `\`${name}\``,
      describeValue(field, group, lang),
      describeDefault(field, group, lang),
      describeMeaning(field, lang),
    ];
    return [row, ...(group ? listRows(group, `${name}${item ? '[]' : ''}.`, lang) : [])];
  });
}

/** A group's own keys follow in rows of their own. */
function describeValue(field: z.core.$ZodType, group: z.core.$ZodType | null, lang: Lang): string {
  if (!group) return expectationOf(field)[lang];
  const isList = itemOf(field) !== null;
  return { en: isList ? 'a list of groups' : 'a group', zh: isList ? '若干组' : '一组' }[lang];
}

function describeDefault(field: z.core.$ZodType, group: z.core.$ZodType | null, lang: Lang): string {
  if (!isOptional(field)) return words[lang].required;
  const fallback = defaultOf(field);
  const isEmpty = fallback === undefined || (Array.isArray(fallback) && fallback.length === 0);
  return isEmpty || (group && !itemOf(field)) ? words[lang].none : `\`${fallback}\``;
}

function describeMeaning(field: z.core.$ZodType, lang: Lang): string {
  const { description = '', zh = '' } = metaOf(field);
  return lang === 'zh' ? zh : description;
}
