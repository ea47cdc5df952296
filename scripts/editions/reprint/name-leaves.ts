/** What leaves are called on the sheet of instructions: by the labels of their pages, as readers of the book know them. */
import { readRomanNumeral } from '../../lib/roman-numeral.ts';
import type { Leaf, PhysicalPage } from './leaves.ts';

/** Names leaves that lie together in a book: 封面、第i—iv页、第3—4页、第7—7-1页. Each run of pages by its ends. */
export function nameLeaves(leaves: readonly Leaf[]): string {
  const runs: Leaf[][] = [];
  for (const leaf of leaves) {
    const before = runs.at(-1)?.at(-1);
    if (before && isRun(before) && isRun(leaf) && follows(before.verso, leaf.recto)) runs.at(-1)!.push(leaf);
    else runs.push([leaf]);
  }
  return runs.map(nameRun).join('、');
}

/** The leaf after which new ones are put in: 第6页, 封面. */
export function namePlace({ recto, verso }: Leaf): string {
  if (verso.label !== null) return `第${verso.label}页`;
  return nameRecto(recto, '的背面');
}

function nameRun(leaves: Leaf[]): string {
  const { recto } = leaves[0]!;
  const { verso } = leaves.at(-1)!;
  if (recto.label !== null && verso.label !== null) return `第${recto.label}—${verso.label}页${remarkOn(leaves)}`;
  if (verso.label !== null) return `第${verso.label}页（正面空白）`;
  return nameRecto(recto, '（背面空白）');
}

function nameRecto({ kind, label }: PhysicalPage, more: string): string {
  if (kind === 'cover') return '封面';
  return label === null ? '空白页' : `第${label}页${more}`;
}

const kindNames: Partial<Record<PhysicalPage['kind'], string>> = {
  title: '书名页',
  imprint: '版本记录',
  contents: '目录',
};

/** Helps to find pages that print no number. */
function remarkOn(leaves: Leaf[]): string {
  const pages = leaves.flatMap(({ recto, verso }) => [recto, verso]);
  if (pages.every(({ kind }) => kind === 'blank')) return '（空白）';
  const names = [...new Set(pages.flatMap(({ kind }) => kindNames[kind] ?? []))];
  return names.length > 0 ? `（${names.join('、')}）` : '';
}

const isRun = ({ recto, verso }: Leaf): boolean => follows(recto, verso);

/** Whether a page counts on from another: 3 and 4, ii and iii, 6-1 and 6-2; not 7 and 7-1. */
function follows(before: PhysicalPage, page: PhysicalPage): boolean {
  const [a, b] = [readLabel(before.label), readLabel(page.label)];
  return a !== null && b !== null && a.series === b.series && a.number + 1 === b.number;
}

function readLabel(label: string | null): { series: string; number: number } | null {
  const [, series = '', number = ''] = /^(\d+-)?(\d+)$/.exec(label ?? '') ?? [];
  if (number) return { series, number: Number(number) };
  const roman = readRomanNumeral(label ?? '');
  return roman === null ? null : { series: 'roman', number: roman };
}
