/** What can be said of what changed between editions: reports, the review copy, the errata sheet. */
import type { EditionName } from '../model/edition-types.ts';
import { entry } from './diagnostic.ts';

const zhName = ({ number, printing }: EditionName) => `第${number}版第${printing}次印刷`;
const enName = ({ number, printing }: EditionName) => `edition ${number}, printing ${printing}`;

export const editionRevisionMessages = {
  'errata-nothing': entry<{ from: EditionName; to: EditionName }>({
    severity: 'warning',
    zh: ({ from, to }) => ({
      message: `没有写勘误表：${zhName(from)}与${zhName(to)}文字相同。`,
      hint: '文字改动以后再写。',
    }),
    en: ({ from, to }) => ({
      message: `No errata sheet was written: ${enName(from)} and ${enName(to)} have the same text.`,
      hint: 'Write one when the text has changed.',
    }),
  }),
  'report-id-lost': entry<{ id: string; title: string; before: string; edition: EditionName }>({
    severity: 'error',
    zh: ({ id, title, before, edition }) => ({
      message: `《${title}》的文字就是${zhName(edition)}的《${before}》，但没有写 id，改了篇名，标识也跟着变了：文件名、段落标识和旧页码都会断，读者的笔记和引用落空。`,
      hint: `在 book.yaml 的这一篇里写上 id: ${id}。确是另一篇的，给它一个自己的 id。`,
    }),
    en: ({ id, title, before, edition }) => ({
      message: `"${title}" has the text of "${before}" of ${enName(edition)}. It has no id, so that the new title gave it another one: the name of its file, the ids of its paragraphs and its old pages would be lost, and readers' notes and citations with them.`,
      hint: `Write id: ${id} in its entry in book.yaml. If it is another report, give it an id of its own.`,
    }),
  }),
  'review-without-base': entry<Record<string, never>>({
    severity: 'warning',
    zh: () => ({
      message: '没有做审阅稿：这本书还没有印行过，没有可以比较的版次。',
      hint: '第一次印行用 huibian edition issue 记入账册；以后的改动才有修订线。',
    }),
    en: () => ({
      message:
        'No review copy was made: the book has not been issued yet, so that there is nothing to compare it with.',
      hint: 'Record the first edition with huibian edition issue; from then on changes get bars.',
    }),
  }),
};
