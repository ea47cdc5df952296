/** Every mistake that the content stage knows, each made in a copy of the stock book. */
import { bookYaml, type Entry, manifestWith, replaceOnce, stockFiles } from './stock-book.ts';

export interface Case {
  changes: Record<string, Entry | null>;
  /** Codes with line and column, in order: what the golden file says in full. */
  expected: string[];
}

const emendationsWith = (what: string, by: string) => ({
  'EMENDATIONS.md': replaceOnce(stockFiles['EMENDATIONS.md']!, what, by),
});
const report1 = (text: string) => ({ 'reports/01.md': text });
const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));

/** A manifest with eleven mistakes of shape and rule: every one is told in one run. */
const manyMistakes = [
  ['slug: stock', 'slug: Stock'],
  ['title: 县志资料汇编', 'titel: 县志资料汇编'],
  ['issued: 2024-12-31', 'issued: 2024-02-30'],
  ['front: [foreword.md]', 'front: [forword.md]'],
  ['  copies: 500', '  copys: 500'],
  ['lastPage: 12', 'lastPage: 3'],
  ['emendation: E2', 'emendation: E1'],
  ['page: 1,', 'page: first,'],
  ['[西村、南村, 两村合修水渠始末]', '[西村南村, 两村合修水渠始末]'],
  ['manuscript: reports/02.md', 'manuscript: reports/01.md'],
  ['        page: 9\n', '        page: 4\n'],
].reduce((text, [what, by]) => replaceOnce(text, what!, by!), bookYaml);

export const cases: Record<string, Case> = {
  // ------------------------------------------------------------ YAML
  'yaml-tab': { changes: manifestWith('  copies: 500', '\tcopies: 500'), expected: ['yaml-syntax 14:1'] },
  'yaml-indent': {
    changes: manifestWith('  copies: 500', '   copies: 500'),
    expected: ['yaml-syntax 14:4'],
  },
  'yaml-colon-full-width': {
    changes: manifestWith('numbering: locked', 'numbering：locked'),
    expected: ['yaml-syntax 7:1'],
  },
  'yaml-colon-missing': { changes: manifestWith('        page: 9', '        page 9'), expected: ['yaml-syntax 30:9'] },
  'yaml-colon-continues-text': {
    changes: manifestWith('  compiler: 县志办', '  compiler: 县志办\n    recipients：各乡镇'),
    expected: ['yaml-colon 14:5'],
  },
  'yaml-colon-in-braces': {
    changes: manifestWith('page: 1,', 'page：1,'),
    expected: ['yaml-colon 22:37'],
  },
  'yaml-comma-full-width': {
    changes: manifestWith('title: 东村纪事, page: 1', 'title: 东村纪事，page: 1'),
    expected: ['yaml-syntax 22:31'],
  },
  'yaml-second-colon': {
    changes: manifestWith('title: 北村纪事', 'title: 北村: 纪事'),
    expected: ['yaml-syntax 29:16'],
  },
  'yaml-unclosed-quote': {
    changes: manifestWith('title: 北村纪事', 'title: "北村纪事'),
    expected: ['yaml-syntax 29:16'],
  },
  'yaml-unclosed-bracket': {
    changes: manifestWith('[县志资料, 汇编]', '[县志资料, 汇编'),
    expected: ['yaml-syntax 4:13'],
  },
  'yaml-reserved': { changes: manifestWith('县志办', '@县志办'), expected: ['yaml-syntax 13:13'] },
  'yaml-escape': { changes: manifestWith('县志办', '"C:\\办"'), expected: ['yaml-syntax 13:16'] },
  'yaml-tag': { changes: manifestWith('县志办', '!office 县志办'), expected: ['yaml-syntax 13:13'] },
  'yaml-documents': { changes: { 'book.yaml': `${bookYaml}---\nslug: other\n` }, expected: ['yaml-syntax 31:1'] },
  'yaml-directive': { changes: { 'book.yaml': `%FOO 1\n---\n${bookYaml}` }, expected: ['yaml-syntax 1:1'] },
  'yaml-alias-of-group': {
    changes: manifestWith('front: [foreword.md]', 'front: &all [foreword.md, *all]'),
    expected: ['yaml-syntax 10:27'],
  },
  'yaml-alias-unknown': { changes: manifestWith('县志办', '*办'), expected: ['yaml-syntax 13:13'] },
  'yaml-nesting': { changes: { 'book.yaml': '['.repeat(5000) }, expected: ['yaml-syntax 1:65'] },
  'yaml-unexpected': { changes: { 'book.yaml': `- a\n${bookYaml}` }, expected: ['yaml-syntax 3:1'] },
  'yaml-duplicate-key': {
    changes: manifestWith('issued: 2024-12-31', 'slug: again\nissued: 2024-12-31'),
    expected: ['yaml-duplicate-key 6:1'],
  },

  // ------------------------------------------------------------ the manifest's shape
  'no-folder': { changes: {}, expected: ['no-manifest'] },
  'no-manifest': { changes: { 'book.yaml': null, 'book.yml': bookYaml }, expected: ['no-manifest'] },
  'empty-manifest': { changes: { 'book.yaml': '# 还没有写\n' }, expected: ['empty-manifest 1:1'] },
  'manifest-is-list': { changes: { 'book.yaml': '- slug: stock\n' }, expected: ['wrong-type 1:1'] },
  'unknown-key-near': { changes: manifestWith('state: draft', 'sate: draft'), expected: ['unknown-key 8:1'] },
  'unknown-key-far': {
    changes: manifestWith('        page: 9', '        folio: 9\n        page: 9'),
    expected: ['unknown-key 30:9'],
  },
  'missing-key': { changes: manifestWith('slug: stock\n', ''), expected: ['missing-key 2:1'] },
  'missing-key-of-report': { changes: manifestWith('title: 东村纪事, ', ''), expected: ['missing-key 22:9'] },
  'empty-value': { changes: manifestWith('issued: 2024-12-31', 'issued:'), expected: ['missing-key 6:1'] },
  'wrong-type-quotes': { changes: manifestWith('title: 北村纪事', 'title: 2024'), expected: ['wrong-type 29:16'] },
  'wrong-type-list': {
    changes: manifestWith('front: [foreword.md]', 'front: foreword.md'),
    expected: ['wrong-type 10:8'],
  },
  'wrong-type-item': { changes: manifestWith('[县志资料, 汇编]', '[县志资料, [汇编]]'), expected: ['wrong-type 4:20'] },
  'wrong-type-group': {
    changes: manifestWith('fonts: { body: song.ttf }', 'fonts: song.ttf'),
    expected: ['wrong-type 15:8'],
  },
  'wrong-type-number': { changes: manifestWith('        page: 9', '        page: 九'), expected: ['wrong-type 30:15'] },
  'wrong-type-union': { changes: manifestWith('  copies: 500', '  copies: [500]'), expected: ['wrong-type 14:11'] },
  'invalid-value-number': {
    changes: manifestWith('        page: 9', '        page: 0'),
    expected: ['invalid-value 30:15'],
  },
  'invalid-value-word': { changes: manifestWith('state: draft', 'state: 定稿'), expected: ['invalid-value 8:8'] },
  'invalid-value-item': {
    changes: manifestWith('provisional: []', 'provisional: [title, slug]'),
    expected: ['invalid-value 9:22'],
  },
  'invalid-value-date': { changes: manifestWith('2024-12-31', '2024-02-30'), expected: ['invalid-value 6:9'] },
  'invalid-value-tracking': {
    changes: manifestWith('lastPage: 12', 'lastPage: 12\nfit: { tracking: -0.31pt }'),
    expected: ['invalid-value 17:18'],
  },
  'invalid-value-empty-list': {
    changes: manifestWith('titleLines: [县志资料, 汇编]', 'titleLines: []'),
    expected: ['invalid-value 4:13'],
  },
  'invalid-value-backslash': {
    changes: manifestWith('reports/02.md', 'reports\\02.md'),
    expected: ['invalid-value 26:21'],
  },

  // ------------------------------------------------------------ files
  'missing-file-near': { changes: manifestWith('foreword.md', 'forword.md'), expected: ['missing-file 10:9'] },
  'missing-file-far': { changes: { 'reports/02.md': null }, expected: ['missing-file 26:21'] },
  'missing-font': { changes: { 'fonts/song.ttf': null }, expected: ['missing-file 15:16'] },
  'not-a-file': { changes: manifestWith('reports/02.md', 'reports'), expected: ['not-a-file 26:21'] },
  'outside-book-dots': {
    changes: manifestWith('reports/02.md', 'reports/../../a.md'),
    expected: ['outside-book 26:21'],
  },
  'outside-book-absolute': {
    changes: manifestWith('reports/02.md', '/etc/hostname'),
    expected: ['outside-book 26:21'],
  },
  'outside-book-drive': { changes: manifestWith('reports/02.md', 'C:/a.md'), expected: ['outside-book 26:21'] },
  'outside-book-link': {
    changes: { 'reports/02.md': { linkTo: '../../outside.md' }, '../outside.md': '外面的文字\n' },
    expected: ['outside-book 26:21'],
  },
  'outside-book-manifest': {
    changes: { 'book.yaml': { linkTo: '../book.yaml' }, '../book.yaml': bookYaml },
    expected: ['outside-book'],
  },
  'unreadable-file': { changes: { 'reports/02.md': { linkTo: '02.md' } }, expected: ['unreadable-file 26:21'] },
  'not-utf8-manuscript': {
    changes: { 'reports/01.md': bytes('\uFEFF东村\r\n在', [0xb6, 0xab], '\r\n') },
    expected: ['not-utf8 reports/01.md 2:2'],
  },
  'not-utf8-manifest': { changes: { 'book.yaml': bytes('slug: ', [0xff]) }, expected: ['not-utf8 1:7'] },

  // ------------------------------------------------------------ rules
  'manuscript-twice': {
    changes: manifestWith('reports/02.md', './reports/01.md'),
    expected: ['manuscript-twice 26:21'],
  },
  'manuscript-twice-link': {
    changes: { 'reports/02.md': { linkTo: '01.md' } },
    expected: ['manuscript-twice 26:21'],
  },
  'duplicate-id-given': {
    changes: manifestWith('title: 北村纪事', 'id: dongcun\n        title: 北村纪事'),
    expected: ['duplicate-id 29:13'],
  },
  'duplicate-id-derived': {
    changes: {
      'book.yaml': replaceOnce(replaceOnce(bookYaml, 'id: dongcun, ', ''), 'title: 北村纪事', 'title: 东村纪事'),
    },
    expected: ['duplicate-id 29:16'],
  },
  'reserved-id': { changes: manifestWith('id: dongcun', 'id: contents'), expected: ['reserved-id 22:15'] },
  'reserved-id-of-page': { changes: manifestWith('id: dongcun', 'id: old-pages'), expected: ['reserved-id 22:15'] },
  'reserved-id-of-piece': { changes: manifestWith('id: dongcun', 'id: back-cover'), expected: ['reserved-id 22:15'] },
  'piece-same-name': {
    changes: {
      ...manifestWith('front: [foreword.md]', 'front: [foreword.md, 前/02-Foreword.md]'),
      '前/02-Foreword.md': '---\ntitle: 又序\n---\n又一篇序。\n',
    },
    expected: ['piece-same-name 10:22'],
  },
  'piece-same-name-as-generated': {
    changes: {
      ...manifestWith('back: [afterword.md]', 'back: [back/revisions.md]'),
      'back/revisions.md': '---\ntitle: 修订\n---\n自己写的修订说明。\n',
    },
    expected: ['piece-same-name 11:8'],
  },
  'title-lines-of-report': {
    changes: manifestWith('[西村、南村, 两村', '[西村南村, 两村'),
    expected: ['title-lines 24:22'],
  },
  'title-lines-of-book': { changes: manifestWith('[县志资料, 汇编]', '[县志, 资料]'), expected: ['title-lines 4:13'] },
  'modified-early': {
    changes: manifestWith('issued: 2024-12-31', 'issued: 2024-12-31\nmodified: 2024-12-30'),
    expected: ['modified-early 7:11'],
  },
  'overflow-ignored': {
    changes: manifestWith('numbering: locked\n', 'numbering: flowing\noverflow: insert\n'),
    expected: ['overflow-ignored 8:11'],
  },
  'page-ignored': { changes: manifestWith('numbering: locked\n', ''), expected: ['page-ignored 21:43'] },
  'lock-missing': { changes: manifestWith('\n        page: 9', ''), expected: ['lock-missing 29:9'] },
  'page-taken': { changes: manifestWith('        page: 4', '        page: 1'), expected: ['page-taken 25:15'] },
  'pages-backwards': {
    changes: manifestWith('        page: 4', '        page: 40'),
    expected: ['pages-backwards 30:15'],
  },
  'last-page-early': { changes: manifestWith('lastPage: 12', 'lastPage: 8'), expected: ['last-page-early 16:11'] },
  'accept-unknown': { changes: manifestWith('emendation: E2', 'emendation: E02'), expected: ['accept-unknown 18:19'] },
  'accept-without-list': { changes: { 'EMENDATIONS.md': null }, expected: ['accept-unknown 18:19'] },
  'accept-certain': { changes: manifestWith('emendation: E2', 'emendation: E1'), expected: ['accept-certain 18:19'] },
  'many-mistakes': {
    changes: { 'book.yaml': manyMistakes },
    expected: [
      'invalid-value 2:7',
      'unknown-key 3:1',
      'invalid-value 6:9',
      'missing-file 10:9',
      'unknown-key 14:3',
      'last-page-early 16:11',
      'accept-certain 18:19',
      'wrong-type 22:43',
      'title-lines 24:22',
      'manuscript-twice 26:21',
      'page-taken 30:15',
    ],
  },

  // ------------------------------------------------------------ manuscripts
  'front-matter-open': {
    changes: report1('---\ndate: 2024-08-01\n\n东村。\n'),
    expected: ['front-matter-open reports/01.md 1:1'],
  },
  'front-matter-syntax': {
    changes: report1('---\ntitle: 东村: 纪事\n---\n东村。\n'),
    expected: ['yaml-syntax reports/01.md 2:8'],
  },
  'front-matter-keys': {
    changes: report1('---\nautor: 甲\nstatus: done\nsource: [乙]\n---\n东村。\n'),
    expected: ['unknown-key reports/01.md 2:1', 'invalid-value reports/01.md 3:9', 'wrong-type reports/01.md 4:9'],
  },
  'front-matter-text': { changes: report1('---\n东村\n---\n东村。\n'), expected: ['wrong-type reports/01.md 2:1'] },
  'invalid-date': {
    changes: report1('---\ndate: 2024-02-30\n---\n东村。\n'),
    expected: ['invalid-date reports/01.md 2:7'],
  },
  'invalid-date-form': {
    changes: report1('---\ndate: 2024.8.1\n---\n东村。\n'),
    expected: ['invalid-date reports/01.md 2:7'],
  },
  'empty-report': {
    changes: report1('---\r\ndate: 2024-08-01\r\n---\r\n\r\n<!-- 待补 -->\r\n'),
    expected: ['empty-report reports/01.md 4:1'],
  },
  'empty-file': { changes: report1(''), expected: ['empty-report reports/01.md 1:1'] },

  // ------------------------------------------------------------ EMENDATIONS.md
  'emendations-no-table': {
    changes: { 'EMENDATIONS.md': '没有改动。\n' },
    expected: ['emendations-table EMENDATIONS.md 1:1'],
  },
  'emendations-columns': {
    changes: emendationsWith('| 理由 |', '| 说明 |'),
    expected: ['emendations-table EMENDATIONS.md 3:1'],
  },
  'emendations-rows': {
    changes: emendationsWith(
      '| E1 | 3 | (县) | （县） | 全角 | 确定 |\n',
      [
        '| E1 | 3 | (县) | （县） | 全角 |',
        '| E3 | 3 | a | b | 有 | 竖线 | 确定 |',
        '|  |  | 同 | 同 |  | 大概 |',
        '| E2 | 4 | a\\|b | a | 竖线可以转义 | 确定 |',
        '',
      ].join('\n'),
    ),
    expected: [
      'emendation-row EMENDATIONS.md 5:3',
      'emendation-row EMENDATIONS.md 6:3',
      'emendation-row EMENDATIONS.md 7:2',
      'emendation-row EMENDATIONS.md 7:5',
      'emendation-row EMENDATIONS.md 7:9',
      'emendation-row EMENDATIONS.md 7:16',
      'emendation-row EMENDATIONS.md 7:20',
      'emendation-duplicate EMENDATIONS.md 9:3',
    ],
  },
  'emendations-detached': {
    changes: emendationsWith('| E2 |', '\n| E2 |'),
    expected: ['emendation-row EMENDATIONS.md 7:1'],
  },
};
