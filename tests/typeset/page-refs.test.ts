/** References to pages: what a manuscript may write, and what of it is left in the text. */
import { tmpdir } from 'node:os';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, it } from 'vitest';
import { deriveId } from '../../scripts/content/derive-id.ts';
import type { Book, Manuscript } from '../../scripts/model/types.ts';
import { readManuscript } from '../../scripts/proof/read-manuscript.ts';
import { pageTargetsOf } from '../../scripts/typeset/page-refs.ts';
import { listParagraphs } from '../../scripts/typeset/paragraph-ids.ts';
import { typesetBook } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

const target =
  '## 一、概况\n\n甲乙丙。\n\n### （一）机 构 {#jg}\n\n丁戊。\n\n#### 1.编制。\n\n己庚[有名](#x){#named}辛。';

/** Two reports and a missing one; the first says `body`. */
async function typeset(body: string) {
  const report = (id: string, title: string, manuscript: Manuscript | null) => ({
    ...{ id, title, shortTitle: title, titleLines: [title], number: 1, part: '甲', lock: null, manuscript },
    ...{ status: manuscript ? ('complete' as const) : ('missing' as const), place: { file: 'book.yaml' } },
  });
  const reports = [
    report('a', '甲省综述', manuscriptOf(body)),
    report('b', '乙省 综述', manuscriptOf(target)),
    report(deriveId('丙'), '丙', null),
  ];
  const book = {
    ...{ dir: tmpdir(), manifest: { epub: {} }, parts: [{ title: '甲', reports }], front: [], back: [] },
    ...{ emendations: [], texts: {} },
  } as unknown as Book;
  const { texts, diagnostics } = await typesetBook(book);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const text = texts.get('a')!;
  return { text, others: texts, targets: pageTargetsOf(text), reading: readManuscript(reports[0]!.manuscript!) };
}

describe('a page reference', () => {
  const cases: [what: string, source: string, flow: string, at: number | null][] = [
    ['a report by its id', '[第0页](page:b)', 'b', null],
    ['a report by its title, with or without its spaces', '[第0页](page:乙省综述)', 'b', null],
    ['a missing report', '[第0页](page:丙)', deriveId('丙'), null],
    ['a heading by its words', '[第0页](page:b#（一）机构)', 'b', 8],
    ['a heading by its name', '[第0页](page:b#jg)', 'b', 8],
    ['a heading that runs in', '[第0页](page:b#1.编制。)', 'b', 16],
    ['a heading of its own report', '## 二、本篇\n\n[第0页](page:#二、本篇)', 'a', 0],
    ['any number in the brackets', '[第 34 页](page:b)', 'b', null],
    ['full-width figures', '[第３４页](page:b)', 'b', null],
    ['a number alone', '[34](page:b)', 'b', null],
    ['emphasis around it', '**[第0页](page:b)**', 'b', null],
    ['emphasis within it', '[第*0*页](page:b)', 'b', null],
    ['a link in angle brackets', '[第0页](<page:乙省 综述>)', 'b', null],
    ['a link with its address elsewhere', '[第0页][b]\n\n[b]: page:b', 'b', null],
    ['a tag', '<a href="page:b">第0页</a>', 'b', null],
  ];
  it.each(cases)('names %s', async (_, source, flow, at) => {
    const { text, targets, reading } = await typeset(`见${source}`.replace('见##', '##'));
    expect(targets).toHaveLength(1);
    expect(targets[0]).toMatchObject({ flow, at });
    expect(targets[0]!.paragraph === null).toBe(at === null);
    expect(text.text).not.toMatch(/[0-9０-９]/);
    // The proof's own reader sees the same text, and the same link.
    expect(reading.body).toBe(text.text);
    expect(reading.bodyTokens.filter(({ pageTarget }) => pageTarget !== undefined)).toHaveLength(1);
  });

  it('names a paragraph by its permanent id', async () => {
    const { others } = await typeset('文。');
    const third = listParagraphs(others.get('b')!).find(({ text }) => text === '丁戊。')!;
    const { targets } = await typeset(`见[第0页](page:b#${third.id})`);
    expect(targets).toEqual([{ flow: 'b', at: 13, paragraph: third.id }]);
  });

  it('may stand in a note', async () => {
    const { text, targets, reading } = await typeset('文[^1]。\n\n[^1]: 见[第0页](page:b)，又见[第0页](page:b#jg)。');
    expect(targets.map(({ at }) => at)).toEqual([null, 8]);
    expect(text.noteTexts[0]!.text).toBe('见第页，又见第页。');
    expect(reading.notes).toEqual(['见第页，又见第页。']);
  });

  it('leaves the numbers of other links alone', async () => {
    const { text, targets } = await typeset('[第34页](https://example.org/page:b)，[第34页](#page)。');
    expect(targets).toEqual([]);
    expect(text.text).toBe('第34页，第34页。');
    expect(toHtml(text.tree)).not.toContain('data-page');
  });
});
