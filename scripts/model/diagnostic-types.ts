/** What a stage has to say to the user, as data: its words are found only when it is shown. */
import type { Place } from './types.ts';

export type Lang = 'zh' | 'en';
export type Severity = 'error' | 'warning' | 'note';

export interface Diagnostic {
  code: string;
  severity: Severity;
  params: unknown;
  place?: Place;
  /** The line of the file that `place` points into, as it stands. */
  excerpt?: string;
}
