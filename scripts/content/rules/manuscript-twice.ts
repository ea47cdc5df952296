/** One manuscript is one report: no text file is named twice, not even under two names. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Rule } from './rule.ts';

export const manuscriptTwice: Rule = ({ named, files, source }) => {
  const first = new Map<string, number>();
  return named.flatMap(({ file, as, path }) => {
    if (as !== 'text') return [];
    const found = files.get(file)!;
    const real = 'realPath' in found ? found.realPath : file;
    const spot = source.locate(path);
    const line = first.get(real);
    if (line !== undefined) return [diagnose('manuscript-twice', { file, line }, ...spot)];
    first.set(real, spot[0].line!);
    return [];
  });
};
