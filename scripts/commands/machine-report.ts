/** What `huibian doctor` finds on a machine: plain data for people and programs. */
import type { BrowserInfo } from '../model/build-types.ts';

export interface PackageState {
  name: string;
  /** Null where it is missing. */
  installed: string | null;
  /** The version that package.json fixes. */
  wanted: string;
}

export interface MachineReport {
  huibian: string;
  node: string;
  /** Operating system and processor, as Node names them. */
  platform: string;
  /** The browser that a build would use; null where there is none. */
  browser: BrowserInfo | null;
  /** Milliseconds for a start and a page printed; null where that failed. */
  trial: number | null;
  /** Type faces of ours, with package and version, and their files. */
  fonts: { name: string; file: string }[];
  packages: PackageState[];
  /** Null where none can be used. */
  cache: string | null;
}
