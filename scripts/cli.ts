/**
 * The entry point. Only this file prints and ends the process. Exit codes: 0 success, 1 the book has errors, 2 wrong
 * usage, 3 the machine lacks something, 70 a bug of ours (EX_SOFTWARE of sysexits.h), 130 interrupted.
 */
import { type Invocation, languageArgument, parseArguments } from './commands/arguments.ts';
import type { Ending } from './commands/json-outcome.ts';
import type { CommandContext, Outcome } from './commands/outcome.ts';
import type { ServingReport } from './commands/serving-report.ts';
import { exitStatus } from './diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from './diagnostics/diagnostic.ts';
import { readPackage, rootFolder } from './lib/package-folder.ts';
import { diagnoseSystemError } from './lib/system-error.ts';
import { formatDiagnostic } from './terminal/format-diagnostic.ts';
import { chooseLanguage } from './terminal/language.ts';
import { choosePaint } from './terminal/paint.ts';
import { noProgress, type Progress, showProgress } from './terminal/progress.ts';
import { commandWords } from './terminal/words.ts';

const argv = process.argv.slice(2);
const lang = chooseLanguage(languageArgument(argv), process.env);
const words = commandWords[lang];
const interruption = new AbortController();
/** How long an interrupted build may take to put its things away. */
const patience = 5000;

let json = argv.includes('--json');
let progress: Progress = noProgress;
let ending = false;

void main();

async function main(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    // A reader that has left (huibian build | head) is no fault of the build's.
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  process.on('uncaughtException', (error) => end(faultEnding(error)));
  process.on('unhandledRejection', (error) => end(faultEnding(error)));
  const parsed = parseArguments(argv, lang, readPackage(rootFolder).version);
  if ('show' in parsed) {
    await write(process.stdout, parsed.show);
    exit(0);
  }
  if ('wrong' in parsed) {
    json = parsed.json;
    return end({ exit: 2, diagnostics: parsed.wrong });
  }
  json = parsed.run.json;
  progress = parsed.run.json || parsed.run.quiet ? noProgress : showProgress(lang, terminal());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, interrupt);
  try {
    const paint = choosePaint(process.stdout.isTTY === true, process.env);
    const report: CommandContext['report'] = (event) => progress.report(event);
    await end(await runCommand(parsed.run, { signal: interruption.signal, report, paint, serving: tellServing }));
  } catch (error) {
    await end(faultEnding(error, parsed.run.command));
  }
}

async function runCommand(run: Invocation, context: CommandContext): Promise<Outcome> {
  if (run.command === 'doctor') return (await import('./commands/doctor.ts')).runDoctor(context);
  if (run.command === 'check') return (await import('./commands/check.ts')).runCheck(run.build, context);
  if (run.command === 'site') return (await import('./commands/site.ts')).runSite(run.site, context);
  if (run.command === 'edition') return (await import('./commands/edition.ts')).runEdition(run.edition, context);
  if (run.command === 'serve') return (await import('./commands/serve.ts')).runServe(run.serve, context);
  return (await import('./commands/build.ts')).runBuild(run.build, context);
}

/** Says where the shelf can be opened. With --json this is the run's one object. */
async function tellServing(report: ServingReport): Promise<void> {
  if (json) {
    const { jsonOutcome } = await import('./commands/json-outcome.ts');
    const outcome = { exit: 0, command: 'serve', diagnostics: report.diagnostics, serving: report };
    return write(process.stdout, `${JSON.stringify(jsonOutcome(outcome, lang), null, 2)}\n`);
  }
  await say({ exit: 0, diagnostics: report.diagnostics });
  const { formatServing } = await import('./commands/format-serving.ts');
  await write(process.stdout, `${formatServing(report, lang)}\n`);
}

/** The first signal stops the work and lets it put its things away; the second leaves at once. */
function interrupt(): void {
  if (interruption.signal.aborted) exit(130);
  progress.clear();
  void write(process.stderr, `${words.interrupting}\n`);
  interruption.abort();
  setTimeout(() => void end({ exit: 130 }), patience);
}

/** How a run ends that threw: interrupted, the machine's fault, the book's, or our own. */
function faultEnding(error: unknown, command?: string): Ending {
  if (interruption.signal.aborted) return { exit: 130, command };
  if (error instanceof DiagnosticError) {
    return { exit: exitStatus(error.diagnostics) || 1, command, diagnostics: error.diagnostics };
  }
  const machines = diagnoseSystemError(error);
  if (machines) return { exit: 3, command, diagnostics: [machines] };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { exit: 70, command, bug: { message, stack: stack ?? message } };
}

/** Says how the run went and ends the process. The first ending counts. */
async function end(given: Outcome | Ending): Promise<void> {
  if (ending) return;
  ending = true;
  const endless = 'endless' in given;
  const broken = interruption.signal.aborted && !endless;
  const outcome = broken ? { exit: 130, command: given.command, diagnostics: [] } : given;
  progress.clear();
  if (json && !endless) {
    const { jsonOutcome } = await import('./commands/json-outcome.ts');
    await write(process.stdout, `${JSON.stringify(jsonOutcome(outcome, lang), null, 2)}\n`);
  } else {
    await say(outcome);
  }
  exit(outcome.exit);
}

async function say(outcome: Outcome | Ending): Promise<void> {
  const { diagnostics = [] } = outcome;
  const folder = 'folder' in outcome ? outcome.folder : '';
  const paint = choosePaint(process.stderr.isTTY === true, process.env);
  const columns = process.stderr.columns ?? 100;
  const told = diagnostics.map((d) => formatDiagnostic(d, { lang, paint, columns, folder }));
  if (told.length > 0) await write(process.stderr, `${told.join('\n\n')}\n`);
  if ('bug' in outcome && outcome.bug) await write(process.stderr, `${words.bug}\n\n${outcome.bug.stack}\n`);
  if (outcome.exit === 130) await write(process.stderr, `${words.interrupted}\n`);
  if ('build' in outcome || 'shelf' in outcome || 'machine' in outcome || 'edition' in outcome) {
    const { formatOutcome } = await import('./commands/format-outcome.ts');
    const result = formatOutcome(outcome, lang);
    if (result) await write(process.stdout, `${result}\n`);
    if ((outcome.build || outcome.shelf) && outcome.exit !== 0)
      await write(process.stderr, `${countErrors(diagnostics)}\n`);
  }
}

function countErrors(diagnostics: Diagnostic[]): string {
  const count = (severity: string) => diagnostics.filter((d) => d.severity === severity).length;
  return words.errors(count('error'), count('warning'));
}

function terminal() {
  const live = process.stderr.isTTY === true && !process.env.CI && process.env.TERM !== 'dumb';
  return {
    write: (text: string) => void process.stderr.write(text),
    columns: () => (live ? (process.stderr.columns ?? 80) : null),
    now: () => performance.now(),
  };
}

/** Resolves when the text has left us: a pipe takes it in its own time. */
function write(stream: NodeJS.WriteStream, text: string): Promise<void> {
  return new Promise((resolve) => stream.write(text, () => resolve()));
}

function exit(code: number): never {
  process.exit(code);
}
