/** The command's own words: help, progress, results. What is wrong is said by diagnostics. */
import type { Lang } from '../diagnostics/diagnostic.ts';
import type { Stage } from '../model/build-types.ts';

export interface CommandWords {
  about: string;
  usage: string;
  options: string;
  commands: string;
  globalOptions: string;
  arguments: string;
  help: string;
  version: string;
  commandHelp: string;
  exits: string;
  build: string;
  check: string;
  site: string;
  serve: string;
  doctor: string;
  book: string;
  out: string;
  engine: string;
  noCache: string;
  pdfOnly: string;
  allowRelayout: string;
  review: string;
  jobs: string;
  siteBook: string;
  siteAdd: string;
  siteRemove: string;
  siteTitle: string;
  siteOut: string;
  onShelf: (titles: string[]) => string;
  dir: string;
  serveBook: string;
  host: string;
  port: string;
  json: string;
  lang: string;
  quiet: string;
  defaultIs: string;
  stages: Record<Stage, string>;
  seconds: (s: string) => string;
  pages: (n: number) => string;
  files: (n: number) => string;
  reports: (done: number, total: number) => string;
  cached: string;
  errors: (errors: number, warnings: number) => string;
  checked: string;
  nothingWritten: string;
  proofHolds: (checks: number) => string;
  proofFails: (checks: number, failed: number) => string;
  interrupting: string;
  interrupted: string;
  bug: string;
}

const zh: CommandWords = {
  about: '汇编出版工具：由 Markdown 稿件生成页码锁定的 PDF 和 EPUB。',
  usage: '用法：',
  options: '选项：',
  commands: '命令：',
  globalOptions: '通用选项：',
  arguments: '参数：',
  help: '显示用法',
  version: '显示版本',
  commandHelp: '显示某个命令的用法',
  exits: '退出码：0 成功；1 书有错误；2 用法有误；3 本机缺少条件；70 程序自身的错误；130 被中断。',
  build: '生成 PDF 和 EPUB，核对后写入输出文件夹',
  check: '只生成和核对，不写入任何输出',
  site: '把几本书放上一个书架，或更新、取下',
  serve: '打开书架：在本机或局域网中提供网页和电子书',
  doctor: '检查本机：浏览器、字体、各软件包的版本',
  book: 'book.yaml 所在的文件夹',
  out: '输出文件夹',
  engine: '分页方式：per-report（逐篇）或 whole-book（整本，作对照）',
  noCache: '不用以前的结果，全部重新排版',
  pdfOnly: '只生成 PDF',
  review: '另做审阅稿：与上一次印行不同的行旁有修订线',
  allowRelayout: '文字未改的页版面变了也接受（再版时）',
  jobs: '同时排版的篇数',
  siteBook: '要生成并上架的书的文件夹；可写多次',
  siteAdd: '已生成的书的输出文件夹，原样上架；可写多次',
  siteRemove: '要下架的书的 slug；可写多次',
  siteTitle: '书架的名称',
  siteOut: '输出文件夹，书架在其中的 site/ 里',
  onShelf: (titles) => (titles.length > 0 ? `书架上有 ${titles.length} 种：${titles.join('、')}` : '书架已空。'),
  dir: '书架所在的文件夹',
  serveBook: '从这本书的网页开始；写 book.yaml 所在的文件夹',
  host: '在哪个地址上提供；0.0.0.0 为本机所有地址，局域网可用',
  port: '端口；0 为自动选择',
  json: '在标准输出给出一个 JSON 对象，供程序读取',
  lang: '提示的语言：zh 或 en',
  quiet: '不显示进度',
  defaultIs: '默认：',
  stages: {
    content: '读取稿件',
    fonts: '检查字体',
    typeset: '转换正文',
    paginate: '分页',
    'page-map': '编排页码',
    pdf: '生成 PDF',
    epub: '生成 EPUB',
    site: '生成网络版',
    proof: '核对',
    publish: '写入输出',
  },
  seconds: (s) => `${s} 秒`,
  pages: (n) => `${n} 页`,
  files: (n) => `${n} 个文件`,
  reports: (done, total) => `${done}/${total}`,
  cached: '未变',
  errors: (errors, warnings) => `共 ${errors} 个错误，${warnings} 个警告。没有改动任何输出文件。`,
  checked: '检查通过，没有写入任何文件。',
  nothingWritten: '没有改动任何输出文件。',
  proofHolds: (checks) => `核对通过（${checks} 项）`,
  proofFails: (checks, failed) => `核对未通过（${checks} 项中有 ${failed} 项）`,
  interrupting: '正在中止……再按一次 Ctrl-C 立即退出。',
  interrupted: '已中断，没有改动任何输出文件。',
  bug: '这是 huibian 自身的错误，不是书的问题。请将以下内容连同所用命令一并报告：',
};

const en: CommandWords = {
  about: 'Turns Markdown manuscripts into a PDF with locked page numbers and an EPUB of the same text.',
  usage: 'Usage:',
  options: 'Options:',
  commands: 'Commands:',
  globalOptions: 'Global options:',
  arguments: 'Arguments:',
  help: 'show how to use it',
  version: 'show the version',
  commandHelp: 'show how to use a command',
  exits:
    'Exit codes: 0 success; 1 the book has errors; 2 wrong usage; 3 the machine lacks something; 70 a bug of ours; 130 interrupted.',
  build: 'make the PDF and the EPUB, prove them and put them into the output folder',
  check: 'do the same without writing any output',
  site: 'put several books on one shelf, update them or take them off',
  serve: 'hand out the shelf: pages and e-books, to this machine or to the network',
  doctor: 'look at this machine: browser, fonts, versions of packages',
  book: 'folder that holds book.yaml',
  out: 'folder for the outputs',
  engine: 'pagination: per-report, or whole-book as the reference',
  noCache: 'use nothing of earlier runs',
  pdfOnly: 'make the PDF only',
  review: 'make a review copy too, with bars beside the lines that differ from the last edition',
  allowRelayout: 'accept pages of a re-issue that have the same text and another layout',
  jobs: 'reports paginated at the same time',
  siteBook: 'folder of a book to build and put on the shelf; may be repeated',
  siteAdd: 'folder of outputs of another build, put on the shelf as it is; may be repeated',
  siteRemove: 'slug of a book to take off; may be repeated',
  siteTitle: 'title of the shelf',
  siteOut: 'folder of outputs; the shelf stands in its site/',
  onShelf: (titles) =>
    titles.length > 0
      ? `On the shelf: ${titles.length} ${titles.length === 1 ? 'book' : 'books'}: ${titles.join(', ')}`
      : 'The shelf is empty now.',
  dir: 'folder of the shelf',
  serveBook: 'begin at the page of this book; folder that holds its book.yaml',
  host: 'address to serve on; 0.0.0.0 for all of this machine, open to the network',
  port: 'port; 0 for any that is free',
  json: 'print one JSON object on standard output, for programs',
  lang: 'language of messages: zh or en',
  quiet: 'show no progress',
  defaultIs: 'default: ',
  stages: {
    content: 'reading manuscripts',
    fonts: 'checking fonts',
    typeset: 'typesetting',
    paginate: 'paginating',
    'page-map': 'numbering pages',
    pdf: 'making the PDF',
    epub: 'making the EPUB',
    site: 'making the web edition',
    proof: 'proving',
    publish: 'writing outputs',
  },
  seconds: (s) => `${s} s`,
  pages: (n) => `${n} ${n === 1 ? 'page' : 'pages'}`,
  files: (n) => `${n} ${n === 1 ? 'file' : 'files'}`,
  reports: (done, total) => `${done}/${total}`,
  cached: 'unchanged',
  errors: (errors, warnings) =>
    `${errors} ${errors === 1 ? 'error' : 'errors'}, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}. No output was touched.`,
  checked: 'All checks passed; nothing was written.',
  nothingWritten: 'No output was touched.',
  proofHolds: (checks) => `proof holds (${checks} checks)`,
  proofFails: (checks, failed) => `proof fails (${failed} of ${checks} checks)`,
  interrupting: 'Stopping … press Ctrl-C again to leave at once.',
  interrupted: 'Interrupted; no output was touched.',
  bug: 'This is a bug of huibian, not a fault of the book. Please report what follows, with the command you gave:',
};

export const commandWords: Record<Lang, CommandWords> = { zh, en };
