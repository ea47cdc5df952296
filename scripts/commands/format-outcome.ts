/** The end of a build or a check, as a person reads it: proof, files, time. */
import { relative } from 'node:path';
import type { Lang } from '../diagnostics/diagnostic.ts';
import { commandWords } from '../terminal/words.ts';
import { formatMachine } from './format-machine.ts';
import type { Outcome } from './outcome.ts';

/** The lines for standard output; empty when diagnostics have said everything. */
export function formatOutcome({ command, exit, diagnostics, build, machine }: Outcome, lang: Lang): string {
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
  for (const { file, bytes } of build?.outputs ?? []) lines.push(`  ${shortest(file)}  ${formatBytes(bytes)}`);
  if (exit === 0 && command === 'check') lines.push(w.checked);
  return lines.join('\n');
}

/** A path as the user would type it. */
function shortest(file: string): string {
  const fromHere = relative(process.cwd(), file);
  return fromHere.startsWith('..') || fromHere.length > file.length ? file : fromHere;
}

function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
