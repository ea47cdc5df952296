/** What the user typed, turned into what a command needs; or what is wrong with it. */
import { availableParallelism } from 'node:os';
import { Command, CommanderError, Option } from 'commander';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Lang } from '../diagnostics/diagnostic.ts';
import type { BuildOptions } from '../model/build-types.ts';
import { commandWords } from '../terminal/words.ts';
import { addEditionCommands, type EditionArguments, editionArguments } from './edition-arguments.ts';

export interface CommonArguments {
  json: boolean;
  quiet: boolean;
}

export interface BuildArguments
  extends Pick<BuildOptions, 'engine' | 'cache' | 'pdfOnly' | 'jobs' | 'allowRelayout' | 'review'> {
  /** Folders as the user named them. */
  book: string;
  out: string;
}

export interface ServeArguments {
  /** The site's folder as the user named it. */
  dir: string;
  /** Folder of the book to begin at; undefined for the shelf's page. */
  book: string | undefined;
  /** Undefined where none was given: loopback. */
  host: string | undefined;
  /** 0 for any that is free. */
  port: number;
}

export interface SiteArguments extends Pick<BuildArguments, 'cache' | 'jobs' | 'out'> {
  /** Folders of books to build. */
  books: string[];
  /** Folders of outputs of other builds. */
  add: string[];
  /** Slugs. */
  remove: string[];
  title: string | undefined;
}

export type Invocation =
  | (CommonArguments & { command: 'build' | 'check'; build: BuildArguments })
  | (CommonArguments & { command: 'site'; site: SiteArguments })
  | (CommonArguments & { command: 'serve'; serve: ServeArguments })
  | (CommonArguments & { command: 'edition'; edition: EditionArguments })
  | (CommonArguments & { command: 'doctor' });

/** A command to run, a text to show, or mistakes. */
export type Parsed = { run: Invocation } | { show: string } | { wrong: Diagnostic[]; json: boolean };

const engines = ['per-report', 'whole-book'] as const;
const mostJobs = 16;
const defaultPort = 8010;
/** Options that must not be empty, and what they take. */
const wordOptions = {
  book: 'DIR',
  out: 'DIR',
  add: 'DIR',
  dir: 'DIR',
  remove: 'SLUG',
  title: 'TEXT',
  host: 'ADDRESS',
  html: 'FILE',
};

/** Parses the arguments after the program's name. `lang` is the language of help. */
export function parseArguments(argv: string[], lang: Lang, version: string): Parsed {
  let shown = '';
  let chosen: Command | undefined;
  const program = makeProgram(lang, version, (command) => {
    chosen = command;
  });
  for (const command of [program, ...program.commands, ...program.commands.flatMap((each) => each.commands)]) {
    command.exitOverride().configureOutput({ writeOut: (text) => (shown += text), writeErr: () => undefined });
  }
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (shown) return { show: shown };
    return { wrong: [diagnoseUsage(error)], json: argv.includes('--json') };
  }
  const json = argv.includes('--json');
  if (!chosen) return { wrong: [diagnose('usage-no-command', {})], json };
  const given = chosen.args.slice(0, chosen.registeredArguments.length);
  const extra = chosen.args.slice(given.length).map((argument) => diagnose('usage-extra-argument', { argument }));
  if (extra.length > 0) return { wrong: extra, json };
  const names = chosen.parent === program ? [chosen.name()] : [chosen.parent!.name(), chosen.name()];
  return check(names, given, chosen.optsWithGlobals());
}

/** The value of --lang as typed, found before anything can be said in that language. */
export function languageArgument(argv: string[]): string | undefined {
  const at = argv.findIndex((argument) => argument === '--lang' || argument.startsWith('--lang='));
  if (at < 0) return undefined;
  return argv[at] === '--lang' ? argv[at + 1] : argv[at]!.slice('--lang='.length);
}

function makeProgram(lang: Lang, version: string, choose: (command: Command) => void): Command {
  const w = commandWords[lang];
  const titles: Record<string, string> = {
    'Usage:': w.usage,
    'Options:': w.options,
    'Commands:': w.commands,
    'Global Options:': w.globalOptions,
    'Arguments:': w.arguments,
  };
  const option = (flags: string, words: string, value?: string) =>
    new Option(flags, value === undefined ? words : `${words} (${w.defaultIs}${value})`);
  const program = new Command('huibian')
    .description(w.about)
    .version(version, '-V, --version', w.version)
    .helpOption('-h, --help', w.help)
    .helpCommand('help [command]', w.commandHelp)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titles[title] ?? title })
    .addOption(option('--json', w.json))
    .addOption(option('--lang <zh|en>', w.lang))
    .addOption(option('--quiet', w.quiet))
    .addHelpText('after', `\n${w.exits}`);
  for (const name of ['build', 'check'] as const) {
    program
      .command(name)
      .description(w[name])
      .helpOption('-h, --help', w.help)
      .addOption(option('--book <dir>', w.book, 'content'))
      .addOption(option('--out <dir>', w.out, 'dist'))
      .addOption(option('--engine <name>', w.engine, engines[0]))
      .addOption(option('--jobs <n>', w.jobs, String(defaultJobs())))
      .addOption(option('--no-cache', w.noCache))
      .addOption(option('--pdf-only', w.pdfOnly))
      .addOption(option('--allow-relayout', w.allowRelayout))
      .addOption(option('--review', w.review))
      .allowExcessArguments(true)
      .action((_, command: Command) => choose(command));
  }
  const list = (flags: string, words: string) =>
    option(flags, words).argParser((value: string, before: string[] = []) => [...before, value]);
  program
    .command('site')
    .description(w.site)
    .helpOption('-h, --help', w.help)
    .addOption(list('--book <dir>', w.siteBook))
    .addOption(list('--add <dir>', w.siteAdd))
    .addOption(list('--remove <slug>', w.siteRemove))
    .addOption(option('--title <text>', w.siteTitle))
    .addOption(option('--out <dir>', w.siteOut, 'dist'))
    .addOption(option('--jobs <n>', w.jobs, String(defaultJobs())))
    .addOption(option('--no-cache', w.noCache))
    .allowExcessArguments(true)
    .action((_, command: Command) => choose(command));
  program
    .command('serve')
    .description(w.serve)
    .helpOption('-h, --help', w.help)
    .addOption(option('--dir <dir>', w.dir, 'dist/site'))
    .addOption(option('--book <dir>', w.serveBook))
    .addOption(option('--host <address>', w.host, '127.0.0.1'))
    .addOption(option('--port <n>', w.port, String(defaultPort)))
    .allowExcessArguments(true)
    .action((_, command: Command) => choose(command));
  addEditionCommands(program, { lang, help: w.help, option, jobs: defaultJobs(), words: w, choose });
  program
    .command('doctor')
    .description(w.doctor)
    .helpOption('-h, --help', w.help)
    .allowExcessArguments(true)
    .action((_, command: Command) => choose(command));
  return program;
}

/** As many as there are processors; more than eight tabs gain nothing. */
function defaultJobs(): number {
  return Math.min(8, availableParallelism());
}

/** Checks all values and reports every wrong one. */
function check([name, subcommand]: string[], given: string[], options: Record<string, unknown>): Parsed {
  const command = name as Invocation['command'];
  const wrong: Diagnostic[] = [];
  const refuse = (option: string, value: unknown, expected: string) =>
    wrong.push(diagnose('usage-bad-value', { option, value: String(value), expected }));
  const { lang, engine = engines[0], jobs = String(defaultJobs()) } = options;
  if (lang !== undefined && lang !== 'zh' && lang !== 'en') refuse('--lang', lang, 'zh, en');
  if (!engines.includes(engine as (typeof engines)[number])) refuse('--engine', engine, engines.join(', '));
  if (!/^\d+$/.test(String(jobs)) || Number(jobs) < 1 || Number(jobs) > mostJobs)
    refuse('--jobs', jobs, `1–${mostJobs}`);
  for (const [name, expected] of Object.entries(wordOptions)) {
    if ([options[name]].flat().includes('')) refuse(`--${name}`, '', expected);
  }
  const { port = String(defaultPort) } = options;
  if (!/^\d{1,5}$/.test(String(port)) || Number(port) > 65535) refuse('--port', port, '0–65535');
  const common = { json: options.json === true, quiet: options.quiet === true };
  if (wrong.length > 0) return { wrong, json: common.json };
  if (command === 'doctor') return { run: { ...common, command } };
  if (command === 'serve') {
    const { dir = 'dist/site', book, host } = options as { dir?: string; book?: string; host?: string };
    return { run: { ...common, command, serve: { dir, book, host, port: Number(port) } } };
  }
  const build: BuildArguments = {
    book: typeof options.book === 'string' ? options.book : 'content',
    out: (options.out as string | undefined) ?? 'dist',
    engine: engine as BuildArguments['engine'],
    cache: options.cache !== false,
    pdfOnly: options.pdfOnly === true,
    ...(options.allowRelayout === true && { allowRelayout: true }),
    ...(options.review === true && { review: true }),
    jobs: Number(jobs),
  };
  if (command === 'edition') {
    const edition = editionArguments(subcommand as EditionArguments['subcommand'], given, options, build);
    return 'wrong' in edition ? { ...edition, json: common.json } : { run: { ...common, command, edition } };
  }
  if (command === 'site') {
    const { book: books = [], add = [], remove = [], title } = options as Record<string, string[]> & { title?: string };
    const { out, cache } = build;
    return { run: { ...common, command, site: { books, add, remove, title, out, cache, jobs: build.jobs } } };
  }
  return { run: { ...common, command, build } };
}

/** Commander tells what is wrong only in English words; the names in them are in quotes. */
function diagnoseUsage({ code, message }: CommanderError): Diagnostic {
  const name = /'([^']*)'/.exec(message)?.[1] ?? '';
  const suggestion = /Did you mean (?:one of )?(.+?)\?/.exec(message)?.[1];
  switch (code) {
    case 'commander.unknownCommand':
      return diagnose('usage-unknown-command', { command: name, suggestion });
    case 'commander.unknownOption':
      return diagnose('usage-unknown-option', { option: name, suggestion });
    case 'commander.optionMissingArgument':
      return diagnose('usage-missing-value', { option: name.split(' ')[0]! });
    case 'commander.missingArgument':
      return diagnose('usage-missing-argument', { argument: name.toUpperCase() });
    case 'commander.conflictingOption':
      return diagnose('usage-conflict', { options: [...message.matchAll(/'(--[a-z-]+)'/g)].map(([, flag]) => flag!) });
    default:
      return diagnose('usage-no-command', {});
  }
}
