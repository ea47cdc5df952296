/** Measures a whole child process: wall time from its start to its end, and its tree's peak memory. */
import { spawn } from 'node:child_process';
import { openProcessTree } from './process-tree.ts';

export interface Command {
  program: string;
  args: string[];
  env: Record<string, string>;
}

export interface Measurement {
  /** Wall time in ms. */
  milliseconds: number;
  /** Largest sum of PSS in bytes over the process tree, of samples some 50 ms apart; null where it cannot be read. */
  peakPss: number | null;
  /** What a build of ours says of its stages, in ms of wall time; null for others. */
  stages: Record<string, number> | null;
}

/** Time between two samples in ms; more where a sample takes long, so that sampling costs at most a tenth of one core. */
const interval = 50;
const timeout = 20 * 60_000;

/** Runs a command to its end. Throws an Error with its output where it does not exit with 0. */
export async function measure({ program, args, env }: Command): Promise<Measurement> {
  const begin = performance.now();
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'], timeout });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (data) => (output[name] += data));
  const sampler = startSampler(child.pid);
  const { code, signal, end } = await new Promise<{ code: number | null; signal: string | null; end: number }>(
    (resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code, signal) => resolve({ code, signal, end: performance.now() }));
    },
  ).finally(() => sampler?.stop());
  if (code !== 0) {
    const said = `${output.stdout}${output.stderr}`.slice(-4000);
    throw new Error(`${program} ${args.join(' ')}\nended with ${signal ?? code}\n${said}`);
  }
  const stages = args.includes('--json') ? JSON.parse(output.stdout).milliseconds : null;
  return { milliseconds: end - begin, peakPss: sampler?.peak() || null, stages };
}

function startSampler(pid: number | undefined): { stop(): void; peak(): number } | null {
  const tree = pid === undefined ? null : openProcessTree(pid);
  if (!tree) return null;
  let peak = 0;
  let timer: NodeJS.Timeout;
  const sample = () => {
    const begin = performance.now();
    peak = Math.max(peak, tree.pss());
    timer = setTimeout(sample, Math.max(interval, 9 * (performance.now() - begin)));
  };
  sample();
  return { stop: () => clearTimeout(timer), peak: () => peak };
}
