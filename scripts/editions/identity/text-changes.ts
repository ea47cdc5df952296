/** Where the text of a flow is another than it was in the print before: pages outside of that have to stay as they were. */
import type { EditionParagraph, EditionState, EditionText } from '../../model/edition-types.ts';
import type { PageEntry, PageMap } from '../../model/types.ts';

/** A print of the book: its text and its pages. */
export interface PrintedState {
  state: EditionState;
  map: Pick<PageMap, 'pages'>;
}

const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');

/**
 * Characters of the flow's old text, without white space, before the first that is another now: in its words, its
 * pictures or the page numbers it names. A changed note counts where its page begins. Infinity where nothing is another;
 * 0 where the flow has another head or place, or was not there.
 */
export function firstChange(flow: string, old: PrintedState, now: PrintedState): number {
  const [before, after] = [old, now].map(({ state }) => state.texts.find(({ id }) => id === flow));
  if (!before || !after || before.start !== after.start || !haveSameHead(before, after)) return 0;
  const length = lengthOf(before);
  const found = Math.min(
    firstOtherWord(before, after),
    firstOtherNote(flow, old, now),
    firstOtherNumber(flow, old, now),
    before.status === after.status ? Infinity : length,
  );
  // What is added at the end changes the page on which the old text ends.
  return found === Infinity ? found : Math.max(0, Math.min(found, length - 1));
}

/** Labels of the pages of a flow that show a paragraph that is not what it was, though its characters may be the same. */
export function touchedPages(flow: string, old: PrintedState, now: PrintedState): Set<string> {
  const [before, after] = [old, now].map(({ state }) => state.texts.find(({ id }) => id === flow));
  if (!before || !after || !haveSameHead(before, after)) return new Set(labelsOf(flow, now));
  const known = new Map(before.paragraphs.map((paragraph) => [paragraph.id, paragraph]));
  const kept = new Set(after.paragraphs.map(({ id }) => id));
  const gone = before.paragraphs.filter(({ id }) => !kept.has(id));
  let at = 0;
  const changed = after.paragraphs.flatMap((paragraph): (string | null)[] => {
    const from = at;
    if (paragraph.kind !== 'note') at += bare(paragraph.text).length;
    const same = known.get(paragraph.id);
    if (same && isSame(same, paragraph)) return [];
    if (paragraph.kind === 'note') return [paragraph.page];
    const shown = pagesOf(flow, now).filter(({ start, end }) => start && end && start.char <= at && end.char >= from);
    return shown.map(({ label }) => label);
  });
  return new Set([...gone.map(({ page }) => page), ...changed].filter((label) => label !== null));
}

const pagesOf = (flow: string, { map }: PrintedState): PageEntry[] => map.pages.filter((page) => page.flow === flow);
const labelsOf = (flow: string, print: PrintedState): string[] =>
  pagesOf(flow, print).flatMap(({ label }) => (label === null ? [] : [label]));

const bodyOf = ({ paragraphs }: EditionText) => paragraphs.filter(({ kind }) => kind !== 'note');
const notesOf = ({ paragraphs }: EditionText) => paragraphs.filter(({ kind }) => kind === 'note');
const lengthOf = (text: EditionText): number => bodyOf(text).reduce((sum, each) => sum + bare(each.text).length, 0);

/** What is known of one alone is taken for a change: then nothing is asked of its page. */
const isSame = (a: EditionParagraph, b: EditionParagraph): boolean =>
  a.kind === b.kind && a.text === b.text && (a.pictures ?? []).join() === (b.pictures ?? []).join();

/** An older ledger does not say what stands below the title. */
const haveSameHead = (a: EditionText, b: EditionText): boolean =>
  a.title === b.title && (a.head === undefined || b.head === undefined || a.head === b.head);

function firstOtherWord(old: EditionText, now: EditionText): number {
  const [before, after] = [bodyOf(old), bodyOf(now)];
  let at = 0;
  for (let i = 0; i < Math.max(before.length, after.length); i++) {
    const [a, b] = [before[i], after[i]];
    if (!a || !b) return at;
    if (!isSame(a, b)) return a.text === b.text ? at - 1 : at + sharedStart(a.text, b.text);
    at += bare(a.text).length;
  }
  return Infinity;
}

/** Characters without white space with which both begin. */
function sharedStart(a: string, b: string): number {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same += 1;
  return bare(a.slice(0, same)).length;
}

function firstOtherNote(flow: string, old: PrintedState, now: PrintedState): number {
  const [before, after] = [old, now].map(({ state }) => notesOf(state.texts.find(({ id }) => id === flow)!));
  const count = Math.max(before!.length, after!.length);
  for (let i = 0; i < count; i++) {
    const [a, b] = [before![i], after![i]];
    if (a && b && isSame(a, b)) continue;
    const starts = [old, now].flatMap((print) => {
      const page = pagesOf(flow, print).find(({ notes }) => notes.some(({ number }) => number === i + 1));
      return page?.start ? [page.start.char] : [];
    });
    return Math.min(...starts, lengthOf(old.state.texts.find(({ id }) => id === flow)!));
  }
  return Infinity;
}

/** The first reference to a page that prints another number; one in a note counts where its page begins. */
function firstOtherNumber(flow: string, old: PrintedState, now: PrintedState): number {
  const [before, after] = [old, now].map((print) => numbersOf(flow, print));
  const at = before!.findIndex(({ text }, i) => text !== after![i]?.text);
  return at < 0 ? Infinity : before![at]!.char;
}

function numbersOf(flow: string, print: PrintedState): { text: string; char: number }[] {
  return pagesOf(flow, print).flatMap(({ start, marks, notes }) => {
    const from = start?.char ?? 0;
    return [
      ...marks.map((mark) => ({ ...mark, char: from + mark.at })),
      ...notes.flatMap((note) => (note.marks ?? []).map((mark) => ({ ...mark, char: from }))),
    ].filter(({ kind }) => kind === 'page-ref');
  });
}
