/** The head of a report: what stands above its text, generated from manifest and front matter. */
import type { FrontMatter, Manuscript, Report } from '../model/types.ts';

export interface TitleBlock {
  titleLines: string[];
  /** As printed: （2024年8月1日）. */
  date: string | null;
  author: string | null;
  /** As printed: （来源：《人民日报》）. */
  source: string | null;
}

/** Title, date, author and source of a report as all outputs print them. */
export function titleBlock(report: Report): TitleBlock {
  const front = report.manuscript?.frontMatter;
  const ownTitle = front?.title !== undefined && front.title !== report.title ? front.title : null;
  return {
    titleLines: ownTitle ? [ownTitle] : report.titleLines,
    ...bylineOf(front),
  };
}

/** Head of a front or back piece; without a title it has no title's lines. */
export function pieceBlock({ frontMatter }: Manuscript): TitleBlock {
  const { title } = frontMatter;
  return { titleLines: title === undefined ? [] : [title], ...bylineOf(frontMatter) };
}

/** What stands below the title, each on a line of its own. */
function bylineOf(front: FrontMatter | undefined): Omit<TitleBlock, 'titleLines'> {
  const { date, author, source } = front ?? {};
  return {
    date: date === undefined ? null : `（${formatDate(date)}）`,
    author: author ?? null,
    source: source === undefined ? null : `（来源：${source}）`,
  };
}

/** What outlines and contents call a front or back piece: its title, or the name of its file. */
export function pieceTitle({ file, frontMatter }: Manuscript): string {
  return frontMatter.title ?? file.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}

/** 2024-08-01 becomes 2024年8月1日, 2024-08 becomes 2024年8月; other words stay as they are. */
export function formatDate(date: string): string {
  const iso = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(date);
  if (!iso) return date;
  const [, year, month, day] = iso;
  return `${year}年${Number(month)}月${day ? `${Number(day)}日` : ''}`;
}
