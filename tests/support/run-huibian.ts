/** Runs the real command, as a user would. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/huibian.mjs', import.meta.url));

export interface RunOptions {
  cwd?: string;
  /** Added to the environment; undefined takes a variable out. */
  env?: Record<string, string | undefined>;
  /** Ends the process with SIGTERM after so many ms. Default 5 minutes. */
  timeout?: number;
  /** Sends this signal as soon as the output holds `on` and what is done `first` is done. */
  kill?: { signal: NodeJS.Signals; on: RegExp; first?: (told: string) => Promise<unknown> };
}

export interface RunResult {
  /** Null where a signal ended the process. */
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `huibian ARGS…` to its end. Never throws for an exit code. */
export function runHuibian(args: string[], options: RunOptions = {}): Promise<RunResult> {
  const env = { ...process.env, NO_COLOR: '1', CI: '1', ...options.env };
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: options.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: options.timeout ?? 300_000,
  });
  let [stdout, stderr, killed] = ['', '', false];
  const listen = (stream: NodeJS.ReadableStream, add: (text: string) => void) =>
    stream.setEncoding('utf8').on('data', (text: string) => {
      add(text);
      if (killed || !options.kill?.on.test(stdout + stderr)) return;
      killed = true;
      const { signal, first } = options.kill;
      void Promise.resolve(first?.(stdout + stderr)).finally(() => child.kill(signal));
    });
  listen(child.stdout, (text) => (stdout += text));
  listen(child.stderr, (text) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
