/** What a server tells when it has begun: plain data for people and programs. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

export interface ServingReport {
  /** The folder as the user named it. */
  folder: string;
  /** The site's addresses, each ending in a slash. */
  addresses: string[];
  port: number;
  /** The page to begin at, below each address; empty for the shelf's own. */
  start: string;
  /** Titles of the books on the shelf. */
  books: string[];
  /** The shelf holds internal matter. */
  intranet: boolean;
  /** Others than this machine can reach it. */
  open: boolean;
  diagnostics: Diagnostic[];
}
