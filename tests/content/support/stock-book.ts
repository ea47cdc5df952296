/** A small locked book without faults, and temporary copies of it with one thing changed. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const bookYaml = `# 试验用的书
slug: stock
title: 县志资料汇编
titleLines: [县志资料, 汇编]
identifier: urn:uuid:0f0e0d0c-0b0a-4908-8706-050403020100
issued: 2024-12-31
numbering: locked
state: draft
provisional: []
front: [foreword.md]
back: [afterword.md]
imprint:
  compiler: 县志办
  copies: 500
fonts: { body: song.ttf }
lastPage: 12
accept:
  - { emendation: E2, reason: 已核对原书 }
parts:
  - title: 一、东部
    reports:
      - { id: dongcun, title: 东村纪事, page: 1, manuscript: reports/01.md }
      - title: 西村、南村两村合修水渠始末
        titleLines: [西村、南村, 两村合修水渠始末]
        page: 4
        manuscript: reports/02.md
  - title: 二、北部
    reports:
      - title: 北村纪事
        page: 9
`;

/** A file's content, a link to somewhere, or a folder. */
export type Entry = string | Uint8Array | { linkTo: string } | 'folder';

export const stockFiles: Record<string, string> = {
  'book.yaml': bookYaml,
  'foreword.md': '本书所收，皆为旧稿。\n',
  'afterword.md': '编完记此。\n',
  'fonts/song.ttf': 'not looked into by this stage',
  'reports/01.md': '---\ndate: 2024-08-01\nauthor: 县志办\n---\n\n东村在县城以东。\n',
  'reports/02.md': '---\ndate: 2024年8月\nstatus: partial\n---\n西村与南村隔河相望。\n',
  'EMENDATIONS.md': `# 校改

| 编号 | 行 | 原文 | 改为 | 理由 | 把握 |
| --- | --- | --- | --- | --- | --- |
| E1 | 3 | (县) | （县） | 全角 | 确定 |
| E2 | 5 | 西树 | 西村 | 误字 | 推定 |
`,
};

export const replaceOnce = (text: string, what: string, by: string): string => {
  if (text.split(what).length !== 2) throw new Error(`stands not once: ${what}`);
  return text.replace(what, () => by);
};

/** The stock book's manifest with one passage changed. */
export const manifestWith = (what: string, by: string) => ({ 'book.yaml': replaceOnce(bookYaml, what, by) });

const folders: string[] = [];

/** Writes the stock book, changed (null takes a file out), into a new folder; returns its path. */
export function writeStockBook(changes: Record<string, Entry | null> = {}): string {
  const dir = join(mkdtempSync(join(tmpdir(), 'huibian-content-')), 'book');
  folders.push(dirname(dir));
  for (const [name, entry] of Object.entries({ ...stockFiles, ...changes })) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    if (entry === 'folder') mkdirSync(path);
    else if (entry !== null && typeof entry === 'object' && 'linkTo' in entry) symlinkSync(entry.linkTo, path);
    else if (entry !== null) writeFileSync(path, entry);
  }
  return dir;
}

export function removeStockBooks(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
