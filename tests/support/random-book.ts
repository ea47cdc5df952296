/** A book made to be hard to paginate: headings, short paragraphs, lists, quotations, tables, notes and ruby at random. */
import { type Random, seededRandom } from '../../scripts/bench/random.ts';
import { writeHeading, writeParagraph } from '../../scripts/bench/write-text.ts';
import type { BookSpec } from './make-book.ts';

/** A flowing book of `reports` reports, some three pages each; the same for the same seed. */
export function randomBook(seed: number, reports: number): BookSpec {
  const random = seededRandom(seed);
  return { manifest: { slug: 'random' }, reports: Array.from({ length: reports }, () => ({ text: reportOf(random) })) };
}

/** Text of a length that is not the sentences' own: cut anywhere, it ends in any character, then in a full stop. */
function textOf(random: Random, low: number, high: number): string {
  const length = random.integer(low, high);
  const text = writeParagraph(random, 2 * length).slice(0, length);
  return `${text.replace(/[，。、；：！？（“《]+$/u, '')}。`;
}

function reportOf(random: Random): string {
  const notes: string[] = [];
  const blocks: string[] = [];
  let level = 1;
  for (let left = random.integer(5, 30); left > 0; left -= 1) {
    if (random.chance(0.3)) {
      level = level === 1 ? 2 : random.integer(2, Math.min(level + 1, 4));
      blocks.push(`${'#'.repeat(level)} ${writeHeading(random).slice(0, 30)}${level === 4 ? '。' : ''}`);
    }
    blocks.push(blockOf(random, notes));
  }
  return [...blocks, ...notes].join('\n\n');
}

function blockOf(random: Random, notes: string[]): string {
  if (random.chance(0.08)) return listOf(random);
  if (random.chance(0.06)) return `> ${textOf(random, 10, 120)}`;
  if (random.chance(0.06)) return tableOf(random);
  const long = random.chance(0.05);
  const text = long ? textOf(random, 300, 1200) : textOf(random, 8, random.pick([34, 36, 70, 150, 260]));
  if (random.chance(0.1)) return `<ruby>渡<rt>dù</rt></ruby>口：${text}`;
  if (!random.chance(0.15)) return text;
  notes.push(`[^${notes.length}]: ${textOf(random, 10, random.chance(0.1) ? 400 : 90)}`);
  return `${text.slice(0, -1)}[^${notes.length - 1}]。`;
}

function listOf(random: Random): string {
  const items = Array.from({ length: random.integer(2, 6) }, (_, i) => `${i + 1}. ${textOf(random, 5, 80)}`);
  return items.join(random.chance(0.3) ? '\n\n' : '\n');
}

function tableOf(random: Random): string {
  const columns = random.integer(2, 5);
  const row = (cell: () => string) => `| ${Array.from({ length: columns }, cell).join(' | ')} |`;
  const rows = Array.from({ length: random.integer(1, 25) }, () =>
    row(() => textOf(random, 2, random.pick([4, 8, 30]))),
  );
  return [row(() => textOf(random, 2, 4)), row(() => '---'), ...rows].join('\n');
}
