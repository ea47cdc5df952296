/** What has changed between two editions of a book. */
import type { EditionState, EditionText } from '../../model/edition-types.ts';
import type { Revisions, TextRevision } from '../../model/revision-types.ts';
import { compareTexts } from './compare-texts.ts';
import { increasingRun } from './increasing-run.ts';

/**
 * Compares two states of a book. Texts are the same by their id; one whose id is gone is looked for among the new ones by
 * its title, then by its paragraphs. Takes time in proportion to the text and to what has changed in it.
 */
export function compareEditions(from: EditionState, to: EditionState): Revisions {
  const pairs = pairTexts(from.texts, to.texts);
  const places = new Map(from.texts.map((text, i) => [text, i]));
  const kept = to.texts.filter((text) => pairs.has(text));
  const ordered = increasingRun(kept.map((text) => places.get(pairs.get(text)!)!));
  const moved = new Set(kept.filter((_, i) => !ordered.has(i)));
  const revised = to.texts.flatMap((text, at) => {
    const revision = reviseText(pairs.get(text) ?? null, text, moved.has(text));
    return revision ? [{ at, revision }] : [];
  });
  const stayed = new Set(pairs.values());
  const removed = from.texts.flatMap((text, i) => {
    if (stayed.has(text)) return [];
    const before = to.texts.findLastIndex((each) => pairs.has(each) && places.get(pairs.get(each)!)! < i);
    return [{ at: before + 0.5, revision: removeText(text) }];
  });
  return {
    from: { edition: from.edition, issued: from.issued },
    to: { edition: to.edition, issued: to.issued },
    texts: [...revised, ...removed].sort((a, b) => a.at - b.at).map(({ revision }) => revision),
    order: to.texts.map(({ id }) => id),
  };
}

/** For each new text the old one that it is. */
export function pairTexts(from: readonly EditionText[], to: readonly EditionText[]): Map<EditionText, EditionText> {
  const pairs = new Map<EditionText, EditionText>();
  const byId = new Map(from.map((text) => [text.id, text]));
  for (const text of to) if (byId.has(text.id)) pairs.set(text, byId.get(text.id)!);
  const taken = new Set(pairs.values());
  for (const isSame of [haveSameTitle, shareParagraphs]) {
    for (const text of to) {
      const old = pairs.has(text) ? undefined : from.find((each) => !taken.has(each) && isSame(each, text));
      if (!old) continue;
      pairs.set(text, old);
      taken.add(old);
    }
  }
  return pairs;
}

const haveSameTitle = (a: EditionText, b: EditionText) =>
  a.title !== '' && a.title === b.title && (a.part === null) === (b.part === null);

/** More than half of the paragraphs of the longer text stand in the other too. */
function shareParagraphs(a: EditionText, b: EditionText): boolean {
  const words = new Set(a.paragraphs.map(({ text }) => text));
  const shared = b.paragraphs.filter(({ text }) => words.has(text)).length;
  return shared > 0 && shared * 2 > Math.max(a.paragraphs.length, b.paragraphs.length);
}

const pagesOf = ({ start, end }: EditionText): [string, string] | null => (start && end ? [start, end] : null);

function reviseText(from: EditionText | null, to: EditionText, moved: boolean): TextRevision | null {
  const { paragraphs, script } = compareTexts(from?.paragraphs ?? [], to.paragraphs);
  const retitled = from !== null && from.title !== to.title;
  const isSame = from !== null && !retitled && from.id === to.id && from.part === to.part && from.status === to.status;
  if (isSame && !moved && paragraphs.length === 0) return null;
  const hasArrived = from?.status === 'missing' && to.status !== 'missing';
  return {
    id: to.id,
    oldId: from?.id ?? null,
    title: to.title,
    part: to.part,
    status: to.status,
    oldStatus: from?.status ?? null,
    kind: from === null ? 'added' : hasArrived ? 'arrived' : 'kept',
    oldPages: from && pagesOf(from),
    newPages: pagesOf(to),
    oldTitle: retitled ? from.title : null,
    moved,
    paragraphs: from === null || hasArrived ? [] : paragraphs,
    script,
  };
}

const removeText = (text: EditionText): TextRevision => ({
  id: text.id,
  oldId: text.id,
  title: text.title,
  part: text.part,
  status: text.status,
  oldStatus: text.status,
  kind: 'removed',
  oldPages: pagesOf(text),
  newPages: null,
  oldTitle: null,
  moved: false,
  paragraphs: [],
  script: [],
});
