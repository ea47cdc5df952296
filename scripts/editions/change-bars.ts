/** Where a review copy draws its change bars (修订线): from changed paragraphs to characters of pages. */
import type { ParagraphRevision, ReviewPage, Revisions } from '../model/revision-types.ts';
import type { PageEntry, PageMap, TypesetText } from '../model/types.ts';
import { type PlacedParagraph, placeParagraphs } from '../typeset/paragraph-ids.ts';

/** Characters of a text, from and to. */
type Span = [from: number, to: number];

/** What changed in a text. A place where something was taken out is the number of characters before it. */
interface ChangedText {
  head: ReviewPage['head'];
  spans: Span[];
  gone: number[];
  /** Spans of notes by their numbers. */
  notes: Map<number, Span[]>;
}

const lengthOf = (text: string): number => text.replace(/\p{White_Space}+/gu, '').length;

/** By sheet; pages on which nothing has changed are left out. */
export function changeBars(
  { texts: revised }: Revisions,
  texts: ReadonlyMap<string, TypesetText>,
  map: PageMap,
): Map<number, ReviewPage> {
  const pages = new Map<number, ReviewPage>();
  for (const { id, kind, oldTitle, moved, paragraphs } of revised) {
    const text = texts.get(id);
    if (!text || kind === 'removed') continue;
    const isNew = kind !== 'kept' || moved;
    const changed = isNew ? wholeText(text) : changedText(text, paragraphs, oldTitle === null ? null : 'title');
    const own = map.pages.filter((page) => page.flow === id && page.kind === 'text');
    const read = new Map<number, number>();
    own.forEach((page, i) => {
      const bars = barsOn(page, i === 0, i === own.length - 1, changed, read);
      if (bars.head || bars.ranges.length + bars.gone.length + bars.notes.length > 0) pages.set(page.sheet, bars);
    });
  }
  return pages;
}

const wholeText = ({ text, noteTexts }: TypesetText): ChangedText => ({
  head: 'all',
  spans: [[0, text.length]],
  gone: [],
  notes: new Map(noteTexts.map(({ number, text: words }) => [number, [[0, words.length]]])),
});

function changedText(text: TypesetText, paragraphs: ParagraphRevision[], head: ReviewPage['head']): ChangedText {
  const changed: ChangedText = { head, spans: [], gone: [], notes: new Map() };
  const placed = placeParagraphs(text);
  const byId = new Map(placed.map((paragraph) => [paragraph.id, paragraph]));
  const noteNumbers = new Map(placed.filter(({ kind }) => kind === 'note').map(({ id }, i) => [id, i + 1]));
  for (const { kind, id, after, pieces, picture } of paragraphs) {
    const here = id === null ? undefined : byId.get(id);
    if (here) {
      const isWhole = kind !== 'changed' || picture;
      const spans = isWhole ? [[0, lengthOf(here.words)] as Span] : changedSpans(pieces);
      const number = noteNumbers.get(here.id);
      if (number !== undefined) changed.notes.set(number, [...(changed.notes.get(number) ?? []), ...spans]);
      // A picture without a caption stands between characters.
      else if (here.words === '') changed.gone.push(here.at);
      else changed.spans.push(...spans.map(([from, to]): Span => [here.at + from, here.at + to]));
    } else if (kind === 'removed') changed.gone.push(endOf(after ? byId.get(after) : undefined));
  }
  changed.gone = [...new Set(changed.gone)];
  return changed;
}

const endOf = (paragraph: PlacedParagraph | undefined): number =>
  paragraph ? paragraph.at + lengthOf(paragraph.words) : 0;

/** Changed characters of the new paragraph. Where some were only taken out, those beside the gap. */
function changedSpans(pieces: ParagraphRevision['pieces']): Span[] {
  const length = pieces.reduce((sum, [kind, text]) => sum + (kind === 'removed' ? 0 : lengthOf(text)), 0);
  const spans: Span[] = [];
  let at = 0;
  pieces.forEach(([kind, text], i) => {
    const size = kind === 'removed' ? 0 : lengthOf(text);
    const replaced = pieces[i - 1]?.[0] === 'added' || pieces[i + 1]?.[0] === 'added';
    if (kind === 'added' && size > 0) spans.push([at, at + size]);
    else if (kind !== 'same' && !replaced) spans.push(at > 0 ? [at - 1, at] : [0, Math.min(1, length)]);
    at += size;
  });
  return spans;
}

/** @param read characters of each note on the pages before */
function barsOn(
  page: PageEntry,
  isFirst: boolean,
  isLast: boolean,
  changed: ChangedText,
  read: Map<number, number>,
): ReviewPage {
  const [start, end] = [page.start?.char ?? 0, page.end?.char ?? 0];
  const notes = page.notes.flatMap(({ number, text }) => {
    const before = read.get(number) ?? 0;
    read.set(number, before + text.length);
    const ranges = cut(changed.notes.get(number) ?? [], before, before + text.length);
    return ranges.length > 0 ? [{ number, ranges }] : [];
  });
  const gone = changed.gone
    .filter((at) => (at > start && at <= end) || (isFirst && at <= start) || (isLast && at > end))
    .map((at) => Math.max(0, Math.min(at, end) - start));
  return { head: isFirst ? changed.head : null, ranges: cut(changed.spans, start, end), gone, notes };
}

/** What of the spans lies between two characters, counted from the first. */
function cut(spans: Span[], start: number, end: number): Span[] {
  return spans.flatMap(([from, to]): Span[] => {
    const span: Span = [Math.max(from, start) - start, Math.min(to, end) - start];
    return span[1] > span[0] ? [span] : [];
  });
}
