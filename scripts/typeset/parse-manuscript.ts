/** From a manuscript's Markdown to one raw tree, notes apart. Nothing is judged here but the notes' bookkeeping. */
import type { Element, Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manuscript } from '../model/types.ts';
import { createMarkdown, type MarkdownEnv } from './markdown.ts';

/** A manuscript's trees, as the HTML parser gives them. */
export interface ParsedManuscript {
  body: Root;
  /** By number of reference, from 1. */
  notes: Root[];
  diagnostics: Diagnostic[];
}

const markdown = createMarkdown();

/** Parses the Markdown of a manuscript; every problem with its notes is reported with its line. */
export function parseManuscript(manuscript: Manuscript): ParsedManuscript {
  const env: MarkdownEnv = { firstLine: manuscript.bodyLine };
  const root = fromHtml(markdown.render(manuscript.body, env), { fragment: true });
  // The notes' section is the renderer's last word; a manuscript's own <section data-notes> stands before it.
  const section = env.footnotes?.list ? root.children.findLast((n): n is Element => n.type === 'element') : undefined;
  root.children = root.children.filter((n) => n !== section);
  const notes = (section?.children ?? [])
    .filter((n): n is Element => n.type === 'element' && 'dataNoteBody' in n.properties)
    .map((n): Root => ({ type: 'root', children: n.children }));
  return { body: root, notes, diagnostics: checkNotes(manuscript, env) };
}

/** A note that nobody refers to, a reference to nothing and a note referred to twice: text would be lost or doubled. */
function checkNotes(manuscript: Manuscript, env: MarkdownEnv): Diagnostic[] {
  const found: Diagnostic[] = [];
  const lines = manuscript.body.split('\n');
  const placeOf = (at: number, column: number) => ({
    file: manuscript.file,
    line: manuscript.bodyLine + at,
    column: column + 1,
  });
  const defined = new Set(Object.keys(env.footnotes?.refs ?? {}).map((key) => key.slice(1)));
  const seen = new Set<string>();
  lines.forEach((text, at) => {
    for (const match of text.matchAll(/\[\^([^\]\s]+)\](:?)/g)) {
      const label = match[1]!;
      const isDefinition = match[2] === ':' && text.slice(0, match.index).trim() === '';
      const place = placeOf(at, match.index);
      if (isDefinition) {
        if (env.footnotes?.refs?.[`:${label}`] === -1)
          found.push(diagnose('note-unreferenced', { label }, place, text));
      } else if (!defined.has(label)) {
        found.push(diagnose('note-undefined', { label }, place, text));
      } else if (seen.has(label)) {
        found.push(diagnose('note-repeated', { label }, place, text));
      } else seen.add(label);
    }
  });
  return found;
}
