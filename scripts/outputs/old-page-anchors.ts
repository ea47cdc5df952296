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
  /** The flow it belonged to there. */
  from: string;
  /** Its flow here and the label of its page here; null where nothing of it is left. */
  flow: string | null;
  nowLabel: string | null;
  /** Names the old page: e1-p34 is page 34 of the first edition. */
  id: string;
}

/** All old pages, those without a place too, the newest edition first. */
export function listOldPageAnchors({ oldPages = [] }: PageMap): OldPageAnchor[] {
  const anchors = oldPages.map(({ edition, label, title, flow: from, removed, now }): OldPageAnchor => {
    const id = `e${edition.number}-${pageBreakId(label)}`;
    return { edition, label, title, from, removed, flow: now?.flow ?? null, nowLabel: now?.label ?? null, id };
  });
  return anchors.sort((a, b) => b.edition.number - a.edition.number);
}

/**
 * Empty markers for a flow: `e1-p34`, and plain `p34` too where its file had a page 34 once and has none now, so that a
 * link that names no edition does not die. Where several editions had such a page, it is the newest one's.
 */
export function oldPageBreaks(map: PageMap, flow: string): PageBreak[] {
  if (!map.oldPages) return [];
  const labels = new Set(map.pages.flatMap((page) => (page.flow === flow ? [page.label] : [])));
  const plain = new Map<string, OldPage>();
  for (const page of map.oldPages) {
    if (page.flow === flow && !labels.has(page.label)) plain.set(page.label, page);
  }
  return map.oldPages.flatMap((page): PageBreak[] => {
    const { edition, label, now } = page;
    if (now?.flow !== flow) return [];
    const named = { at: now.char, label, id: `e${edition.number}-${pageBreakId(label)}`, sheet: 0, old: true };
    return plain.get(label) === page ? [named, { ...named, id: pageBreakId(label) }] : [named];
  });
}

/** A text that earlier editions had under an address of its own, and this one has not. */
export interface GoneText {
  /** Its flow then: the name of its file. */
  flow: string;
  title: string;
  /** Its old pages, the newest edition first; `plain` is what a link without an edition calls it, once in a file. */
  pages: (OldPageAnchor & { plain: string | null })[];
}

/** Those of which the old pages tell; `flows` are the texts of this edition. */
export function listGoneTexts(map: PageMap, flows: ReadonlySet<string>): GoneText[] {
  const gone = new Map<string, GoneText>();
  const seen = new Set<string>();
  const anchors = listOldPageAnchors(map);
  for (const anchor of anchors) {
    const { from, label, title } = anchor;
    if (flows.has(from)) continue;
    const text = gone.get(from) ?? { flow: from, title, pages: [] };
    const id = `${from}#${pageBreakId(label)}`;
    text.pages.push({ ...anchor, plain: seen.has(id) ? null : pageBreakId(label) });
    seen.add(id);
    gone.set(from, text);
  }
  return [...gone.values()];
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
