/** Puts what a YAML parser complains of into words and places that an editor can use. */
import { type Document, isMap, isScalar, isSeq, visit, type YAMLError } from 'yaml';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { YamlProblem } from '../diagnostics/content-yaml.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Spot } from './spot.ts';

const problems: Record<string, YamlProblem> = {
  TAB_AS_INDENT: 'tab',
  BAD_INDENT: 'indent',
  BLOCK_AS_IMPLICIT_KEY: 'second-colon',
  MULTILINE_IMPLICIT_KEY: 'no-colon',
  KEY_OVER_1024_CHARS: 'no-colon',
  BLOCK_IN_FLOW: 'flow',
  MULTIPLE_DOCS: 'documents',
  BAD_SCALAR_START: 'reserved',
  BAD_DQ_ESCAPE: 'escape',
  TAG_RESOLVE_FAILED: 'tag',
  BAD_DIRECTIVE: 'directive',
  BAD_ALIAS: 'alias',
  RESOURCE_EXHAUSTION: 'nesting',
};

/** One diagnostic a line: what follows an error on its line, or on the way to the file's end, is mostly its echo. */
export function describeYamlFaults(doc: Document.Parsed, text: string, spotAt: (offset: number) => Spot): Diagnostic[] {
  const faults = [...doc.errors, ...doc.warnings];
  if (faults.length === 0) return [];
  if (faults.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) {
    return [diagnose('yaml-syntax', { problem: 'nesting' }, ...spotAt(offsetOfDeepest(doc)))];
  }
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<number | undefined>();
  const openings = listOpenings(doc);
  for (const fault of faults) {
    const line = spotAt(fault.pos[0])[0].line;
    if (seen.has(line) || (seen.size > 0 && /in YAML stream/.test(fault.message))) continue;
    const { problem, offset } = explainFault(fault, faults, openings, text);
    const [place, excerpt] = spotAt(offset);
    if (seen.has(place.line)) continue;
    seen.add(line).add(place.line);
    const wide = /(?<=[A-Za-z])：|，(?=\s*[A-Za-z]+\s*[:：])|[｛｝［］]/.exec(excerpt ?? '')?.[0];
    diagnostics.push(diagnose('yaml-syntax', { problem, ...(wide && { wide }) }, place, excerpt));
  }
  return diagnostics;
}

/** What the parser's words come to, and where an editor would look for it. */
function explainFault(
  { code, message, pos }: YAMLError,
  faults: YAMLError[],
  openings: [start: number, end: number][],
  text: string,
): { problem: YamlProblem; offset: number } {
  const offset = pos[0];
  if (/^Missing closing|end with a/.test(message)) {
    const opening = openings.findLast(([start, end]) => start < offset && end >= offset);
    return { problem: 'unclosed', offset: opening?.[0] ?? offset };
  }
  if (/^Implicit map keys need/.test(message)) return { problem: 'no-colon', offset };
  const isLong = faults.some((other) => other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === offset);
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && isLong) {
    // A value and the line below it, which is a key indented too far, were taken for one key of two lines.
    const below = /\n\s*/g;
    below.lastIndex = offset;
    below.exec(text);
    return { problem: 'indent', offset: below.lastIndex || offset };
  }
  return { problem: problems[code] ?? 'unexpected', offset };
}

/** Where quotations and brackets stand, in the order in which they open. */
function listOpenings(doc: Document.Parsed): [start: number, end: number][] {
  const openings: [number, number][] = [];
  visit(doc, {
    Node(_, node) {
      const isQuoted = isScalar(node) && node.type?.startsWith('QUOTE');
      const isBracketed = (isMap(node) || isSeq(node)) && node.flow;
      if ((isQuoted || isBracketed) && node.range) openings.push([node.range[0], node.range[1]]);
    },
  });
  return openings;
}

/** How deep a file may nest before a reader can hardly have meant it. Where the parser gives up depends on the machine. */
const deepest = 64;

function offsetOfDeepest(doc: Document.Parsed): number {
  let offset = 0;
  visit(doc, {
    Node(_, node, path) {
      offset = node.range?.[0] ?? offset;
      return path.length > deepest ? visit.BREAK : undefined;
    },
  });
  return offset;
}
