/**
 * 修订说明: what a new edition changed, as a manuscript of its back matter. Pages of the old print stand in it as they are;
 * those of the new one are references, filled in like any other, since no page is known yet when it is written.
 */
import { revisionNotesId } from '../model/piece-id.ts';
import type { ParagraphRevision, Revisions, TextRevision } from '../model/revision-types.ts';
import type { Manuscript } from '../model/types.ts';
import { formatDate } from '../typeset/title-block.ts';
import { placesIn } from './count-revisions.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { quoteChanges, shorten } from './quote-change.ts';

/** Permanent id of the paragraph that refers to a note of the new text; null where none does. */
export type ReferenceOf = (text: string, note: string) => string | null;

/** The manuscript; null where nothing has changed: an empty statement is worth no page. */
export function writeRevisionNotes(revisions: Revisions, referenceOf: ReferenceOf): Manuscript | null {
  const { texts, from } = revisions;
  if (texts.length === 0) return null;
  const old = `第${from.edition.number}版第${from.edition.printing}次印刷本（${formatDate(from.issued)}）`;
  const sections = [
    section('篇目变动', texts.flatMap(changesOfList)),
    section(
      '文字改动',
      texts.flatMap((text) => changesOfText(text, referenceOf)),
    ),
    typographyOf(texts),
  ];
  const body = [
    `与${old}相比，本书有以下改动。“原第某页”指该印本的页码，其余为本书页码；引文过长的，中间以省略号代替。`,
    ...numberSections(sections.filter((paragraphs) => paragraphs.length > 0)),
  ];
  return {
    file: '修订说明.md',
    frontMatter: { title: '修订说明', status: 'complete' },
    body: `${body.join('\n\n')}\n`,
    bodyLine: 1,
    generated: revisionNotesId,
  };
}

const numerals = ['一', '二', '三'];

function section(heading: string, paragraphs: string[]): string[] {
  return paragraphs.length > 0 ? [heading, ...paragraphs] : [];
}

/** 一、二、三、 over the sections that there are. */
const numberSections = (sections: string[][]): string[] =>
  sections.flatMap(([heading, ...paragraphs], i) => [`## ${numerals[i]}、${heading}`, ...paragraphs]);

const titled = (title: string): string => `《${escapeMarkdown(title)}》`;
const quoted = (words: string): string => `「${escapeMarkdown(words)}」`;
const newPage = (target: string): string => `[第0页](page:${target})`;

/** 原第3页, 原第3—6页. */
function oldPages(pages: [string, string] | null): string {
  if (!pages) return '';
  const [first, last] = pages.map(escapeMarkdown);
  return first === last ? `原第${first}页` : `原第${first}—${last}页`;
}

function changesOfList(text: TextRevision): string[] {
  const { id, title, kind, oldTitle, moved } = text;
  const [here, there] = [newPage(id), oldPages(text.oldPages)];
  if (kind === 'added') return [`增补${titled(title)}，见${here}。`];
  if (kind === 'removed') return [`删去${titled(title)}${there && `（${there}）`}。`];
  const said = [
    ...(kind === 'arrived' ? [`补入${titled(title)}，见${here}；${there || '原书'}为其留空待补。`] : []),
    ...(oldTitle === null ? [] : [`${titled(oldTitle)}改题为${titled(title)}，见${here}${there && `（${there}）`}。`]),
    ...(moved ? [`${titled(title)}移至${here}${there && `（${there}）`}。`] : []),
  ];
  return said;
}

function changesOfText({ id, title, paragraphs }: TextRevision, referenceOf: ReferenceOf): string[] {
  const told = paragraphs.filter(({ substance }) => substance).map((paragraph) => describe(id, paragraph, referenceOf));
  return told.length > 0 ? [`### ${titled(title)}`, ...told] : [];
}

/** A quotation that ends a sentence ends the one it stands in too. */
const closed = (sentence: string): string => (/[。！？]」$/u.test(sentence) ? sentence : `${sentence}。`);

/** One paragraph for one paragraph. */
function describe(text: string, paragraph: ParagraphRevision, referenceOf: ReferenceOf): string {
  const { kind, element, id, oldPage, pieces, picture } = paragraph;
  const words = pieces.map(([, piece]) => piece).join('');
  const isNote = element === 'note';
  // A note stands where it is referred to.
  const place = id !== null && isNote ? referenceOf(text, id) : id;
  const here = `${place === null ? '' : newPage(`${text}#${place}`)}${isNote ? '脚注' : ''}`;
  const there = oldPage === null ? '' : `原第${escapeMarkdown(oldPage)}页`;
  const whole = words === '' ? '插图' : quoted(shorten(words));
  if (kind === 'added') return closed(`${here}增补：${whole}`);
  if (kind === 'removed') return closed(`${there}${isNote ? '脚注' : ''}删去：${whole}`);
  if (kind === 'moved') return `${here}：${whole}一段，移自${there || '他处'}。`;
  const changes = quoteChanges(pieces).map(({ before, after }) => `${quoted(before)}改为${quoted(after)}`);
  if (picture && changes.length === 0) return `${here}：${there}${words === '' ? '' : `${whole}的`}插图更换。`;
  // The words are the same: a heading has become a paragraph, or the like.
  if (changes.length === 0) return `${here}：${whole}一段，${there}，体例有改动。`;
  return closed(`${here}：${there}${[...changes, ...(picture ? ['插图更换'] : [])].join('；')}`);
}

/** Marks and spaces are not told one by one. */
function typographyOf(texts: TextRevision[]): string[] {
  const counts = texts.flatMap(({ title, paragraphs }) => {
    const count = paragraphs.filter(({ substance }) => !substance).reduce((sum, each) => sum + placesIn(each), 0);
    return count > 0 ? [`${titled(title)}${count}处`] : [];
  });
  return counts.length > 0 ? ['标点和格式', `标点、空格、全角半角等改动不逐条列出：${counts.join('，')}。`] : [];
}
