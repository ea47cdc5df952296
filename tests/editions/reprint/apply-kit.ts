/** Paper from PDFs: a person with the old print in a binder, and the kit from the printer. */
import { expect } from 'vitest';
import { leavesOf, type PhysicalPage } from '../../../scripts/editions/reprint/leaves.ts';
import type { MupdfPage } from '../../support/read-with-mupdf.ts';
import { followInstructions } from './follow-instructions.ts';

/** The pages of what is in the binder once the sentences have been followed; null for a blank back. */
export function applyKit(old: MupdfPage[], kit: MupdfPage[], sentences: string[]): (MupdfPage | null)[] {
  const instructions = kit.findIndex(({ label }) => !label.startsWith('说明'));
  const [held, stack] = [asPaper(old, 0), asPaper(kit.slice(instructions), 10_000)];
  const known = new Map([...held, ...stack].map(({ page, paper }) => [paper, page]));
  const papers = (list: typeof held) => list.map(({ paper }) => paper);
  const done = followInstructions(papers(held), leavesOf(papers(stack)), sentences);
  return done.map((paper) => known.get(paper) ?? null);
}

/** Pages are known by their labels; the cover is seen to be one. */
function asPaper(pages: MupdfPage[], from: number): { page: MupdfPage; paper: PhysicalPage }[] {
  return pages.map((page, i) => {
    const kind = page.label === '' && page.text.trim() !== '' ? 'cover' : page.text.trim() === '' ? 'blank' : 'text';
    return { page, paper: { sheet: from + i + 1, kind, label: page.label || null, flow: null, digest: '' } };
  });
}

/** Both show the same words in the same faces at the same places. */
export function expectSamePaper(found: (MupdfPage | null)[], expected: MupdfPage[]): void {
  const backs = expected.length % 2;
  expect(found).toHaveLength(expected.length + backs);
  for (const [i, page] of expected.entries()) {
    const lines = found[i]?.lines ?? [];
    expect(lines.map(looksOf), page.label).toEqual(page.lines.map(looksOf));
    for (const [k, { left, right, baseline }] of page.lines.entries()) {
      for (const [a, b] of [
        [left, lines[k]!.left],
        [right, lines[k]!.right],
        [baseline, lines[k]!.baseline],
      ] as const) {
        expect(Math.abs(a - b), page.label).toBeLessThan(0.02);
      }
    }
  }
  if (backs) expect(found.at(-1)?.text.trim() ?? '').toBe('');
}

const looksOf = ({ text, font, size }: MupdfPage['lines'][number]) => [
  text,
  font.replace(/^[A-Z]{6}\+/, ''),
  size.toFixed(2),
];
