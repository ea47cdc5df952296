/** A report's id, given or derived, is its own, and not a name that the book itself uses. */
import { diagnose } from '../../diagnostics/catalogue.ts';
import { pieceIds } from '../../model/piece-id.ts';
import { deriveId } from '../derive-id.ts';
import type { ListedReport, Rule } from './rule.ts';

/** Ids and file names of the book's other parts. */
const reserved = /^(cover|title|imprint|contents|nav|toc|notes|index|search|old-pages)$/;

export const uniqueIds: Rule = ({ reports, source }) => {
  const owners = new Map<string, ListedReport>();
  return reports.flatMap((report) => {
    const id = report.id ?? (report.title === undefined ? undefined : deriveId(report.title));
    if (id === undefined) return [];
    const spot = source.locate([...report.path, report.id === undefined ? 'title' : 'id']);
    if (reserved.test(id) || pieceIds.test(id)) return [diagnose('reserved-id', { id }, ...spot)];
    const owner = owners.get(id);
    if (!owner) {
      owners.set(id, report);
      return [];
    }
    const line = source.locate([...owner.path, owner.id === undefined ? 'title' : 'id'])[0].line!;
    const derived = report.id === undefined;
    return [diagnose('duplicate-id', { id, derived, number: owner.number, line }, ...spot)];
  });
};
