/** What has changed between two editions, as text for a terminal. */
import type { Lang } from '../../model/diagnostic-types.ts';
import type { ParagraphRevision, RevisionPiece, Revisions, TextRevision } from '../../model/revision-types.ts';
import { factsOf, isMarkupOnly, paragraphFacts, type ShowWords, showWords } from './show-words.ts';
import { tallyRevisions } from './tally-revisions.ts';

/** How words are set off, as far as the terminal can. */
export type RevisionPaint = Record<'title' | 'removed' | 'added' | 'quiet', (text: string) => string>;

/** Graphemes of what stayed that are shown beside a change. */
const context = 16;
const gap = '……';
const signs: Record<ParagraphRevision['kind'], string> = { added: '+', removed: '-', moved: '>', changed: '~' };
const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * Lines without the last line's end. Changed characters stand between [- -] and {+ +}, readable without colours; of
 * what stayed as much is shown as is needed to find the place.
 */
export function revisionsText(title: string, revisions: Revisions, lang: Lang, paint: RevisionPaint): string {
  const words = showWords[lang];
  const { from, to, texts } = revisions;
  const head = [
    paint.title(words.heading(title)),
    `${words.edition(from)} → ${words.edition(to)}`,
    texts.length === 0 ? words.nothing : words.counts(tallyRevisions(revisions)).join(' · '),
  ];
  return [head.join('\n'), ...texts.map((text) => describeText(text, words, paint))].join('\n\n');
}

function describeText(text: TextRevision, words: ShowWords, paint: RevisionPaint): string {
  const head = `${paint.title(text.title || text.id)}　${paint.quiet(factsOf(text, words).join(' · '))}`;
  return [head, ...text.paragraphs.flatMap((paragraph) => describeParagraph(paragraph, words, paint))].join('\n');
}

function describeParagraph(paragraph: ParagraphRevision, words: ShowWords, paint: RevisionPaint): string[] {
  const { kind, oldPage, newPage, pieces } = paragraph;
  const pages = [
    ...(oldPage === null ? [] : [words.oldPages(oldPage)]),
    ...(newPage === null ? [] : [words.newPages(newPage)]),
  ].join(' → ');
  const facts = [...paragraphFacts(paragraph, words), ...(isMarkupOnly(paragraph) ? [words.markup] : [])];
  const told = pieces.length === 0 ? words.picture : markPieces(pieces, paint);
  return [`  ${signs[kind]} ${paint.quiet([pages, ...facts].filter(Boolean).join(' · '))}`, `    ${told}`];
}

/** The pieces with their marks, what stayed shortened. */
function markPieces(pieces: readonly RevisionPiece[], paint: RevisionPaint): string {
  return pieces
    .map(([kind, text], i) => {
      if (kind === 'removed') return paint.removed(`[-${text}-]`);
      if (kind === 'added') return paint.added(`{+${text}+}`);
      return shortenSame(text, i > 0, i < pieces.length - 1);
    })
    .join('');
}

/** What stayed: its end before a change, its beginning after one. */
function shortenSame(text: string, isAfter: boolean, isBefore: boolean): string {
  const all = [...segmenter.segment(text)].map(({ segment }) => segment);
  const head = isAfter || !isBefore ? context : 0;
  const tail = isBefore ? context : 0;
  if (all.length <= head + tail + gap.length) return text;
  return `${all.slice(0, head).join('')}${gap}${tail > 0 ? all.slice(-tail).join('') : ''}`;
}
