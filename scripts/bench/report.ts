/** The figures as Markdown. */
import { cpus, loadavg, totalmem } from 'node:os';
import type { BrowserInfo } from '../model/build-types.ts';
import type { Result } from './run-all.ts';
import { memoryOf, type Spread, timeOf } from './statistics.ts';
import { judge, type Results } from './wanted.ts';

/** The machine's facts, one table a size, and the verdicts. */
export function formatReport(results: Results, browser: BrowserInfo, runs: number): string {
  const sizes = [...results].map(([pages, list]) => `## ${pages} pages\n\n${resultTable(list)}`);
  return [machineFacts(browser, runs), ...sizes, `## Wanted\n\n${verdictTable(results)}`].join('\n\n');
}

function machineFacts(browser: BrowserInfo, runs: number): string {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return (
    `${cpus().length} cores (${cpu?.model.trim() ?? '?'}), ${memory} GB, ${process.platform}, Node ${process.versions.node}, ` +
    `browser ${browser.version} (${browser.source}), load ${loadavg()[1]!.toFixed(1)}. Median of ${runs} alternating runs, least and greatest in brackets; ` +
    'whole processes; memory is the peak of the summed PSS of the process tree.'
  );
}

function resultTable(results: Result[]): string {
  const fastest = Math.min(...results.map((r) => timeOf(r).median));
  const rows = results.map((result) => {
    const [time, memory] = [timeOf(result), memoryOf(result)];
    return [
      result.label,
      spread(time, (ms) => (ms / 1000).toFixed(2)),
      (time.median / fastest).toFixed(1),
      (time.median / result.pages).toFixed(1),
      memory ? spread(memory, (bytes) => (bytes / 1e6).toFixed(0)) : '—',
      String(result.pages),
    ];
  });
  const head = ['', 'seconds', '× fastest', 'ms a page', 'MB', 'pages'];
  return table(head, rows);
}

function verdictTable(results: Results): string {
  const rows = judge(results).map(({ what, limit, measured }) => [
    what,
    `≤ ${limit}`,
    measured === null ? '—' : measured.toFixed(2),
    measured === null ? 'not measured' : measured <= limit ? 'PASS' : 'FAIL',
  ]);
  return table(['', 'wanted', 'measured', ''], rows);
}

const spread = ({ median, min, max }: Spread, show: (n: number) => string): string =>
  `${show(median)} (${show(min)}–${show(max)})`;

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, i) => (i === 0 ? ':--' : '--:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}
