/** 页码对照表: where the old pages are now, as a manuscript of the back matter. */
import { concordanceId } from '../../model/piece-id.ts';
import type { Manuscript, OldPage } from '../../model/types.ts';
import { escapeMarkdown } from '../escape-markdown.ts';
import { type PageRange, rangesOf } from './page-ranges.ts';

export const concordanceTitle = '页码对照表';

/** The manuscript; null where no page is called otherwise. A table for each earlier edition, the newest first. */
export function writeConcordance(pages: readonly OldPage[]): Manuscript | null {
  if (pages.length === 0) return null;
  const ranges = rangesOf(pages);
  const editions = [...new Map(ranges.map(({ edition }) => [edition.number, edition])).values()].reverse();
  const sections = editions.map(({ number, printing }) => {
    const own = ranges.filter(({ edition }) => edition.number === number);
    return [`## 第${number}版（第${printing}次印刷）`, tableOf(own)].join('\n\n');
  });
  const lead = '引用旧版的，可由旧页查到本书的页；旧页开头的文字就在所列的新页上。';
  return {
    file: `${concordanceTitle}.md`,
    frontMatter: { title: concordanceTitle, status: 'complete' },
    body: `${[lead, ...sections].join('\n\n')}\n`,
    bodyLine: 1,
    generated: concordanceId,
  };
}

function tableOf(ranges: PageRange[]): string {
  const rows = ranges.map((range, i) => {
    const title = range.flow === ranges[i - 1]?.flow ? '' : escapeMarkdown(range.title);
    return `| ${title} | ${escapeMarkdown(spanOf(range.old))} | ${escapeMarkdown(placeOf(range))} |`;
  });
  return ['| 篇名 | 旧页 | 新页 |', '| :-- | :-- | :-- |', ...rows].join('\n');
}

const spanOf = ([first, last]: [string, string]): string => (first === last ? `第${first}页` : `第${first}—${last}页`);

function placeOf({ now, removed }: PageRange): string {
  if (!now) return '已删';
  return removed ? `已删，其后的文字见${spanOf(now)}` : spanOf(now);
}

/** Characters that the table may show besides those of the book as it is: the words around the numbers, old titles. */
export const concordanceCharacters = (titles: string[]): string =>
  `引用旧版的，可由查到本书页；开头文字就在所列新上。已删其后见${concordanceTitle}篇名第次印刷（）—-${titles.join('')}`;
