/** What a ledger keeps of the printed pages, beside what another reader sees in the same file. */
import { beforeAll, describe, expect, it } from 'vitest';
import { printsOf } from '../../scripts/proof/page-prints.ts';
import { buildProofBook, type ProofBook } from './proof-book.ts';

let built: ProofBook;
beforeAll(async () => {
  built = await buildProofBook();
});

const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');

describe('the prints of pages', () => {
  it('hold folio and text of each page with their places, and neither running head nor draft mark', () => {
    const { pages } = built.pdfReading;
    const prints = printsOf(pages, built.pageMap);
    expect(prints.map(({ sheet, label, flow }) => ({ sheet, label, flow }))).toEqual(
      built.pageMap.pages.map(({ sheet, label, flow }) => ({ sheet, label, flow })),
    );
    const heads = built.pageMap.pages.filter(({ runningHead }) => runningHead);
    expect(heads.length).toBeGreaterThan(0);
    for (const { sheet, runningHead, printedFolio } of heads) {
      const { runs } = prints[sheet - 1]!;
      const words = runs.map((run) => run[5]).join('');
      expect(bare(words)).toContain(bare(printedFolio!));
      const left = pages[sheet - 1]!.texts.length - runs.length;
      expect(left).toBeGreaterThanOrEqual(1);
      const all = bare(pages[sheet - 1]!.texts.map(({ text }) => text).join(''));
      expect(all.length - bare(words).length).toBeGreaterThanOrEqual(bare(runningHead!).length);
    }
    for (const [x, y, width, font, size, text] of prints.flatMap(({ runs }) => runs)) {
      expect(text).not.toBe('样稿');
      expect(font).toMatch(/^(?![A-Z]{6}\+).*Noto/);
      for (const length of [x, y, width, size]) expect(length * 1000).toBeCloseTo(Math.round(length * 1000), 6);
      expect(x + width).toBeLessThan(pages[0]!.width);
    }
  });

  it('have a hash of their characters that changes with any of them and with no running head', () => {
    const hashes = (change: (page: ProofBook['pdfReading']['pages'][number]) => void) => {
      const { pdfReading, pageMap } = structuredClone(built);
      for (const page of pdfReading.pages) change(page);
      return printsOf(pdfReading.pages, pageMap).map(({ hash }) => hash);
    };
    const { sheet } = built.pageMap.pages.find(({ runningHead }) => runningHead)!;
    const before = hashes(() => undefined);
    const after = hashes((page) => {
      if (page.sheet !== sheet) return;
      page.texts.sort((a, b) => a.y - b.y);
      page.texts[0]!.text += '改';
    });
    expect(after).toEqual(before);
    const changed = hashes((page) => {
      if (page.sheet !== sheet) return;
      page.texts.sort((a, b) => a.y - b.y);
      page.texts[3]!.text += '改';
    });
    expect(changed.flatMap((hash, i) => (hash === before[i] ? [] : [i + 1]))).toEqual([sheet]);
  });
});
