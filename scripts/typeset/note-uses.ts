/** Notes and their references, told from what only looks like them: code, comments and escaped brackets are text. */
import type MarkdownIt from 'markdown-it';
import type { MarkdownEnv, NoteUse, Token } from './markdown-env.ts';

/** Adds the rules that fill a `NoteTrace`; after the plugin for notes. */
export function traceNotes(md: MarkdownIt): void {
  md.block.ruler.before(
    'footnote_def',
    'note_definition',
    (state, startLine, _, silent) => {
      const start = state.bMarks[startLine]! + state.tShift[startLine]!;
      const found = silent ? null : /^\[\^([^\] ]+)\]:/.exec(state.src.slice(start, state.eMarks[startLine]));
      if (found) {
        const column = start - state.src.lastIndexOf('\n', start - 1);
        (state.env as MarkdownEnv).definitions.push({
          label: found[1]!,
          line: startLine + state.env.firstLine,
          column,
        });
      }
      return false;
    },
    { alt: ['paragraph', 'reference'] },
  );
  md.inline.ruler.after('footnote_ref', 'note_undefined', (state, silent) => {
    const found = /^\[\^([^\]\s]+)\]/.exec(state.src.slice(state.pos, state.posMax));
    if (!found) return false;
    if (!silent) Object.assign(state.push('note_undefined', '', 0), { content: found[0], meta: { label: found[1]! } });
    state.pos += found[0].length;
    return true;
  });
  md.renderer.rules.note_undefined = (tokens, index) => md.utils.escapeHtml(tokens[index]!.content);
  md.core.ruler.after('inline', 'note_uses', ({ tokens, env }) => collectUses(tokens, env));
}

function collectUses(tokens: Token[], env: MarkdownEnv): void {
  let within: NoteUse['within'] = null;
  for (const token of tokens) {
    if (token.type === 'footnote_reference_open') within = 'note';
    else if (token.type === 'footnote_reference_close') within = null;
    else collectInline(token.children ?? [], within);
  }

  function collectInline(children: Token[], inside: NoteUse['within'], image?: Token): void {
    for (const token of children) {
      if (token.type === 'image') collectInline(token.children ?? [], 'image', token);
      if (token.type !== 'footnote_ref' && token.type !== 'note_undefined') continue;
      const { id = null, subId = 0, label = null } = token.meta;
      env.uses.push({ token: image ?? token, label, id, earlier: subId, within: inside });
      if (label === null) collectInline(env.footnotes?.list?.[id]?.tokens ?? [], inside ?? 'note', image);
    }
  }
}
