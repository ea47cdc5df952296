/** Turns what Handlebars throws into diagnostics an editor can use. */
import Handlebars from 'handlebars';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SyntaxFault } from '../diagnostics/outputs.ts';
import type { OverridableFile } from './overridable-files.ts';

/** Handlebars' names of tokens, as they look in a template. */
const tokens: Record<string, string> = {
  EOF: '',
  CLOSE: '}}',
  CLOSE_UNESCAPED: '}}}',
  OPEN: '{{',
  OPEN_UNESCAPED: '{{{',
  OPEN_BLOCK: '{{#',
  OPEN_ENDBLOCK: '{{/',
  OPEN_PARTIAL: '{{>',
  OPEN_PARTIAL_BLOCK: '{{#>',
  OPEN_INVERSE: '{{^',
  INVERSE: '{{else}}',
  OPEN_INVERSE_CHAIN: '{{else',
  OPEN_SEXPR: '(',
  CLOSE_SEXPR: ')',
  EQUALS: '=',
};

/**
 * The diagnostic of an error thrown while a template was parsed, compiled or run: `template-syntax`.
 * Any error that is not the template's fault is thrown again.
 */
export function describeFault(error: Error, { file, text }: OverridableFile): Diagnostic {
  const parse =
    /^Parse error on line (\d+):[\s\S]*got '(\w+)'/.exec(error.message) ??
    /^Lexical error on line (\d+)/.exec(error.message);
  if (parse) {
    const token = tokens[parse[2] ?? 'INVALID'] ?? null;
    return syntax(
      file,
      text,
      Number(parse[1]),
      undefined,
      token === '' ? 'end' : token ? 'token' : 'other',
      token ?? '',
    );
  }
  if (!(error instanceof Handlebars.Exception)) throw error;
  const detail = error.message.replace(/ - \d+:\d+$/, '');
  const [, opened, closed] = /^(\S+) doesn't match (\S+)$/.exec(detail) ?? [];
  const column = error.column === undefined ? undefined : error.column + 1;
  if (opened) return syntax(file, text, error.lineNumber, column, 'unmatched', `{{#${opened}}} … {{/${closed}}}`);
  return syntax(file, text, error.lineNumber, column, 'handlebars', detail);
}

function syntax(
  file: string,
  text: string,
  line: number | undefined,
  column: number | undefined,
  fault: SyntaxFault,
  detail: string,
): Diagnostic {
  return diagnose(
    'template-syntax',
    { fault, detail },
    { file, line, column },
    line ? text.split('\n')[line - 1] : undefined,
  );
}
