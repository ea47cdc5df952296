/** What the outputs stage can say. */
import { entry } from './diagnostic.ts';

/** What is wrong with a template's syntax. */
export type SyntaxFault = 'end' | 'token' | 'unmatched' | 'endless' | 'handlebars' | 'other';

const syntaxFaultZh: Record<SyntaxFault, (detail: string) => string> = {
  end: () => '到文件末尾仍有未结束的块',
  token: (detail) => `此处不应出现「${detail}」`,
  unmatched: (detail) => `首尾不一致（${detail}）`,
  endless: () => '模板引用了自身，没有尽头',
  handlebars: (detail) => detail,
  other: () => '{{ }} 中有不认识的写法',
};
const syntaxFaultEn: Record<SyntaxFault, (detail: string) => string> = {
  end: () => 'the file ends before a block is closed',
  token: (detail) => `"${detail}" cannot stand here`,
  unmatched: (detail) => `a block is closed by another's end (${detail})`,
  endless: () => 'it calls itself without end',
  handlebars: (detail) => detail,
  other: () => 'there is something unknown within {{ }}',
};

export const outputMessages = {
  'template-syntax': entry<{ fault: SyntaxFault; detail: string }>({
    severity: 'error',
    zh: ({ fault, detail }) => ({
      message: `模板语法有误：${syntaxFaultZh[fault](detail)}。`,
      hint: '请检查这一行及其前后的 {{ }} 是否成对、{{#if}}、{{#each}} 等是否都有对应的 {{/if}}、{{/each}}。',
    }),
    en: ({ fault, detail }) => ({
      message: `The template cannot be read: ${syntaxFaultEn[fault](detail)}.`,
      hint: 'Check around this line that every {{ has its }}, and every {{#if}} or {{#each}} its {{/if}} or {{/each}}.',
    }),
  }),
  'template-name': entry<{ name: string; known: string[] }>({
    severity: 'error',
    zh: ({ name, known }) => ({
      message: `模板用了「${name}」，但数据中没有这一项。`,
      hint: known.length > 0 ? `请核对拼写。此处可用的有：${known.join('、')}。` : '请核对拼写，或从模板中删去这一项。',
    }),
    en: ({ name, known }) => ({
      message: `The template uses "${name}", which the data does not have.`,
      hint:
        known.length > 0
          ? `Check the spelling. Here there are: ${known.join(', ')}.`
          : 'Check the spelling, or take it out.',
    }),
  }),
  'template-helper': entry<{ name: string; known: string[] }>({
    severity: 'error',
    zh: ({ name, known }) => ({
      message: `模板用了不存在的命令「${name}」。`,
      hint: `可用的命令有：${known.join('、')}。`,
    }),
    en: ({ name, known }) => ({
      message: `The template uses a command that does not exist: "${name}".`,
      hint: `The commands are: ${known.join(', ')}.`,
    }),
  }),
  'template-missing': entry<{ name: string }>({
    severity: 'error',
    zh: ({ name }) => ({
      message: `找不到模板「${name}」。`,
      hint: '被引用的模板须放在 partials/ 文件夹中，或文件名以 _ 开头；引用时不写 _ 和 .hbs。',
    }),
    en: ({ name }) => ({
      message: `There is no template "${name}".`,
      hint: 'A template that others call lies in a partials/ folder or begins with _; calls leave out the _ and .hbs.',
    }),
  }),
  'template-unused': entry<{ name: string }>({
    severity: 'warning',
    zh: ({ name }) => ({
      message: `书的 templates/ 中的「${name}」与任何自带模板都不同名，也没有被引用，因此不起作用。`,
      hint: '要替换自带模板，文件夹和文件名须完全相同；否则请删去此文件。',
    }),
    en: ({ name }) => ({
      message: `"${name}" in the book's templates/ has the name of none of ours and is called by none, so it does nothing.`,
      hint: 'To replace one of ours, folder and name must be exactly the same; otherwise delete the file.',
    }),
  }),
  'style-unused': entry<{ name: string; known: string[] }>({
    severity: 'warning',
    zh: ({ name, known }) => ({
      message: `书的 styles/ 中的「${name}」与任何可替换的样式表都不同名，因此不起作用。`,
      hint: `可替换的有：${known.join('、')}；文件名须完全相同，否则请删去此文件。`,
    }),
    en: ({ name, known }) => ({
      message: `"${name}" in the book's styles/ has the name of no style sheet that a book can replace, so it does nothing.`,
      hint: `Those are: ${known.join(', ')}. The name must be exactly the same; otherwise delete the file.`,
    }),
  }),
  'template-encoding': entry<Record<string, never>>({
    severity: 'error',
    zh: () => ({ message: '此文件不是 UTF-8 编码。', hint: '请用编辑器将它另存为 UTF-8。' }),
    en: () => ({ message: 'This file is not in UTF-8.', hint: 'Save it as UTF-8 in your editor.' }),
  }),
  'epub-character': entry<{ char: string; around: string }>({
    severity: 'error',
    zh: ({ char, around }) => ({
      message: `「${around}」中有电子书无法容纳的控制字符（${char}，以□表示）。`,
      hint: '请在原稿或清单中删去这个字符，它多半是从别处粘贴来的。',
    }),
    en: ({ char, around }) => ({
      message: `"${around}" holds a control character (${char}, shown as □) that no EPUB can hold.`,
      hint: 'Delete it in the manuscript or the manifest; it most likely came with pasted text.',
    }),
  }),
  'site-not-written': entry<Record<string, never>>({
    severity: 'note',
    zh: () => ({
      message: '没有生成网络版：清单没有说明发布范围。',
      hint: '要生成，请在 book.yaml 中写 distribution: intranet（内部）或 distribution: public（公开）。',
    }),
    en: () => ({
      message: 'No web edition was made: the manifest does not say who may read it.',
      hint: 'For one, write distribution: intranet (in-house) or distribution: public in book.yaml.',
    }),
  }),
};
