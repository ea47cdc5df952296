/** What the book calls the page on which something stands. */
import type { PageMap, PageTarget } from '../model/types.ts';

/** The label of a target's page; null where the map has no such page. */
export function pageLabelOf(map: PageMap, { flow, at }: Pick<PageTarget, 'flow' | 'at'>): string | null {
  const pages = map.pages.filter((page) => {
    return page.flow === flow && page.label !== null && (page.kind === 'text' || page.kind === 'notice');
  });
  const page = at === null ? pages[0] : pages.findLast(({ start }) => (start?.char ?? 0) <= at);
  return page?.label ?? null;
}
