/** What a subcommand of `huibian edition` found: data for programs, and lines for people in both languages. */
import type { Lang } from '../diagnostics/diagnostic.ts';

export interface EditionReport {
  /** Stands under `edition` in the object that --json prints. */
  data: Record<string, unknown>;
  text: Record<Lang, string>;
}

/** The same lines in both languages, each with its own words. */
export function inBothLanguages(write: (lang: Lang) => string): Record<Lang, string> {
  return { zh: write('zh'), en: write('en') };
}
