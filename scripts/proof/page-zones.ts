/** The parts of a printed page, told apart by where they stand: running head, type area, folio. */
import type { PageEntry, PageMap } from '../model/types.ts';
import { printable } from './compare-text.ts';
import type { PdfPage } from './read-pdf.ts';

export interface PageZones {
  /** Characters above the type area. */
  head: string;
  /** Characters of the type area, notes included, in reading order. */
  type: string;
  /** Characters below the type area. */
  foot: string;
}

/** CSS pixels to points. */
const pt = 0.75;
/**
 * Baselines of the text stand well inside the type area, but ruby over its first line reaches above it: that much, in
 * px, still belongs to it. The running head stands 30 px above, the folio's baseline some 40 px below.
 */
const slack = 10;

/** The zone of a baseline, in pt from the upper edge. On a cover everything is type. */
export function zoneFinder(entry: PageEntry, map: PageMap): (y: number) => keyof PageZones {
  const { grid } = map;
  const top = (grid.top - slack) * pt;
  const bottom = (grid.top + grid.typeHeight + extraLines(entry, map) * grid.pitch + slack) * pt;
  return (y) => (entry.kind === 'cover' ? 'type' : y < top ? 'head' : y > bottom ? 'foot' : 'type');
}

/** Splits the text of a page. */
export function zonesOf(page: PdfPage, entry: PageEntry, map: PageMap): PageZones {
  const zoneOf = zoneFinder(entry, map);
  const zones = { head: [] as string[], type: [] as string[], foot: [] as string[] };
  for (const { text, y } of page.texts) zones[zoneOf(y)].push(text);
  const join = (texts: string[]) => printable(texts.join(''));
  return { head: join(zones.head), type: join(zones.type), foot: join(zones.foot) };
}

/** Lines that the bounded fit adds to each page of a report. */
function extraLines(entry: PageEntry, map: PageMap): number {
  const report = map.reports.find((r) => r.id === entry.flow);
  return Math.max(0, ...(report?.adjustments ?? []).flatMap((a) => (a.step === 'extra-line' ? [a.amount] : [])));
}
