/** What can be said of pages that are not as the last edition had them. */
import type { RelayCause } from '../model/relay-types.ts';
import { entry } from './diagnostic.ts';

export interface RelaidParams {
  /** The edition that people hold. */
  number: number;
  printing: number;
  /** Labels, in order. */
  pages: string[];
  titles: string[];
  causes: RelayCause[];
}

const listed = (items: string[], separator: string, more: (n: number) => string, most = 20): string =>
  items.length <= most ? items.join(separator) : `${items.slice(0, most).join(separator)}${more(items.length)}`;

const namesZh = ({ names = [] }: RelayCause) => listed(names, '、', (n) => `等${n}项`, 6);
const namesEn = ({ names = [] }: RelayCause) => listed(names, ', ', (n) => ` and others, ${n} in all`, 6);
const versions = ({ from, to }: RelayCause) => `${from ?? '?'} → ${to ?? '?'}`;

const causeZh: Record<RelayCause['kind'], (cause: RelayCause) => string> = {
  fit: (cause) => `改动后的文字放不进原有的页，压缩版面（fit）改了前面的页：《${(cause.names ?? []).join('》《')}》`,
  browser: (cause) => `浏览器换了（${versions(cause)}）`,
  pagedjs: (cause) => `Paged.js 换了（${versions(cause)}）`,
  huibian: (cause) => `本程序换了（${versions(cause)}）`,
  fonts: (cause) => `字体换了（${namesZh(cause)}）`,
  page: (cause) => `book.yaml 的 page 设置改了（${namesZh(cause)}）`,
  files: (cause) => `样式或模板改了（${namesZh(cause)}）`,
  inserted: (cause) => `插页有变（${namesZh(cause)}）`,
};

const causeEn: Record<RelayCause['kind'], (cause: RelayCause) => string> = {
  fit: (cause) =>
    `the changed text does not fit its pages, and the bounded fit moved what stands before the change: "${(cause.names ?? []).join('", "')}"`,
  browser: (cause) => `another browser (${versions(cause)})`,
  pagedjs: (cause) => `another Paged.js (${versions(cause)})`,
  huibian: (cause) => `another huibian (${versions(cause)})`,
  fonts: (cause) => `other fonts (${namesEn(cause)})`,
  page: (cause) => `other page settings in book.yaml (${namesEn(cause)})`,
  files: (cause) => `other styles or templates (${namesEn(cause)})`,
  inserted: (cause) => `other inserted pages (${namesEn(cause)})`,
};

const onlyFit = ({ causes }: RelaidParams) => causes.length > 0 && causes.every(({ kind }) => kind === 'fit');

const messageZh = (p: RelaidParams) => {
  const why = p.causes.map((cause) => causeZh[cause.kind](cause)).join('；') || '账册所记的条件都没有变，原因不明';
  const pages = listed(p.pages, '、', (n) => `等${n}页`);
  return `第${p.number}版第${p.printing}次印刷本的有些页文字未改，版面却变了：第${pages}页。可能的原因：${why}。`;
};
const messageEn = (p: RelaidParams) => {
  const why =
    p.causes.map((cause) => causeEn[cause.kind](cause)).join('; ') || 'none of the recorded conditions differs';
  const pages = listed(p.pages, ', ', (n) => ` and others, ${n} in all`);
  return `Pages of edition ${p.number}, printing ${p.printing}, have the same text and another layout: ${pages}. What may have caused it: ${why}.`;
};

const hintZh = (p: RelaidParams) =>
  onlyFit(p)
    ? '在 book.yaml 里写 overflow: insert，让多出的文字另占插页；或把 fit 的限度写成 0；或者删减文字。认可新版面的，加 --allow-relayout。'
    : '换回原来的字体、样式、设置和版本；确要换的，加 --allow-relayout，手里有旧书的人须换这些页。';
const hintEn = (p: RelaidParams) =>
  onlyFit(p)
    ? 'Write overflow: insert in book.yaml, so that what is too much gets inserted pages; or set the limits of fit to 0; or shorten the text. To accept the new layout, add --allow-relayout.'
    : 'Go back to the former fonts, styles, settings and versions; if the change is meant, add --allow-relayout: whoever holds the old book needs these pages anew.';

export const editionIdentityMessages = {
  'page-relaid': entry<RelaidParams>({
    severity: 'error',
    zh: (p) => ({ message: messageZh(p), hint: hintZh(p) }),
    en: (p) => ({ message: messageEn(p), hint: hintEn(p) }),
  }),
  'page-relaid-allowed': entry<RelaidParams>({
    severity: 'warning',
    zh: (p) => ({ message: messageZh(p), hint: '已用 --allow-relayout 认可；手里有旧书的人须换这些页。' }),
    en: (p) => ({
      message: messageEn(p),
      hint: 'Accepted with --allow-relayout: whoever holds the old book needs these pages anew.',
    }),
  }),
};
