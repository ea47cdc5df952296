/** What the command line can say of how it was called. */
import { entry } from './diagnostic.ts';

const help = { zh: '运行 huibian --help 查看用法。', en: 'See huibian --help.' };
const meant = {
  zh: (s: string | undefined) => (s ? `是否想写 ${s}？${help.zh}` : help.zh),
  en: (s: string | undefined) => (s ? `Did you mean ${s}? ${help.en}` : help.en),
};

export const usageMessages = {
  'usage-unknown-command': entry<{ command: string; suggestion?: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ command, suggestion }) => ({ message: `没有 ${command} 这个命令。`, hint: meant.zh(suggestion) }),
    en: ({ command, suggestion }) => ({ message: `There is no command ${command}.`, hint: meant.en(suggestion) }),
  }),
  'usage-no-command': entry<Record<string, never>>({
    severity: 'error',
    exit: 2,
    zh: () => ({ message: '没有写明命令。', hint: `例如：huibian build。${help.zh}` }),
    en: () => ({ message: 'No command was given.', hint: `For instance: huibian build. ${help.en}` }),
  }),
  'usage-unknown-option': entry<{ option: string; suggestion?: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ option, suggestion }) => ({ message: `没有 ${option} 这个选项。`, hint: meant.zh(suggestion) }),
    en: ({ option, suggestion }) => ({ message: `There is no option ${option}.`, hint: meant.en(suggestion) }),
  }),
  'usage-missing-value': entry<{ option: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ option }) => ({ message: `选项 ${option} 后面缺少值。`, hint: help.zh }),
    en: ({ option }) => ({ message: `The option ${option} lacks its value.`, hint: help.en }),
  }),
  'usage-bad-value': entry<{ option: string; value: string; expected: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ option, value, expected }) => ({
      message: `选项 ${option} 的值不能是“${value}”。`,
      hint: `可用的值：${expected}。`,
    }),
    en: ({ option, value, expected }) => ({
      message: `The option ${option} cannot be “${value}”.`,
      hint: `Allowed: ${expected}.`,
    }),
  }),
  'usage-missing-argument': entry<{ argument: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ argument }) => ({ message: `缺少参数 ${argument}。`, hint: help.zh }),
    en: ({ argument }) => ({ message: `The argument ${argument} is missing.`, hint: help.en }),
  }),
  'usage-conflict': entry<{ options: string[] }>({
    severity: 'error',
    exit: 2,
    zh: ({ options }) => ({ message: `选项 ${options.join(' 和 ')} 不能同时使用。`, hint: '请只写其中一个。' }),
    en: ({ options }) => ({ message: `The options ${options.join(' and ')} exclude each other.`, hint: 'Give one.' }),
  }),
  'usage-extra-argument': entry<{ argument: string }>({
    severity: 'error',
    exit: 2,
    zh: ({ argument }) => ({ message: `多余的参数：${argument}。`, hint: `书的文件夹用 --book 写明。${help.zh}` }),
    en: ({ argument }) => ({
      message: `The argument ${argument} has no meaning here.`,
      hint: `Name the book's folder with --book. ${help.en}`,
    }),
  }),
};
