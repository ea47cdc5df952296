/** `huibian edition list`: what has been issued, oldest first. */
import { resolve } from 'node:path';
import { readData, readLedger } from '../editions/read-ledger.ts';
import { editionWords } from '../terminal/edition-words.ts';
import { inBothLanguages } from './edition-report.ts';
import type { Outcome } from './outcome.ts';

export async function runList({ book }: { book: string }): Promise<Outcome> {
  const { entries } = await readLedger(resolve(book));
  const listed = await Promise.all(
    entries.map(async (entry) => {
      const { edition, issued, title, previous } = entry.record;
      const pages = (JSON.parse(await readData(entry, 'pages.json')) as { pages: unknown[] }).pages.length;
      return { ...edition, issued, title, pages, sha256: entry.hash, previous };
    }),
  );
  const text = inBothLanguages((lang) => {
    const w = editionWords[lang];
    if (listed.length === 0) return w.nothingIssued;
    return listed
      .map((each) => `${each.issued}  ${w.name(each)}  ${w.pages(each.pages)}  ${each.sha256.slice(0, 12)}`)
      .join('\n');
  });
  return { command: 'edition', exit: 0, diagnostics: [], folder: book, edition: { data: { issued: listed }, text } };
}
