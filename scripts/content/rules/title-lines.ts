/** A title broken into lines is still the title: joined, the lines equal it; only spaces may go at a break. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { allOf } from '../check-shape.ts';
import type { Path } from '../read-yaml.ts';
import type { Rule } from './rule.ts';

export const titleLines: Rule = ({ manifest, reports, source }) => {
  const book = { path: [] as Path, title: manifest.title, titleLines: allOf(manifest.titleLines) };
  return [book, ...reports].flatMap(({ path, title, titleLines: lines }) => {
    if (title === undefined || lines === undefined) return [];
    const line = firstAstray(lines, title);
    if (line === null) return [];
    const params = { title, joined: lines.join(''), line: lines[line] ?? '' };
    return [diagnose('title-lines', params, ...source.locate([...path, 'titleLines', line]))];
  });
};

/** Index of the first line that does not stand next in the title; `lines.length` where the title goes on; null: none. */
function firstAstray(lines: string[], title: string): number | null {
  let rest = title;
  for (const [i, line] of lines.entries()) {
    if (!rest.startsWith(line)) return i;
    rest = rest.slice(line.length).trimStart();
  }
  return rest === '' ? null : lines.length;
}
