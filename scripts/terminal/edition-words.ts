/** The words of `huibian edition`: help and results. */
import type { Lang } from '../diagnostics/diagnostic.ts';
import type { EditionName } from '../model/edition-types.ts';

export interface EditionWords {
  edition: string;
  issue: string;
  list: string;
  show: string;
  diff: string;
  diffHtml: string;
  rebuild: string;
  asEdition: string;
  asPrinting: string;
  allowRelayout: string;
  rebuildOut: string;
  errata: string;
  errataOut: string;
  errataWritten: (
    errata: { from: EditionName; to: EditionName; corrections: number; leaves: number },
    file: string,
  ) => string;
  name: (name: EditionName) => string;
  issuedAs: (name: EditionName, folder: string) => string;
  nothingIssued: string;
  pages: (n: number) => string;
  reports: string;
  missing: string;
  files: string;
  outputs: string;
  madeWith: string;
  previous: string;
  rebuilt: (name: EditionName, outputs: number) => string;
  reprintAbout: string;
  /** New leaves, leaves of the instructions, and what is saved. */
  reprint: (printed: number, instructions: number, saved: number) => string;
}

const zh: EditionWords = {
  edition: '版次与印次：付印、查账、重新生成',
  issue: '付印：核对现在的书，记入版次账本 editions/，并写入输出文件夹',
  list: '列出付印过的各版各次',
  show: '显示某一次印刷：各篇页码、文件、校验码、当时的条件（PRINTING 是印次，各版累计）',
  diff: '逐段逐字比较两次印刷；不写 FROM 是最近付印的一次，不写 TO 是现在的书',
  diffHtml: '另写成一页可离线打开的网页，新旧并排',
  rebuild: '只凭账本重新生成某一次印刷，并与所记的校验码比较（PRINTING 是印次，各版累计）',
  asEdition: '新出一版：文字有改动',
  asPrinting: '重印：文字不变，或只改封面、开本',
  allowRelayout: '接受文字未变而版面变了的页（字体或浏览器变了）',
  errata: '写勘误表，供手里有旧书的人用（FROM、TO 是印次；不写则由上一次印刷到现在的书）',
  errataOut: '勘误表的文件名',
  errataWritten: ({ from, to, corrections, leaves }, file) =>
    `${file}：${zh.name(from)}勘误表，据${zh.name(to)}，更正${corrections}处，${leaves}张`,
  rebuildOut: '把重新生成的文件写入这个文件夹（不写则只比较）',
  name: ({ number, printing }) => `第${number}版第${printing}次印刷`,
  issuedAs: (name, folder) => `已付印：${zh.name(name)}，记入 ${folder}`,
  nothingIssued: '还没有付印过。',
  pages: (n) => `${n} 页`,
  reports: '各篇起止页',
  missing: '未到',
  files: '生成时读取的文件',
  outputs: '输出文件',
  madeWith: '生成条件',
  previous: '上一次的校验码',
  rebuilt: (name, outputs) => `${zh.name(name)}：重新生成的 ${outputs} 个文件与账本所记逐字节相同。`,
  reprintAbout: '活页装订的书：只印有改动的各张和换页说明（FROM、TO 是印次；TO 省略则为现在的书）',
  reprint: (printed, instructions, saved) =>
    `共 ${printed + instructions} 张（换页说明 ${instructions} 张，新页 ${printed} 张）${saved > 0 ? `，比整本重印省 ${saved} 张` : ''}。`,
};

const en: EditionWords = {
  edition: 'editions and printings: issue one, look at the ledger, make one again',
  issue: 'prove the book as it stands, record it in the ledger editions/, and write the outputs',
  list: 'list what has been issued',
  show: 'show a printing: pages of each report, files, digests, what it was made with (PRINTING counts over all editions)',
  diff: 'compare two printings word by word; FROM is the last one issued unless given, TO the book as it stands',
  diffHtml: 'write the comparison as a page too, old beside new, that opens by itself',
  rebuild: 'make a printing again from the ledger alone and compare the digests (PRINTING counts over all editions)',
  asEdition: 'a new edition: the text has changed',
  asPrinting: 'another printing: the same text, or another cover or format',
  allowRelayout: 'accept pages that look different although their text is the same (another face or browser)',
  errata:
    'write an errata sheet for those who hold an old print (FROM, TO: printings; by default from the last one to the book as it stands)',
  errataOut: 'file of the sheet',
  errataWritten: ({ from, to, corrections, leaves }, file) =>
    `${file}: errata of ${en.name(from)} by ${en.name(to)}, ${corrections} corrections, ${leaves} ${leaves === 1 ? 'leaf' : 'leaves'}`,
  rebuildOut: 'write what was made into this folder (without it, only compare)',
  name: ({ number, printing }) => `edition ${number}, printing ${printing}`,
  issuedAs: (name, folder) => `Issued: ${en.name(name)}, recorded in ${folder}`,
  nothingIssued: 'Nothing has been issued yet.',
  pages: (n) => `${n} ${n === 1 ? 'page' : 'pages'}`,
  reports: 'Reports and their pages',
  missing: 'missing',
  files: 'Files that the build read',
  outputs: 'Outputs',
  madeWith: 'Made with',
  previous: 'Digest of the one before',
  rebuilt: (name, outputs) =>
    `${en.name(name)}: ${outputs} ${outputs === 1 ? 'file was' : 'files were'} made again, byte for byte as the ledger says.`,
  reprintAbout:
    'for a loose-leaf book: only the leaves that changed, with instructions (FROM and TO are printings; TO left out: the book as it stands)',
  reprint: (printed, instructions, saved) =>
    `${printed + instructions} sheets (${instructions} of instructions, ${printed} of new pages)${saved > 0 ? `, ${saved} fewer than the whole book` : ''}.`,
};

export const editionWords: Record<Lang, EditionWords> = { zh, en };
