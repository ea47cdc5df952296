/** Splits a manuscript into its front matter and its Markdown. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FrontMatter, Manuscript } from '../model/types.ts';
import { checkShape } from './check-shape.ts';
import { frontMatterSchema } from './front-matter-schema.ts';
import { readYaml, type YamlSource } from './read-yaml.ts';
import { sortByPlace } from './sort-by-place.ts';

const fence = /^---[ \t]*$/;

/**
 * `text` has \n as line end and no byte order mark. Where there are errors the manuscript holds what is legible, so
 * that later stages can look at the rest of it.
 */
export function loadManuscript(text: string, file: string): { manuscript: Manuscript; diagnostics: Diagnostic[] } {
  const lines = text.split('\n');
  const end = fence.test(lines[0]!) ? lines.findIndex((line, i) => i > 0 && fence.test(line)) : 0;
  if (end < 0) {
    const manuscript: Manuscript = { file, frontMatter: { status: 'complete' }, body: '', bodyLine: lines.length };
    return { manuscript, diagnostics: [diagnose('front-matter-open', {}, { file, line: 1, column: 1 }, lines[0])] };
  }
  const head = end === 0 ? null : lines.slice(1, end).join('\n');
  const { frontMatter, diagnostics } = readFrontMatter(head, file);
  const from = end === 0 ? 0 : end + 1;
  const body = lines.slice(from).join('\n');
  if (isBlank(body)) {
    const line = Math.min(from + 1, lines.length);
    diagnostics.push(diagnose('empty-report', { file }, { file, line, column: 1 }, lines[line - 1]));
  }
  return { manuscript: { file, frontMatter, body, bodyLine: from + 1 }, diagnostics };
}

function readFrontMatter(head: string | null, file: string): { frontMatter: FrontMatter; diagnostics: Diagnostic[] } {
  if (head === null) return { frontMatter: { status: 'complete' }, diagnostics: [] };
  const { source, diagnostics } = readYaml(head, file, frontMatterSchema, 2);
  if (!source) return { frontMatter: { status: 'complete' }, diagnostics };
  const { readable, diagnostics: misfits } = checkShape(frontMatterSchema, source);
  const frontMatter: FrontMatter = { ...readable, status: readable?.status ?? 'complete' };
  const problems = [...diagnostics, ...misfits, ...checkDate(frontMatter.date, source)];
  return { frontMatter, diagnostics: sortByPlace(problems) };
}

/** What is written in the manner of a date must be one; anything else is words. */
function checkDate(date: string | undefined, source: YamlSource): Diagnostic[] {
  if (date === undefined || !/^\d{4}\s*[-/.]\s*\d{1,2}(\s*[-/.]\s*\d{1,2})?$/.test(date)) return [];
  const [, year, month, day = '01'] = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date) ?? [];
  if (year && month && isDay(Number(year), Number(month), Number(day))) return [];
  return [diagnose('invalid-date', { date }, ...source.locate(['date']))];
}

function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** Without anything that would be printed: comments, white space, zero-width characters. */
function isBlank(body: string): boolean {
  return body.replace(/<!--[\s\S]*?-->/g, '').replace(/[\s\u200B-\u200D\u2060\uFEFF]/g, '') === '';
}
