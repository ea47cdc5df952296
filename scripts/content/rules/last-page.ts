/** The last report does not end before it starts. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Rule } from './rule.ts';

export const lastPage: Rule = ({ manifest, numbering, reports, source }) => {
  const last = reports.at(-1)?.page;
  if (numbering === 'flowing' || last === undefined || manifest.lastPage === undefined) return [];
  if (manifest.lastPage >= last) return [];
  return [diagnose('last-page-early', { lastPage: manifest.lastPage, start: last }, ...source.locate(['lastPage']))];
};
