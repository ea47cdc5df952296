/** What stands between a book and its final state. */
import type { Manifest } from '../model/manifest-schema.ts';
import { entry } from './diagnostic.ts';

const draft = { zh: '，或把 state 改回 draft', en: ', or set “state: draft” again' };

const imprintNames: Record<keyof Manifest['imprint'], { zh: string; en: string }> = {
  compiler: { zh: '编印单位', en: 'the body that compiled it' },
  recipients: { zh: '发送对象', en: 'the recipients' },
  printer: { zh: '印刷单位', en: 'the printer' },
  copies: { zh: '印数', en: 'the number of copies' },
  permit: { zh: '准印证号', en: 'the permit number' },
  notice: { zh: '内部资料提示语', en: 'the notice for internal matter' },
};

interface Numbered {
  number: number;
  title: string;
}

export const finalMessages = {
  'final-missing-report': entry<Numbered>({
    severity: 'error',
    zh: ({ number, title }) => ({
      message: `定稿缺第${number}篇《${title}》的稿件。`,
      hint: `稿件到后用 manuscript 写明文件${draft.zh}。`,
    }),
    en: ({ number, title }) => ({
      message: `The final book lacks the manuscript of report ${number} (${title}).`,
      hint: `Name its file under “manuscript” when it has arrived${draft.en}.`,
    }),
  }),
  'final-partial-report': entry<{ title: string; file: string }>({
    severity: 'error',
    zh: ({ title, file }) => ({
      message: `定稿中《${title}》的稿件不全（${file} 标明 status: partial）。`,
      hint: `补全稿件后删去 status: partial${draft.zh}。`,
    }),
    en: ({ title, file }) => ({
      message: `In the final book the manuscript of “${title}” is incomplete (${file} says status: partial).`,
      hint: `Complete it and take out “status: partial”${draft.en}.`,
    }),
  }),
  'final-provisional': entry<{ key: string }>({
    severity: 'error',
    zh: ({ key }) => ({
      message: `定稿中 ${key} 仍是暂定的。`,
      hint: `请编印单位确认后，从 provisional 中去掉 ${key}${draft.zh}。`,
    }),
    en: ({ key }) => ({
      message: `In the final book ${key} is still provisional.`,
      hint: `Have it confirmed and take ${key} out of “provisional”${draft.en}.`,
    }),
  }),
  'final-imprint': entry<{ field: keyof Manifest['imprint'] }>({
    severity: 'error',
    zh: ({ field }) => ({
      message: `定稿的版本记录缺${imprintNames[field].zh}。`,
      hint: `在 imprint 下补上“${field}: …”${draft.zh}。`,
    }),
    en: ({ field }) => ({
      message: `The final book's imprint lacks ${imprintNames[field].en}.`,
      hint: `Add “${field}: …” under “imprint”${draft.en}.`,
    }),
  }),
  'final-emendation': entry<{ id: string; before: string; after: string }>({
    severity: 'error',
    zh: ({ id, before, after }) => ({
      message: `定稿中推定的校改 ${id}（“${before}”改为“${after}”）未经认可。`,
      hint: `核对后在 book.yaml 的 accept 下加一条“- { emendation: ${id}, reason: 理由 }”${draft.zh}。`,
    }),
    en: ({ id, before, after }) => ({
      message: `In the final book the inferred emendation ${id} (“${before}” to “${after}”) has not been accepted.`,
      hint: `Check it, then add “- { emendation: ${id}, reason: … }” under “accept” in book.yaml${draft.en}.`,
    }),
  }),
};
