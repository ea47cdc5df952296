/** What is compared: our builds, pagedjs-cli, plain printing. Each is a child process that writes a PDF. */
import path from 'node:path';
import { packageFolder, rootFolder } from '../lib/package-folder.ts';
import type { Command } from './measure.ts';
import { changeOneReport, type Workshop } from './workshop.ts';

export interface Contender {
  name: string;
  label: string;
  command(workshop: Workshop): Command;
  /** The file that it writes. */
  pdf(workshop: Workshop): string;
  /** Done before each run, outside the measured time. `run` counts from 0. */
  prepare?(workshop: Workshop, run: number): Promise<void>;
}

const cold = ['--no-cache'];
const pdfOnly = ['--pdf-only'];

export const contenders: readonly Contender[] = [
  ours('cold-pdf', 'huibian, cold, PDF alone', [...cold, ...pdfOnly]),
  ours('cold', 'huibian, cold, PDF + EPUB + proof', cold),
  ours('cold-site', 'huibian, cold, PDF + EPUB + site + proof', cold, ({ publicDir }) => publicDir),
  ours('warm-pdf', 'huibian, nothing changed, PDF alone', pdfOnly),
  ours('warm', 'huibian, nothing changed, PDF + EPUB + proof', []),
  { ...ours('changed-pdf', 'huibian, one report changed, PDF alone', pdfOnly), prepare: changeOneReport },
  { ...ours('changed', 'huibian, one report changed, PDF + EPUB + proof', []), prepare: changeAgain },
  {
    name: 'pagedjs-cli',
    label: 'pagedjs-cli on the same HTML',
    command: (workshop) => ({
      program: process.execPath,
      args: [
        path.join(packageFolder('pagedjs-cli'), 'src', 'cli.js'),
        workshop.html,
        `--output=${pdfOf('pagedjs-cli', workshop)}`,
        '--outline-tags=h1',
        `--browserArgs=${workshop.browserArgs.join(',')}`,
      ],
      env: { ...workshop.browser.env, PUPPETEER_EXECUTABLE_PATH: workshop.browser.executable },
    }),
    pdf: (workshop) => pdfOf('pagedjs-cli', workshop),
  },
  {
    name: 'chrome',
    label: 'plain printing of the same HTML, no page map',
    command: (workshop) => ({
      program: process.execPath,
      args: [workshop.printPlain, workshop.html, pdfOf('chrome', workshop)],
      env: {
        ...workshop.browser.env,
        PUPPETEER_EXECUTABLE_PATH: workshop.browser.executable,
        BENCH_BROWSER_ARGS: workshop.browserArgs.join(' '),
      },
    }),
    pdf: (workshop) => pdfOf('chrome', workshop),
  },
];

function ours(name: string, label: string, options: string[], bookOf = ({ bookDir }: Workshop) => bookDir): Contender {
  const folder = (workshop: Workshop) => path.join(workshop.out, name);
  // A PDF without its proof says so in its name.
  const suffix = options.includes('--pdf-only') ? '.unproved' : '';
  return {
    name,
    label,
    command: (workshop) => ({
      program: process.execPath,
      args: [
        path.join(rootFolder, 'bin', 'huibian.mjs'),
        ...['build', '--json', '--book', bookOf(workshop), '--out', folder(workshop), ...options],
      ],
      env: { HUIBIAN_CACHE: workshop.cache },
    }),
    pdf: (workshop) => path.join(folder(workshop), `${String(workshop.book.manifest.slug)}${suffix}.pdf`),
  };
}

/** The run before has put its own change into the cache: this one is another. */
function changeAgain(workshop: Workshop, run: number): Promise<void> {
  return changeOneReport(workshop, run + 50);
}

const pdfOf = (name: string, { out }: Workshop): string => path.join(out, `${name}.pdf`);
