/** 修订说明: what is quoted is read back character for character, by the typesetter and by the proof's own reader. */
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summariseRevisions } from '../../scripts/editions/count-revisions.ts';
import { escapeMarkdown } from '../../scripts/editions/escape-markdown.ts';
import { quoteChanges, shorten } from '../../scripts/editions/quote-change.ts';
import { writeRevisionNotes } from '../../scripts/editions/revision-notes.ts';
import type { ParagraphRevision, RevisionPiece, Revisions, TextRevision } from '../../scripts/model/revision-types.ts';
import { readManuscript } from '../../scripts/proof/read-manuscript.ts';
import { typesetManuscript } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');

const words = fc
  .array(
    fc.constantFrom(
      ...'甲乙，。“”「」《》Aaz09 *_`~[](){}<>#+-.!|\\&;:^$%@=/\'"',
      ...['**', '{.right}', '{#x}', '[^1]', '&amp;', '&#64;', '<br>', '](page:a)', '^[n]', '![', '--', '1. ', 'é'],
    ),
    { minLength: 1, maxLength: 30 },
  )
  .map((parts) => parts.join('').replace(/ +/g, ' ').trim())
  .filter((text) => text !== '');

describe('words set into Markdown', () => {
  it('print as they are, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const manuscript = manuscriptOf(`原「${escapeMarkdown(text)}」改。`);
        const { text: typeset, diagnostics } = await typesetManuscript('x', 'X', manuscript, tmpdir());
        expect(diagnostics).toEqual([]);
        expect(typeset.text).toBe(bare(`原「${text}」改。`));
        expect(typeset.tree.children.filter((n) => n.type === 'element')).toHaveLength(1);
        expect(readManuscript(manuscript, 'X').body).toBe(typeset.text);
      }),
      { numRuns: 500 },
    );
  });
});

describe('a quoted change', () => {
  it.each<[string, RevisionPiece[], [string, string][]]>([
    [
      'has some words around it',
      [
        ['same', '这一天他们走了很长的路'],
        ['removed', '甲'],
        ['added', '乙'],
        ['same', '，后来又回来了再走'],
      ],
      [['……走了很长的路甲，后来又回来……', '……走了很长的路乙，后来又回来……']],
    ],
    [
      'has no ellipsis where nothing is left out',
      [
        ['same', '共'],
        ['removed', '3'],
        ['added', '4'],
        ['same', '人。'],
      ],
      [['共3人。', '共4人。']],
    ],
    [
      'shows an insertion between its neighbours',
      [
        ['same', '退役人'],
        ['added', '军'],
        ['same', '员'],
      ],
      [['退役人员', '退役人军员']],
    ],
    [
      'joins what stands close',
      [
        ['removed', '甲'],
        ['same', '一二三'],
        ['added', '乙'],
        ['same', '。'],
      ],
      [['甲一二三。', '一二三乙。']],
    ],
    [
      'parts what stands far',
      [
        ['removed', '甲'],
        ['same', '一二三四五六七八九十一二三四'],
        ['added', '乙'],
        ['same', '。'],
      ],
      [
        ['甲一二三四五六……', '一二三四五六……'],
        ['……九十一二三四。', '……九十一二三四乙。'],
      ],
    ],
  ])('%s', (_, pieces, expected) => {
    expect(quoteChanges(pieces)).toEqual(expected.map(([before, after]) => ({ before, after })));
  });

  it('quotes nothing that does not stand there', () => {
    const piece = fc.tuple(
      fc.constantFrom('same', 'removed', 'added'),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }),
    );
    fc.assert(
      fc.property(fc.array(piece as fc.Arbitrary<RevisionPiece>, { maxLength: 9 }), (pieces) => {
        const side = (without: string) => pieces.flatMap(([kind, text]) => (kind === without ? [] : [text])).join('');
        for (const { before, after } of quoteChanges(pieces)) {
          for (const part of before.split('……')) expect(side('added')).toContain(part);
          for (const part of after.split('……')) expect(side('removed')).toContain(part);
        }
      }),
    );
  });

  it('is cut in its middle where it is long', () => {
    expect(shorten('字'.repeat(48))).toBe('字'.repeat(48));
    expect(shorten(`甲${'字'.repeat(60)}乙`)).toMatch(/^甲字{31}……字{15}乙$/);
  });
});

const paragraph = (more: Partial<ParagraphRevision>): ParagraphRevision => ({
  ...{ kind: 'changed', moved: false, substance: true, element: 'p', id: 'p-a-1', oldId: 'p-a-1' },
  ...{ oldPage: '3', newPage: '4', after: null, pieces: [] },
  ...more,
});
const text = (id: string, more: Partial<TextRevision>): TextRevision => ({
  ...{ id, oldId: id, title: `${id}*题`, part: '一', status: 'complete', oldStatus: 'complete', kind: 'kept' },
  ...{ oldPages: ['3', '6'], newPages: ['4', '7'], oldTitle: null, moved: false, paragraphs: [], script: [] },
  ...more,
});
const revisions = (texts: TextRevision[]): Revisions => ({
  from: { edition: { number: 1, printing: 2 }, issued: '2024-12-01' },
  to: { edition: { number: 2, printing: 3 }, issued: '2025-03-01' },
  texts,
  order: texts.map(({ id }) => id),
});

const referenceOf = (text: string, note: string) => (note === 'n-lost' ? null : `p-${text}-of-${note}`);

describe('修订说明', () => {
  it('tells of notes on the page of the paragraph that refers to them, and of pictures', () => {
    const changed = (more: Partial<ParagraphRevision>) =>
      paragraph({
        pieces: [
          ['removed', '旧。'],
          ['added', '新。'],
        ],
        ...more,
      });
    const all = revisions([
      text('a', {
        paragraphs: [
          changed({ element: 'note', id: 'n-1' }),
          paragraph({ kind: 'added', element: 'note', id: 'n-2', oldPage: null, pieces: [['added', '注。']] }),
          paragraph({ kind: 'removed', element: 'note', id: null, pieces: [['removed', '注。']] }),
          changed({ element: 'note', id: 'n-lost' }),
          paragraph({ element: 'figure', id: 'p-a-5', picture: true, pieces: [['same', '图1　渡口']] }),
          paragraph({ element: 'p', id: 'p-a-6', picture: true, pieces: [] }),
          changed({ element: 'figure', id: 'p-a-7', picture: true }),
        ],
      }),
    ]);
    expect(writeRevisionNotes(all, referenceOf)!.body.trim().split('\n\n').slice(3)).toEqual([
      '[第0页](page:a#p-a-of-n-1)脚注：原第3页「旧。」改为「新。」',
      '[第0页](page:a#p-a-of-n-2)脚注增补：「注。」',
      '原第3页脚注删去：「注。」',
      '脚注：原第3页「旧。」改为「新。」',
      '[第0页](page:a#p-a-5)：原第3页「图1　渡口」的插图更换。',
      '[第0页](page:a#p-a-6)：原第3页插图更换。',
      '[第0页](page:a#p-a-7)：原第3页「旧。」改为「新。」；插图更换。',
    ]);
    expect(summariseRevisions(all)).toContain('更正6处');
  });

  it('tells what came, went, moved, and what was corrected, with old pages as words and new ones as references', async () => {
    const all = revisions([
      text('a', {
        oldTitle: '旧_题',
        paragraphs: [
          paragraph({
            pieces: [
              ['same', '共'],
              ['removed', '3'],
              ['added', '*4*'],
              ['same', '人。'],
            ],
          }),
          paragraph({ kind: 'added', oldPage: null, oldId: null, id: 'p-a-2', pieces: [['added', '新的一段。']] }),
          paragraph({ kind: 'removed', id: null, oldPage: '6-1', pieces: [['removed', '旧的一段。']] }),
          paragraph({ kind: 'moved', id: 'p-a-3', pieces: [['same', '走了的一段。']] }),
          paragraph({
            substance: false,
            pieces: [
              ['removed', ','],
              ['added', '，'],
            ],
          }),
        ],
      }),
      text('b', { kind: 'arrived' }),
      text('c', { kind: 'added', oldPages: null }),
      text('d', { kind: 'removed', oldPages: ['9', '9'] }),
      text('e', { moved: true }),
    ]);
    const notes = writeRevisionNotes(all, referenceOf)!;
    expect(notes.body.split('\n\n')).toEqual([
      '与第1版第2次印刷本（2024年12月1日）相比，本书有以下改动。“原第某页”指该印本的页码，其余为本书页码；引文过长的，中间以省略号代替。',
      '## 一、篇目变动',
      '《旧\\_题》改题为《a\\*题》，见[第0页](page:a)（原第3—6页）。',
      '补入《b\\*题》，见[第0页](page:b)；原第3—6页为其留空待补。',
      '增补《c\\*题》，见[第0页](page:c)。',
      '删去《d\\*题》（原第9页）。',
      '《e\\*题》移至[第0页](page:e)（原第3—6页）。',
      '## 二、文字改动',
      '### 《a\\*题》',
      '[第0页](page:a#p-a-1)：原第3页「共3人。」改为「共\\*4\\*人。」',
      '[第0页](page:a#p-a-2)增补：「新的一段。」',
      '原第6\\-1页删去：「旧的一段。」',
      '[第0页](page:a#p-a-3)：「走了的一段。」一段，移自原第3页。',
      '## 三、标点和格式',
      '标点、空格、全角半角等改动不逐条列出：《a\\*题》1处。\n',
    ]);
    expect(summariseRevisions(all)).toBe(
      '第2版第3次印刷：补入1篇，增补1篇，删去1篇，移动1篇，改题1篇，更正1处，增补1段，删去1段，移动1段，改正标点格式1处。',
    );
    expect(writeRevisionNotes(structuredClone(all), referenceOf)).toEqual(notes);
  });

  it('is no piece where nothing has changed', () => {
    expect(writeRevisionNotes(revisions([]), referenceOf)).toBeNull();
    expect(summariseRevisions(revisions([]))).toBe('第2版第3次印刷：正文没有改动。');
  });
});
