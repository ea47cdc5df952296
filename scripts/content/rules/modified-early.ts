/** The text was not last changed before it was issued: catalogues order by the one and print the other. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { Rule } from './rule.ts';

export const modifiedEarly: Rule = ({ manifest: { issued, modified }, source }) => {
  // Dates of the form YYYY-MM-DD stand in the order of their characters.
  if (issued === undefined || modified === undefined || modified >= issued) return [];
  return [diagnose('modified-early', { modified, issued }, ...source.locate(['modified']))];
};
