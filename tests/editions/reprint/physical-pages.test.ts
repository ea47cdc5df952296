/** When two pages are the same on paper. */
import { describe, expect, it } from 'vitest';
import { type PrintedEdition, physicalPages } from '../../../scripts/editions/reprint/physical-pages.ts';
import type { PagePrint } from '../../../scripts/model/edition-types.ts';
import { computeGrid } from '../../../scripts/model/grid.ts';
import { manifestSchema } from '../../../scripts/model/manifest-schema.ts';
import type { PageEntry, PageMap } from '../../../scripts/model/types.ts';

const page: PageEntry = {
  sheet: 1,
  side: 'recto',
  kind: 'text',
  label: '3',
  folio: 3,
  printedFolio: '— 3 —',
  runningHead: '河北省',
  flow: 'r1',
  flowPage: 1,
  notice: null,
  start: null,
  end: null,
  marks: [],
  notes: [],
};

const print: PagePrint = {
  sheet: 1,
  label: '3',
  flow: 'r1',
  hash: '0',
  runs: [[100, 120, 34, 'NotoSerifSC-Regular', 12, '正文']],
  paint: [['f re 0 0 0', 85, 77, 493, 77.75]],
};

/** An edition of one page. */
function edition(entry: Partial<PageEntry> = {}, shown: Partial<PagePrint> = {}, size: 'A4' | 'B5' = 'A4') {
  const map: PageMap = {
    format: 1,
    slug: 'book',
    title: '汇编',
    numbering: 'locked',
    grid: computeGrid(manifestSchema.shape.page.parse({ size }))!,
    reports: [],
    pages: [{ ...page, ...entry }],
  };
  return { map, prints: [{ ...print, ...shown }] };
}

const isSame = (other: PrintedEdition) => {
  const [a, b] = physicalPages([edition(), other]).flat();
  return a!.digest === b!.digest;
};

describe('pages', () => {
  it.each([
    ['as they are', edition()],
    ['with another place in the book', edition({ sheet: 9, label: 'x', flow: 'r2' }, { sheet: 9 })],
    [
      'with its line cut into runs otherwise',
      edition(
        {},
        {
          runs: [
            [100, 120, 17, 'NotoSerifSC-Regular', 12, '正'],
            [117, 120, 17, 'NotoSerifSC-Regular', 12, '文'],
          ],
        },
      ),
    ],
    ['a hundredth of a point off', edition({}, { runs: [[100.01, 119.99, 34, 'NotoSerifSC-Regular', 12, '正文']] })],
  ])('are the same %s', (_, other) => {
    expect(isSame(other)).toBe(true);
  });

  it.each([
    ['another text', edition({}, { hash: '1' })],
    ['a text that moved', edition({}, { runs: [[100, 120.1, 34, 'NotoSerifSC-Regular', 12, '正文']] })],
    ['another face', edition({}, { runs: [[100, 120, 34, 'NotoSerifSC-Bold', 12, '正文']] })],
    ['another running head', edition({ runningHead: '山西省' })],
    ['another folio', edition({ printedFolio: '— 4 —' })],
    ['another side', edition({ side: 'verso' })],
    ['another line', edition({}, { paint: [['f re 0 0 0', 85, 87, 493, 87.75]] })],
    ['another colour', edition({}, { paint: [['f re 1 0 0', 85, 77, 493, 77.75]] })],
    ['no line', edition({}, { paint: [] })],
    ['another format', edition({}, {}, 'B5')],
  ])('differ by %s', (_, other) => {
    expect(isSame(other)).toBe(false);
  });

  it('differ where a face comes from another file of the same name', () => {
    const others = new Set(['NotoSerifSC-Regular']);
    expect(isSame({ ...edition(), others })).toBe(false);
    expect(isSame({ ...edition(), others: new Set(['NotoSansSC-Medium']) })).toBe(true);
  });

  it('are blank paper, however they are called and whatever the side', () => {
    const blank = { kind: 'blank' as const, printedFolio: null, runningHead: null };
    const nothing = { runs: [], paint: [] };
    const editions = [
      edition({ ...blank, label: '4', side: 'verso' }, nothing),
      edition({ ...blank, label: null }, nothing),
    ];
    expect(
      physicalPages(editions)
        .flat()
        .map(({ digest }) => digest),
    ).toEqual(['blank', 'blank']);
  });

  it('cannot be told apart where nobody has looked at them', () => {
    expect(() => physicalPages([edition({}, { paint: undefined })])).toThrow(RangeError);
    expect(() => physicalPages([{ ...edition(), prints: [] }])).toThrow(RangeError);
  });
});
