/** What can be said of manuscripts and of EMENDATIONS.md. */
import { entry } from './diagnostic.ts';

export type RowProblem = 'detached' | 'cells' | 'no-id' | 'no-line' | 'no-change' | 'no-reason' | 'certainty';

const rowZh: Record<RowProblem, readonly [string, string]> = {
  detached: ['这一行与上面的表断开了，没有算在内。', '删去它上面的空行。'],
  cells: ['这一行不是六格。', '补足六格；文字里的竖线“|”写成“\\|”。'],
  'no-id': ['这一行没有编号。', '写一个没有用过的编号。'],
  'no-line': ['这一行没有写明来源文本的行号。', '在“行”一格写明行号。'],
  'no-change': ['这一行的“原文”与“改为”相同。', '写明改了什么；没有改动就删去这一行。'],
  'no-reason': ['这一行没有写理由。', '在“理由”一格写明为什么改。'],
  certainty: ['这一行的“把握”不是“确定”或“推定”。', '写“确定”或“推定”。'],
};

const rowEn: Record<RowProblem, readonly [string, string]> = {
  detached: ['This row is cut off from the table above and does not count.', 'Take out the empty line above it.'],
  cells: ['This row does not have six cells.', 'Give it six; write a vertical bar inside text as “\\|”.'],
  'no-id': ['This row has no id.', 'Give it an id that no other row has.'],
  'no-line': ['This row does not say which line of the source it concerns.', 'Give the line.'],
  'no-change': ['“before” and “after” are the same in this row.', 'Say what was changed, or take the row out.'],
  'no-reason': ['This row gives no reason.', 'Say why the text was changed.'],
  certainty: ['The certainty of this row is neither “certain” nor “inferred”.', 'Write “certain” or “inferred”.'],
};

export const manuscriptMessages = {
  'front-matter-open': entry<Record<string, never>>({
    severity: 'error',
    zh: () => ({
      message: '稿件开头的“---”之后没有第二个“---”，分不清哪里是正文。',
      hint: '在开头几项之后另起一行写“---”；没有这几项就删去开头的“---”。',
    }),
    en: () => ({
      message: 'The “---” that opens the front matter has no “---” to close it: the text cannot be told apart.',
      hint: 'Put a line “---” after the front matter, or take out the first if there is none.',
    }),
  }),
  'invalid-date': entry<{ date: string }>({
    severity: 'error',
    zh: ({ date }) => ({
      message: `没有 ${date} 这样的日期，或写法不对。`,
      hint: '写成 2024-08-01 或 2024-08；要照原样印出的，写成文字，如 2024年8月。',
    }),
    en: ({ date }) => ({
      message: `${date} is no date, or not written as one.`,
      hint: 'Write 2024-08-01 or 2024-08, or words to be printed as they stand, such as 2024年8月.',
    }),
  }),
  'empty-report': entry<{ file: string }>({
    severity: 'error',
    zh: ({ file }) => ({
      message: `${file} 里没有正文。`,
      hint: '把正文放进去；稿件未到的，在 book.yaml 里删去这一项。',
    }),
    en: ({ file }) => ({
      message: `${file} holds no text.`,
      hint: 'Put the text in; if it has not arrived, do not name the file in book.yaml.',
    }),
  }),
  'emendations-table': entry<{ problem: 'none' | 'columns' }>({
    severity: 'error',
    zh: ({ problem }) => ({
      message: problem === 'none' ? 'EMENDATIONS.md 里没有校改表。' : '校改表的表头不对。',
      hint: '表头须是：| 编号 | 行 | 原文 | 改为 | 理由 | 把握 |，下一行是 | --- | --- | --- | --- | --- | --- |。',
    }),
    en: ({ problem }) => ({
      message:
        problem === 'none'
          ? 'EMENDATIONS.md holds no table of emendations.'
          : 'The table of emendations is headed wrongly.',
      hint: 'Its head must be: | id | line | before | after | reason | certainty |, then | --- | --- | --- | --- | --- | --- |.',
    }),
  }),
  'emendation-row': entry<{ problem: RowProblem }>({
    severity: 'error',
    zh: ({ problem }) => ({ message: rowZh[problem][0], hint: rowZh[problem][1] }),
    en: ({ problem }) => ({ message: rowEn[problem][0], hint: rowEn[problem][1] }),
  }),
  'emendation-duplicate': entry<{ id: string; line: number }>({
    severity: 'error',
    zh: ({ id, line }) => ({ message: `编号 ${id} 已在第${line}行用过。`, hint: '换一个没有用过的编号。' }),
    en: ({ id, line }) => ({
      message: `The id ${id} is already used on line ${line}.`,
      hint: 'Give the row an id of its own.',
    }),
  }),
};
