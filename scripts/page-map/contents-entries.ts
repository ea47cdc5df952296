/** The contents of the book, with the folios of the page map. */
import type { PageMap } from '../model/types.ts';

export interface ContentsPart {
  title: string;
  entries: { id: string; number: number; title: string; folio: number }[];
}

/** Parts with their reports, as the contents list them. */
export function contentsOf(map: PageMap): ContentsPart[] {
  const parts: ContentsPart[] = [];
  for (const { id, number, title, part, start } of map.reports) {
    if (parts.at(-1)?.title !== part) parts.push({ title: part, entries: [] });
    parts.at(-1)!.entries.push({ id, number, title, folio: start });
  }
  return parts;
}
