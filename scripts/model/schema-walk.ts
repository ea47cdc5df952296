/** Looks into a zod schema: what stands under a key, what it expects, what it defaults to. */
import * as z from 'zod';
import type { Bilingual } from './manifest-kinds.ts';

type Schema = z.core.$ZodType;

function defOf(schema: Schema): z.core.$ZodTypes['_zod']['def'] {
  return (schema as z.core.$ZodTypes)._zod.def;
}

/** The schema inside `optional`, `default` and the like; null where it is the innermost. */
function innerOf(schema: Schema): Schema | null {
  const def = defOf(schema);
  switch (def.type) {
    case 'optional':
    case 'default':
    case 'prefault':
      return def.innerType;
    case 'pipe':
      return def.in;
    default:
      return null;
  }
}

/** From the outermost wrapper to the innermost schema. */
function layersOf(schema: Schema): Schema[] {
  const inner = innerOf(schema);
  return inner ? [schema, ...layersOf(inner)] : [schema];
}

function coreOf(schema: Schema): Schema {
  return layersOf(schema).at(-1)!;
}

/** The keys that a group may hold, in the schema's order; null where the schema is no group. */
export function fieldsOf(schema: Schema): Record<string, Schema> | null {
  const def = defOf(coreOf(schema));
  return def.type === 'object' ? (def.shape as Record<string, Schema>) : null;
}

/** What a list's items are; null where the schema is no list. */
export function itemOf(schema: Schema): Schema | null {
  const def = defOf(coreOf(schema));
  return def.type === 'array' ? def.element : null;
}

/** Whether a key of that name may stand anywhere in it. */
export function hasKey(schema: Schema, key: string): boolean {
  const item = itemOf(schema);
  const fields = fieldsOf(schema) ?? {};
  return Object.hasOwn(fields, key) || [...(item ? [item] : []), ...Object.values(fields)].some((f) => hasKey(f, key));
}

/** The schema of one key or item. */
export function childOf(schema: Schema | null, key: PropertyKey): Schema | null {
  if (!schema) return null;
  if (typeof key === 'number') return itemOf(schema);
  const fields = fieldsOf(schema);
  return fields && Object.hasOwn(fields, key) ? fields[key as string]! : null;
}

export function schemaAt(schema: Schema, path: readonly PropertyKey[]): Schema | null {
  return path.reduce<Schema | null>(childOf, schema);
}

/** Whether a bare number is to be taken as it is written (`00123`) rather than as a number. */
export function takesNumberAsText(schema: Schema | null): boolean {
  return schema !== null && layersOf(schema).some((layer) => defOf(layer).type === 'union');
}

/** Everything said of a schema; where two wrappers say the same thing, the outer one's word. */
export function metaOf(schema: Schema): z.GlobalMeta {
  return Object.assign(
    {},
    ...layersOf(schema)
      .reverse()
      .map((layer) => z.globalRegistry.get(layer)),
  );
}

function isNeverEmpty(list: Schema): boolean {
  return defOf(coreOf(list)).checks?.some((check) => check._zod.def.check === 'min_length') ?? false;
}

/** What may stand there, as the middle of a sentence. */
export function expectationOf(schema: Schema): Bilingual {
  const { expects } = metaOf(schema);
  if (expects) return expects;
  const item = itemOf(schema);
  if (item) {
    const { zh, en } = expectationOf(item);
    const some = isNeverEmpty(schema) ? { zh: '（至少一项）', en: ' of one or more' } : { zh: '', en: '' };
    return { zh: `列表${some.zh}，每项为${zh}`, en: `a list${some.en}; each item: ${en}` };
  }
  const keys = Object.keys(fieldsOf(schema) ?? {});
  return { zh: `一组键值（${keys.join('、')}）`, en: `a group of keys (${keys.join(', ')})` };
}

/** The value taken where the key is not given; undefined where there is none. */
export function defaultOf(schema: Schema): unknown {
  for (const layer of layersOf(schema)) {
    const def = defOf(layer);
    if (def.type === 'default' || def.type === 'prefault') return def.defaultValue;
  }
  return undefined;
}

/** Whether a key may be left out. */
export function isOptional(schema: Schema): boolean {
  return layersOf(schema).some((layer) => ['optional', 'default', 'prefault'].includes(defOf(layer).type));
}
