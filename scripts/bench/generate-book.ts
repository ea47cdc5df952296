/** The benchmark's book: 27 invented reports that fill the pages of a real compilation, once or ten times over. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import { type Random, seededRandom } from './random.ts';
import { writeHeading, writeParagraph, writePlace, writeTitle } from './write-text.ts';

/** First folios of the reports, and the last folio of the book. */
const locks = [1, 4, 7, 20, 22, 25, 27, 30, 34, 38, 41, 44, 47, 52, 55, 60, 64, 68, 72, 75, 81, 86, 88, 91, 93, 95, 98];
const lastFolio = 100;
/** Reports after which a new part begins. */
const partEnds = [2, 19, 27];
const partTitles = ['一、省级', '二、市级', '三、县（市）区级'];

const page = { measure: 34, lines: 32 };
/** Lines of a page that headings and widows may leave empty, on average. */
const lostLines = 1.5;
const titleBlock = 6;

export interface GeneratedReport {
  id: string;
  title: string;
  page: number;
  /** Markdown with front matter. */
  text: string;
}

export interface GeneratedBook {
  lastPage: number;
  reports: GeneratedReport[];
  /** The manifest, as data. */
  manifest: Record<string, unknown>;
}

/** Invents a book of 100 pages (27 reports), or of `times` as many. The same at every call. */
export function generateBook(times: number): GeneratedBook {
  const random = seededRandom(19_490_131);
  const lastPage = lastFolio * times;
  const starts = Array.from({ length: times }, (_, i) => locks.map((lock) => lock + i * lastFolio)).flat();
  const reports = starts.map((start, i) => {
    const pages = (starts[i + 1] ?? lastPage + 1) - start;
    const title = writeTitle(random);
    return { id: `r${i + 1}`, title, page: start, text: writeReport(random, pages) };
  });
  return { lastPage, reports, manifest: manifestOf(reports, lastPage, times) };
}

/** Text that fills all its pages and never more: lines are counted a little too long. */
function writeReport(random: Random, pages: number): string {
  let left = Math.floor(pages * (page.lines - lostLines)) - titleBlock;
  const blocks: string[] = [];
  const add = (block: string, lines: number) => {
    blocks.push(block);
    left -= lines;
  };
  const open = writeParagraph(random, 160);
  add(open, linesOf(open));
  for (let section = 1; left > 8; section++) {
    add(`## ${numerals[section - 1]}、${writeHeading(random)}`, 2);
    const paragraphs = random.integer(2, 5);
    for (let i = 0; i < paragraphs && left > 2; i++) {
      if (i === 2 && left > 8) add(`### （${numerals[0]}）${writeHeading(random)}`, 1);
      const text = writeParagraph(random, Math.min(random.integer(40, 260), (left - 1) * page.measure));
      const lines = linesOf(text);
      if (lines > left) break;
      add(text, lines);
    }
  }
  const front = `---\ndate: 2024-${pad(random.integer(1, 12))}-${pad(random.integer(1, 28))}\nstatus: complete\n---\n`;
  return `${front}${blocks.join('\n\n')}\n`;
}

const numerals = Array.from({ length: 99 }, (_, i) => chineseNumeral(i + 1));

function chineseNumeral(n: number): string {
  const digits = '零一二三四五六七八九';
  if (n < 10) return digits[n]!;
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digits[tens] : ''}十${ones ? digits[ones] : ''}`;
}

const pad = (n: number): string => String(n).padStart(2, '0');

/** Lines of a paragraph, rather one too many: 2 em of indent, and what punctuation and numbers leave of a line. */
export function linesOf(text: string): number {
  const ems = [...text].reduce((sum, char) => sum + (char.codePointAt(0)! < 0x80 ? 0.55 : 1), 2);
  return Math.ceil(ems / (page.measure - 0.8));
}

function manifestOf(reports: GeneratedReport[], lastPage: number, times: number): Record<string, unknown> {
  const entry = ({ id, title, page }: GeneratedReport) => ({ id, title, page, manuscript: `reports/${id}.md` });
  const parts = Array.from({ length: times }, (_, copy) =>
    partEnds.map((end, i) => {
      const from = copy * locks.length + (partEnds[i - 1] ?? 0);
      const volume = times > 1 ? `第${chineseNumeral(copy + 1)}辑　` : '';
      return { title: volume + partTitles[i], reports: reports.slice(from, copy * locks.length + end).map(entry) };
    }),
  ).flat();
  return {
    slug: `bench-${lastPage}`,
    title: '志愿服务工作综述汇编',
    creator: writePlace(seededRandom(1)),
    identifier: `urn:uuid:00000000-0000-4000-8000-${String(lastPage).padStart(12, '0')}`,
    issued: '2024-12-31',
    numbering: 'locked',
    lastPage,
    parts,
  };
}

/** Writes a generated book into `dir`, which is made. */
export async function writeGeneratedBook(
  dir: string,
  book: Pick<GeneratedBook, 'manifest' | 'reports'>,
): Promise<void> {
  await mkdir(path.join(dir, 'reports'), { recursive: true });
  await writeFile(path.join(dir, 'book.yaml'), stringify(book.manifest));
  for (const { id, text } of book.reports) await writeFile(path.join(dir, 'reports', `${id}.md`), text);
}
