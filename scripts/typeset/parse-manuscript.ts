/** From a manuscript's Markdown to raw trees, notes apart. Nothing is judged here but the notes' bookkeeping. */
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manuscript } from '../model/types.ts';
import { checkNotes, reportLostNote } from './check-notes.ts';
import { createMarkdown } from './markdown.ts';
import { createEnv, type Token } from './markdown-env.ts';

/** A manuscript's trees, as the HTML parser gives them. */
export interface ParsedManuscript {
  body: Root;
  /** By number of reference, from 1: `data-HOOK-note` in the body. */
  notes: Root[];
  /** Begins the names of all attributes and comments that are ours. */
  hook: string;
  diagnostics: Diagnostic[];
  /** What to say of a note, by its number, whose reference is not in the finished text. */
  reportLost: (number: number) => Diagnostic[];
}

const markdown = createMarkdown();

/**
 * Parses the Markdown of a manuscript; every problem with its notes is reported with its line. Body and notes are
 * parsed apart as HTML, so that a tag left open in one does not swallow the others.
 */
export function parseManuscript(manuscript: Manuscript): ParsedManuscript {
  const env = createEnv(manuscript.body, manuscript.bodyLine);
  const tokens = markdown.parse(manuscript.body, env);
  const toTree = (part: Token[]): Root =>
    fromHtml(markdown.renderer.render(part, markdown.options, env), { fragment: true });
  const end = tokens.findIndex((token) => token.type === 'footnote_block_open');
  const diagnostics = checkNotes(manuscript, env);
  return {
    body: toTree(end < 0 ? tokens : tokens.slice(0, end)),
    notes: end < 0 ? [] : partNotes(tokens.slice(end)).map(toTree),
    hook: env.hook,
    diagnostics,
    reportLost: (number) =>
      env.uses
        .filter((use) => use.id === number - 1 && use.within === null && use.earlier === 0)
        .map((use) => reportLostNote(use, manuscript, env)),
  };
}

function partNotes(tokens: Token[]): Token[][] {
  const notes: Token[][] = [];
  for (const token of tokens) {
    if (token.type === 'footnote_open') notes.push([]);
    else if (!token.type.startsWith('footnote_')) notes.at(-1)!.push(token);
  }
  return notes;
}
