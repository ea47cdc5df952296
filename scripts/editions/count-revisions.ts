/** How many things have changed, and the sentence that says so. */
import type { ParagraphRevision, Revisions } from '../model/revision-types.ts';
import { quoteChanges } from './quote-change.ts';

/** Places in changed paragraphs, as they are quoted, and changed pictures; one for a paragraph that came, went or moved. */
export const placesIn = ({ kind, pieces, picture }: ParagraphRevision): number =>
  kind === 'changed' ? Math.max(1, quoteChanges(pieces).length + (picture ? 1 : 0)) : 1;

/** 第2版：增补2篇，更正12处，删去1段; says so where the text is the same. */
export function summariseRevisions({ texts, to }: Revisions): string {
  const paragraphs = texts.flatMap((text) => text.paragraphs);
  const substance = paragraphs.filter((paragraph) => paragraph.substance);
  const count = (list: ParagraphRevision[], kind: ParagraphRevision['kind']) =>
    list.filter((paragraph) => paragraph.kind === kind).reduce((sum, each) => sum + placesIn(each), 0);
  const typography = paragraphs.filter((paragraph) => !paragraph.substance);
  const counted: [number, (n: number) => string][] = [
    [texts.filter(({ kind }) => kind === 'arrived').length, (n) => `补入${n}篇`],
    [texts.filter(({ kind }) => kind === 'added').length, (n) => `增补${n}篇`],
    [texts.filter(({ kind }) => kind === 'removed').length, (n) => `删去${n}篇`],
    [texts.filter(({ moved }) => moved).length, (n) => `移动${n}篇`],
    [texts.filter(({ oldTitle }) => oldTitle !== null).length, (n) => `改题${n}篇`],
    [count(substance, 'changed'), (n) => `更正${n}处`],
    [count(substance, 'added'), (n) => `增补${n}段`],
    [count(substance, 'removed'), (n) => `删去${n}段`],
    [count(substance, 'moved'), (n) => `移动${n}段`],
    [typography.reduce((sum, each) => sum + placesIn(each), 0), (n) => `改正标点格式${n}处`],
  ];
  const said = counted.flatMap(([n, words]) => (n > 0 ? [words(n)] : []));
  return `第${to.edition.number}版第${to.edition.printing}次印刷：${said.length > 0 ? said.join('，') : '正文没有改动'}。`;
}
