/**
 * Reads YAML into plain data and keeps the place of every value in it. YAML 1.2 core schema: dates stay text.
 * An alias may stand for a single value only, so that no file can unfold into more than it holds.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, Schema } from 'yaml';
import type { z } from 'zod';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findFaults, invisible, nameCharacter } from '../model/refused-characters.ts';
import { childOf, hasKey, takesNumberAsText } from '../model/schema-walk.ts';
import type { Spot } from './spot.ts';
import { describeYamlFaults } from './yaml-faults.ts';

export type Path = readonly PropertyKey[];

/** A YAML text, its values, and where they stand. */
export interface YamlSource {
  /** What the text is to an editor: its file, or `---` for the head of a manuscript. */
  name: string;
  /** Plain data. A key with an empty value is left out where the schema knows it; null where the text is empty. */
  data: unknown;
  /** Where a value stands, or its key; the nearest thing around it where it does not exist. */
  locate: (path: Path, what?: 'value' | 'key') => Spot;
}

/** Made once: a book has hundreds of heads to read. */
const core = new Schema({ schema: 'core', merge: false, resolveKnownTags: false });

interface Reading {
  text: string;
  /** Of the whole text. */
  schema: z.core.$ZodType;
  doc: Document.Parsed;
  spotAt: (offset: number) => Spot;
  /** Values of anchors passed so far. */
  anchors: Map<string, Node>;
  diagnostics: Diagnostic[];
}

/**
 * Reads `text`, which begins on line `firstLine` of `file` and has \n as line end. `schema` tells known keys from
 * unknown ones and where a bare number is text. The source is null where the syntax is broken.
 */
export function readYaml(
  text: string,
  file: string,
  schema: z.core.$ZodType,
  firstLine = 1,
): { source: YamlSource | null; diagnostics: Diagnostic[] } {
  const lineCounter = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter,
    version: '1.2',
    schema: core,
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
  });
  const lines = text.split('\n');
  const spotAt = (offset: number): Spot => {
    const { line, col } = lineCounter.linePos(Math.min(offset, text.length));
    return [{ file, line: line + firstLine - 1, column: col }, lines[line - 1] ?? ''];
  };
  const reading: Reading = { text, schema, doc, spotAt, anchors: new Map(), diagnostics: [] };
  const faults = describeYamlFaults(doc, text, spotAt);
  if (faults.length > 0) return { source: null, diagnostics: faults };
  const data = readNode(doc.contents, schema, reading);
  const broken = reading.diagnostics.some((d) => d.code === 'yaml-syntax');
  const locate: YamlSource['locate'] = (path, what = 'value') => spotAt(offsetOf(doc.contents, path, what));
  return {
    source: broken ? null : { name: firstLine === 1 ? file : '---', data, locate },
    diagnostics: reading.diagnostics,
  };
}

/** What stands at a path of plain data; undefined where nothing does. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, step);
    return isThere ? (value as Record<PropertyKey, unknown>)[step] : undefined;
  }, data);
}

function readNode(node: Node | null, schema: z.core.$ZodType | null, reading: Reading): unknown {
  if (isAlias(node)) return readAlias(node.source, node.range![0], schema, reading);
  if (!node) return null;
  if ('anchor' in node && node.anchor) reading.anchors.set(node.anchor, node);
  if (isMap(node)) return readMap(node.items as MapItem[], schema, reading);
  if (isSeq(node)) return node.items.map((item, i) => readNode(item as Node | null, childOf(schema, i), reading));
  if (!isScalar(node)) return null;
  if (node.type === 'PLAIN') reportLostColon(node.range![0], node.range![1], reading);
  reportFaults(node.value, node.range![0], reading);
  const asWritten = typeof node.value === 'number' && takesNumberAsText(schema);
  if (asWritten) return node.source;
  return typeof node.value === 'string' ? node.value.replace(invisible, '') : node.value;
}

interface MapItem {
  key: { value: string; range: [number, number, number] };
  value: Node | null;
}

function readMap(items: MapItem[], schema: z.core.$ZodType | null, reading: Reading): unknown {
  const first = new Map<string, number>();
  const entries: [string, unknown][] = [];
  for (const { key, value } of items) {
    if (!isScalar(key)) continue;
    const offset = first.get(key.value);
    if (offset === undefined) first.set(key.value, key.range[0]);
    else {
      const line = reading.spotAt(offset)[0].line!;
      const params = { key: key.value, first: line };
      reading.diagnostics.push(diagnose('yaml-duplicate-key', params, ...reading.spotAt(key.range[0])));
    }
    const child = childOf(schema, key.value);
    const data = readNode(value, child, reading);
    if (data !== null || !child) entries.push([key.value, data]);
  }
  return Object.fromEntries(entries);
}

function readAlias(name: string, offset: number, schema: z.core.$ZodType | null, reading: Reading): unknown {
  const target = reading.anchors.get(name);
  if (isScalar(target)) return readNode(target, schema, reading);
  reading.diagnostics.push(diagnose('yaml-syntax', { problem: 'alias' }, ...reading.spotAt(offset)));
  return null;
}

/** Characters that no book may hold, which YAML lets in as escapes too ("\x07"). The invisible ones are left out. */
function reportFaults(value: unknown, offset: number, { spotAt, diagnostics }: Reading): void {
  if (typeof value !== 'string') return;
  for (const { code, char, at } of findFaults(value))
    diagnostics.push(diagnose(code, { char: nameCharacter(char), count: at.length }, ...spotAt(offset)));
}

/** `title: A` and further in, below it, `page：7` is one text of two lines to YAML; to the editor it is two keys. */
function reportLostColon(start: number, end: number, { text, schema, spotAt, diagnostics }: Reading): void {
  for (const match of text.slice(start, end).matchAll(/(?<=\n\s*)([A-Za-z]+)[:：]/g)) {
    const key = match[1]!;
    if (hasKey(schema, key)) diagnostics.push(diagnose('yaml-colon', { key }, ...spotAt(start + match.index)));
  }
}

/** The offset of what `path` leads to, of its key, or of the last thing on the way that exists. */
function offsetOf(root: Node | null, path: Path, what: 'value' | 'key'): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const [depth, step] of path.entries()) {
    if (isSeq(node)) {
      node = (node.items[step as number] as Node | undefined) ?? null;
      offset = node?.range?.[0] ?? offset;
    } else if (isMap(node)) {
      const item = (node.items as MapItem[]).findLast(({ key }) => key.value === String(step));
      if (!item) return offset;
      const isEmpty = isScalar(item.value) && item.value.value === null;
      const wantsKey = what === 'key' && depth === path.length - 1;
      node = item.value;
      offset = wantsKey || isEmpty || !node?.range ? item.key.range[0] : node.range[0];
    } else return offset;
  }
  return offset;
}
