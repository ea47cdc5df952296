/**
 * What `huibian edition SUBCOMMAND` takes. A subcommand is added in three places: here (its arguments, its entry in
 * `addEditionCommands` and `editionArguments`), in edition.ts, and as a file edition-NAME.ts of its own.
 */
import type { Command, Option } from 'commander';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic, Lang } from '../diagnostics/diagnostic.ts';
import { editionWords } from '../terminal/edition-words.ts';

/** Folder of the book as the user named it. */
interface OfBook {
  book: string;
}

interface Building {
  cache: boolean;
  jobs: number;
}

export interface IssueArguments extends OfBook, Building {
  out: string;
  /** Null where the user has not said. */
  kind: 'edition' | 'printing' | null;
  allowRelayout: boolean;
}

export interface ShowArguments extends OfBook {
  /** Printings order all editions: 印次. */
  printing: number;
}

export interface RebuildArguments extends ShowArguments, Building {
  /** Where to put what was made; undefined for nowhere. */
  out: string | undefined;
}

export interface ReprintArguments extends OfBook, Building {
  out: string;
  /** Printings; null for the book as it stands. */
  from: number;
  to: number | null;
}

export interface ErrataArguments extends OfBook, Building {
  /** Printings; null for the last one issued, and for the book as it stands. */
  from: number | null;
  to: number | null;
  /** The PDF. */
  out: string;
}

export interface DiffArguments extends OfBook, Building {
  /** Printing to compare with; null for the last one issued. */
  from: number | null;
  /** Null for the book as it stands. */
  to: number | null;
  /** File for the comparison as a page; undefined for none. */
  html: string | undefined;
  /** Value of --lang: the language of that page. */
  lang: string | undefined;
}

export type EditionArguments =
  | ({ subcommand: 'issue' } & IssueArguments)
  | ({ subcommand: 'list' } & OfBook)
  | ({ subcommand: 'show' } & ShowArguments)
  | ({ subcommand: 'diff' } & DiffArguments)
  | ({ subcommand: 'rebuild' } & RebuildArguments)
  | ({ subcommand: 'reprint' } & ReprintArguments)
  | ({ subcommand: 'errata' } & ErrataArguments);

type MakeOption = (flags: string, words: string, value?: string) => Option;

/** Adds `edition` and its subcommands to the program. `jobs` is the default of --jobs, for the help. */
export function addEditionCommands(
  program: Command,
  {
    lang,
    help,
    option,
    jobs,
    words,
    choose,
  }: {
    lang: Lang;
    help: string;
    option: MakeOption;
    jobs: number;
    words: { book: string; out: string; noCache: string; jobs: string };
    choose: (command: Command) => void;
  },
): void {
  const w = editionWords[lang];
  const edition = program.command('edition').description(w.edition).helpOption('-h, --help', help).helpCommand(false);
  const add = (usage: string, about: string) =>
    edition
      .command(usage)
      .description(about)
      .helpOption('-h, --help', help)
      .addOption(option('--book <dir>', words.book, 'content'))
      .allowExcessArguments(true)
      .action((...given: unknown[]) => choose(given.at(-1) as Command));
  const building = (command: Command) =>
    command.addOption(option('--jobs <n>', words.jobs, String(jobs))).addOption(option('--no-cache', words.noCache));
  building(add('issue', w.issue))
    .addOption(option('--out <dir>', words.out, 'dist'))
    .addOption(option('--edition', w.asEdition).conflicts('printing'))
    .addOption(option('--printing', w.asPrinting))
    .addOption(option('--allow-relayout', w.allowRelayout));
  add('list', w.list);
  add('show <printing>', w.show);
  building(add('errata [from] [to]', w.errata)).addOption(option('--out <file>', w.errataOut, 'dist/errata.pdf'));
  building(add('diff [from] [to]', w.diff)).addOption(option('--html <file>', w.diffHtml));
  building(add('rebuild <printing>', w.rebuild)).addOption(option('--out <dir>', w.rebuildOut));
  building(add('reprint <from> [to]', w.reprintAbout)).addOption(option('--out <dir>', words.out, 'dist'));
}

/** What a subcommand was given, or what is wrong with it. `options` have been checked as far as all commands share them. */
export function editionArguments(
  subcommand: EditionArguments['subcommand'],
  given: string[],
  options: Record<string, unknown>,
  { cache, jobs }: Building,
): EditionArguments | { wrong: Diagnostic[] } {
  const { book = 'content', out } = options as { book?: string; out?: string };
  if (subcommand === 'list') return { subcommand, book };
  if (subcommand === 'issue') {
    const kind = options.edition === true ? 'edition' : options.printing === true ? 'printing' : null;
    return { subcommand, book, cache, jobs, out: out ?? 'dist', kind, allowRelayout: options.allowRelayout === true };
  }
  const wrong = given.flatMap((value, i) =>
    /^[1-9]\d{0,5}$/.test(value)
      ? []
      : [diagnose('usage-bad-value', { option: placeholders[subcommand][i]!, value, expected: '1, 2, 3 …' })],
  );
  if (wrong.length > 0) return { wrong };
  if (subcommand === 'diff') {
    const [from = null, to = null] = given.map(Number);
    const { html, lang } = options as { html?: string; lang?: string };
    return { subcommand, book, cache, jobs, from, to, html, lang };
  }
  const [printing, to = null] = given.map(Number) as [number, number?];
  if (subcommand === 'errata')
    return { subcommand, book, cache, jobs, from: printing ?? null, to, out: out ?? 'dist/errata.pdf' };
  if (subcommand === 'reprint') return { subcommand, book, cache, jobs, out: out ?? 'dist', from: printing, to };
  return subcommand === 'show' ? { subcommand, book, printing } : { subcommand, book, printing, out, cache, jobs };
}

/** What the help calls the arguments. */
const placeholders = {
  show: ['PRINTING'],
  rebuild: ['PRINTING'],
  reprint: ['FROM', 'TO'],
  errata: ['FROM', 'TO'],
  diff: ['FROM', 'TO'],
};
