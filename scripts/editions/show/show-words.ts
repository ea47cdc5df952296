/** The words of a comparison of two editions, on the terminal and as a page. */
import type { Lang } from '../../model/diagnostic-types.ts';
import type { EditionName } from '../../model/edition-types.ts';
import type { ParagraphRevision, Revisions, TextRevision } from '../../model/revision-types.ts';
import type { ReportStatus } from '../../model/types.ts';
import type { RevisionCounts } from './tally-revisions.ts';

export interface ShowWords {
  heading: (title: string) => string;
  edition: (about: Revisions['from']) => string;
  counts: (counts: RevisionCounts) => string[];
  nothing: string;
  /** What became of a text. */
  text: Record<TextRevision['kind'], string>;
  moved: string;
  retitled: (old: string) => string;
  renamed: (old: string) => string;
  status: (from: ReportStatus, to: ReportStatus) => string;
  paragraph: Record<ParagraphRevision['kind'], string>;
  substance: string;
  typography: string;
  markup: string;
  note: string;
  picture: string;
  otherPicture: string;
  oldPages: (pages: string) => string;
  newPages: (pages: string) => string;
  onlySubstance: string;
  legend: [removed: string, added: string];
  columns: [old: string, new: string];
  absent: string;
}

const zhStatus: Record<ReportStatus, string> = { complete: '完整', partial: '不完整', missing: '缺稿' };

const zh: ShowWords = {
  heading: (title) => `《${title}》改动对照`,
  edition: ({ edition, issued }) => `${zhName(edition)}（${issued}）`,
  counts: ({ texts, substance, typography }) => [
    `改动篇目 ${texts}`,
    `实质改动 ${substance} 段`,
    `标点格式 ${typography} 段`,
  ],
  nothing: '文字没有改动。',
  text: { added: '增补', removed: '删去', arrived: '稿件补入', kept: '' },
  moved: '移动',
  retitled: (old) => `原题《${old}》`,
  renamed: (old) => `原编号 ${old}`,
  status: (from, to) => `${zhStatus[from]} → ${zhStatus[to]}`,
  paragraph: { added: '增加', removed: '删去', moved: '移动', changed: '修改' },
  substance: '实质',
  typography: '标点格式',
  markup: '文字未变，段落格式改变',
  note: '脚注',
  picture: '（插图）',
  otherPicture: '插图换了',
  oldPages: (pages) => `原第${pages}页`,
  newPages: (pages) => `新第${pages}页`,
  onlySubstance: '只看实质改动',
  legend: ['删去的字', '增加的字'],
  columns: ['旧', '新'],
  absent: '（无）',
};

const enStatus: Record<ReportStatus, string> = { complete: 'complete', partial: 'partial', missing: 'missing' };
const plural = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;

const en: ShowWords = {
  heading: (title) => `${title}: what has changed`,
  edition: ({ edition, issued }) => `${enName(edition)} (${issued})`,
  counts: ({ texts, substance, typography }) => [
    `${plural(texts, 'text')} changed`,
    `substance: ${plural(substance, 'paragraph')}`,
    `typography: ${plural(typography, 'paragraph')}`,
  ],
  nothing: 'The text is the same.',
  text: { added: 'added', removed: 'removed', arrived: 'manuscript arrived', kept: '' },
  moved: 'moved',
  retitled: (old) => `formerly “${old}”`,
  renamed: (old) => `id formerly ${old}`,
  status: (from, to) => `${enStatus[from]} → ${enStatus[to]}`,
  paragraph: { added: 'added', removed: 'removed', moved: 'moved', changed: 'changed' },
  substance: 'substance',
  typography: 'typography',
  markup: 'the words are the same, their kind of paragraph is not',
  note: 'note',
  picture: '(picture)',
  otherPicture: 'another picture',
  oldPages: (pages) => `old p. ${pages}`,
  newPages: (pages) => `new p. ${pages}`,
  onlySubstance: 'Show substance only',
  legend: ['removed', 'added'],
  columns: ['Old', 'New'],
  absent: '(none)',
};

const zhName = ({ number, printing }: EditionName) => `第${number}版第${printing}次印刷`;
const enName = ({ number, printing }: EditionName) => `edition ${number}, printing ${printing}`;

export const showWords: Record<Lang, ShowWords> = { zh, en };

/** 3, or 3–6. */
export const pageRange = ([first, last]: [string, string]): string => (first === last ? first : `${first}–${last}`);

/** What is said of a text beside its title: what became of it, and the pages on which it stood and stands. */
export function factsOf(text: TextRevision, words: ShowWords): string[] {
  const { kind, moved, oldTitle, id, oldId, status, oldStatus, oldPages, newPages } = text;
  return [
    ...(words.text[kind] ? [words.text[kind]] : []),
    ...(moved ? [words.moved] : []),
    ...(oldTitle === null ? [] : [words.retitled(oldTitle)]),
    ...(oldId !== null && oldId !== id ? [words.renamed(oldId)] : []),
    ...(oldStatus !== null && oldStatus !== status && kind === 'kept' ? [words.status(oldStatus, status)] : []),
    ...(oldPages ? [words.oldPages(pageRange(oldPages))] : []),
    ...(newPages ? [words.newPages(pageRange(newPages))] : []),
  ];
}

/** What is said of a paragraph: its kind of change, whether that is one of substance, and its pages. */
export function paragraphFacts(paragraph: ParagraphRevision, words: ShowWords): string[] {
  const { kind, moved, substance, element, picture } = paragraph;
  return [
    words.paragraph[kind],
    ...(moved && kind !== 'moved' ? [words.moved] : []),
    ...(element === 'note' ? [words.note] : []),
    ...(picture ? [words.otherPicture] : []),
    substance ? words.substance : words.typography,
  ];
}

/** True where a changed paragraph has the same words: it became a heading, an item of a list. */
export const isMarkupOnly = ({ kind, pieces, picture }: ParagraphRevision): boolean =>
  kind === 'changed' && !picture && pieces.every(([piece]) => piece === 'same');
