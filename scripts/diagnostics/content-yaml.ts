/** What can be said of YAML as such: book.yaml and the head of a manuscript. */
import { entry } from './diagnostic.ts';

export type YamlProblem =
  | 'tab'
  | 'indent'
  | 'second-colon'
  | 'no-colon'
  | 'unclosed'
  | 'flow'
  | 'documents'
  | 'reserved'
  | 'escape'
  | 'tag'
  | 'directive'
  | 'alias'
  | 'nesting'
  | 'unexpected';

type Explained = Record<YamlProblem, readonly [message: string, hint: string]>;

const zh: Explained = {
  tab: ['行首用了制表符（Tab）。', '行首缩进只能用空格，请把制表符换成空格。'],
  indent: ['这一行的缩进与上下文不一致。', '同一组的各行左边须对齐，下一级比上一级多缩进两个空格。'],
  'second-colon': [
    '这里的冒号前面还有一个冒号，或者这一行多缩进了。',
    '值里面若有“冒号加空格”，请给整个值加英文引号；否则检查缩进。',
  ],
  'no-colon': ['这一行缺少分隔键和值的冒号。', '写成“键: 值”，冒号用半角，后面空一格。'],
  unclosed: ['这里打开的引号或括号没有关上。', '补上对应的引号或括号。'],
  flow: ['花括号或方括号里的写法不对。', '各项之间用半角逗号加空格隔开；值里含有逗号、冒号的，加英文引号。'],
  documents: ['“---”把文件分成了几份，这里只能有一份。', '删去这一行的“---”。'],
  reserved: ['值不能以这个符号开头。', '给整个值加英文引号。'],
  escape: ['双引号里的反斜杠“\\”写法不对。', '改用单引号，或者不用反斜杠。'],
  tag: ['这里用了以“!”开头的标记，清单里没有这种写法。', '值若以“!”开头，给它加英文引号。'],
  directive: ['以“%”开头的行不能用。', '删去这一行。'],
  alias: ['“*”后面的名称没有指向一个单独的值。', '把值直接写在这里；值若本来就以“*”开头，给它加英文引号。'],
  nesting: ['层次太深。', '检查是否多写了括号或连字符。'],
  unexpected: ['从这里起读不通。', '检查这一行和上一行的缩进、冒号、引号、括号。'],
};

const en: Explained = {
  tab: ['A tab stands at the beginning of the line.', 'Indent with spaces only: replace the tab by spaces.'],
  indent: [
    'The indentation of this line does not fit the lines around it.',
    'Lines of one group begin in the same column; each level down is indented by two more spaces.',
  ],
  'second-colon': [
    'A second colon stands on this line, or the line is indented too far.',
    'Put the whole value in quotes if it holds a colon followed by a space; otherwise check the indentation.',
  ],
  'no-colon': [
    'This line lacks the colon between key and value.',
    'Write “key: value”, with an ASCII colon and a space after it.',
  ],
  unclosed: ['The quote or bracket that opens here is not closed.', 'Close it.'],
  flow: [
    'What stands inside the braces or brackets cannot be read.',
    'Separate items by an ASCII comma and a space; put values that hold commas or colons in quotes.',
  ],
  documents: ['“---” divides the file; it may hold only one part.', 'Take out this line’s “---”.'],
  reserved: ['A value cannot begin with this character.', 'Put the whole value in quotes.'],
  escape: ['The backslash inside double quotes means nothing here.', 'Use single quotes, or no backslash.'],
  tag: ['Tags, which begin with “!”, have no meaning here.', 'If the value begins with “!”, put it in quotes.'],
  directive: ['A line that begins with “%” has no meaning here.', 'Take the line out.'],
  alias: [
    'The name after “*” does not stand for a single value.',
    'Write the value itself; if the value begins with “*”, put it in quotes.',
  ],
  nesting: ['The levels go too deep.', 'Look for brackets or hyphens too many.'],
  unexpected: [
    'From here on the file cannot be read.',
    'Check indentation, colons, quotes and brackets on this line and the one before.',
  ],
};

export const yamlMessages = {
  /** `wide`: a full-width character on the line that should perhaps be an ASCII one. */
  'yaml-syntax': entry<{ problem: YamlProblem; wide?: string }>({
    severity: 'error',
    zh: ({ problem, wide }) => {
      const [message, hint] = zh[problem];
      return { message, hint: wide ? `${hint}注意：本行的“${wide}”是全角符号，应改为半角。` : hint };
    },
    en: ({ problem, wide }) => {
      const [message, hint] = en[problem];
      return { message, hint: wide ? `${hint} Note: “${wide}” on this line is full-width; use the ASCII one.` : hint };
    },
  }),
  'yaml-duplicate-key': entry<{ key: string; first: number }>({
    severity: 'error',
    zh: ({ key, first }) => ({
      message: `“${key}”在同一组里写了两次，第一次在第${first}行。`,
      hint: '只保留一个；若属于另一篇或另一组，检查缩进和连字符“-”。',
    }),
    en: ({ key, first }) => ({
      message: `The key “${key}” stands twice in one group, first on line ${first}.`,
      hint: 'Keep one of them; if it belongs to another group, check the indentation and the hyphen “-”.',
    }),
  }),
  'yaml-colon': entry<{ key: string }>({
    severity: 'error',
    zh: ({ key }) => ({
      message: `“${key}”后面不是“半角冒号加空格”，因此没有作为键读到。`,
      hint: `写成“${key}: 值”；若它本来就是文字的一部分，给整段文字加英文引号。`,
    }),
    en: ({ key }) => ({
      message: `“${key}” is not followed by an ASCII colon and a space, and so is not read as a key.`,
      hint: `Write “${key}: value”; if it is indeed part of a text, put the whole text in quotes.`,
    }),
  }),
};
