/** The processes of this machine, to see that none is left behind. Linux. */
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessState {
  pid: number;
  parent: number;
  command: string;
}

/** All processes that are not mere remains (zombies). */
export function listProcesses(): ProcessState[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const status = readFileSync(`/proc/${name}/status`, 'utf8');
        if (/^State:\s+Z/m.test(status)) return [];
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return [{ pid: Number(name), parent: Number(/^PPid:\s+(\d+)/m.exec(status)![1]), command }];
      } catch {
        // It ended meanwhile.
        return [];
      }
    });
}

/** Processes whose command line holds `text`. */
export function processesOf(text: string): ProcessState[] {
  return listProcesses().filter(({ command }) => command.includes(text));
}

/** Waits until no process's command line holds `text`; returns those left after `ms`. */
export async function waitForNone(text: string, ms = 5000): Promise<ProcessState[]> {
  for (const end = Date.now() + ms; ; ) {
    const left = processesOf(text);
    if (left.length === 0 || Date.now() > end) return left;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** All that a process has started, and they in turn. */
export function descendantsOf(pid: number, all: ProcessState[] = listProcesses()): ProcessState[] {
  const children = all.filter(({ parent }) => parent === pid);
  return [...children, ...children.flatMap((child) => descendantsOf(child.pid, all))];
}
