/** `huibian edition show`: a printing as its ledger has it. */
import { resolve } from 'node:path';
import type { Lang } from '../diagnostics/diagnostic.ts';
import { findEntry } from '../editions/find-entry.ts';
import type { EditionRecord } from '../editions/ledger-record.ts';
import { readIssued } from '../editions/load-history.ts';
import { readLedger } from '../editions/read-ledger.ts';
import type { IssuedEdition } from '../model/edition-types.ts';
import { editionWords } from '../terminal/edition-words.ts';
import type { ShowArguments } from './edition-arguments.ts';
import { inBothLanguages } from './edition-report.ts';
import type { Outcome } from './outcome.ts';

export async function runShow({ book, printing }: ShowArguments): Promise<Outcome> {
  const entry = findEntry(await readLedger(resolve(book)), printing);
  const issued = await readIssued(entry);
  const reports = issued.state.texts.map(({ paragraphs, ...text }) => ({ ...text, paragraphs: paragraphs.length }));
  const data = { ...entry.record, sha256: entry.hash, pages: issued.map.pages.length, reports };
  const text = inBothLanguages((lang) => describe(entry.record, issued, lang));
  return { command: 'edition', exit: 0, diagnostics: [], folder: book, edition: { data, text } };
}

function describe(record: EditionRecord, { map, state }: IssuedEdition, lang: Lang): string {
  const w = editionWords[lang];
  const short = (digest: string) => digest.slice(0, 12);
  const { huibian, browser, pagedjs, fonts } = record.fingerprint;
  const range = (start: string | null, end: string | null) => (start === end ? (start ?? '—') : `${start}–${end}`);
  const about = [`${record.title} · ${w.name(record.edition)} · ${record.issued} · ${w.pages(map.pages.length)}`];
  if (record.previous) about.push(`${w.previous}: ${short(record.previous)}`);
  return [
    ...about,
    '',
    w.reports,
    ...state.texts.map(({ title, start, end, status }) => {
      const left = status === 'missing' ? `（${w.missing}）` : '';
      return `  ${range(start, end).padStart(9)}  ${title}${left}`;
    }),
    '',
    w.outputs,
    ...record.outputs.map(({ name, sha256 }) => `  ${short(sha256)}  ${name}`),
    '',
    w.files,
    ...record.files.map(({ path, sha256, from }) => `  ${short(sha256)}  ${from === 'tool' ? 'huibian/' : ''}${path}`),
    '',
    w.madeWith,
    `  huibian ${huibian}`,
    `  browser ${browser}`,
    `  Paged.js ${pagedjs}`,
    ...Object.entries(fonts).map(([face, digest]) => `  ${short(digest)}  ${face}`),
  ].join('\n');
}
