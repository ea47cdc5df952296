/** A diagnostic as a person reads it. */
import { wordsOf } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Lang, Severity } from '../diagnostics/diagnostic.ts';
import type { Place } from '../model/types.ts';
import { codeFrame } from './code-frame.ts';
import type { Paint } from './paint.ts';

const severities: Record<Lang, Record<Severity, string>> = {
  zh: { error: '错误', warning: '警告', note: '提示' },
  en: { error: 'error', warning: 'warning', note: 'note' },
};
const hintLabel: Record<Lang, string> = { zh: '办法', en: 'hint' };

export interface FormatOptions {
  lang: Lang;
  paint: Paint;
  /** Columns of the terminal. */
  columns: number;
  /** The book's folder as the user named it: goes before the files of diagnostics. */
  folder: string;
}

/** What is wrong and where, the line with its place marked, and what to do: several lines, no line end at the end. */
export function formatDiagnostic(d: Diagnostic, { lang, paint, columns, folder }: FormatOptions): string {
  const { message, hint } = wordsOf(d, lang);
  const head = paint[d.severity](`${severities[lang][d.severity]}[${d.code}]`);
  const lines = d.place ? [`${head} ${formatPlace(d.place, folder)}`, `  ${message}`] : [`${head} ${message}`];
  if (d.place?.line !== undefined && d.excerpt !== undefined) {
    const frame = codeFrame(d.excerpt, d.place.line, d.place.column, columns - 4);
    lines.push(...frame.map((line) => paint.quiet(`    ${line}`)));
  }
  if (hint) lines.push(`  ${paint.hint(`${hintLabel[lang]}${lang === 'zh' ? '：' : ': '}`)}${hint}`);
  return lines.join('\n');
}

function formatPlace({ file, line, column }: Place, folder: string): string {
  const path = folder && folder !== '.' ? `${folder.replace(/[\\/]+$/, '')}/${file}` : file;
  return [path, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
