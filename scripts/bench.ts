/**
 * The benchmark: `npm run bench`. Generates books of 100 and 1,000 pages, builds them cold, warm and after a change, and
 * lets pagedjs-cli and plain printing do the same HTML, in turns on the same browser. Exit code 1 where a wanted figure
 * is missed. Takes some 15 minutes on two cores; `--pages 100` takes two.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { type Contender, contenders } from './bench/contenders.ts';
import { formatReport } from './bench/report.ts';
import { runAll } from './bench/run-all.ts';
import { judge, type Results } from './bench/wanted.ts';
import { openWorkshop } from './bench/workshop.ts';
import type { BrowserInfo } from './model/build-types.ts';

const names = contenders.map((c) => c.name);

const program = new Command('bench')
  .addOption(new Option('--pages <n>', 'size of the book').choices(['100', '1000', 'both']).default('both'))
  .option('--runs <n>', 'runs that count', parseRuns, 5)
  .option('--only <names>', `comma-separated, of: ${names.join(', ')}`, parseNames)
  .option('--json <file>', 'also write all measurements to a file')
  .parse();
const {
  pages,
  runs,
  only = contenders,
  json,
} = program.opts<{
  pages: '100' | '1000' | 'both';
  runs: number;
  only?: readonly Contender[];
  json?: string;
}>();

function parseRuns(value: string): number {
  if (!/^[1-9]\d?$/.test(value)) throw new InvalidArgumentError('a number from 1 to 99');
  return Number(value);
}

function parseNames(value: string): readonly Contender[] {
  const wanted = value.split(',');
  const unknown = wanted.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new InvalidArgumentError(`no such contender: ${unknown.join(', ')}`);
  return contenders.filter((c) => wanted.includes(c.name));
}

const sizes = pages === 'both' ? [100, 1000] : [Number(pages)];
const dir = await mkdtemp(path.join(tmpdir(), 'huibian-bench-'));
const results: Results = new Map();
let browser: BrowserInfo | null = null;
try {
  for (const size of sizes) {
    const workshop = await openWorkshop(dir, size / 100);
    browser = workshop.browser;
    results.set(size, await runAll(only, workshop, runs, (line) => process.stderr.write(`${line}\n`)));
  }
} finally {
  await rm(dir, { recursive: true, force: true });
}
process.stdout.write(`${formatReport(results, browser!, runs)}\n`);
if (json)
  await writeFile(
    json,
    `${JSON.stringify({ results: Object.fromEntries(results), wanted: judge(results) }, null, 1)}\n`,
  );
if (judge(results).some(({ limit, measured }) => measured !== null && measured > limit)) process.exitCode = 1;
