/** Checks YAML data against a schema, and says in our words, at its place, what does not fit. */
import * as z from 'zod';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findNearest } from '../lib/nearest-word.ts';
import { expectationOf, fieldsOf, metaOf, schemaAt } from '../model/schema-walk.ts';
import { type Path, valueAt, type YamlSource } from './read-yaml.ts';

/** A value of which any part may be missing. */
export type Partly<T> = T extends (infer Item)[]
  ? (Partly<Item> | undefined)[]
  : T extends object
    ? { [K in keyof T]?: Partly<T[K]> }
    : T;

/** A list of text, only if every item of it is legible. */
export function allOf(lines: (string | undefined)[] | undefined): string[] | undefined {
  return lines && lines.length > 0 && lines.every((line) => line !== undefined) ? lines : undefined;
}

export const pathId = (path: Path): string => path.map(String).join('\0');

export interface Shape<T> {
  /** As the schema gives it, defaults filled in; null where anything does not fit. */
  value: T | null;
  /** What does fit, each thing where it stands; lists keep their length. */
  readable: Partly<T>;
  /** Paths of keys, as `pathId` gives them, that stand there under a misspelt name. */
  misspelt: ReadonlySet<string>;
  diagnostics: Diagnostic[];
}

export function checkShape<S extends z.ZodType>(schema: S, source: YamlSource): Shape<z.output<S>> {
  const result = schema.safeParse(source.data ?? {});
  if (result.success) {
    return { value: result.data, readable: result.data as Partly<z.output<S>>, misspelt: new Set(), diagnostics: [] };
  }
  const issues = result.error.issues;
  const unfit = new Set(
    issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => pathId([...issue.path, key])) : [pathId(issue.path)],
    ),
  );
  const readable = keepFitting(source.data, unfit, []) as Partly<z.output<S>>;
  return { value: null, readable, ...wordIssues(issues, schema, source) };
}

function keepFitting(value: unknown, unfit: Set<string>, path: Path): unknown {
  if (unfit.has(pathId(path))) return undefined;
  if (Array.isArray(value)) return value.map((item, i) => keepFitting(item, unfit, [...path, i]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key, keepFitting(v, unfit, [...path, key])]));
}

function wordIssues(
  issues: z.core.$ZodIssue[],
  schema: z.ZodType,
  source: YamlSource,
): Pick<Shape<unknown>, 'misspelt' | 'diagnostics'> {
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const misspelt = new Set<string>();
  const diagnostics = unknown.flatMap(({ keys, path }) =>
    keys.map((key) => {
      const allowed = Object.keys(fieldsOf(schemaAt(schema, path)!) ?? {});
      const spot = source.locate([...path, key], 'key');
      // `page：9` between braces is a key without a value.
      const [, word] = /^([A-Za-z]+)[:：]/.exec(key) ?? [];
      const nearest = findNearest(word ?? key, allowed);
      if (nearest) misspelt.add(pathId([...path, nearest]));
      if (word && nearest) return diagnose('yaml-colon', { key: word }, ...spot);
      return diagnose('unknown-key', { key, allowed, ...(nearest && { nearest }) }, ...spot);
    }),
  );
  const said = new Set<string>();
  for (const issue of issues) {
    const id = pathId(issue.path);
    if (issue.code === 'unrecognized_keys' || said.has(id)) continue;
    said.add(id);
    const isMissing = valueAt(source.data, issue.path) === undefined;
    if (!(isMissing && misspelt.has(id))) diagnostics.push(wordIssue(issue, schema, source));
  }
  return { misspelt, diagnostics };
}

/** One value that is missing, of another kind than expected, or of the kind but not allowed. */
function wordIssue(issue: z.core.$ZodIssue, schema: z.ZodType, source: YamlSource): Diagnostic {
  const at = schemaAt(schema, issue.path)!;
  const expected = expectationOf(at);
  const value = valueAt(source.data, issue.path);
  const spot = source.locate(issue.path);
  const last = issue.path.at(-1);
  const item = typeof last === 'number' ? { item: last + 1 } : {};
  const key = String(issue.path.findLast((step) => typeof step === 'string') ?? source.name);
  if (value === undefined) return diagnose('missing-key', { key, expected }, ...spot);
  if (metaOf(at).isFile && typeof value === 'string' && !value.includes('\\') && value.trim() !== '') {
    return diagnose('outside-book', { file: value }, ...spot);
  }
  const otherKind = issue.code === 'invalid_type' || (issue.code === 'invalid_union' && typeof value === 'object');
  if (!otherKind) return diagnose('invalid-value', { key, ...item, expected, found: value }, ...spot);
  const isBare = typeof value === 'number' || typeof value === 'boolean';
  const needsQuotes = isBare && z.safeParse(at, String(value)).success;
  return diagnose('wrong-type', { key, ...item, expected, found: value, needsQuotes }, ...spot);
}
