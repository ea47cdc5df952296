/** Anchors for citations of earlier editions: in the EPUB and on the site, old pages can still be led to. */
import type { OldPage, PageMap } from '../model/types.ts';
import { type PageBreak, pageBreakId } from './page-breaks.ts';

/** An old page that has a place in this edition. */
export interface OldPageAnchor {
  edition: OldPage['edition'];
  /** What the old print calls it, and the title it belonged to there. */
  label: string;
  title: string;
  removed: boolean;
  /** Its flow here and the label of its page here; null where nothing of it is left. */
  flow: string | null;
  nowLabel: string | null;
  /** Names the old page: e1-p34 is page 34 of the first edition. */
  id: string;
}

/** All old pages, those without a place too, the newest edition first. */
export function listOldPageAnchors({ oldPages = [] }: PageMap): OldPageAnchor[] {
  const anchors = oldPages.map(({ edition, label, title, removed, now }): OldPageAnchor => {
    const id = `e${edition.number}-${pageBreakId(label)}`;
    return { edition, label, title, removed, flow: now?.flow ?? null, nowLabel: now?.label ?? null, id };
  });
  return anchors.sort((a, b) => b.edition.number - a.edition.number);
}

/**
 * Empty markers for a flow: `e1-p34`, and plain `p34` too where this edition has no page 34, so that a link that names no
 * edition does not die. Where several editions had such a page, it is the newest one's.
 */
export function oldPageBreaks(map: PageMap, flow: string): PageBreak[] {
  const labels = new Set(map.pages.map(({ label }) => label));
  const plain = new Map<string, OldPage>();
  for (const page of map.oldPages ?? []) {
    if (/^\d/.test(page.label) && !labels.has(page.label)) plain.set(page.label, page);
  }
  return (map.oldPages ?? []).flatMap((page): PageBreak[] => {
    const { edition, label, now } = page;
    if (now?.flow !== flow) return [];
    const named = { at: now.char, label, id: `e${edition.number}-${pageBreakId(label)}`, sheet: 0, old: true };
    return plain.get(label) === page ? [named, { ...named, id: pageBreakId(label) }] : [named];
  });
}

/** Old pages by edition, for a list of each. */
export function oldPageLists(map: PageMap): { number: number; pages: OldPageAnchor[] }[] {
  const lists: { number: number; pages: OldPageAnchor[] }[] = [];
  for (const anchor of listOldPageAnchors(map)) {
    const { number } = anchor.edition;
    if (lists.at(-1)?.number !== number) lists.push({ number, pages: [] });
    lists.at(-1)!.pages.push(anchor);
  }
  return lists;
}
