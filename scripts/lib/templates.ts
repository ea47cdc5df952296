/** Handlebars templates of the outputs: strict about names, prototype-safe, replaceable one by one by a book's own. */
import Handlebars from 'handlebars';
import { diagnose, fail } from '../diagnostics/catalogue.ts';
import { type Diagnostic, DiagnosticError } from '../diagnostics/diagnostic.ts';
import { type OverridableFile, readOverridableFiles } from './overridable-files.ts';
import { describeFault } from './template-faults.ts';
import { helperNames, lookupHelper, rewriteLookups, type TemplateFacts, type TemplateName } from './template-tree.ts';

/** A book's templates, ready to be filled in. */
export interface Templates {
  /**
   * Fills in a template such as `epub/package.opf.hbs`. {{name}} is escaped for XML and HTML, {{{name}}} is not.
   * Throws a DiagnosticError that lists every name which the template uses and the data lacks (`template-name`);
   * a value may be null or empty, but its key must be there.
   */
  render(name: string, data: unknown): string;
  /** Does what the first `render` would otherwise wait for. */
  prepare(): void;
  /** Every template file with the SHA-256 of its text, sorted by name: what cache keys need. */
  sources: { name: string; hash: string; text: string }[];
  /** Warnings (`template-unused`): files in the book's templates/ that nothing calls. */
  diagnostics: Diagnostic[];
}

interface ParsedTemplate {
  file: OverridableFile;
  tree: hbs.AST.Program;
  facts: TemplateFacts;
}

/** How often a template may stand within itself. */
const maximumNesting = 50;

/** Lookups that found nothing: index of the site, with the names that were there instead. */
type Missing = Map<number, string[]>;

/** What the lookup helper uses of Handlebars' options argument. */
interface LookupOptions {
  hash: { at: number; frame?: number };
  data: { missing: Missing; _parent?: LookupOptions['data'] };
}

/**
 * Reads the tool's templates/ and the book's own and parses all of them; those of a book that has none of its own when
 * the first is to be filled in, for ours are tested.
 * A file whose name begins with _ or that lies in a partials/ folder is a partial, called by its path without these
 * and without `.hbs`: `epub/_head.hbs` and `epub/partials/head.hbs` are {{> epub/head}}.
 * Throws a DiagnosticError with everything wrong with them: `template-syntax`, `template-helper`,
 * `template-missing`; or `template-encoding`.
 */
export async function loadTemplates(bookDir: string, toolDir?: string): Promise<Templates> {
  const files = await readOverridableFiles('templates', '.hbs', bookDir, toolDir);
  const own = toolDir !== undefined || files.some(({ fromBook }) => fromBook);
  let ready = own ? parseAll(files) : null;
  const prepared = () => {
    ready ??= parseAll(files);
    return ready;
  };
  return {
    render: (name, data) => renderTemplate(prepared(), name, data),
    prepare: () => void prepared(),
    sources: files.map(({ name, hash, text }) => ({ name, hash, text })),
    diagnostics: ready?.unused ?? [],
  };
}

/** Templates as functions, with what there is to say of them. */
interface Prepared {
  templates: Map<string, Handlebars.TemplateDelegate>;
  /** Every place where a name is looked up. */
  sites: TemplateName[];
  /** By the file's name as diagnostics show it. */
  texts: Map<string, string>;
  unused: Diagnostic[];
}

function parseAll(files: OverridableFile[]): Prepared {
  const sites: TemplateName[] = [];
  const problems: Diagnostic[] = [];
  const parsed = files.flatMap((file) => parseTemplate(file, sites, problems) ?? []);
  problems.push(...findFaults(parsed));
  if (problems.length > 0) throw new DiagnosticError(problems);
  const env = createEnvironment(parsed);
  const templates = new Map(parsed.map((p) => [p.file.name, compileTemplate(env, p)]));
  return { templates, sites, texts: new Map(files.map((f) => [f.file, f.text])), unused: findUnused(parsed) };
}

/** The name by which a template file can be called as a partial, or null. */
function partialName(name: string): string | null {
  const steps = name.replace(/\.hbs$/, '').split('/');
  const last = steps.pop() as string;
  const folders = steps.filter((s) => s !== 'partials');
  if (folders.length === steps.length && !last.startsWith('_')) return null;
  return [...folders, last.replace(/^_/, '')].join('/');
}

function parseTemplate(file: OverridableFile, sites: TemplateName[], problems: Diagnostic[]): ParsedTemplate | null {
  try {
    const tree = Handlebars.parse(file.text);
    return { file, tree, facts: rewriteLookups(tree, file.file, sites) };
  } catch (error) {
    problems.push(describeFault(error as Error, file));
    return null;
  }
}

/** Helpers and partials that do not exist. */
function findFaults(parsed: ParsedTemplate[]): Diagnostic[] {
  const partials = new Set(['@partial-block', ...parsed.flatMap((p) => [partialName(p.file.name), ...p.facts.inline])]);
  return parsed.flatMap(({ file, facts }) => [
    ...facts.unknownHelpers.map((h) =>
      diagnose('template-helper', { name: h.name, known: helperNames }, placeOf(h), lineOf(file.text, h.line)),
    ),
    ...facts.calls
      .filter((c) => c.required && !partials.has(c.name))
      .map((c) => diagnose('template-missing', { name: c.name }, placeOf(c), lineOf(file.text, c.line))),
  ]);
}

/** Files of the book that replace none of ours and that no template calls: misspelt names. */
function findUnused(parsed: ParsedTemplate[]): Diagnostic[] {
  const called = new Set<string | null>(parsed.flatMap((p) => p.facts.calls.map((c) => c.name)));
  return parsed
    .filter(({ file }) => file.fromBook && !file.replaces && !called.has(partialName(file.name)))
    .map(({ file }) => diagnose('template-unused', { name: file.name }, { file: file.file }));
}

/** An environment of our own, without the helpers that would pass over a missing name. */
function createEnvironment(parsed: ParsedTemplate[]): typeof Handlebars {
  const env = Handlebars.create();
  env.unregisterHelper('lookup');
  env.unregisterHelper('log');
  env.registerHelper('eq', (a: unknown, b: unknown) => a === b);
  env.registerHelper(lookupHelper, (...args: unknown[]) => lookUp(args.pop() as LookupOptions, args));
  for (const template of parsed) {
    const name = partialName(template.file.name);
    if (name) env.registerPartial(name, compileTemplate(env, template));
  }
  return env;
}

/** Own properties only: data comes from manuscripts, and `constructor` is nobody's title. */
function lookUp({ hash, data }: LookupOptions, [start, ...keys]: unknown[]): unknown {
  let value = start;
  if (hash.frame !== undefined) {
    value = data;
    for (let up = hash.frame; up > 0; up--) value = (value as LookupOptions['data'] | undefined)?._parent;
  }
  for (const key of keys as string[]) {
    if (value === null || value === undefined || !Object.hasOwn(value, key)) {
      const known = typeof value === 'object' && value !== null && hash.frame === undefined ? Object.keys(value) : [];
      data.missing.set(hash.at, known);
      return undefined;
    }
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/**
 * A template as a function; a fault that Handlebars finds only when it runs is laid to this file.
 * A template that calls itself is stopped long before the stack ends: V8 may die, not throw, when that happens.
 */
function compileTemplate(env: typeof Handlebars, { file, tree }: ParsedTemplate): Handlebars.TemplateDelegate {
  const knownHelpers = Object.fromEntries([...helperNames, lookupHelper].map((name) => [name, true]));
  const run = env.compile(tree, { knownHelpers, knownHelpersOnly: true, preventIndent: true });
  let running = 0;
  return (context, options) => {
    if (running === maximumNesting) fail('template-syntax', { fault: 'endless', detail: '' }, { file: file.file });
    running++;
    try {
      return run(context, options);
    } catch (error) {
      if (error instanceof DiagnosticError) throw error;
      throw new DiagnosticError([describeFault(error as Error, file)]);
    } finally {
      running--;
    }
  };
}

function renderTemplate({ templates, sites, texts }: Prepared, name: string, data: unknown): string {
  const template = templates.get(name) ?? fail('template-missing', { name }, { file: `templates/${name}` });
  const missing: Missing = new Map();
  const text = template(data, { data: { missing } });
  if (missing.size === 0) return text;
  throw new DiagnosticError(
    [...missing].map(([at, known]) => {
      const site = sites[at] as TemplateName;
      const excerpt = lineOf(texts.get(site.file) as string, site.line);
      return diagnose('template-name', { name: site.name, known }, placeOf(site), excerpt);
    }),
  );
}

function placeOf({ file, line, column }: TemplateName) {
  return { file, line, column };
}

function lineOf(text: string, line: number): string | undefined {
  return text.split('\n')[line - 1];
}
