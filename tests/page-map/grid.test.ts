/** The page's geometry: the figures of the original's page, and what holds for every page that a manifest can ask for. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeGrid } from '../../scripts/model/grid.ts';
import { type Manifest, manifestSchema } from '../../scripts/model/manifest-schema.ts';

type Page = Manifest['page'];

const original: Page = { size: 'A4', measure: 34, lines: 32, fontSize: '12pt' };
const trimMm: Record<Page['size'], [number, number]> = {
  A4: [210, 297],
  A5: [148, 210],
  B5: [176, 250],
  '16K': [185, 260],
};

const px = (millimetres: number) => (millimetres / 25.4) * 96;
const mm = (pixels: number) => (pixels / 96) * 25.4;
const onePixel = mm(1);

const pages: fc.Arbitrary<Page> = fc.record({
  size: fc.constantFrom(...manifestSchema.shape.page.unwrap().shape.size.unwrap().options),
  measure: fc.integer({ min: 10, max: 60 }),
  lines: fc.integer({ min: 10, max: 60 }),
  fontSize: fc.constantFrom(...manifestSchema.shape.page.unwrap().shape.fontSize.unwrap().options),
});

function expectWithinAPixel(found: number, expected: number): void {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(onePixel);
}

describe('the grid of A4 with 34 characters by 32 lines of 12 pt', () => {
  const grid = computeGrid(original)!;

  it('has 16 px type on a pitch of 27 px', () => {
    expect(grid).toMatchObject({ measure: 34, lines: 32, fontSize: 16, pitch: 27 });
  });

  it('has a type area of 544 by 864 px', () => {
    expect(grid.typeHeight).toBe(864);
    expect(grid.typeWidth).toBeGreaterThanOrEqual(544);
    expect(grid.typeWidth).toBeLessThan(545);
  });

  it('has the margins of the page specification within a pixel', () => {
    expectWithinAPixel(mm(grid.top), 35.5);
    expectWithinAPixel(mm(grid.trimHeight - grid.top - grid.typeHeight), 32.9);
    expectWithinAPixel(mm(grid.inner), 30);
    expectWithinAPixel(mm(grid.outer), 36.07);
  });

  it('is cut to A4 exactly', () => {
    expect(grid.trimWidth).toBeCloseTo(793.7, 1);
    expect(grid.trimHeight).toBeCloseTo(1122.52, 1);
    expect(grid.trimPt[0]).toBeCloseTo(595.276, 3);
    expect(grid.trimPt[1]).toBeCloseTo(841.89, 3);
  });

  it('is what a manifest without page settings gets', () => {
    expect(computeGrid(manifestSchema.shape.page.parse(undefined))).toEqual(grid);
  });
});

describe('a page too small', () => {
  it.each<[string, Page]>([
    ['34 characters of 12 pt on A5', { ...original, size: 'A5' }],
    ['60 characters of 12 pt on A4', { ...original, measure: 60 }],
    ['60 lines of 12 pt on A4', { ...original, lines: 60 }],
    ['34 by 32 of 18 pt on A4', { ...original, fontSize: '18pt' }],
  ])('has no grid: %s', (_, page) => {
    expect(computeGrid(page)).toBeNull();
  });

  it('stays too small with more characters or more lines', () => {
    fc.assert(
      fc.property(pages, fc.nat(20), fc.nat(20), (page, characters, lines) => {
        const larger = { ...page, measure: page.measure + characters, lines: page.lines + lines };
        expect(computeGrid(page) === null && computeGrid(larger) !== null).toBe(false);
      }),
    );
  });
});

describe('every grid', () => {
  const grids = pages.map((page) => ({ page, grid: computeGrid(page)! })).filter(({ grid }) => grid !== null);

  it('has a type area and margins that add up to the trim size', () => {
    fc.assert(
      fc.property(grids, ({ page, grid }) => {
        const [width, height] = trimMm[page.size];
        expect(grid.trimWidth).toBeCloseTo(px(width), 6);
        expect(grid.trimHeight).toBeCloseTo(px(height), 6);
        expect(grid.inner + grid.typeWidth + grid.outer).toBeCloseTo(px(width), 6);
        const foot = grid.trimHeight - grid.top - grid.typeHeight;
        for (const margin of [grid.top, foot, grid.inner, grid.outer]) expect(margin).toBeGreaterThan(0);
        expect(grid.trimPt[0]).toBeCloseTo((width / 25.4) * 72, 2);
        expect(grid.trimPt[1]).toBeCloseTo((height / 25.4) * 72, 2);
      }),
    );
  });

  it('has whole pixels wherever a line could move: pitch, height, head margin, inner margin', () => {
    fc.assert(
      fc.property(grids, ({ grid }) => {
        for (const length of [grid.pitch, grid.typeHeight, grid.top, grid.inner])
          expect(length).toBe(Math.round(length));
      }),
    );
  });

  it('holds the lines and characters asked for', () => {
    fc.assert(
      fc.property(grids, ({ page, grid }) => {
        expect(grid).toMatchObject({ measure: page.measure, lines: page.lines });
        expect(grid.fontSize).toBeCloseTo((Number.parseFloat(page.fontSize) * 4) / 3, 9);
        expect(grid.typeHeight).toBe(grid.pitch * page.lines);
        expect(grid.typeWidth).toBeGreaterThanOrEqual(grid.fontSize * page.measure);
        expect(grid.typeWidth).toBeLessThan(grid.fontSize * (page.measure + 1));
        expect(grid.pitch).toBeGreaterThan(grid.fontSize);
      }),
    );
  });
});
