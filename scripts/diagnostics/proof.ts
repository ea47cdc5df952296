/** What the proof stage can say: that an output does not say what the manuscripts do, and where it first differs. */
import type { Difference, Proof } from '../model/types.ts';
import { type Diagnostic, type Entry, entry } from './diagnostic.ts';

export interface ProofParams extends Partial<Omit<Difference, 'place'>> {
  /** The report concerned. */
  title?: string;
  /** Why a file could not be read. */
  reason?: string;
}

const notOurs = {
  zh: '没有写出任何文件，原有的输出未动。若改动过书内的 templates/ 或 styles/，请先撤回改动再试；否则是本程序的错误，请连同稿件一并报告。',
  en: 'Nothing was written; earlier outputs are untouched. If the book has templates/ or styles/ of its own, try without them; otherwise this is our bug: please report it with the manuscript.',
};

const where = {
  zh: ({ title, sheet, label, file }: ProofParams) =>
    [
      title || sheet || file ? '' : '全书',
      title ? `《${title}》` : '',
      file
        ? `（${file}${label ? `，第${label}页` : ''}）`
        : sheet
          ? `（PDF 第${sheet}面${label ? `，页码${label}` : ''}）`
          : '',
    ].join(''),
  en: ({ title, sheet, label, file }: ProofParams) =>
    [
      title ? `"${title}"` : 'the book',
      file
        ? ` (${file}${label ? `, page ${label}` : ''})`
        : sheet
          ? ` (PDF page ${sheet}${label ? `, labelled ${label}` : ''})`
          : '',
    ].join(''),
};

/** What was due and what is there, after what both have in common. */
const differs = {
  zh: ({ before = '', expected = '', found = '' }: ProofParams) => {
    const [due, have] = tellApart(expected, found).map((text) => (text ? `「${text}」` : '空'));
    return `${before ? `在「${before}」之后` : ''}应为${due}，实为${have}`;
  },
  en: ({ before = '', expected = '', found = '' }: ProofParams) => {
    const [due, have] = tellApart(expected, found).map((text) => (text ? `"${text}"` : 'nothing'));
    return `${before ? `after "${before}" ` : ''}it should say ${due} and says ${have}`;
  },
};

/** What of an entry is wrong; the sign in `before` says which (the check `contents`). */
const contentsAspect = {
  zh: (p: ProofParams) => {
    const { before, expected, found } = p;
    if (before === '№ ') return `目录印的页码应为${expected}，实为${found}`;
    if (before === '→ ') return `链接应到 PDF 第${expected}面，实到${found === '0' ? '不了任何一面' : `第${found}面`}`;
    if (before === '— ') return `目录印第${expected}页，那一面上印的是${found || '空'}`;
    return differs.zh(p);
  },
  en: (p: ProofParams) => {
    const { before, expected, found } = p;
    if (before === '№ ') return `the number printed should be ${expected} and is ${found}`;
    if (before === '→ ')
      return `its link should open PDF page ${expected} and opens ${found === '0' ? 'none' : `page ${found}`}`;
    if (before === '— ') return `it says page ${expected}, and the page there says ${found || 'nothing'}`;
    return differs.en(p);
  },
};

/** Names the code point where two characters look alike, as 工 and its radical ⼯ do. */
function tellApart(expected: string, found: string): string[] {
  const firsts = [[...expected][0], [...found][0]];
  const looksAlike = firsts[0]?.normalize('NFKC') === firsts[1]?.normalize('NFKC') && firsts[0] !== firsts[1];
  if (!looksAlike) return [expected, found];
  return [expected, found].map(
    (text) => `${text}（U+${text.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}）`,
  );
}

/** An entry about a place where something differs. */
function differing(what: { zh: string; en: string }, hints = notOurs): Entry<ProofParams> {
  return entry<ProofParams>({
    severity: 'error',
    zh: (p) => ({ message: `核对未通过：${where.zh(p)}${what.zh}，${differs.zh(p)}。`, hint: hints.zh }),
    en: (p) => ({ message: `The proof fails: in ${where.en(p)} ${what.en}: ${differs.en(p)}.`, hint: hints.en }),
  });
}

/** An entry about something that should not be there; `found` says what. */
function showing(what: { zh: string; en: string }, hints = notOurs): Entry<ProofParams> {
  const quoted = ({ before = '', found = '' }: ProofParams) => [before, found].filter(Boolean).join(' ');
  return entry<ProofParams>({
    severity: 'error',
    zh: (p) => ({
      message: `核对未通过：${where.zh(p)}${what.zh}${quoted(p) && `：「${quoted(p)}」`}。`,
      hint: hints.zh,
    }),
    en: (p) => ({
      message: `The proof fails: in ${where.en(p)} ${what.en}${quoted(p) && `: "${quoted(p)}"`}.`,
      hint: hints.en,
    }),
  });
}

function unreadable(file: { zh: string; en: string }): Entry<ProofParams> {
  return entry<ProofParams>({
    severity: 'error',
    zh: ({ reason = '' }) => ({ message: `核对未通过：${file.zh}读不出来（${reason}）。`, hint: notOurs.zh }),
    en: ({ reason = '' }) => ({
      message: `The proof fails: the ${file.en} cannot be read (${reason}).`,
      hint: notOurs.en,
    }),
  });
}

export const proofMessages = {
  'proof-source': differing(
    { zh: '排版后的文字与稿件不符', en: 'the typeset text differs from the manuscript' },
    {
      zh: '看稿件这一处有没有被当作标记的符号（花括号、尖括号、方括号、竖线）：要照印的符号，前面加反斜线，如 \\{、\\<、\\[。',
      en: 'Look there for signs that were taken for markup (braces, angle or square brackets, bars): put a backslash before what is to be printed, as in \\{, \\<, \\[.',
    },
  ),
  'proof-pages': differing({ zh: '的页面与页码表不符', en: 'the pages differ from the page map' }),
  'proof-front': differing({
    zh: '的封面、书名页或版本记录上没有书名',
    en: 'cover, title page or imprint lacks the title',
  }),
  'proof-contents': entry<ProofParams>({
    severity: 'error',
    zh: (p) => ({
      message: `核对未通过：${where.zh(p)}在目录中的一行与正文不符：${contentsAspect.zh(p)}。`,
      hint: notOurs.zh,
    }),
    en: (p) => ({
      message: `The proof fails: the contents' line for ${where.en(p)} disagrees with the pages: ${contentsAspect.en(p)}.`,
      hint: notOurs.en,
    }),
  }),
  'proof-text': differing({ zh: '印出的文字与稿件不符', en: 'the printed text differs from the manuscript' }),
  'proof-marks': showing({
    zh: '有不该有的编号、续表表头或说明',
    en: 'a number, a repeated table head or a notice is not what it should be',
  }),
  'proof-page-refs': differing({ zh: '的页码引用不对', en: 'a page reference is wrong' }),
  'proof-folio': differing({
    zh: '的书眉、页码或「样稿」与页码表不符',
    en: 'running head, folio or 样稿 differs from the page map',
  }),
  'proof-labels': differing({ zh: '在阅读器中的页码与页码表不符', en: 'the page label differs from the page map' }),
  'proof-outline': differing({ zh: '的书签不对', en: 'the outline is wrong' }),
  'proof-blank': showing({
    zh: '有不该空的空白页，或空白页上有东西',
    en: 'a page is blank that should not be, or not blank',
  }),
  'proof-fonts': showing(
    { zh: '的字体没有嵌入，或成了 Type 3', en: 'a font is not embedded, or is Type 3' },
    {
      zh: '样式中不要用仿粗体（字体没有的粗细）；自备字体须是静态的 TrueType 文件，不能是 OpenType-CFF 或可变字体。',
      en: 'Use no weights in styles that the faces lack; faces of your own must be static TrueType files, neither CFF nor variable.',
    },
  ),
  'proof-glyphs': showing(
    { zh: '有印成方框的字', en: 'a character is printed as a box' },
    {
      zh: '所用字体没有这个字：在 book.yaml 的 fonts: fallback 里加一个有它的字体。',
      en: 'No face has this character: add one that does under fonts: fallback in book.yaml.',
    },
  ),
  'proof-epub-text': differing({ zh: '在电子书中的文字与稿件不符', en: "the EPUB's text differs from the manuscript" }),
  'proof-epub-contents': differing({ zh: '在电子书的目录中不对', en: "the EPUB's contents are wrong" }),
  'proof-epub-pages': differing({
    zh: '在电子书中标出的页与印出的不是同样的文字',
    en: "the EPUB's page does not hold what the printed page does",
  }),
  'proof-epub-page-list': differing({ zh: '在电子书的页码表中不对', en: "the EPUB's page list is wrong" }),
  'proof-site-text': differing({ zh: '在网络版中的文字与稿件不符', en: "the site's text differs from the manuscript" }),
  'proof-site-pages': differing({
    zh: '在网络版中的一页与印出的不符',
    en: 'a printed page stands elsewhere in the site, or with other words',
  }),
  'proof-site-links': differing({
    zh: '在网络版中有链接或页码落空，或锚点重复',
    en: 'a link or a page of the print leads nowhere in the site, or an anchor stands twice',
  }),
  'proof-pdf-unreadable': unreadable({ zh: '做出的 PDF ', en: 'PDF' }),
  'proof-epub-unreadable': unreadable({ zh: '做出的 EPUB ', en: 'EPUB' }),
  'proof-site-unreadable': unreadable({ zh: '做出的网络版', en: 'site' }),
};

/** The code that each check of the proof fails with. */
const codes: Record<string, keyof typeof proofMessages> = {
  source: 'proof-source',
  pages: 'proof-pages',
  front: 'proof-front',
  contents: 'proof-contents',
  'pdf-text': 'proof-text',
  marks: 'proof-marks',
  'page-refs': 'proof-page-refs',
  folios: 'proof-folio',
  labels: 'proof-labels',
  outline: 'proof-outline',
  blanks: 'proof-blank',
  fonts: 'proof-fonts',
  glyphs: 'proof-glyphs',
  'epub-text': 'proof-epub-text',
  'epub-contents': 'proof-epub-contents',
  'epub-pages': 'proof-epub-pages',
  'epub-page-list': 'proof-epub-page-list',
  pdf: 'proof-pdf-unreadable',
  epub: 'proof-epub-unreadable',
  'site-text': 'proof-site-text',
  'site-pages': 'proof-site-pages',
  'site-links': 'proof-site-links',
  site: 'proof-site-unreadable',
};

/** One diagnostic for each failed check of each report. Throws a RangeError for a check without a code: a bug. */
export function proofDiagnostics(proof: Proof): Diagnostic[] {
  return proof.checks.flatMap(({ ok, name, title, detail, difference }) => {
    // Pages of a re-issue have a diagnostic of their own, one for all of them.
    if (ok || name === 'unchanged-pages') return [];
    const code = codes[name];
    if (!code) throw new RangeError(`no diagnostic for the check ${name}`);
    const { place, ...params } = difference ?? {};
    const reason = difference ? undefined : detail;
    const { severity } = proofMessages[code];
    return [{ code, severity, params: { title, reason, ...params } satisfies ProofParams, ...(place && { place }) }];
  });
}
