/**
 * Where things stand in a manuscript: markdown-it gives lines to blocks alone, and we need them, with columns, for
 * whatever within a paragraph something may be said about.
 */
import type MarkdownIt from 'markdown-it';
import type { InlinePlace, MarkdownEnv, Token } from './markdown-env.ts';

/** Notes the place of every inline token in `env.places`. */
export function notePlaces(md: MarkdownIt): void {
  md.inline.State = class extends md.inline.State {
    /** Line of the file on which its text begins. */
    readonly firstLine = (this.env as MarkdownEnv).line;

    override push(...[type, tag, nesting]: Parameters<InstanceType<typeof md.inline.State>['push']>): Token {
      const token = super.push(type, tag, nesting);
      (this.env as MarkdownEnv).places.set(token, placeAt(this.src, this.pos, this.firstLine));
      return token;
    }
  };
  md.core.ruler.at('inline', ({ tokens, env }) => {
    for (const token of tokens) {
      if (token.type !== 'inline') continue;
      if (token.map) env.line = token.map[0] + env.firstLine;
      token.children ??= [];
      md.inline.parse(token.content, md, env, token.children);
    }
  });
  // A note written in place is parsed apart, as a text of its own that begins here.
  md.inline.ruler.before('footnote_inline', 'note_line', (state, silent) => {
    const { src, pos, env, firstLine } = state as typeof state & { firstLine: number };
    if (!silent && src.startsWith('^[', pos)) env.line = placeAt(src, pos, firstLine).line;
    return false;
  });
}

function placeAt(src: string, pos: number, firstLine: number): InlinePlace {
  const start = src.lastIndexOf('\n', pos - 1) + 1;
  const end = src.indexOf('\n', pos);
  const line = firstLine + src.slice(0, start).split('\n').length - 1;
  return { line, text: src.slice(start, end < 0 ? undefined : end), offset: pos - start };
}
