/** What can be said of what changed between editions: the review copy and the errata sheet. */
import { entry } from './diagnostic.ts';

export const editionRevisionMessages = {
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
