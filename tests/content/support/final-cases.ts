/** What keeps a book from being final. */
import type { Case } from './cases.ts';
import { bookYaml, replaceOnce, stockFiles } from './stock-book.ts';

const change = (text: string, ...pairs: [what: string, by: string][]) =>
  pairs.reduce((changed, [what, by]) => replaceOnce(changed, what, by), text);

const imprint = `imprint:
  compiler: 县志办
  recipients: 各乡镇
  printer: 县印刷厂
  copies: 500
  permit: 00123
  notice: 内部资料，免费交流
`;
const finalYaml = change(
  bookYaml,
  ['state: draft', 'state: final'],
  ['imprint:\n  compiler: 县志办\n  copies: 500\n', imprint],
  ['        page: 9', '        page: 9\n        manuscript: reports/03.md'],
);

/** The stock book, finished. */
export const finalBook = {
  'book.yaml': finalYaml,
  'reports/02.md': replaceOnce(stockFiles['reports/02.md']!, 'status: partial', 'status: complete'),
  'reports/03.md': '北村在县城以北。\n',
};

export const finalCases: Record<string, Case> = {
  'final-complete': { changes: finalBook, expected: [] },
  'final-everything-open': {
    changes: {
      'book.yaml': change(
        bookYaml,
        ['state: draft', 'state: final'],
        ['provisional: []', 'provisional: [title, issued]'],
        ['  copies: 500', '  copies:'],
        ['accept:\n  - { emendation: E2, reason: 已核对原书 }\n', ''],
      ),
      'foreword.md': '---\nstatus: partial\ntitle: 编印说明\n---\n本书\n',
    },
    expected: [
      'final-provisional 9:15',
      'final-provisional 9:22',
      'final-imprint 13:3',
      'final-imprint 13:3',
      'final-imprint 14:3',
      'final-imprint 13:3',
      'final-imprint 13:3',
      'final-partial-report 21:16',
      'final-missing-report 27:16',
      'final-partial-report 10:9',
      'final-emendation EMENDATIONS.md 6:1',
    ],
  },
  'final-without-imprint': {
    changes: { ...finalBook, 'book.yaml': replaceOnce(finalYaml, imprint, '') },
    expected: Array.from({ length: 6 }, () => 'final-imprint 2:1'),
  },
  'final-partial-afterword': {
    changes: { ...finalBook, 'afterword.md': '---\nstatus: partial\n---\n编完\n' },
    expected: ['final-partial-report 11:8'],
  },
};
