/** What pagination, page locks and the page map can say. */
import { entry } from './diagnostic.ts';

/** What a step did, with its unit. */
const fitDone = {
  tracking: (n: number) => [
    `收紧短行${n}段`,
    `${n} ${n === 1 ? 'paragraph' : 'paragraphs'} tightened to pull in a short last line`,
  ],
  'heading-space': (n: number) => [`标题前的空行各减${n}行`, `${n} of a line less before each heading`],
  'extra-line': (n: number) => [`每页加${n}行`, `${n} ${n === 1 ? 'line' : 'lines'} more a page`],
};

const fitNames = {
  tracking: ['收紧短行', 'tightening short last lines'],
  'heading-space': ['缩小标题前空行', 'less space before headings'],
  'extra-line': ['每页加一行', 'a line more a page'],
} as const;
type FitStep = keyof typeof fitNames;

interface Pages {
  before: number;
  after: number;
}
const pagesZh = ({ before, after }: Pages) => (before === after ? `仍为${after}页` : `${before}页变为${after}页`);
const pagesEn = ({ before, after }: Pages) =>
  before === after ? `${after} pages as before` : `from ${before} pages to ${after}`;

interface Overflow {
  title: string;
  allotted: number;
  needed: number;
  lines: number;
  first: number;
  last: number;
  tried: FitStep[];
}

const allottedZh = ({ first, last }: Overflow) => (first === last ? String(first) : `${first}—${last}`);
const allottedEn = ({ first, last }: Overflow) => (first === last ? `page ${first}` : `pages ${first}–${last}`);
/** Inserted pages are whole leaves. */
const insertedBy = ({ needed, allotted }: Overflow) => 2 * Math.ceil((needed - allotted) / 2);

export const paginationMessages = {
  'pages-inserted': entry<Overflow>({
    severity: 'note',
    zh: (p) => ({
      message: `《${p.title}》排不进第${allottedZh(p)}页，在第${p.last}页后插入${insertedBy(p)}页：第${p.last}-1至${p.last}-${insertedBy(p)}页。其后页码不变。`,
      hint: '不必处理；不许插页，删去 book.yaml 里的“overflow: insert”。',
    }),
    en: (p) => ({
      message: `"${p.title}" does not fit on ${allottedEn(p)}: ${insertedBy(p)} pages are inserted after page ${p.last}, ${p.last}-1 to ${p.last}-${insertedBy(p)}. All later pages keep their numbers.`,
      hint: 'Nothing needs doing; to forbid it, take “overflow: insert” out of book.yaml.',
    }),
  }),
  'page-overflow': entry<Overflow>({
    severity: 'error',
    zh: (p) => ({
      message:
        `《${p.title}》排不进原书第${allottedZh(p)}页：这里有${p.allotted}页，稿件需要${p.needed}页，多出${p.lines}行` +
        `${p.tried.length > 0 ? `（已试过：${p.tried.map((s) => fitNames[s][0]).join('、')}）` : ''}。`,
      hint: '在 book.yaml 的 fit 里放宽调整限度；调整页码，给它多留一页；写 overflow: insert，在它后面插页（如第6-1、6-2页）；或改用 numbering: flowing（页码将与原书不同）。',
    }),
    en: (p) => ({
      message:
        `"${p.title}" does not fit on ${allottedEn(p)}: pages there ${p.allotted}, pages needed ${p.needed}, lines over ${p.lines}` +
        `${p.tried.length > 0 ? ` (tried: ${p.tried.map((s) => fitNames[s][1]).join(', ')})` : ''}.`,
      hint: 'Raise the limits under fit in book.yaml, free a page by changing the page numbers, write overflow: insert to insert pages after it (6-1, 6-2), or set numbering: flowing (page numbers will differ from the original).',
    }),
  }),
  'page-fitted': entry<{ title: string; step: FitStep; before: number; after: number; amount: number }>({
    severity: 'note',
    zh: (p) => ({
      message: `《${p.title}》超出原页数，作了调整：${fitDone[p.step](p.amount)[0]}，${pagesZh(p)}。`,
      hint: '无须处理；不愿这样调整，可在 book.yaml 的 fit 里设为 0。',
    }),
    en: (p) => ({
      message: `"${p.title}" was too long for its pages and was adjusted: ${fitDone[p.step](p.amount)[1]}, ${pagesEn(p)}.`,
      hint: 'Nothing needs doing; to forbid it, set the limit under fit in book.yaml to 0.',
    }),
  }),
  'last-page-unknown': entry<{ title: string; first: number; status: 'partial' | 'missing' }>({
    severity: 'warning',
    zh: (p) => ({
      message: `不知道最后一篇《${p.title}》在原书的末页，${
        p.status === 'missing' ? `只在第${p.first}页留了一页说明` : '稿件中断处有说明，其后没有留页'
      }。`,
      hint: '查明后在 book.yaml 写 lastPage: 页码。',
    }),
    en: (p) => ({
      message: `It is not known on which page the last report, "${p.title}", ends in the original: ${
        p.status === 'missing'
          ? `one page of notice stands on page ${p.first}`
          : 'a notice stands where its text breaks off, and no pages are kept after it'
      }.`,
      hint: 'Once it is known, write lastPage: N into book.yaml.',
    }),
  }),
  'page-too-small': entry<{ size: string; measure: number; lines: number; fontSize: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `${p.size} 纸放不下每行${p.measure}字、每页${p.lines}行的 ${p.fontSize} 正文。`,
      hint: '减少 page.measure 或 page.lines，缩小 page.fontSize，或换大一号的 page.size。',
    }),
    en: (p) => ({
      message: `${p.size} has no room for ${p.lines} lines of ${p.measure} characters at ${p.fontSize}.`,
      hint: 'Lower page.measure, page.lines or page.fontSize, or choose a larger page.size.',
    }),
  }),
  'page-refs-unsettled': entry<{ title: string; one: string; other: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `《${p.title}》里的页码引用定不下来：印「${p.one}」，所引的内容就移到第${p.other}页；改印「${p.other}」，又移回去。`,
      hint: '在所引的标题之前增删几个字，使它离开页的边缘；或在引用处换一种说法。',
    }),
    en: (p) => ({
      message: `A page reference in "${p.title}" does not settle: with "${p.one}" printed its target moves to page ${p.other}, with "${p.other}" printed it moves back.`,
      hint: 'Add or cut some words before the heading it names, so that it leaves the edge of its page; or word the reference otherwise.',
    }),
  }),
  'pagination-complaint': entry<{ title: string; complaint: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `《${p.title}》分页时排版引擎报告异常（${p.complaint}），文字可能重复或丢失，已停止。`,
      hint: '请检查其中过大的表格、图片或注，拆小后再试；若仍如此，请把这篇稿件报告给我们。',
    }),
    en: (p) => ({
      message: `While "${p.title}" was being paginated the engine complained (${p.complaint}); text might be repeated or lost, so the build stopped.`,
      hint: 'Look for an outsized table, image or note in it and split it; if that does not help, report the manuscript to us.',
    }),
  }),
  'pagination-stuck': entry<{ title: string; seconds: number; near: string }>({
    severity: 'error',
    zh: (p) => ({
      message: `《${p.title}》分页超过 ${p.seconds} 秒或页数失控，停在「${p.near}」附近。`,
      hint: '请检查该处是否有过大的表格、图片或注，拆小后再试。',
    }),
    en: (p) => ({
      message: `Paginating "${p.title}" took more than ${p.seconds} s or ran to too many pages; it died near "${p.near}".`,
      hint: 'Look for an outsized table, image or note there and split it.',
    }),
  }),
};
