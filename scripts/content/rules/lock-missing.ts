/** In a locked book every report says on which page it starts. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { pathId } from '../check-shape.ts';
import { type Path, valueAt } from '../read-yaml.ts';
import type { Rule } from './rule.ts';

export const lockMissing: Rule = ({ numbering, reports, misspelt, source }) => {
  if (numbering !== 'locked') return [];
  const isMissing = (path: Path) => valueAt(source.data, path) === undefined && !misspelt.has(pathId(path));
  return reports
    .filter(({ path }) => isMissing([...path, 'page']))
    .map(({ number, title = '', path }) =>
      diagnose('lock-missing', { number, title }, ...source.locate([...path, 'page'])),
    );
};
