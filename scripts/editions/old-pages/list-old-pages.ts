/** The pages of earlier editions that a book no longer calls by the same number, and where their text stands now. */
import type { EditionState, IssuedEdition } from '../../model/edition-types.ts';
import type { OldPage, PageEntry, PageMap } from '../../model/types.ts';
import { pageLabelOf } from '../../page-map/page-labels.ts';
import { type CarriedPlace, placeCarrier, type TextPlace } from './carry-places.ts';

/**
 * Pages of all earlier editions, the oldest first, each with its place in this one. An edition's pages are those of its
 * last printing. Those of editions before the last come with the last one's page map, and are carried on from there.
 * A flowing book lists every page of an edition in which any number differs; a locked one only the pages whose number
 * means another place, or another text, or nothing, now.
 */
export function listOldPages(
  base: Pick<IssuedEdition, 'edition' | 'map' | 'state'> | null,
  map: PageMap,
  state: EditionState,
): OldPage[] {
  if (!base) return [];
  const carry = placeCarrier(base.state, state);
  const older = (base.map.oldPages ?? []).filter(({ edition }) => edition.number !== base.edition.number);
  const known = new Set(older.map(({ edition }) => edition.number));
  const pages = [
    ...older.map((page) => carryOn(page, map, carry)),
    ...ownPages(base).map((page) => carryOn(page, map, carry)),
  ];
  const isOther = ({ label, flow, now }: OldPage) => now?.label !== label || now.flow !== flow;
  if (map.numbering === 'locked') return pages.filter(isOther);
  const renumbered = new Set(pages.filter(isOther).map(({ edition }) => edition.number));
  // What an earlier edition had listed stays listed: people may hold its anchors.
  return pages.filter(({ edition }) => renumbered.has(edition.number) || known.has(edition.number));
}

/** Numbered pages of an edition that show a text or keep its place, with their places in its own text. */
function ownPages({ edition, map, state }: Pick<IssuedEdition, 'edition' | 'map' | 'state'>): OldPage[] {
  const titles = new Map(state.texts.map(({ id, title }) => [id, title]));
  const shown = new Map<string, number>();
  return map.pages.flatMap((page: PageEntry): OldPage[] => {
    const { label, flow } = page;
    if (label === null || flow === null || !titles.has(flow)) return [];
    const char = page.start?.char ?? shown.get(flow) ?? 0;
    shown.set(flow, page.end?.char ?? char);
    const now = { flow, char, label };
    return [{ edition, label, flow, title: titles.get(flow)!, removed: false, now }];
  });
}

function carryOn(page: OldPage, map: PageMap, carry: (place: TextPlace) => CarriedPlace | null): OldPage {
  if (!page.now) return page;
  const sameName = map.pages.find(({ label, flow }) => label === page.label && flow === page.now!.flow);
  const place = carry(page.now);
  if (!place) return { ...page, removed: true, now: null };
  const { flow, char } = place;
  const removed = page.removed || place.removed;
  // A blank, or a page that is kept for text to come, has no words of its own: it stays itself while it is there.
  if (sameName && sameName.kind !== 'text' && sameName.kind !== 'notice')
    return { ...page, removed, now: { flow, char, label: page.label } };
  const label = pageLabelOf(map, { flow, at: char });
  return label === null ? { ...page, removed: true, now: null } : { ...page, removed, now: { flow, char, label } };
}
