/** From the plan to what the sheet 换页说明 says. */
import type { EditionName } from '../../model/edition-types.ts';
import type { SheetData } from '../../outputs/reprint/sheet-data.ts';
import { formatDate } from '../../typeset/title-block.ts';
import { conventions, countSaved, describeStep, titlesOn } from './describe-steps.ts';
import type { PhysicalPage } from './leaves.ts';
import type { LeafPlan, LeafStep } from './plan-leaves.ts';

/** An edition as the sheet names it. */
export interface NamedEdition {
  edition: EditionName;
  /** YYYY-MM-DD. */
  issued: string;
}

export interface SheetInput {
  book: string;
  from: NamedEdition;
  to: NamedEdition;
  plan: LeafPlan;
  /** The new book's. */
  pages: readonly PhysicalPage[];
  /** By flow. */
  titles: ReadonlyMap<string, string>;
  /** Leaves that the sheet itself takes. */
  sheetLeaves: number;
}

export function fillSheet({ book, from, to, plan, pages, titles, sheetLeaves }: SheetInput): SheetData {
  const count = (side: 'takeOut' | 'putIn') => plan.steps.reduce((sum, step) => sum + step[side].length, 0);
  return {
    book: `《${book}》`,
    from: sayEdition(from),
    to: sayEdition(to),
    counts: [
      { label: '取出旧页', number: count('takeOut') },
      { label: '换入新页', number: count('putIn') },
    ],
    saving: saySaving(plan, sheetLeaves),
    conventions: ['一张正反两页；各步所说的页码，反面的页随正面的页一同取出、换入。', ...conventions],
    steps: plan.steps.map((step, i) => fillStep(step, i + 1, titles)),
    check: sayCheck(plan, pages),
  };
}

/** 第2版第3次印刷（2025年3月） */
export function sayEdition({ edition, issued }: NamedEdition): string {
  return `第${edition.number}版第${edition.printing}次印刷（${formatDate(issued.slice(0, 7))}）`;
}

function fillStep(step: LeafStep, number: number, titles: ReadonlyMap<string, string>): SheetData['steps'][number] {
  const words = describeStep(step)
    .split(/(第[^第页]*页|封面|最前面)/)
    .flatMap((text, i) => (text ? [{ text, strong: i % 2 === 1 }] : []));
  return { number, words, titles: listTitles(titlesOn(step.putIn, titles)) };
}

const mostTitles = 3;

function listTitles(titles: string[]): string {
  if (titles.length === 0) return '';
  const shown = titles.slice(0, mostTitles).map((title) => `《${title}》`);
  return `新页内容：${shown.join('')}${titles.length > mostTitles ? `等${titles.length}篇` : ''}`;
}

function saySaving(plan: LeafPlan, sheetLeaves: number): string {
  const whole = `整本重印需${plan.newLeaves}张；本套共${plan.printed + sheetLeaves}张（说明${sheetLeaves}张，新页${plan.printed}张）`;
  const saved = countSaved(plan, sheetLeaves);
  return saved > 0 ? `${whole}，省${saved}张。` : `${whole}，不省纸。`;
}

function sayCheck({ newLeaves }: LeafPlan, pages: readonly PhysicalPage[]): string {
  const last = pages.findLast(({ label }) => label !== null);
  const end = last ? `，最后一个页码为第${last.label}页` : '';
  return `换完以后，连同封面共${newLeaves}张${end}；附来的新页应正好用完。`;
}
