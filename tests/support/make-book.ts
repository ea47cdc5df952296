/** Makes books in code, for tests that need one more or one stranger than the sample books. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { type BookFolder, temporaryBook } from './copy-book.ts';

export interface ReportSpec {
  /** Default: 第N篇. */
  title?: string;
  /** Default: r1, r2, … */
  id?: string;
  page?: number;
  /** Markdown after the front matter; null while it has not arrived. Default: one sentence. */
  text?: string | null;
  /** Front matter. */
  front?: Record<string, string>;
  /** More keys of the manifest's report entry. */
  manifest?: Record<string, unknown>;
}

export interface BookSpec {
  /** Keys of book.yaml, over the defaults: a flowing book without imprint. */
  manifest?: Record<string, unknown>;
  /** All in one part, unless `parts` says where each part begins. */
  reports: ReportSpec[];
  /** Part titles with the index of their first report, from 0. */
  parts?: { title: string; from: number }[];
  /** Further files by path: front pieces, images, templates. */
  files?: Record<string, string | Uint8Array>;
}

/** Writes a book into a temporary folder. */
export async function makeBook(spec: BookSpec): Promise<BookFolder> {
  const folder = await temporaryBook();
  await writeBook(folder.dir, spec);
  return folder;
}

/** Writes a book into `dir`, which is made. */
export async function writeBook(dir: string, spec: BookSpec): Promise<void> {
  const files: Record<string, string | Uint8Array> = { 'book.yaml': stringify(manifestOf(spec)), ...spec.files };
  spec.reports.forEach((report, i) => {
    if (report.text !== null) files[manuscriptFile(i)] = manuscriptOf(report, i);
  });
  const folders = new Set(Object.keys(files).map((file) => path.dirname(path.join(dir, file))));
  for (const each of folders) await mkdir(each, { recursive: true });
  await Promise.all(Object.entries(files).map(([file, data]) => writeFile(path.join(dir, file), data)));
}

const manuscriptFile = (i: number): string => `reports/${String(i + 1).padStart(3, '0')}.md`;

function manifestOf({
  manifest,
  reports,
  parts = [{ title: '一、文稿', from: 0 }],
}: BookSpec): Record<string, unknown> {
  const entries = reports.map((report, i) => ({
    id: report.id ?? `r${i + 1}`,
    title: report.title ?? `第${i + 1}篇`,
    ...(report.page !== undefined && { page: report.page }),
    ...(report.text !== null && { manuscript: manuscriptFile(i) }),
    ...report.manifest,
  }));
  return {
    slug: 'made',
    title: '试排文稿',
    identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    issued: '2024-01-01',
    ...manifest,
    parts: parts.map(({ title, from }, i) => ({ title, reports: entries.slice(from, parts[i + 1]?.from) })),
  };
}

function manuscriptOf({ text, front = {} }: ReportSpec, i: number): string {
  const matter = { date: '2024-01-01', ...front };
  const lines = Object.entries(matter).map(([key, value]) => `${key}: ${value}\n`);
  return `---\n${lines.join('')}---\n${text ?? `这是第${i + 1}篇，只有一句话。`}\n`;
}
