/** The plan of a replacement kit: few leaves, and instructions that lead from the old book to the new. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSaved, describeStep, titlesOn } from '../../../scripts/editions/reprint/describe-steps.ts';
import { isSameLeaf, leavesOf, type PhysicalPage } from '../../../scripts/editions/reprint/leaves.ts';
import { planLeaves } from '../../../scripts/editions/reprint/plan-leaves.ts';
import { followInstructions } from './follow-instructions.ts';
import { pagesOf, series } from './random-series.ts';

/** Pages from words such as `封面 - i ii 1 2* 6-1`: - is an unnumbered blank, * another text, ~ a numbered blank. */
function pages(words: string): PhysicalPage[] {
  return words.split(' ').map((word, i): PhysicalPage => {
    const label = word.replace(/[*~]+$/, '');
    const isBlank = word === '-' || word.endsWith('~');
    if (label === '封面') return { sheet: i + 1, kind: 'cover', label: null, flow: null, digest: word };
    return {
      sheet: i + 1,
      kind: isBlank ? 'blank' : 'text',
      label: word === '-' ? null : label,
      flow: isBlank ? null : `r${label}`,
      digest: isBlank ? 'blank' : word,
    };
  });
}

const say = (from: string, to: string) => planLeaves(pages(from), pages(to)).steps.map(describeStep);

/** Sides as paper knows them; a blank back that the book does not count is paper too. */
const sides = (book: PhysicalPage[]) => leavesOf(book).flatMap(({ recto, verso }) => [recto.digest, verso.digest]);

/** Follows the kit of two books on the first one; what comes out. */
function applyKit(held: PhysicalPage[], from: PhysicalPage[], to: PhysicalPage[]): PhysicalPage[] {
  const plan = planLeaves(from, to);
  return followInstructions(
    held,
    plan.steps.flatMap(({ putIn }) => putIn),
    plan.steps.map(describeStep),
  );
}

describe('instructions', () => {
  it.each([
    ['a corrected page', '1 2 3 4', '1 2 3 4*', ['取出第3—4页（1张），换入第3—4页（1张）。']],
    ['pages after a verso', '5 6 7 8', '5 6 6-1 6-2 7 8', ['在第6页后插入第6-1—6-2页（1张）。']],
    [
      'pages after a recto',
      '5 6 7 8 9 10',
      '5 6 7 7-1 7-2 8 9 10',
      ['取出第7—8页（1张），换入第7—7-1页、第7-2—8页（2张）。'],
    ],
    [
      'a changed page and one more leaf',
      '5 6 7 8',
      '5 6* 6-1 6-2~ 7 8',
      ['取出第5—6页（1张），换入第5—6页、第6-1—6-2页（2张）。'],
    ],
    ['leaves that go', '1 2 3 4 5 6', '1 2 5 6', ['取出第3—4页（1张），不再换入。']],
    ['a report at the end', '1 2 3', '1 2 3 4 5 6', ['取出第3页（背面空白）（1张），换入第3—6页（2张）。']],
    ['leaves at the end', '1 2', '1 2 3 4 5 6', ['在第2页后插入第3—6页（2张）。']],
    ['a cover', '封面 - i ii', '封面* - i ii', ['取出封面（1张），换入封面（1张）。']],
    ['a leaf behind the cover', '封面 - i ii', '封面 - i* ii* i ii', ['在封面后插入第i—ii页（1张）。']],
    [
      'front matter that grows',
      '封面 - i ii iii iv 1 2',
      '封面 - i ii iii iv v vi 1 2',
      ['在第iv页后插入第v—vi页（1张）。'],
    ],
    ['a leaf in front', 'i ii', '封面 - i ii', ['在最前面插入封面（1张）。']],
    ['a blank recto', '1 2 - 4 5 6', '1 2 - 4* 5 6', ['取出第4页（正面空白）（1张），换入第4页（正面空白）（1张）。']],
    ['after a blank back', '1 - 3 4', '1 - 1-1 1-2 3 4', ['在第1页的背面后插入第1-1—1-2页（1张）。']],
    [
      'two places',
      '1 2 3 4 5 6 7 8',
      '1* 2 3 4 5 6 7 8*',
      ['取出第1—2页（1张），换入第1—2页（1张）。', '取出第7—8页（1张），换入第7—8页（1张）。'],
    ],
    ['a kept leaf of blanks', '1 2 3~ 4~ 5 6', '1 2* 3~ 4~ 5 6', ['取出第1—2页（1张），换入第1—2页（1张）。']],
    ['nothing', '1 2 3', '1 2 3 -', []],
  ])('%s', (_, from, to, expected) => {
    expect(say(from, to)).toEqual(expected);
  });

  it('says of unnumbered pages what they are', () => {
    const [title, imprint] = pages('i ii').map((page, i) => ({ ...page, kind: (['title', 'imprint'] as const)[i]! }));
    const changed = [{ ...title!, digest: 'other' }, imprint!];
    const [step] = planLeaves([title!, imprint!], changed).steps;
    expect(describeStep(step!)).toBe(
      '取出第i—ii页（书名页、版本记录）（1张），换入第i—ii页（书名页、版本记录）（1张）。',
    );
  });

  it('names the texts that stand on leaves, each once', () => {
    const titles = new Map([
      ['r1', '河北省'],
      ['r2', '山西省'],
    ]);
    const leaves = leavesOf(pages('1 1 2 3'));
    expect(titlesOn(leaves, titles)).toEqual(['河北省', '山西省']);
  });

  it('counts what is saved', () => {
    const plan = planLeaves(pages('1 2 3 4 5 6 7 8'), pages('1 2 3 4* 5 6 7 8'));
    expect(plan).toMatchObject({ oldLeaves: 4, newLeaves: 4, printed: 1 });
    expect(countSaved(plan, 1)).toBe(2);
  });
});

describe('a person who follows them', () => {
  it('gets the new edition, page for page, from the old one, one edition on and two', () => {
    let [steps, inserted, twice, pieces] = [0, 0, 0, 0];
    fc.assert(
      fc.property(series, (states) => {
        const books = states.map(pagesOf);
        let held = books[0]!;
        for (const [i, book] of books.slice(1).entries()) {
          held = applyKit(books[i]!, books[i]!, book);
          expect(sides(held)).toEqual(sides(book));
          steps += planLeaves(books[i]!, book).steps.length;
          if (i > 0) twice += planLeaves(books[i - 1]!, book).steps.length;
          if (i > 0) expect(sides(applyKit(books[i - 1]!, books[i - 1]!, book))).toEqual(sides(book));
        }
        pieces += books.flat().filter(({ flow }) => /^(front|back)-/.test(flow ?? '')).length;
        inserted += books.flat().filter(({ label }) => label?.includes('-')).length;
      }),
      { numRuns: 400 },
    );
    expect(Math.min(steps, twice, inserted, pieces)).toBeGreaterThan(100);
  });

  it('can put one kit after another into the same binder', () => {
    fc.assert(
      fc.property(series, (states) => {
        const books = states.map(pagesOf);
        const last = books.slice(1).reduce((held, book, i) => {
          // The binder is called by the names of the edition that it is.
          const called = leavesOf(books[i]!).flatMap(({ recto, verso }) => [recto, verso]);
          expect(sides(held)).toEqual(sides(called));
          return applyKit(called, books[i]!, book);
        }, books[0]!);
        expect(sides(last)).toEqual(sides(books.at(-1)!));
      }),
      { numRuns: 200 },
    );
  });

  it('is found out where the plan forgets a leaf', () => {
    const [from, to] = [pages('1 2 3 4 5 6'), pages('1 2* 3 4 5* 6')];
    const plan = planLeaves(from, to);
    const stack = plan.steps.flatMap(({ putIn }) => putIn);
    const words = plan.steps.map(describeStep);
    expect(sides(followInstructions(from, stack.slice(0, 1), words.slice(0, 1)))).not.toEqual(sides(to));
    expect(() => followInstructions(from, stack, words.slice(0, 1))).toThrow('left over');
    expect(() => followInstructions(from, stack, [...words].reverse())).toThrow();
  });
});

describe('the plan', () => {
  it('leaves alone as many leaves as can be: no leaf is printed that stands where it was', () => {
    fc.assert(
      fc.property(series, (states) => {
        const [from, to] = states.slice(-2).map(pagesOf) as [PhysicalPage[], PhysicalPage[]];
        const plan = planLeaves(from, to);
        const [old, fresh] = [leavesOf(from), leavesOf(to)];
        const inPlace = fresh.filter((leaf, i) => old[i] && isSameLeaf(old[i], leaf)).length;
        expect(plan.printed).toBeLessThanOrEqual(fresh.length - inPlace);
        for (const { takeOut, putIn } of plan.steps) {
          for (const leaf of putIn) expect(takeOut.some((gone) => isSameLeaf(gone, leaf))).toBe(false);
        }
        expect(planLeaves(to, to).steps).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});
