/** Reads the table of EMENDATIONS.md: every departure of the book from its source. */
import MarkdownIt from 'markdown-it';
import type Token from 'markdown-it/lib/token.mjs';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { RowProblem } from '../diagnostics/content-manuscripts.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Emendation } from '../model/types.ts';
import { sortByPlace } from './sort-by-place.ts';

const headers = ['编号 行 原文 改为 理由 把握', 'id line before after reason certainty'];
const certainties: Record<string, Emendation['certainty']> = {
  确定: 'certain',
  推定: 'inferred',
  certain: 'certain',
  inferred: 'inferred',
};

/** A row of a table: its cells' text, and the line of the file, from 1. */
interface Row {
  cells: string[];
  line: number;
}

interface Table {
  head: Row;
  rows: Row[];
}

/** `text` has \n as line end. Rows with errors are reported and left out. */
export function parseEmendations(text: string, file: string): { emendations: Emendation[]; diagnostics: Diagnostic[] } {
  const lines = text.split('\n');
  const tokens = new MarkdownIt().parse(text, {});
  const tables = listTables(tokens);
  const at = (line: number, column = 1) => [{ file, line, column }, lines[line - 1] ?? ''] as const;
  if (tables.length === 0) {
    return { emendations: [], diagnostics: [diagnose('emendations-table', { problem: 'none' }, ...at(1))] };
  }
  const diagnostics: Diagnostic[] = [];
  const report = (problem: RowProblem, line: number, column?: number) =>
    diagnostics.push(diagnose('emendation-row', { problem }, ...at(line, column)));
  for (const line of listDetachedRows(tokens, lines)) report('detached', line);

  const emendations: Emendation[] = [];
  const taken = new Map<string, number>();
  for (const { head, rows } of tables) {
    if (!headers.includes(head.cells.join(' '))) {
      diagnostics.push(diagnose('emendations-table', { problem: 'columns' }, ...at(head.line)));
      continue;
    }
    for (const row of rows) {
      const columns = columnsOf(lines[row.line - 1]!);
      const problems = columns.length === 6 ? checkRow(row) : [{ problem: 'cells' as const, cell: 0 }];
      for (const { problem, cell } of problems) report(problem, row.line, columns[cell]);
      if (problems.length > 0) continue;
      const emendation = toEmendation(row, file);
      const line = taken.get(emendation.id);
      if (line === undefined) emendations.push(emendation);
      else diagnostics.push(diagnose('emendation-duplicate', { id: emendation.id, line }, ...at(row.line, columns[0])));
      taken.set(emendation.id, line ?? row.line);
    }
  }
  return { emendations, diagnostics: sortByPlace(diagnostics) };
}

function checkRow({ cells }: Row): { problem: RowProblem; cell: number }[] {
  const [id, line, before, after, reason, certainty] = cells as [string, string, string, string, string, string];
  const checks: [RowProblem, cell: number, wrong: boolean][] = [
    ['no-id', 0, id === ''],
    ['no-line', 1, line === ''],
    ['no-change', 2, before === after],
    ['no-reason', 4, reason === ''],
    ['certainty', 5, !Object.hasOwn(certainties, certainty)],
  ];
  return checks.filter(([, , wrong]) => wrong).map(([problem, cell]) => ({ problem, cell }));
}

function toEmendation({ cells, line }: Row, file: string): Emendation {
  const [id, sourceLine, before, after, reason, certainty] = cells as [string, string, string, string, string, string];
  return {
    id,
    sourceLine,
    before,
    after,
    reason,
    certainty: certainties[certainty]!,
    place: { file, line, column: 1 },
  };
}

function listTables(tokens: Token[]): Table[] {
  const tables: Table[] = [];
  let cells: string[] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') {
      cells = [];
      const row = { cells, line: token.map![0] + 1 };
      // A table's first row is its head; Markdown has no table without one.
      const table = tables.at(-1);
      if (table && table.head.line > 0) table.rows.push(row);
      else if (table) table.head = row;
    } else if (token.type === 'table_open') tables.push({ head: { cells: [], line: 0 }, rows: [] });
    else if (token.type === 'th_open' || token.type === 'td_open') cells.push('');
    else if (token.type === 'inline' && cells.length > 0) cells[cells.length - 1] = plainTextOf(token);
    else if (token.type === 'table_close') cells = [];
  }
  return tables;
}

/** What a cell shows: escapes and code marks resolved, emphasis marks gone. */
function plainTextOf(inline: Token): string {
  return inline
    .children!.map(({ type, content }) => (/^(text|text_special|code_inline)$/.test(type) ? content : ''))
    .join('');
}

/** Lines of the form of a row that an empty line has cut off from the table above, from 1. */
function listDetachedRows(tokens: Token[], lines: string[]): number[] {
  return tokens
    .filter((token) => token.type === 'paragraph_open' && token.level === 0)
    .flatMap(({ map }) => lines.slice(map![0], map![1]).map((line, i) => ({ line, number: map![0] + i + 1 })))
    .filter(({ line }) => /^\s*\|.*\|\s*$/.test(line))
    .map(({ number }) => number);
}

/** The columns, from 1, at which the cells of a row begin; as many as the line has cells. */
function columnsOf(line: string): number[] {
  const columns: number[] = [];
  let at = line.search(/\S/) + (/^\s*\|/.test(line) ? 1 : 0);
  for (const cell of line
    .slice(at)
    .replace(/(?<!\\)\|\s*$/, '')
    .split(/(?<!\\)\|/)) {
    columns.push(at + Math.max(0, cell.search(/\S/)) + 1);
    at += cell.length + 1;
  }
  return columns;
}
