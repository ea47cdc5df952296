/** Memory of a process and all that it started, from Linux's /proc. */
import { readdirSync, readFileSync } from 'node:fs';

/** A process by its id and start time: ids are used again. */
type ProcessKey = string;

interface ProcessEntry {
  pid: number;
  parent: number;
  key: ProcessKey;
}

/** Fields 4 (parent) and 22 (start time) of /proc/PID/stat; the name in field 2 may hold spaces and brackets (proc(5)). */
function readEntry(pid: number): ProcessEntry | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { pid, parent: Number(fields[1]), key: `${pid}:${fields[19]}` };
  } catch {
    return null;
  }
}

/** Proportional set size in bytes: shared pages count once over all who share them. 0 once the process is gone. */
function readPss(pid: number): number {
  try {
    const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'));
    return Number(found?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Follows the processes that `root` starts, also those whose parent has ended since. Null where there is no /proc. */
export function openProcessTree(root: number): { pss(): number } | null {
  if (process.platform !== 'linux') return null;
  const known = new Set<ProcessKey>();
  const members = (): number[] => {
    const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readEntry(Number(name)) ?? []) : []));
    const inside = new Set(all.filter(({ pid, key }) => pid === root || known.has(key)).map(({ pid }) => pid));
    for (let size = -1; size !== inside.size; ) {
      size = inside.size;
      for (const { pid, parent } of all) if (inside.has(parent)) inside.add(pid);
    }
    for (const { pid, key } of all) if (inside.has(pid)) known.add(key);
    return [...inside];
  };
  return { pss: () => members().reduce((sum, pid) => sum + readPss(pid), 0) };
}
