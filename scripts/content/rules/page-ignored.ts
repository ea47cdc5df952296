/** Pages are given, but the manifest does not say how to number: they would be passed over in silence. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { valueAt } from '../read-yaml.ts';
import type { Rule } from './rule.ts';

export const pageIgnored: Rule = ({ reports, source }) => {
  const first = reports.find(({ page }) => page !== undefined);
  if (!first || valueAt(source.data, ['numbering']) !== undefined) return [];
  return [diagnose('page-ignored', {}, ...source.locate([...first.path, 'page']))];
};
