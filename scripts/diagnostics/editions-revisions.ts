/** What can be said of what changed between editions: the review copy and the errata sheet. */
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
