/** Whether a process still runs: what it left behind may be taken away when it does not. */
import { systemCode } from './system-error.ts';

/** True for a live process of this machine (this container, where there is one), whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) === 'EPERM';
  }
}
