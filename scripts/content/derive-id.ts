/** A report's permanent name where the manifest gives none. */
import { createHash } from 'node:crypto';

/** `r-` and the first eight hexadecimal digits of the title's SHA-256 (UTF-8). */
export function deriveId(title: string): string {
  return `r-${createHash('sha256').update(title, 'utf8').digest('hex').slice(0, 8)}`;
}
