/** The language in which we speak to the user. */
import type { Lang } from '../diagnostics/diagnostic.ts';

/**
 * `--lang` decides; else the first of LC_ALL, LC_MESSAGES and LANG that says anything (POSIX, Environment Variables,
 * 8.2); else, as on Windows, the system's own language. Any zh is Chinese; all else, C and POSIX too, English.
 */
export function chooseLanguage(argument: string | undefined, env: NodeJS.ProcessEnv): Lang {
  if (argument === 'zh' || argument === 'en') return argument;
  const said = env.LC_ALL || env.LC_MESSAGES || env.LANG || Intl.DateTimeFormat().resolvedOptions().locale;
  return /^zh\b|^zh_/i.test(said) ? 'zh' : 'en';
}
