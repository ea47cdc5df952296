/** Pages grow from report to report: no two reports start on one page, none before the report that precedes it. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import type { ListedReport, Rule } from './rule.ts';

export const pageOrder: Rule = ({ numbering, reports, source }) => {
  if (numbering === 'flowing') return [];
  const owners = new Map<number, ListedReport>();
  let previous: ListedReport | undefined;
  return reports.flatMap((report) => {
    const { page, number, title = '' } = report;
    if (page === undefined) return [];
    const spot = source.locate([...report.path, 'page']);
    const owner = owners.get(page);
    const before = previous;
    previous = report;
    if (owner) {
      const other = { number: owner.number, title: owner.title ?? '' };
      const line = source.locate([...owner.path, 'page'])[0].line!;
      return [diagnose('page-taken', { page, number, title, other, line }, ...spot)];
    }
    owners.set(page, report);
    if (before === undefined || page > before.page!) return [];
    const other = { number: before.number, title: before.title ?? '', page: before.page! };
    return [diagnose('pages-backwards', { page, number, title, other }, ...spot)];
  });
};
