/** What the rules can say of a manifest whose shape is right. */
import { entry } from './diagnostic.ts';

interface Other {
  number: number;
  title: string;
}

const reportZh = ({ number, title }: Other) => (title ? `第${number}篇《${title}》` : `第${number}篇`);
const reportEn = ({ number, title }: Other) => (title ? `report ${number} (${title})` : `report ${number}`);

export const ruleMessages = {
  'manuscript-twice': entry<{ file: string; line: number }>({
    severity: 'error',
    zh: ({ file, line }) => ({
      message: `${file} 已在第${line}行用过，一份稿件只能是一篇。`,
      hint: '改为这一篇自己的稿件；未到则不写。',
    }),
    en: ({ file, line }) => ({
      message: `${file} is already used on line ${line}; one manuscript is one report.`,
      hint: "Name this report's own manuscript, or leave it out while it has not arrived.",
    }),
  }),
  /** `derived`: the second id was made from the title. */
  'duplicate-id': entry<{ id: string; derived: boolean; number: number; line: number }>({
    severity: 'error',
    zh: ({ id, derived, number, line }) => ({
      message: derived
        ? `由标题生成的名称 ${id} 与第${number}篇（第${line}行）相同，两篇标题多半一样。`
        : `名称 ${id} 与第${number}篇（第${line}行）相同。`,
      hint: '给这一篇写一个自己的 id。',
    }),
    en: ({ id, derived, number, line }) => ({
      message: derived
        ? `The id ${id}, made from the title, is that of report ${number} (line ${line}) too: probably their titles are the same.`
        : `The id ${id} is that of report ${number} (line ${line}) too.`,
      hint: 'Give this report an id of its own.',
    }),
  }),
  'reserved-id': entry<{ id: string }>({
    severity: 'error',
    zh: ({ id }) => ({ message: `名称 ${id} 已由书的其他部分占用。`, hint: '换一个 id，例如用地名的拼音。' }),
    en: ({ id }) => ({
      message: `The id ${id} belongs to another part of the book.`,
      hint: "Choose another id, such as the place's name.",
    }),
  }),
  /** `other`: the file that has the name already; null where it belongs to a piece that builds write. */
  'piece-same-name': entry<{ file: string; id: string; other: string | null }>({
    severity: 'error',
    zh: ({ file, id, other }) => ({
      message:
        other === null
          ? `${file} 得到的名称 ${id} 留给程序自己写的篇目。`
          : `${file} 与 ${other} 得到同一个名称 ${id}：前后各篇按文件名（不计文件夹和开头的序号）取名，电子书和网页的文件名、页码引用都用它。`,
      hint: '给文件换一个名字。',
    }),
    en: ({ file, id, other }) => ({
      message:
        other === null
          ? `${file} would be called ${id}, which is kept for a piece that the program writes itself.`
          : `${file} and ${other} would both be called ${id}: pieces are named after their files (without folder and leading number), in file names of the EPUB and the site and in page references.`,
      hint: 'Give the file another name.',
    }),
  }),
  /** `line`: the first line that does not follow in the title; empty where the title goes on after the last. */
  'title-lines': entry<{ title: string; joined: string; line: string }>({
    severity: 'error',
    zh: ({ title, joined, line }) => ({
      message: `titleLines 连起来是“${joined}”，与标题“${title}”不同${line ? `，从“${line}”这一行起` : '，后面少了字'}。`,
      hint: '使各行连起来与标题一字不差。',
    }),
    en: ({ title, joined, line }) => ({
      message: `Joined, titleLines give “${joined}”, not the title “${title}”: ${line ? `they differ from the line “${line}” on` : 'its end is missing'}.`,
      hint: 'Make the lines, joined, equal the title to the letter.',
    }),
  }),
  'modified-early': entry<{ modified: string; issued: string }>({
    severity: 'error',
    zh: ({ modified, issued }) => ({
      message: `modified 是 ${modified}，早于出版日期 issued（${issued}）。`,
      hint: 'modified 是正文最后改动的日期：改正它；出版后没有再改，就删去这一行。',
    }),
    en: ({ modified, issued }) => ({
      message: `modified is ${modified}, earlier than the date of issue, ${issued}.`,
      hint: 'modified is the date of the last change to the text: correct it, or take the line out if nothing changed since the issue.',
    }),
  }),
  'overflow-ignored': entry<Record<string, never>>({
    severity: 'warning',
    zh: () => ({
      message: '这本书不锁定页码，overflow: insert 不起作用：各篇依次排下，不会排不下。',
      hint: '删去这一行；要锁定页码，写“numbering: locked”。',
    }),
    en: () => ({
      message: 'Pages of this book are not locked, so that overflow: insert has no effect: reports follow one another.',
      hint: 'Take the line out, or write “numbering: locked” to lock the pages.',
    }),
  }),
  'page-ignored': entry<Record<string, never>>({
    severity: 'warning',
    zh: () => ({
      message: '各篇写了页码，但没有写 numbering，页码不起作用。',
      hint: '要锁定页码，加一行“numbering: locked”；要依次排下，加“numbering: flowing”。',
    }),
    en: () => ({
      message: 'Reports have pages, but numbering is not given, so that the pages have no effect.',
      hint: 'Add “numbering: locked” to lock the pages, or “numbering: flowing” to let reports follow one another.',
    }),
  }),
  'lock-missing': entry<Other>({
    severity: 'error',
    zh: (report) => ({
      message: `${reportZh(report)}没有写起始页码，而这本书锁定页码。`,
      hint: '按原书目录补上“page: 页码”，或把 numbering 改为 flowing。',
    }),
    en: (report) => ({
      message: `The starting page of ${reportEn(report)} is missing, and the book's pages are locked.`,
      hint: "Add “page: …” as the original's contents have it, or set “numbering: flowing”.",
    }),
  }),
  'page-taken': entry<Other & { page: number; other: Other; line: number }>({
    severity: 'error',
    zh: ({ page, other, line, ...report }) => ({
      message: `${reportZh(report)}与${reportZh(other)}（第${line}行）都从第${page}页开始。`,
      hint: '对照原书目录改正其中一个。',
    }),
    en: ({ page, other, line, ...report }) => ({
      message: `Both ${reportEn(report)} and ${reportEn(other)}, line ${line}, start on page ${page}.`,
      hint: "Correct one of them after the original's contents.",
    }),
  }),
  'pages-backwards': entry<Other & { page: number; other: Other & { page: number } }>({
    severity: 'error',
    zh: ({ page, other, ...report }) => ({
      message: `${reportZh(report)}从第${page}页开始，排在它前面的${reportZh(other)}却从第${other.page}页开始。`,
      hint: '对照原书目录改正页码，或调整先后次序。',
    }),
    en: ({ page, other, ...report }) => ({
      message: `The start of ${reportEn(report)} is page ${page}, that of ${reportEn(other)} before it page ${other.page}.`,
      hint: "Correct the page after the original's contents, or put the reports in order.",
    }),
  }),
  'last-page-early': entry<{ lastPage: number; start: number }>({
    severity: 'error',
    zh: ({ lastPage, start }) => ({
      message: `lastPage 是第${lastPage}页，而最后一篇从第${start}页才开始。`,
      hint: 'lastPage 是最后一篇的末页，请对照原书改正；不知道就不写。',
    }),
    en: ({ lastPage, start }) => ({
      message: `lastPage is ${lastPage}, but the last report starts on page ${start}.`,
      hint: 'lastPage is the page on which the last report ends: correct it, or leave it out if it is not known.',
    }),
  }),
  'accept-unknown': entry<{ id: string; nearest?: string }>({
    severity: 'error',
    zh: ({ id, nearest }) => ({
      message: `EMENDATIONS.md 里没有编号为 ${id} 的校改。`,
      hint: nearest ? `是否想写 ${nearest}？` : '改正编号，或删去这一条。',
    }),
    en: ({ id, nearest }) => ({
      message: `EMENDATIONS.md lists no emendation ${id}.`,
      hint: nearest ? `Did you mean ${nearest}?` : 'Correct the id or take the entry out.',
    }),
  }),
  'accept-certain': entry<{ id: string }>({
    severity: 'error',
    zh: ({ id }) => ({
      message: `校改 ${id} 是“确定”的，不需要认可。`,
      hint: '删去这一条；只有“推定”的校改需要认可。',
    }),
    en: ({ id }) => ({
      message: `Emendation ${id} is certain and needs no acceptance.`,
      hint: 'Take the entry out; only inferred emendations need one.',
    }),
  }),
};
