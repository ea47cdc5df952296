/** Pages can be inserted only where pages are locked. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { valueAt } from '../read-yaml.ts';
import type { Rule } from './rule.ts';

export const overflowIgnored: Rule = ({ numbering, source }) => {
  if (numbering === 'locked' || valueAt(source.data, ['overflow']) !== 'insert') return [];
  return [diagnose('overflow-ignored', {}, ...source.locate(['overflow']))];
};
