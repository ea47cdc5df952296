/** What stands in for text that has not arrived, so that nobody takes its absence for a fault of print. */
import type { Report } from '../model/types.ts';
import type { Allotment } from './allotments.ts';

/** For the pages that are kept after the notice. */
export const reservedWords = '待补';

/** The notice on a missing report's first page, or where a partial one breaks off; empty for a complete report. */
export function noticeOf(report: Report, allotment: Allotment | undefined): string {
  if (report.status === 'complete') return '';
  const last = allotment?.last ?? null;
  if (report.status === 'partial') return last === null ? '（以下原稿待补）' : `（以下原稿待补，原书至第${last}页止）`;
  if (!allotment) return '（原稿待补）';
  const { first } = allotment;
  if (last === null) return `（原稿待补，原书第${first}页起）`;
  return first === last ? `（原稿待补，原书第${first}页）` : `（原稿待补，原书第${first}—${last}页）`;
}
