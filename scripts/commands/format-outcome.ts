/** The end of a build or a check, as a person reads it: proof, files, time. */
import { dirname, join, relative, sep } from 'node:path';
import type { Lang } from '../diagnostics/diagnostic.ts';
import type { OutputFile } from '../model/build-types.ts';
import { type CommandWords, commandWords } from '../terminal/words.ts';
import { formatMachine } from './format-machine.ts';
import type { Outcome } from './outcome.ts';

/** The lines for standard output; empty when diagnostics have said everything. */
export function formatOutcome(
  { command, exit, diagnostics, build, shelf, machine, edition }: Outcome,
  lang: Lang,
): string {
  if (machine) return formatMachine(machine, lang, diagnostics.length === 0);
  const w = commandWords[lang];
  const lines: string[] = [];
  if (build?.proof) {
    const failed = build.proof.checks.filter((c) => !c.ok).length;
    const proof = failed ? w.proofFails(build.proof.checks.length, failed) : w.proofHolds(build.proof.checks.length);
    const pages = build.pageMap ? w.pages(build.pageMap.pages.length) : '';
    const time = build.milliseconds.total === undefined ? '' : w.seconds((build.milliseconds.total / 1000).toFixed(1));
    lines.push([build.pageMap?.title, pages, proof, time].filter(Boolean).join(' · '));
  }
  const outputs = build?.outputs ?? shelf?.outputs ?? [];
  lines.push(...listOutputs(outputs, shelf?.outDir ?? dirname(outputs[0]?.file ?? ''), w));
  if (shelf && exit === 0) lines.push(w.onShelf(shelf.books.map((book) => book.title)));
  if (edition?.text[lang]) lines.push(edition.text[lang]);
  if (exit === 0 && command === 'check') lines.push(w.checked);
  return lines.join('\n');
}

/** A line a file; one for all files of a folder below the outputs' own. */
function listOutputs(outputs: OutputFile[], outDir: string, words: CommandWords): string[] {
  const groups = new Map<string, OutputFile[]>();
  for (const output of outputs) {
    const [top, ...below] = relative(outDir, output.file).split(sep);
    const name = join(outDir, top!, below.length > 0 ? sep : '');
    groups.set(name, [...(groups.get(name) ?? []), output]);
  }
  return [...groups].map(([name, files]) => {
    const bytes = formatBytes(files.reduce((sum, file) => sum + file.bytes, 0));
    const count = name.endsWith(sep) ? `${words.files(files.length)}, ` : '';
    return `  ${shortest(name)}  ${count}${bytes}`;
  });
}

/** A path as the user would type it. */
function shortest(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere.startsWith('..') || fromHere.length > file.length ? file : fromHere;
}

function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
