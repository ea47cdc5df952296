/**
 * Handlebars' strict mode covers neither arguments of helpers ({{#if missing}}) nor the middle of a path
 * ({{missing.title}}), and it stops at the first fault. So each parsed template is rewritten before it is compiled:
 * whatever looks up data becomes a call of one helper, which reports the names that the data lacks, with their places.
 */
import Handlebars from 'handlebars';

export interface TemplatePlace {
  file: string;
  /** From 1. */
  line: number;
  column: number;
}

/** A name in a template, and where. */
export interface TemplateName extends TemplatePlace {
  name: string;
}

/** What a template needs and offers, whatever the data. */
export interface TemplateFacts {
  unknownHelpers: TemplateName[];
  /** Partials that it calls by name; one that has text to fall back on is not required. */
  calls: (TemplateName & { required: boolean })[];
  /** Partials that it defines itself. */
  inline: string[];
}

/** The helper that looks up data; no template can write this name. */
export const lookupHelper = 'look up';
const blockHelpers = new Set(['if', 'unless', 'each', 'with']);
const valueHelpers = new Set(['eq']);

/** Names of the helpers that templates may use. */
export const helperNames = [...blockHelpers, ...valueHelpers];

type AnyNode = hbs.AST.Node;
type Loc = hbs.AST.SourceLocation;
type Path = hbs.AST.PathExpression;
type Call = { path: Path | hbs.AST.Literal; params: hbs.AST.Expression[]; hash: hbs.AST.Hash };

/** Rewrites one template's tree in place. Lookups are numbered into `sites`. */
class LookupRewriter extends Handlebars.Visitor {
  /** Of the visitor: what a method returns takes the node's place. */
  mutating = true;
  readonly facts: TemplateFacts = { unknownHelpers: [], calls: [], inline: [] };
  readonly #file: string;
  readonly #sites: TemplateName[];
  readonly #blockParams: string[] = [];

  constructor(file: string, sites: TemplateName[]) {
    super();
    this.#file = file;
    this.#sites = sites;
  }

  override Program(program: hbs.AST.Program): void {
    const params = program.blockParams ?? [];
    this.#blockParams.push(...params);
    super.Program(program);
    this.#blockParams.length -= params.length;
  }

  override MustacheStatement(node: hbs.AST.MustacheStatement): void {
    const isCall = node.params.length > 0 || (node.hash?.pairs.length ?? 0) > 0;
    const call = isCall ? node : this.#lookup(asPath(node.path));
    if (isCall) this.#call(node, valueHelpers);
    else if (call.type === 'SubExpression')
      Object.assign(node, { path: call.path, params: call.params, hash: call.hash });
  }

  override SubExpression(node: hbs.AST.SubExpression): void {
    this.#call(node, valueHelpers);
  }

  override BlockStatement(node: hbs.AST.BlockStatement): void {
    this.#call(node, blockHelpers);
    this.#accept(node, ['program', 'inverse']);
  }

  override PartialStatement(node: hbs.AST.PartialStatement): void {
    this.#partial(node, true);
  }

  override PartialBlockStatement(node: hbs.AST.PartialBlockStatement): void {
    this.#partial(node, false);
    this.#accept(node, ['program']);
  }

  override DecoratorBlock(node: hbs.AST.DecoratorBlock): void {
    const name = node.params[0] as hbs.AST.StringLiteral | undefined;
    if (name?.type === 'StringLiteral') this.facts.inline.push(name.value);
    this.#accept(node, ['program']);
  }

  /** Data in the place of an argument. */
  override PathExpression(path: Path): undefined {
    // Handlebars' types do not tell that a mutating visitor returns nodes.
    return this.#lookup(path) as unknown as undefined;
  }

  #call(node: Call, known: Set<string>): void {
    const name = asPath(node.path).original;
    if (!known.has(name)) this.facts.unknownHelpers.push({ name, ...this.#place(node.path.loc) });
    this.#arguments(node);
  }

  #partial(node: hbs.AST.PartialStatement | hbs.AST.PartialBlockStatement, required: boolean): void {
    const { name } = node;
    if (name.type === 'SubExpression') this.#accept(node, ['name']);
    else this.facts.calls.push({ name: String(name.original), required, ...this.#place(node.loc) });
    this.#arguments(node);
  }

  #arguments(node: { params: hbs.AST.Expression[]; hash: hbs.AST.Hash }): void {
    this.acceptArray(node.params);
    this.#accept(node, ['hash']);
  }

  #accept(node: object, keys: string[]): void {
    for (const key of keys) this.acceptKey(node as AnyNode, key);
  }

  #lookup(path: Path): Path | hbs.AST.SubExpression {
    const first = path.parts[0];
    if (first === undefined) return path;
    const own = !path.data && path.depth === 0 && !/^\.|^this\b/.test(path.original);
    const param = own && this.#blockParams.includes(first);
    if (param && path.parts.length === 1) return path;
    const at = this.#sites.push({ name: path.original, ...this.#place(path.loc) }) - 1;
    const start = param ? { parts: [first], original: first } : { parts: [], original: 'this' };
    const head = { ...path, ...start, data: false, depth: path.data ? 0 : path.depth };
    const keys = path.parts.slice(param ? 1 : 0).map((key) => literal('StringLiteral', key, path.loc));
    return lookupCall(path.loc, [head, ...keys], { at, ...(path.data && { frame: path.depth }) });
  }

  #place(loc: Loc): TemplatePlace {
    return { file: this.#file, line: loc.start.line, column: loc.start.column + 1 };
  }
}

/** The node `(look up start "key" "key" at=N frame=N)`. */
function lookupCall(loc: Loc, params: hbs.AST.Expression[], hash: Record<string, number>): hbs.AST.SubExpression {
  const pairs = Object.entries(hash).map(([key, value]) => {
    return { type: 'HashPair', key, value: literal('NumberLiteral', value, loc), loc };
  });
  const path = { type: 'PathExpression', data: false, depth: 0, parts: [lookupHelper], original: lookupHelper, loc };
  return { type: 'SubExpression', path, params, hash: { type: 'Hash', pairs, loc }, loc } as hbs.AST.SubExpression;
}

function literal(type: string, value: string | number, loc: Loc): hbs.AST.Expression {
  return { type, value, original: value, loc } as hbs.AST.Expression;
}

/** {{"title"}} and {{true}} are names to Handlebars. */
function asPath(node: Path | hbs.AST.Literal): Path {
  if (node.type === 'PathExpression') return node as Path;
  const original = String((node as hbs.AST.StringLiteral).original);
  return { type: 'PathExpression', data: false, depth: 0, parts: [original], original, loc: node.loc };
}

/**
 * Rewrites a parsed template in place so that every lookup of data goes through {@link lookupHelper} with hash `at`
 * (index into `sites`, to which it adds) and, for @variables, `frame` (how many frames up).
 */
export function rewriteLookups(tree: hbs.AST.Program, file: string, sites: TemplateName[]): TemplateFacts {
  const rewriter = new LookupRewriter(file, sites);
  rewriter.accept(tree);
  return rewriter.facts;
}
