/** What can be said of the shape of book.yaml or a manuscript's head, and of the files that a manifest names. */
import type { Bilingual } from '../model/manifest-kinds.ts';
import { entry } from './diagnostic.ts';

interface Misfit {
  key: string;
  /** In a list, which item, from 1. */
  item?: number;
  expected: Bilingual;
  /** The value as read. */
  found: unknown;
  /** It would do if it stood in quotes: a bare number or yes/no value where text is expected. */
  needsQuotes?: boolean;
}

const nameZh = ({ key, item }: Misfit) => (item ? `${key} 的第${item}项` : `${key} `);
const nameEn = ({ key, item }: Misfit) => (item ? `item ${item} of ${key}` : key);

const shorten = (value: unknown) => {
  const text = [...String(value)];
  return text.length > 40 ? `${text.slice(0, 40).join('')}…` : text.join('');
};

function describeZh(value: unknown): string {
  if (value === null) return '空的';
  if (Array.isArray(value)) return value.length === 0 ? '空列表' : '一个列表';
  if (typeof value === 'object') return '一组键值';
  if (typeof value === 'number') return `数字 ${value}`;
  return typeof value === 'boolean' ? `真假值 ${value}` : `文字“${shorten(value)}”`;
}

function describeEn(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a group of keys';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? `the yes/no value ${value}` : `the text “${shorten(value)}”`;
}

export const manifestMessages = {
  'no-manifest': entry<{ dir: string; problem: 'no-folder' | 'no-file'; nearest?: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ dir, problem, nearest }) => ({
      message: problem === 'no-folder' ? `没有 ${dir} 这个文件夹。` : `文件夹 ${dir} 里没有 book.yaml。`,
      hint: nearest ? `把 ${nearest} 改名为 book.yaml。` : '用 --book 指明书的文件夹，即放着 book.yaml 的那个。',
    }),
    en: ({ dir, problem, nearest }) => ({
      message: problem === 'no-folder' ? `There is no folder ${dir}.` : `The folder ${dir} holds no book.yaml.`,
      hint: nearest ? `Rename ${nearest} to book.yaml.` : "Name the book's folder, which holds book.yaml, with --book.",
    }),
  }),
  'empty-manifest': entry<Record<string, never>>({
    severity: 'error',
    zh: () => ({ message: 'book.yaml 是空的。', hint: '至少写明 slug、title、identifier、issued 和 parts。' }),
    en: () => ({ message: 'book.yaml is empty.', hint: 'Give at least slug, title, identifier, issued and parts.' }),
  }),
  'unknown-key': entry<{ key: string; allowed: string[]; nearest?: string }>({
    severity: 'error',
    zh: ({ key, allowed, nearest }) => ({
      message: `这里没有“${key}”这个键。`,
      hint: nearest ? `是否想写 ${nearest}？` : `可用的键：${allowed.join('、')}。`,
    }),
    en: ({ key, allowed, nearest }) => ({
      message: `“${key}” is not a key that may stand here.`,
      hint: nearest ? `Did you mean ${nearest}?` : `Keys that may stand here: ${allowed.join(', ')}.`,
    }),
  }),
  'missing-key': entry<{ key: string; expected: Bilingual }>({
    severity: 'error',
    zh: ({ key, expected }) => ({
      message: `缺少 ${key}，或没有填写。`,
      hint: `补上“${key}: …”，应为：${expected.zh}。`,
    }),
    en: ({ key, expected }) => ({
      message: `${key} is missing or empty.`,
      hint: `Add “${key}: …”; expected ${expected.en}.`,
    }),
  }),
  'wrong-type': entry<Misfit>({
    severity: 'error',
    zh: (p) => ({
      message: `${nameZh(p)}应为：${p.expected.zh}；这里是${describeZh(p.found)}。`,
      hint: p.needsQuotes ? '给它加英文引号，就成为文字。' : `改为：${p.expected.zh}。`,
    }),
    en: (p) => ({
      message: `Expected for ${nameEn(p)}: ${p.expected.en}; found ${describeEn(p.found)}.`,
      hint: p.needsQuotes ? 'Put it in quotes to make it text.' : `Write ${p.expected.en}.`,
    }),
  }),
  'invalid-value': entry<Misfit>({
    severity: 'error',
    zh: (p) => ({
      message: `${nameZh(p)}不能是${describeZh(p.found)}。`,
      hint: `改为：${p.expected.zh}。`,
    }),
    en: (p) => ({
      message: `The value of ${nameEn(p)} cannot be ${describeEn(p.found)}.`,
      hint: `Write ${p.expected.en}.`,
    }),
  }),
  'missing-file': entry<{ file: string; as: 'text' | 'font'; nearest?: string }>({
    severity: 'error',
    zh: ({ file, as, nearest }) => ({
      message: `书的文件夹里没有 ${file}。`,
      hint: nearest
        ? `是否想写 ${nearest}？`
        : `放入这个文件，或改正文件名${as === 'text' ? '；稿件未到的，在 book.yaml 里删去这一项' : ''}。`,
    }),
    en: ({ file, as, nearest }) => ({
      message: `The book's folder holds no ${file}.`,
      hint: nearest
        ? `Did you mean ${nearest}?`
        : `Put the file there or correct its name${as === 'text' ? '; do not name a manuscript that has not arrived' : ''}.`,
    }),
  }),
  'not-a-file': entry<{ file: string }>({
    severity: 'error',
    zh: ({ file }) => ({ message: `${file} 不是文件，而是文件夹之类。`, hint: '写明文件夹里的哪一个文件。' }),
    en: ({ file }) => ({ message: `${file} is not a file but a folder or the like.`, hint: 'Name a file inside it.' }),
  }),
  /** `target`: where a symbolic link leads. */
  'outside-book': entry<{ file: string; target?: string }>({
    severity: 'error',
    zh: ({ file, target }) => ({
      message: target ? `${file} 是指向书文件夹之外的链接（${target}）。` : `${file} 在书的文件夹之外。`,
      hint: '把文件复制到书的文件夹里，用相对于该文件夹的路径写明，如 reports/01.md。',
    }),
    en: ({ file, target }) => ({
      message: target
        ? `${file} is a link that leads out of the book's folder (${target}).`
        : `${file} lies outside the book's folder.`,
      hint: "Copy the file into the book's folder and name it relative to that folder, such as reports/01.md.",
    }),
  }),
  'unreadable-file': entry<{ file: string; reason: string }>({
    severity: 'error',
    zh: ({ file, reason }) => ({
      message: `读不了 ${file}（${reason}）。`,
      hint: '检查文件的权限，以及它是否被别的程序占用。',
    }),
    en: ({ file, reason }) => ({
      message: `${file} cannot be read (${reason}).`,
      hint: "Check the file's permissions, and whether another program holds it.",
    }),
  }),
  'not-utf8': entry<{ file: string }>({
    severity: 'error',
    zh: ({ file }) => ({
      message: `${file} 不是 UTF-8 编码的文字。`,
      hint: '在编辑器里另存为 UTF-8 编码的纯文本；Word、WPS 文档须先转成 Markdown。',
    }),
    en: ({ file }) => ({
      message: `${file} is not text encoded as UTF-8.`,
      hint: 'Save it as plain text in UTF-8; documents of word processors must be turned into Markdown first.',
    }),
  }),
};
