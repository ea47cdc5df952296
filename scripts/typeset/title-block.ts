/** The head of a report: what stands above its text, generated from manifest and front matter. */
import type { Report } from '../model/types.ts';

export interface TitleBlock {
  titleLines: string[];
  /** As printed: （2024年8月1日）. */
  date: string | null;
  author: string | null;
  source: string | null;
}

/** Title, date and author of a report as all outputs print them. */
export function titleBlock(report: Report): TitleBlock {
  const front = report.manuscript?.frontMatter;
  const ownTitle = front?.title !== undefined && front.title !== report.title ? front.title : null;
  return {
    titleLines: ownTitle ? [ownTitle] : report.titleLines,
    date: front?.date === undefined ? null : `（${formatDate(front.date)}）`,
    author: front?.author ?? null,
    source: front?.source ?? null,
  };
}

/** 2024-08-01 becomes 2024年8月1日, 2024-08 becomes 2024年8月; other words stay as they are. */
export function formatDate(date: string): string {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  if (!iso) return date;
  const [, year, month, day] = iso;
  return `${year}年${Number(month)}月${day ? `${Number(day)}日` : ''}`;
}
