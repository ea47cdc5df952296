/** The comparison of editions, as properties over random texts and random edits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyRevisions, bareText } from '../../scripts/editions/compare/apply-revisions.ts';
import { compareEditions } from '../../scripts/editions/compare/compare-editions.ts';
import { diffCharacters, graphemesOf } from '../../scripts/editions/compare/diff-characters.ts';
import { increasingRun } from '../../scripts/editions/compare/increasing-run.ts';
import { isTypography } from '../../scripts/editions/compare/is-typography.ts';
import { judgeDifference } from '../../scripts/editions/compare/judge-difference.ts';
import { matchParagraphs } from '../../scripts/editions/compare/match-paragraphs.ts';
import { stateToLines, textsFromLines } from '../../scripts/editions/ledger-lines.ts';
import type { EditionParagraph, EditionState, EditionText } from '../../scripts/model/edition-types.ts';
import type { ParagraphRevision } from '../../scripts/model/revision-types.ts';

const letters = [...'河湖管护员走遍每一段岸线记下水位和垃圾年月日三五七百千，。：；', '𠮷', 'e\u0301', '👨‍👩‍👧'];
const words = (min: number, max: number) =>
  fc.array(fc.constantFrom(...letters), { minLength: min, maxLength: max }).map((all) => all.join(''));

const paragraph = (id: string, text: string): EditionParagraph => ({ id, kind: 'p', text, page: '1', pictures: [] });

const textOf = (id: string, paragraphs: EditionParagraph[], more: Partial<EditionText> = {}): EditionText => ({
  ...{ id, title: `题${id}`, part: '一', status: 'complete', start: '1', end: '2' },
  paragraphs,
  ...more,
});

const stateOf = (texts: EditionText[], printing = 1): EditionState => ({
  ...{ edition: { number: printing, printing }, issued: '2024-01-01', title: '书', numbering: 'locked' },
  texts,
});

/** Ids are unique in the whole state. */
const state = fc.array(fc.array(words(0, 40), { maxLength: 12 }), { minLength: 1, maxLength: 4 }).map((texts) =>
  stateOf(
    texts.map((all, t) =>
      textOf(
        `r${t}`,
        all.map((text, p) => paragraph(`p-${t}-${p}`, text)),
      ),
    ),
  ),
);

/** The same ids for what stayed, new ones for what came: as a build with a ledger gives them. */
const edited = fc
  .tuple(state, state, fc.array(fc.nat(9), { minLength: 200, maxLength: 200 }))
  .map(([old, other, dice]) => {
    let thrown = 0;
    const roll = () => dice[thrown++ % dice.length]!;
    let fresh = 0;
    const texts = old.texts.flatMap((text): EditionText[] => {
      if (roll() === 0) return [];
      const paragraphs = text.paragraphs.flatMap((each): EditionParagraph[] => {
        const chance = roll();
        if (chance === 0) return [];
        if (chance === 1) return [{ ...each, text: `${each.text}新增几字` }];
        if (chance === 3) return [{ ...each, pictures: ['another'] }];
        if (chance === 2) return [paragraph(`n-${fresh++}`, `插入第${fresh}段`), each];
        return [each];
      });
      if (roll() < 3 && paragraphs.length > 1) paragraphs.push(paragraphs.shift()!);
      return [{ ...text, paragraphs, title: roll() === 0 ? `${text.title}改` : text.title }];
    });
    if (roll() < 3) texts.reverse();
    if (roll() < 3) texts.push(...other.texts.map((text, i) => ({ ...text, id: `new${i}`, title: `新${i}` })));
    return { old, now: stateOf(texts, 2) };
  });

const many = { numRuns: 300 };

describe('pictures', () => {
  const figure = (pictures?: string[], text = '图1　渡口'): EditionState => {
    const { pictures: _, ...bare } = paragraph('p-1', text);
    return stateOf([textOf('r', [{ ...bare, kind: 'figure', ...(pictures && { pictures }) }], { head: '题' })]);
  };
  const told = (old: EditionState, now: EditionState) =>
    compareEditions(old, now).texts.flatMap(({ paragraphs }) =>
      paragraphs.map(({ kind, substance, picture }) => ({ kind, substance, picture })),
    );

  test('that were replaced under the same words are a change of substance', () => {
    expect(told(figure(['a']), figure(['b']))).toEqual([{ kind: 'changed', substance: true, picture: true }]);
    expect(told(figure(['a'], ''), figure(['b'], ''))).toEqual([{ kind: 'changed', substance: true, picture: true }]);
    expect(told(figure(['a']), figure(['a']))).toEqual([]);
    expect(told(figure(), figure(['a']))).toEqual([]);
    expect(judgeDifference(figure(['a']), figure(['b']))).toBe('substance');
  });

  test('without a caption that came or went are of substance too', () => {
    const none = stateOf([textOf('r', [])]);
    expect(told(none, figure(['a'], ''))).toMatchObject([{ kind: 'added', substance: true }]);
    expect(told(figure(['a'], ''), none)).toMatchObject([{ kind: 'removed', substance: true }]);
  });

  test('are kept by a ledger, and unknown where it was written before ledgers kept them', () => {
    const states = [figure(['a', 'b']), figure([]), stateOf([textOf('r', [paragraph('p', '字')], { head: '题' })])];
    for (const each of states) expect(textsFromLines(stateToLines(each))).toEqual(each.texts);
    const lines = stateToLines(figure([])).replace(/,"head":"[^"]*"/, '');
    expect(textsFromLines(lines)[0]!.paragraphs[0]).not.toHaveProperty('pictures');
  });
});

describe('comparing editions', () => {
  test('what has changed, applied to the old, gives the new', () => {
    const check = (old: EditionState, now: EditionState): void => {
      expect(applyRevisions(old, compareEditions(old, now))).toEqual(now.texts.map(bareText));
    };
    fc.assert(
      fc.property(edited, ({ old, now }) => check(old, now)),
      many,
    );
    fc.assert(fc.property(state, state, check), many);
  });

  /** A text made of the old one and of what `edition diff --json` shows of it. */
  function rebuildText(from: readonly EditionParagraph[], shown: readonly ParagraphRevision[]) {
    const fresh = ({ id, element, pieces }: ParagraphRevision) => {
      return { id, kind: element, text: pieces.flatMap(([kind, text]) => (kind === 'removed' ? [] : [text])).join('') };
    };
    const told = new Map(shown.map((each) => [each.oldId, each]));
    const stay = from.filter(({ id }) => !told.get(id)?.moved && told.get(id)?.kind !== 'removed');
    const paragraphs = stay.map(({ id, kind, text }) => (told.has(id) ? fresh(told.get(id)!) : { id, kind, text }));
    for (const each of shown) {
      if (each.kind === 'removed' || (each.kind !== 'added' && !each.moved)) continue;
      paragraphs.splice(paragraphs.findIndex(({ id }) => id === each.after) + 1, 0, fresh(each));
    }
    return paragraphs;
  }

  test('what is shown of a change, without the script, gives the new text too', () => {
    const check = (old: EditionState, now: EditionState): void => {
      const { texts, order } = compareEditions(old, now);
      const shown = JSON.parse(JSON.stringify(texts.map(({ script, ...text }) => text))) as typeof texts;
      expect(order).toEqual(now.texts.map(({ id }) => id));
      for (const { id, title, paragraphs } of now.texts) {
        const told = shown.find((each) => each.id === id && each.kind !== 'removed');
        // Of a report that is new its title is shown, and where it stands.
        if (told?.kind === 'added') continue;
        const before = old.texts.find((each) => each.id === (told?.oldId ?? id))!;
        expect(rebuildText(before.paragraphs, told?.paragraphs ?? [])).toEqual(
          paragraphs.map(({ id, kind, text }) => ({ id, kind, text })),
        );
        expect(told?.title ?? before.title).toBe(title);
      }
    };
    fc.assert(
      fc.property(edited, ({ old, now }) => check(old, now)),
      many,
    );
  });

  test('nothing has changed between a state and itself', () => {
    const check = (same: EditionState): void => {
      expect(compareEditions(same, same).texts).toEqual([]);
    };
    fc.assert(fc.property(state, check));
  });

  test('a paragraph that only moved is a move, and nothing else is told', () => {
    const texts = fc.uniqueArray(words(8, 30), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.nat(), fc.nat(), fc.boolean(), (all, a, b, keepsIds) => {
        const old = all.map((text, i) => paragraph(`p${i}`, text));
        const [from, to] = [a % old.length, b % old.length];
        fc.pre(from !== to);
        const moved = old.map((each) => (keepsIds ? each : { ...each, id: `x${each.id}` }));
        moved.splice(to, 0, ...moved.splice(from, 1));
        const [text] = compareEditions(stateOf([textOf('r', old)]), stateOf([textOf('r', moved)], 2)).texts;
        expect(text!.paragraphs.map(({ kind }) => kind)).toEqual(['moved']);
      }),
      many,
    );
  });

  test('the pieces of a change are the old and the new words, and no grapheme is torn', () => {
    fc.assert(
      fc.property(words(0, 60), words(0, 60), (from, to) => {
        const pieces = diffCharacters(from, to);
        const without = (gone: string) => pieces.flatMap(([kind, text]) => (kind === gone ? [] : [text]));
        expect(without('added').join('')).toBe(from);
        expect(without('removed').join('')).toBe(to);
        expect(without('added').flatMap(graphemesOf)).toEqual(graphemesOf(from));
        expect(without('removed').flatMap(graphemesOf)).toEqual(graphemesOf(to));
      }),
      { numRuns: 1000 },
    );
  });

  test('a change of one character is told as that character', () => {
    expect(diffCharacters('共记账一万二千条', '共记账一万三千条')).toEqual([
      ['same', '共记账一万'],
      ['removed', '二'],
      ['added', '三'],
      ['same', '千条'],
    ]);
  });

  test.each([
    ['好，走。', '好, 走.', true],
    ['ＡＢＣ１２３', 'ABC123', true],
    ['“河长”制', '「河长」制', true],
    ['增长3.5倍', '增长35倍', false],
    ['下降5%', '下降5', false],
    ['一百', '一千', false],
  ])('%s / %s: typography alone is %s', (from, to, expected) => {
    expect(isTypography(from, to)).toBe(expected);
  });

  const of = (all: string[]) => all.map((text) => ({ kind: 'p', text }));

  test('a reworded paragraph keeps its place among its neighbours', () => {
    const old = ['甲乙丙丁戊己庚辛。', '河岸由一百一十四名护河员看护，每人七里。', '壬癸子丑寅卯辰巳。'];
    const now = [old[0]!, '新来一段。', '河岸由一百二十名护河员看护，每人六里半。', old[2]!];
    expect(matchParagraphs(of(old), of(now))).toEqual([0, null, 1, 2]);
  });

  test('equal paragraphs are matched as many times as both have them, none twice', () => {
    fc.assert(
      fc.property(fc.array(words(0, 4), { maxLength: 14 }), fc.array(words(0, 4), { maxLength: 14 }), (a, b) => {
        const match = matchParagraphs(of(a), of(b));
        const given = match.filter((j) => j !== null);
        expect(new Set(given).size).toBe(given.length);
        const count = (all: string[], key: string) => all.filter((text) => text === key).length;
        for (const key of new Set(a)) {
          const equal = match.filter((j, i) => j !== null && a[j] === key && b[i] === key).length;
          expect(equal).toBe(Math.min(count(a, key), count(b, key)));
        }
      }),
      many,
    );
  });

  test('what kept its order is as long as it can be', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(30), { maxLength: 9 }), (values) => {
        const run = [...increasingRun(values)].sort((a, b) => a - b).map((i) => values[i]!);
        expect(run).toEqual([...run].sort((a, b) => a - b));
        const lengths: number[] = [];
        values.forEach((value, i) => {
          lengths[i] = 1 + Math.max(0, ...values.slice(0, i).flatMap((v, k) => (v < value ? [lengths[k]!] : [])));
        });
        expect(run.length).toBe(Math.max(0, ...lengths));
      }),
    );
  });

  test('a missing report whose manuscript came has arrived; one that went is told where it stood', () => {
    const missing = textOf('a', [], { status: 'missing', start: '1', end: '1' });
    const old = stateOf([missing, textOf('b', [paragraph('q', '走了。')]), textOf('c', [])]);
    const now = stateOf([textOf('a', [paragraph('p', '来了。')]), textOf('c', [])], 2);
    expect(compareEditions(old, now).texts.map(({ id, kind }) => [id, kind])).toEqual([
      ['a', 'arrived'],
      ['b', 'removed'],
    ]);
  });
});

describe('1,000 pages against 1,000 pages', () => {
  const book = (seed: number): EditionState => {
    let next = seed;
    const han = () => {
      next = (next * 48271) % 2147483647;
      return String.fromCodePoint(0x4e00 + (next % 900));
    };
    const line = () => Array.from({ length: 100 }, han).join('');
    const paragraphs = (t: number) => Array.from({ length: 40 }, (_, p) => paragraph(`p-${t}-${p}`, line()));
    return stateOf(
      Array.from({ length: 250 }, (_, t) => textOf(`r${t}`, paragraphs(t))),
      seed,
    );
  };
  const change = (to: EditionState, edit: (each: EditionParagraph, at: number) => EditionParagraph): EditionState => {
    const texts = to.texts.map((text, t) => {
      return { ...text, paragraphs: text.paragraphs.map((each, p) => edit(each, t * 40 + p)) };
    });
    return { ...to, texts };
  };
  const timed = (a: EditionState, b: EditionState) => {
    const begin = performance.now();
    const { texts } = compareEditions(a, b);
    return { count: texts.flatMap((text) => text.paragraphs).length, seconds: (performance.now() - begin) / 1000 };
  };
  const old = book(1);

  test('five hundred edits take less than ten seconds', () => {
    const now = change(old, (each, at) => (at % 20 === 0 ? { ...each, text: `改${each.text.slice(1)}` } : each));
    const { count, seconds } = timed(old, now);
    expect(count).toBe(500);
    expect(seconds).toBeLessThan(10);
  });

  test('so does another book of a million characters, with the same ids and with others', () => {
    const other = book(7);
    expect(timed(old, other).seconds).toBeLessThan(10);
    expect(
      timed(
        old,
        change(other, (each) => ({ ...each, id: `x${each.id}` })),
      ).seconds,
    ).toBeLessThan(10);
  });
});
