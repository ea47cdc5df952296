/** From what has changed to what the errata sheet (勘误表) says to those who hold the old print. */
import type { IssuedEdition } from '../../model/edition-types.ts';
import type { ParagraphRevision, Revisions, TextRevision } from '../../model/revision-types.ts';
import { formatDate } from '../../typeset/title-block.ts';
import { quotePlaces, shorten } from '../quote-change.ts';
import { oldLinesOf } from './old-lines.ts';

export interface ErrataRow {
  page: string;
  /** Number of the line, or how the paragraph begins. */
  line: string;
  before: string;
  after: string;
}

/** Plain words, each as it is to be printed. */
export interface ErrataData {
  book: string;
  from: string;
  to: string;
  issued: string;
  compiler: string;
  rows: ErrataRow[];
  /** What came, went or moved, a sentence each. */
  listed: string[];
}

export interface ErrataInput {
  title: string;
  compiler: string | null;
  revisions: Revisions;
  /** The edition that people hold. */
  old: Pick<IssuedEdition, 'state' | 'prints' | 'map'>;
}

export function fillErrata({ title, compiler, revisions, old }: ErrataInput): ErrataData {
  const findLine = oldLinesOf(old);
  const name = ({ edition, issued }: Revisions['from']) =>
    `第${edition.number}版第${edition.printing}次印刷（${formatDate(issued.slice(0, 7))}）`;
  const rowsOf = (text: TextRevision) => text.paragraphs.flatMap((each) => describe(text, each));
  return {
    book: `《${title}》`,
    from: name(revisions.from),
    to: name(revisions.to),
    issued: formatDate(revisions.to.issued),
    compiler: compiler ?? '',
    rows: revisions.texts.flatMap(rowsOf),
    listed: revisions.texts.flatMap((text) => [...listText(text), ...text.paragraphs.flatMap((p) => list(text, p))]),
  };

  function describe(text: TextRevision, paragraph: ParagraphRevision): ErrataRow[] {
    const { kind, oldPage, pieces } = paragraph;
    const flow = text.oldId ?? text.id;
    const words = pieces.flatMap(([piece, own]) => (piece === 'added' ? [] : [own])).join('');
    const rowAt = (at: number, before: string, after: string): ErrataRow => {
      const found = oldPage === null ? null : findLine(flow, oldPage, words, at);
      return {
        page: found?.page ?? oldPage ?? '—',
        line: words === '' ? '—' : found ? String(found.line) : `“${[...words].slice(0, 6).join('')}”段`,
        before,
        after,
      };
    };
    if (kind === 'removed') return [rowAt(0, shorten(words) || '插图', words === '' ? '（删去）' : '（删去此段）')];
    if (kind !== 'changed') return [];
    return quotePlaces(pieces).map(({ at, before, after }) => rowAt(at, before, after || '（删去）'));
  }
}

const pages = (label: string, range: [string, string] | null): string => {
  if (!range) return '';
  const [first, last] = range;
  return first === last ? `${label}第${first}页` : `${label}第${first}—${last}页`;
};

function listText({ title, kind, oldTitle, moved, oldPages, newPages }: TextRevision): string[] {
  const [there, here] = [pages('原', oldPages), pages('新版', newPages)];
  const both = [there, here].filter(Boolean).join('，');
  if (kind === 'added') return [`增补《${title}》（${here}）。`];
  if (kind === 'removed') return [`删去《${title}》（${there}）。`];
  return [
    ...(kind === 'arrived' ? [`补入《${title}》（${both}）。`] : []),
    ...(oldTitle === null ? [] : [`《${oldTitle}》改题为《${title}》（${both}）。`]),
    ...(moved ? [`《${title}》移动位置（${both}）。`] : []),
  ];
}

function list({ title }: TextRevision, { kind, newPage, oldPage, pieces, picture }: ParagraphRevision): string[] {
  const words = shorten(pieces.map(([, own]) => own).join('')) || '插图';
  if (kind === 'added') return [`《${title}》增补一段（新版第${newPage ?? '—'}页）：「${words}」`];
  if (kind === 'moved')
    return [`《${title}》移动一段（原第${oldPage ?? '—'}页，新版第${newPage ?? '—'}页）：「${words}」`];
  if (picture) {
    const caption =
      pieces.length > 0
        ? `：「${shorten(pieces.flatMap(([piece, own]) => (piece === 'removed' ? [] : [own])).join(''))}」`
        : '。';
    return [`《${title}》插图更换（原第${oldPage ?? '—'}页，新版第${newPage ?? '—'}页）${caption}`];
  }
  return [];
}
