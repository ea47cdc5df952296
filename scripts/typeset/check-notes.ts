/** What is wrong with a manuscript's notes. Whatever is let pass here would lose a text or double it. */
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manuscript, Place } from '../model/types.ts';
import type { InlinePlace, MarkdownEnv, NoteUse } from './markdown-env.ts';

/** Every problem with notes, in the order of the file. */
export function checkNotes(manuscript: Manuscript, env: MarkdownEnv): Diagnostic[] {
  const excerptAt = (line: number) => manuscript.body.split('\n')[line - manuscript.bodyLine] ?? '';
  const found = env.uses.flatMap((use) => {
    const place = placeOf(use, manuscript, env);
    const code = faultOf(use);
    if (code === null) return [];
    const excerpt = excerptAt(place.line!);
    return code === 'note-misplaced'
      ? [diagnose(code, { label: use.label, within: use.within! }, place, excerpt)]
      : [diagnose(code, { label: use.label! }, place, excerpt)];
  });
  const defined = new Set<string>();
  for (const { label, line, column } of env.definitions) {
    const place = { file: manuscript.file, line, column };
    if (defined.has(label)) found.push(diagnose('note-defined-twice', { label }, place, excerptAt(line)));
    else if (env.footnotes?.refs?.[`:${label}`] === -1)
      found.push(diagnose('note-unreferenced', { label }, place, excerptAt(line)));
    defined.add(label);
  }
  const order = ({ place }: Diagnostic) => place!.line! * 1e6 + (place!.column ?? 0);
  return found.sort((a, b) => order(a) - order(b));
}

function faultOf(use: NoteUse): 'note-undefined' | 'note-repeated' | 'note-misplaced' | null {
  if (use.id === null) return 'note-undefined';
  if (use.within !== null) return 'note-misplaced';
  return use.earlier > 0 ? 'note-repeated' : null;
}

/** A reference whose text the sanitiser or the title's removal took away: its note would be lost. */
export function reportLostNote(use: NoteUse, manuscript: Manuscript, env: MarkdownEnv): Diagnostic {
  const place = placeOf(use, manuscript, env);
  const excerpt = manuscript.body.split('\n')[place.line! - manuscript.bodyLine];
  return diagnose('note-misplaced', { label: use.label, within: 'removed' }, place, excerpt);
}

/** The column is left out where the parser's line is not a part of the file's, as in cells with an escaped bar. */
function placeOf({ token }: NoteUse, manuscript: Manuscript, env: MarkdownEnv): Place {
  const { line, text, offset }: InlinePlace = env.places.get(token)!;
  const start = (manuscript.body.split('\n')[line - manuscript.bodyLine] ?? '').indexOf(text);
  return { file: manuscript.file, line, ...(start >= 0 && { column: start + offset + 1 }) };
}
