/** Where the shelf can be opened, as a person reads it. */
import type { Lang } from '../diagnostics/diagnostic.ts';
import { shelfFiles } from '../model/shelf-files.ts';
import type { ServingReport } from './serving-report.ts';

const words = {
  zh: {
    open: (folder: string, books: number) => `书架已打开：${folder}，共 ${books} 种。`,
    browser: '用浏览器看：',
    opds1: '用阅读器订阅（KOReader、静读天下等，OPDS 1.2）：',
    opds2: '用阅读器订阅（Thorium 等，OPDS 2.0）：',
    alone: '只有本机能打开。要让局域网中的人也能打开：huibian serve --host 0.0.0.0',
    stop: '按 Ctrl-C 停止。',
  },
  en: {
    open: (folder: string, books: number) =>
      `The shelf is open: ${folder}, ${books} ${books === 1 ? 'book' : 'books'}.`,
    browser: 'In a browser:',
    opds1: 'For e-readers (KOReader, Moon+ Reader and others, OPDS 1.2):',
    opds2: 'For e-readers (Thorium and others, OPDS 2.0):',
    alone: 'Only this machine can open it. To let the network in: huibian serve --host 0.0.0.0',
    stop: 'Ctrl-C stops it.',
  },
};

/** The lines for standard output. */
export function formatServing({ folder, addresses, start, books, open }: ServingReport, lang: Lang): string {
  const w = words[lang];
  const list = (path: string) => addresses.map((address) => `  ${address}${path}`);
  return [
    w.open(folder, books.length),
    w.browser,
    ...list(start),
    w.opds1,
    ...list(shelfFiles.atomCatalogue.path),
    w.opds2,
    ...list(shelfFiles.jsonCatalogue.path),
    ...(open ? [] : [w.alone]),
    w.stop,
  ].join('\n');
}
