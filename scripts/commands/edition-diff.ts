/** `huibian edition diff`: what has changed between two printings, or since one of them. */
import { writeFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { exitStatus, fail } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { compareEditions } from '../editions/compare/compare-editions.ts';
import { findEntry } from '../editions/find-entry.ts';
import { readIssued } from '../editions/load-history.ts';
import { type Ledger, readLedger } from '../editions/read-ledger.ts';
import { revisionsPage } from '../editions/show/revisions-page.ts';
import { type RevisionPaint, revisionsText } from '../editions/show/revisions-text.ts';
import { tallyRevisions } from '../editions/show/tally-revisions.ts';
import { loadStyle } from '../lib/styles.ts';
import type { EditionState } from '../model/edition-types.ts';
import type { Revisions } from '../model/revision-types.ts';
import { chooseLanguage } from '../terminal/language.ts';
import type { Paint } from '../terminal/paint.ts';
import type { DiffArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { CommandContext, Outcome } from './outcome.ts';

export async function runDiff(given: DiffArguments, context: CommandContext): Promise<Outcome> {
  const { book, from, html, lang } = given;
  const bookDir = resolve(book);
  const ledger = await readLedger(bookDir);
  const last = ledger.entries.at(-1) ?? fail('diff-without-base', {});
  const base = from === null ? last : findEntry(ledger, from);
  const old = (await readIssued(base)).state;
  const { state, diagnostics } = await newState(given, bookDir, ledger, context);
  const outcome: Outcome = { command: 'edition', exit: exitStatus(diagnostics), diagnostics, folder: book };
  if (!state) return outcome;
  const revisions = compareEditions(old, state);
  if (html !== undefined) await writePage(resolve(html), bookDir, state.title, revisions, lang);
  const file = html === undefined ? [] : [`  ${relative(process.cwd(), resolve(html))}`];
  const paint = paintOf(context.paint);
  const text = inBothLanguages((lang) => [revisionsText(state.title, revisions, lang, paint), ...file].join('\n\n'));
  return { ...outcome, edition: { data: dataOf(revisions, html), text } };
}

/** The state of the printing that was asked for, or of the book as it stands: laid out, nothing of it written. */
async function newState(
  { to, cache, jobs }: DiffArguments,
  bookDir: string,
  ledger: Ledger,
  { signal, report }: CommandContext,
): Promise<{ state: EditionState | null; diagnostics: Diagnostic[] }> {
  if (to !== null) return { state: (await readIssued(findEntry(ledger, to))).state, diagnostics: [] };
  const { makeBook } = await import('../build-book.ts');
  const options = { bookDir, outDir: bookDir, engine: 'per-report', pdfOnly: true, write: false } as const;
  const { result, made } = await makeBook({ ...options, cache, jobs, signal, report });
  return { state: made?.state ?? null, diagnostics: result.diagnostics };
}

async function writePage(
  file: string,
  bookDir: string,
  title: string,
  revisions: Revisions,
  asked: string | undefined,
): Promise<void> {
  const style = await loadStyle('revisions.css', bookDir);
  const page = revisionsPage({ title, language: 'zh-CN', revisions, style }, chooseLanguage(asked, process.env));
  await writeFile(file, page);
}

/** What programs get: all that people are shown, the whole of each changed paragraph, and the order of the texts. */
function dataOf(revisions: Revisions, html: string | undefined): Record<string, unknown> {
  const { from, to, texts, order } = revisions;
  return {
    from,
    to,
    counts: tallyRevisions(revisions),
    texts: texts.map(({ script, ...text }) => text),
    order,
    ...(html !== undefined && { html: resolve(html) }),
  };
}

function paintOf({ strong: title, error: removed, hint: added, quiet }: Paint): RevisionPaint {
  return { title, removed, added, quiet };
}
