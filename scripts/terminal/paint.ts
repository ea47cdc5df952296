/** Colours of the terminal, where there is one. */
import type { Severity } from '../diagnostics/diagnostic.ts';

export type Paint = Record<Severity | 'hint' | 'quiet' | 'strong', (text: string) => string>;

const codes: Record<keyof Paint, string> = {
  error: '1;31',
  warning: '1;33',
  note: '1;36',
  hint: '32',
  quiet: '2',
  strong: '1',
};

/** Colours for a stream, unless NO_COLOR (https://no-color.org) or a dumb terminal forbids them. */
export function choosePaint(isTerminal: boolean, env: NodeJS.ProcessEnv): Paint {
  const colours = isTerminal && !env.NO_COLOR && env.TERM !== 'dumb';
  const painted = Object.entries(codes).map(([name, code]) => [
    name,
    (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text),
  ]);
  return Object.fromEntries(painted) as Paint;
}
