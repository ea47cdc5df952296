/** What can be said of the ledger of editions, and of issuing one. */
import type { EditionName } from '../model/edition-types.ts';
import { entry } from './diagnostic.ts';

/** What is wrong with a file of the ledger. */
export type LedgerFault =
  | 'missing'
  | 'extra'
  | 'edited'
  | 'truncated'
  | 'reordered'
  | 'format'
  | 'numbering'
  | 'predecessor-missing'
  | 'predecessor-changed';

const faultZh: Record<LedgerFault, string> = {
  missing: '不见了',
  extra: '不是付印时记入的，是后来多出来的',
  edited: '与付印时记入的不同，被改动过',
  truncated: '不完整，后面缺了一截',
  reordered: '不在它原来的位置上（文件夹改过名，或前后次序被调换）',
  format: '不是这一版 huibian 认识的格式',
  numbering: '的版次、印次与上一次接不上',
  'predecessor-missing': '所记的上一次印刷不在账中',
  'predecessor-changed': '所记的上一次印刷与账中的不是同一份',
};
const faultEn: Record<LedgerFault, string> = {
  missing: 'is missing',
  extra: 'was not put there when the printing was issued',
  edited: 'is not what was issued: it has been changed',
  truncated: 'is cut short',
  reordered: 'does not stand where it was issued (a folder was renamed, or two changed places)',
  format: 'has a format that this huibian does not know',
  numbering: 'has an edition and a printing that do not follow those before',
  'predecessor-missing': 'names a printing before it that is not in the ledger',
  'predecessor-changed': 'names a printing before it that is not the one in the ledger',
};

const nameZh = ({ number, printing }: EditionName) => `第${number}版第${printing}次印刷`;
const nameEn = ({ number, printing }: EditionName) => `edition ${number}, printing ${printing}`;
const keyOf = ({ number, printing }: EditionName) => `edition: { number: ${number}, printing: ${printing} }`;
const after = (last: EditionName) => ({
  edition: { number: last.number + 1, printing: last.printing + 1 },
  printing: { number: last.number, printing: last.printing + 1 },
});

interface DateParams {
  /** The key of book.yaml that says it. */
  key: 'issued' | 'modified';
  /** Dates, YYYY-MM-DD, of the book as it stands and of the last issue. */
  date: string;
  before: string;
  last: EditionName;
}

export const ledgerMessages = {
  'ledger-damaged': entry<{ file: string; fault: LedgerFault }>({
    severity: 'error',
    zh: ({ file, fault }) => ({
      message: `版次账本不可信：${file} ${faultZh[fault]}。`,
      hint: 'editions/ 里的内容只由 huibian edition issue 写入，不能改动。请从版本管理（如 git）或备份中恢复整个 editions/ 文件夹。',
    }),
    en: ({ file, fault }) => ({
      message: `The ledger of editions cannot be trusted: ${file} ${faultEn[fault]}.`,
      hint: 'Only huibian edition issue writes to editions/. Restore the whole folder from git or from a backup.',
    }),
  }),
  'edition-contradicts': entry<{ number: number; printing: number; last: EditionName; issued: EditionName | null }>({
    severity: 'error',
    zh: ({ last, issued, ...wanted }) => ({
      message: `book.yaml 写的是${nameZh(wanted)}，与账本不合：${issued ? `这一印次已作为${nameZh(issued)}付印` : `最近付印的是${nameZh(last)}`}。印次各版累计，不重新起算，也不跳号。`,
      hint: `新出一版写 ${keyOf(after(last).edition)}；只是重印写 ${keyOf(after(last).printing)}。`,
    }),
    en: ({ last, issued, ...wanted }) => ({
      message: `book.yaml says ${nameEn(wanted)}, which contradicts the ledger: ${issued ? `that printing was issued as ${nameEn(issued)}` : `issued last was ${nameEn(last)}`}. Printings count on over all editions, without a gap.`,
      hint: `For a new edition write ${keyOf(after(last).edition)}; for another printing ${keyOf(after(last).printing)}.`,
    }),
  }),
  'edition-closed': entry<EditionName>({
    severity: 'warning',
    zh: (name) => ({
      message: `${nameZh(name)}已经付印，而现在的文字与付印的不同：这样生成的书会与已发出的同名而不同文。`,
      hint: `改动要进入下一次印刷：新出一版写 ${keyOf(after(name).edition)}；只是重印写 ${keyOf(after(name).printing)}。`,
    }),
    en: (name) => ({
      message: `${nameEn(name)} has been issued, and the text is another now: this book would bear the name of the one that people hold.`,
      hint: `Changes belong into the next printing: for a new edition write ${keyOf(after(name).edition)}; for another printing ${keyOf(after(name).printing)}.`,
    }),
  }),
  'edition-issued': entry<EditionName & { last: EditionName }>({
    severity: 'error',
    zh: ({ last, ...name }) => ({
      message: `${nameZh(name)}已经付印，不能再付印一次。`,
      hint: `新出一版写 ${keyOf(after(last).edition)}，用 --edition；只是重印写 ${keyOf(after(last).printing)}，用 --printing。`,
    }),
    en: ({ last, ...name }) => ({
      message: `${nameEn(name)} has been issued already.`,
      hint: `For a new edition write ${keyOf(after(last).edition)} and use --edition; for another printing ${keyOf(after(last).printing)} and --printing.`,
    }),
  }),
  'edition-ask': entry<{ last: EditionName }>({
    severity: 'error',
    exit: 2,
    zh: ({ last }) => ({
      message: `最近付印的是${nameZh(last)}。这一次是新出一版，还是重印？`,
      hint: '内容有改动是新的一版，用 --edition；内容不变，或只改了封面、开本，是重印，用 --printing。',
    }),
    en: ({ last }) => ({
      message: `Issued last was ${nameEn(last)}. Is this a new edition or another printing?`,
      hint: 'With changes of the text it is an edition: --edition. Without, or with another cover or format only, it is a printing: --printing.',
    }),
  }),
  'edition-not-next': entry<EditionName & { kind: 'edition' | 'printing'; next: EditionName; last: EditionName }>({
    severity: 'error',
    zh: ({ kind, next, last, ...name }) => ({
      message: `book.yaml 写的是${nameZh(name)}；最近付印的是${nameZh(last)}，${kind === 'edition' ? '新出一版' : '重印'}应是${nameZh(next)}。`,
      hint: `请在 book.yaml 中写 ${keyOf(next)}，并改 issued。`,
    }),
    en: ({ kind, next, last, ...name }) => ({
      message: `book.yaml says ${nameEn(name)}; issued last was ${nameEn(last)}, and the next ${kind} is ${nameEn(next)}.`,
      hint: `Write ${keyOf(next)} in book.yaml, and change issued.`,
    }),
  }),
  'edition-not-later': entry<DateParams>({
    severity: 'error',
    zh: ({ key, date, before, last }) => ({
      message: `${key} 写的是 ${date}，${nameZh(last)}是 ${before}：日期不晚于上一次，阅读软件认不出这是更新的书。`,
      hint: `请在 book.yaml 中把 ${key} 改为 ${before} 以后的日期。`,
    }),
    en: ({ key, date, before, last }) => ({
      message: `${key} is ${date}, and that of ${nameEn(last)} was ${before}: with a date that is not later, no reading system knows this for an update.`,
      hint: `Write a date after ${before} for ${key} in book.yaml.`,
    }),
  }),
  'printing-same-day': entry<DateParams>({
    severity: 'warning',
    zh: ({ key, date, last }) => ({
      message: `${key} 与${nameZh(last)}同为 ${date}：阅读软件分不清这两次印刷的 EPUB。`,
      hint: `同日加印无妨；EPUB 也要发出的，请把 ${key} 改晚。`,
    }),
    en: ({ key, date, last }) => ({
      message: `${key} is ${date}, as it was for ${nameEn(last)}: reading systems cannot tell the EPUBs of these printings apart.`,
      hint: `More copies on the same day do no harm; if the EPUB is handed out as well, write a later date for ${key}.`,
    }),
  }),
  'edition-unchanged': entry<{ last: EditionName }>({
    severity: 'error',
    zh: ({ last }) => ({
      message: `文字与${nameZh(last)}完全相同，不成为新的一版：只改封面、开本，是重印。`,
      hint: `请在 book.yaml 中写 ${keyOf(after(last).printing)}，用 --printing。`,
    }),
    en: ({ last }) => ({
      message: `The text is that of ${nameEn(last)}, so this is no new edition: a change of cover or format is a printing.`,
      hint: `Write ${keyOf(after(last).printing)} in book.yaml and use --printing.`,
    }),
  }),
  'printing-changed': entry<{ last: EditionName }>({
    severity: 'warning',
    zh: ({ last }) => ({
      message: `以重印付印，但文字与${nameZh(last)}有实质不同。`,
      hint: `如果改动不止更正错字，应作新的一版：${keyOf(after(last).edition)}，用 --edition。`,
    }),
    en: ({ last }) => ({
      message: `Issued as another printing, but the text differs from ${nameEn(last)} in substance.`,
      hint: `If this is more than the correction of slips, it is a new edition: ${keyOf(after(last).edition)}, with --edition.`,
    }),
  }),
  'edition-draft': entry<EditionName>({
    severity: 'warning',
    zh: (name) => ({
      message: `${nameZh(name)}以样稿付印：每页印有「样稿」，版本记录可能还有待填、暂定的项目。`,
      hint: '如果要正式发出，请先把 state 改为 final。',
    }),
    en: (name) => ({
      message: `${nameEn(name)} was issued as a draft: its pages say 样稿, and fields of the imprint may be open.`,
      hint: 'If it is to go out, first write state: final.',
    }),
  }),
  'edition-meanwhile': entry<EditionName>({
    severity: 'error',
    exit: 3,
    zh: (name) => ({
      message: `付印期间账本被别处改动：账中最近一次已是${name.printing === 0 ? '空' : nameZh(name)}。什么都没有写入。`,
      hint: '请看 huibian edition list，再重新运行。',
    }),
    en: (name) => ({
      message: `While this was being made another run changed the ledger: its last is ${name.printing === 0 ? 'none' : nameEn(name)} now. Nothing was written.`,
      hint: 'See huibian edition list and run it again.',
    }),
  }),
  'edition-unknown': entry<{ printing: number; known: number[] }>({
    severity: 'error',
    exit: 2,
    zh: ({ printing, known }) => ({
      message: `账本中没有第${printing}次印刷。`,
      hint: known.length > 0 ? `已有的印次：${known.join('、')}。` : '这本书还没有付印过：huibian edition issue。',
    }),
    en: ({ printing, known }) => ({
      message: `The ledger has no printing ${printing}.`,
      hint: known.length > 0 ? `There are: ${known.join(', ')}.` : 'Nothing has been issued: huibian edition issue.',
    }),
  }),
  'diff-without-base': entry<Record<string, never>>({
    severity: 'error',
    exit: 2,
    zh: () => ({
      message: '这本书还没有付印过，没有可以比较的旧本。',
      hint: '先付印：huibian edition issue。',
    }),
    en: () => ({
      message: 'Nothing has been issued, so there is nothing to compare the book with.',
      hint: 'First issue it: huibian edition issue.',
    }),
  }),
  'rebuild-failed': entry<EditionName & { fingerprint: string[] }>({
    severity: 'note',
    zh: ({ fingerprint, ...name }) => ({
      message:
        fingerprint.length > 0
          ? `${nameZh(name)}没能重新生成；与付印时不同的条件：${fingerprint.join('；')}。`
          : `${nameZh(name)}没能重新生成；浏览器、Paged.js、字体、huibian 都与付印时相同。`,
      hint: fingerprint.length > 0 ? '装回当时的 huibian（npm ci）再试。' : '原因见以上各条。',
    }),
    en: ({ fingerprint, ...name }) => ({
      message:
        fingerprint.length > 0
          ? `${nameEn(name)} could not be made again. What differs from then: ${fingerprint.join('; ')}.`
          : `${nameEn(name)} could not be made again. Browser, Paged.js, faces and huibian are those of then.`,
      hint:
        fingerprint.length > 0
          ? 'Install the huibian of then (npm ci) and try again.'
          : 'The other messages say what is wrong.',
    }),
  }),
  'rebuild-differs': entry<EditionName & { outputs: string[]; fingerprint: string[]; pages: string[] }>({
    severity: 'error',
    zh: ({ outputs, fingerprint, pages, ...name }) => ({
      message: `重新生成的${nameZh(name)}与账本所记不同：${listed(outputs)}。${pages.length > 0 ? `显示不同的页：${listed(pages)}。` : '各页显示相同。'}`,
      hint:
        fingerprint.length > 0
          ? `与付印时不同的条件：${fingerprint.join('；')}。装回当时的 huibian（npm ci）再试。`
          : '浏览器、Paged.js、字体、huibian 都与付印时相同，原因不明，请报告。',
    }),
    en: ({ outputs, fingerprint, pages, ...name }) => ({
      message: `${nameEn(name)}, made again, is not what the ledger says: ${listed(outputs)}. ${pages.length > 0 ? `Pages that look different: ${listed(pages)}.` : 'Every page looks the same.'}`,
      hint:
        fingerprint.length > 0
          ? `What differs from then: ${fingerprint.join('; ')}. Install the huibian of then (npm ci) and try again.`
          : 'Browser, Paged.js, faces and huibian are those of then; please report this.',
    }),
  }),
};

const listed = (names: string[]): string =>
  names.length <= 12 ? names.join(', ') : `${names.slice(0, 12).join(', ')} … (${names.length})`;
