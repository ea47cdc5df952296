/** Runs the contenders in turns, so that a slow minute of the machine is shared by all. */
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Contender } from './contenders.ts';
import { type Measurement, measure } from './measure.ts';
import type { Workshop } from './workshop.ts';

export interface Result {
  name: string;
  label: string;
  runs: Measurement[];
  /** Pages of the PDF. */
  pages: number;
}

/** One uncounted run each, which fills caches, then `runs` rounds. `say` hears of every run. */
export async function runAll(
  contenders: readonly Contender[],
  workshop: Workshop,
  runs: number,
  say: (line: string) => void,
): Promise<Result[]> {
  const results = contenders.map(({ name, label }): Result => ({ name, label, runs: [], pages: 0 }));
  for (let round = 0; round <= runs; round++) {
    for (const [i, contender] of contenders.entries()) {
      await contender.prepare?.(workshop, round);
      const measured = await measure(contender.command(workshop));
      const seconds = (measured.milliseconds / 1000).toFixed(2);
      say(
        `${workshop.book.lastPage} pages, ${round === 0 ? 'warm-up' : `run ${round}`}: ${contender.name} ${seconds} s`,
      );
      if (round > 0) results[i]!.runs.push(measured);
      if (round === runs) results[i]!.pages = await countPages(contender.pdf(workshop));
    }
  }
  return results;
}

async function countPages(pdf: string): Promise<number> {
  const task = getDocument({ data: new Uint8Array(await readFile(pdf)), verbosity: 0 });
  const { numPages } = await task.promise;
  await task.destroy();
  return numPages;
}
