/**
 * The Markdown dialect of manuscripts: markdown-it with rules for Chinese, footnotes, tables and attributes.
 * The renderer leaves line numbers behind (attributes, and comments before raw HTML), so that whatever is said about the
 * tree afterwards can name its line in the manuscript. Their names begin with the hook of the parse.
 */
import { attrs } from '@mdit/plugin-attrs';
import MarkdownIt, { type PluginWithOptions } from 'markdown-it';
import cjkFriendly from 'markdown-it-cjk-friendly';
import footnote from 'markdown-it-footnote';
import multimdTable from 'markdown-it-multimd-table';
import type { MarkdownEnv, Token } from './markdown-env.ts';
import { notePlaces } from './markdown-places.ts';
import { traceNotes } from './note-uses.ts';

// Its types describe an ES module; the package is CommonJS.
const tables = multimdTable as unknown as PluginWithOptions<{ rowspan: boolean }>;

type RenderRule = NonNullable<MarkdownIt['renderer']['rules'][string]>;

/** A comment that carries a source line through the HTML parser. */
export const lineMark = (hook: string) => new RegExp(`^${hook}-line (\\d+)$`);
const markLine = ({ hook }: MarkdownEnv, line: unknown) => `<!--${hook}-line ${line}-->`;

/** Notes the source line of every block, and of every link, image and raw tag within it. */
function noteLines(tokens: Token[], env: MarkdownEnv): void {
  const noteLine = new Map<number, number>();
  let blockLine = env.firstLine;
  for (const token of tokens) {
    if (token.map) blockLine = token.map[0] + env.firstLine;
    // A note written in place has no lines: it stands where it is referred to.
    if (token.type === 'footnote_open') blockLine = noteLine.get(token.meta.id) ?? blockLine;
    if (token.nesting === 1 && token.block) token.attrSet(`data-${env.hook}-line`, String(blockLine));
    token.meta = { ...token.meta, line: blockLine };
    for (const child of token.children ?? []) {
      const line = env.places.get(child)?.line ?? blockLine;
      child.meta = { ...child.meta, line };
      if (child.type === 'image' || child.type === 'link_open') child.attrSet(`data-${env.hook}-line`, String(line));
      if (child.type === 'footnote_ref') noteLine.set(child.meta.id, line);
    }
  }
}

/** Han, kana, full-width forms, and the marks that Chinese shares with Latin type: “ ” ‘ ’ … — · */
const chinese = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef“”‘’…—·]/u;

/**
 * A line end inside a paragraph is a space between Latin words and nothing beside Chinese.
 * (markdown-it-cjk-breaks 2.0.0 throws where emphasis begins a line and keeps a space after ” and ……)
 */
function joinLines(tokens: Token[]): void {
  for (const { children } of tokens) {
    const breaks = children?.flatMap((child, i) => (child.type === 'softbreak' ? [i] : [])) ?? [];
    for (const at of breaks) {
      const before = children!.slice(0, at).findLast((t) => t.content)?.content ?? '';
      const after = children!.slice(at + 1).find((t) => t.content)?.content ?? '';
      if (!chinese.test([...before].at(-1) ?? '') && !chinese.test([...after][0] ?? '')) continue;
      Object.assign(children![at]!, { type: 'text', content: '' });
    }
  }
}

/** {.class #id key=value}: what counts as attributes. */
const attributes = /^\{\s*(?:(?:[.#][\w-]+|[\w-]+=(?:"[^"]*"|[^\s"}]+))\s*)+\}/;
/** Stands for a brace that is text; private use, which no manuscript may contain. */
const brace = '\ue000';

/** Braces around words are text: the attributes' plugin would take `{内部}` for one without a value, and drop it. */
function hideBraces(tokens: Token[]): void {
  eachText(tokens, (text) =>
    text.replace(/\{/g, (found, at: number) => (attributes.test(text.slice(at)) ? found : brace)),
  );
}

function showBraces(tokens: Token[]): void {
  eachText(tokens, (text) => text.replaceAll(brace, '{'));
}

function eachText(tokens: Token[], change: (text: string) => string): void {
  for (const token of tokens) {
    if (token.type === 'text' || token.type === 'inline') token.content = change(token.content);
    if (token.children) eachText(token.children, change);
  }
}

/** Tags after which an HTML parser takes all that follows for bare text, our own marks included. */
const rawTextTag = /<(\/?)(?:plaintext|xmp|noembed|noframes|listing)\b/gi;

const rawHtml: RenderRule = (tokens, index, _, env: MarkdownEnv) =>
  markLine(env, tokens[index]!.meta?.line) + tokens[index]!.content.replace(rawTextTag, '<$1span');

const noteReference: RenderRule = (tokens, index, _, { hook }: MarkdownEnv) => {
  const { id, line } = tokens[index]!.meta;
  return `<a data-${hook}-note="${id + 1}" data-${hook}-line="${line}"></a>`;
};

/** Makes the parser. Stateless between parses. */
export function createMarkdown(): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: false, typographer: false });
  // Whatever is no address of a book is taken out later, with a word about it; here it would stay as bare Markdown.
  md.validateLink = () => true;
  md.core.ruler.after('inline', 'source_lines', (state) => noteLines(state.tokens, state.env));
  md.core.ruler.push('cjk_line_ends', (state) => joinLines(state.tokens));
  md.use(cjkFriendly)
    .use(footnote)
    .use(tables, { rowspan: true, headerless: false, multibody: false, multiline: false, autolabel: false })
    .use(attrs, {
      allowed: ['id', 'class', 'lang'],
      rule: ['fence', 'inline', 'list', 'heading', 'hr', 'softbreak', 'block'],
    });
  notePlaces(md);
  traceNotes(md);
  md.core.ruler.before('attrs', 'hide_braces', (state) => hideBraces(state.tokens));
  md.core.ruler.after('attrs', 'show_braces', (state) => showBraces(state.tokens));
  Object.assign(md.renderer.rules, {
    html_block: rawHtml,
    html_inline: rawHtml,
    footnote_ref: noteReference,
    footnote_anchor: () => '',
  } satisfies Record<string, RenderRule>);
  return md;
}
