/** Every diagnostic of the typeset stage, provoked by a manuscript, with its place and its words in both languages. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import type { Diagnostic } from '../../scripts/diagnostics/diagnostic.ts';
import { typesetMessages } from '../../scripts/diagnostics/typeset.ts';
import type { Book } from '../../scripts/model/types.ts';
import { typesetBook, typesetManuscript } from '../../scripts/typeset/typeset-book.ts';
import { manuscriptOf } from '../proof/manuscripts.ts';

const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="5">${inside}</svg>`;

const plainManifest = { epub: { embedFonts: false } } as Book['manifest'];

const provoked = new Set<string>();
let around: string;
let dir: string;

beforeAll(() => {
  around = mkdtempSync(join(tmpdir(), 'huibian-typeset-'));
  dir = join(around, 'book');
  mkdirSync(join(dir, 'reports'), { recursive: true });
  writeFileSync(join(around, 'outside.png'), pixel);
  writeFileSync(join(dir, 'reports', 'dot.png'), pixel);
  writeFileSync(join(dir, 'reports', 'modern.webp'), webp);
  writeFileSync(join(dir, 'reports', 'text.png'), '这不是图片');
  writeFileSync(join(dir, 'reports', 'plain.svg'), svg('<path d="M0 0h9"/>'));
  writeFileSync(join(dir, 'reports', 'script.svg'), svg('<script>alert(1)</script>'));
  writeFileSync(join(dir, 'reports', 'handler.svg'), svg('<path onclick="a()" d="M0 0h9"/>'));
  writeFileSync(join(dir, 'reports', 'reach.svg'), svg('<image href="https://example.org/a.png"/>'));
  symlinkSync(join(around, 'outside.png'), join(dir, 'reports', 'linked.png'));
});
afterAll(() => rmSync(around, { recursive: true, force: true }));

/** `code line[:column]`; all of them stand in the manuscript's own file. */
function locate({ code, place }: Diagnostic): string {
  expect(place!.file).toBe('reports/a.md');
  return `${code} ${[place!.line, place!.column].filter((part) => part !== undefined).join(':')}`;
}

function expectWords(diagnostic: Diagnostic): void {
  provoked.add(diagnostic.code);
  for (const lang of ['zh', 'en'] as const) {
    const { message, hint } = wordsOf(diagnostic, lang);
    expect(message.trim()).not.toBe('');
    expect(hint.trim()).not.toBe('');
    expect(`${message}${hint}`).not.toMatch(/undefined|NaN|\[object/);
  }
}

interface Case {
  body: string;
  /** In the order of the report; the body's first line is the file's fourth. */
  expected: string[];
  params?: unknown[];
}

const cases: Record<string, Case> = {
  'a sound manuscript': {
    body: '# 标题\n\n## 一、甲\n\n文[^1]字。\n\n![点](dot.png "图一")\n\n![线](plain.svg)\n\n[^1]: 注。',
    expected: [],
  },
  'a note without reference': {
    body: '正文。\n\n[^a]: 注文。',
    expected: ['note-unreferenced 6:1'],
    params: [{ label: 'a' }],
  },
  'a reference without note': {
    body: '首行\n次行[^b]。',
    expected: ['note-undefined 5:3'],
    params: [{ label: 'b' }],
  },
  'a note referred to twice': {
    body: '甲[^1]乙。\n\n丙丁[^1]。\n\n[^1]: 注。',
    expected: ['note-repeated 6:3'],
    params: [{ label: '1' }],
  },
  'references that are none: code, comments, escaped brackets': {
    body: [
      '用`[^x]`标注，写作\\[^x]。<!-- [^x] -->',
      '',
      '```',
      '[^y]: 例',
      '[^x]',
      '```',
      '',
      '<!--',
      '[^z]: 注',
      '-->',
      '',
      '甲[^1]，再用`[^1]`',
      '',
      '[^1]: 注文，不是`[^1]`。',
    ].join('\n'),
    expected: [],
  },
  'references to nothing, beside code that looks like one': {
    body: '`[^x]`甲[^x]乙\n> 引[^y]\n\n| 表 |\n|---|\n| `a` [^z] |\n| a\\|b [^w] |\n\n- 项\n  续[^v]^[甲\n乙[^u]]',
    expected: [
      'note-undefined 4:8',
      'note-undefined 5:4',
      'note-undefined 9:7',
      'note-undefined 10:8',
      'note-undefined 13:4',
      'note-undefined 14:2',
    ],
    params: ['x', 'y', 'z', 'w', 'v', 'u'].map((label) => ({ label })),
  },
  'a note with two texts': {
    body: '甲[^1]\n\n[^1]: 一。\n\n> [^1]: 二。',
    expected: ['note-defined-twice 8:3'],
    params: [{ label: '1' }],
  },
  'notes in notes': {
    body: '甲[^1]乙^[丙\n丁[^3]戊^[己]]\n\n[^1]: 注[^2]。\n[^2]: 注中之注。\n[^3]: 又一。',
    expected: ['note-misplaced 5:2', 'note-misplaced 5:7', 'note-misplaced 7:8'],
    params: [
      { label: '3', within: 'note' },
      { label: null, within: 'note' },
      { label: '2', within: 'note' },
    ],
  },
  'a note in an image’s words': {
    body: '甲\n![点[^1]](dot.png)\n\n[^1]: 注。',
    expected: ['note-misplaced 5:1'],
    params: [{ label: '1', within: 'image' }],
  },
  'a note whose reference is taken out': {
    body: '# 标题[^1]\n\n甲<select>乙[^2]</select>丙[^3]\n\n[^1]: 一。\n[^2]: 二。\n[^3]: 三。',
    expected: ['html-removed 6', 'note-misplaced 4:5', 'note-misplaced 6:11'],
    params: [
      { tag: 'select', content: true },
      { label: '1', within: 'removed' },
      { label: '2', within: 'removed' },
    ],
  },
  'tags that pose as ours': {
    body: '甲<a data-note="1">一</a>[^1]\n\n<p data-line="99" data-hb0-line="98"><sup data-x-y="1">乙</sup></p>\n\n<!--hb0-line 97--><font>丙</font>\n\n[^1]: 注。',
    expected: [
      'attribute-removed 4',
      'attribute-removed 6',
      'attribute-removed 6',
      'attribute-removed 6',
      'html-removed 8',
    ],
    params: [
      { tag: 'a', attribute: 'data-note' },
      { tag: 'p', attribute: 'data-line' },
      { tag: 'p', attribute: 'data-hb0-line' },
      { tag: 'sup', attribute: 'data-x-y' },
      { tag: 'font', content: false },
    ],
  },
  'a tag in a note written in place': {
    body: '首行\n次行^[注文\n续<font>行</font>]尾',
    expected: ['html-removed 6'],
  },
  'a tag after code that runs over two lines': {
    body: '首行`a\nb`<font>丙</font>\n\n丁[^1]\n\n[^1]: 注\n    续<font>行</font>',
    expected: ['html-removed 5', 'html-removed 10'],
  },
  'an element dropped with its content': {
    body: '甲\n\n<script>alert(1)</script>\n\n乙',
    expected: ['html-removed 6'],
    params: [{ tag: 'script', content: true }],
  },
  'a tag dropped on the second line of a paragraph': {
    body: '甲\n乙<font>丙</font>',
    expected: ['html-removed 5'],
    params: [{ tag: 'font', content: false }],
  },
  'tags within one block of HTML, each on its line': {
    body: '<table>\n<tr><td>甲</td></tr>\n<tr><td><font>乙</font></td></tr>\n<tr><td><iframe></iframe></td></tr>\n</table>',
    expected: ['html-removed 6', 'html-removed 7'],
    params: [
      { tag: 'font', content: false },
      { tag: 'iframe', content: true },
    ],
  },
  'an attribute': {
    body: '甲\n\nm<sup title="x">2</sup>',
    expected: ['attribute-removed 6'],
    params: [{ tag: 'sup', attribute: 'title' }],
  },
  'a handler': {
    body: '<sub onclick="steal()">2</sub>',
    expected: ['attribute-removed 4'],
    params: [{ tag: 'sub', attribute: 'onclick' }],
  },
  'links that are not of the web': {
    body: '[甲](ftp://example.org/a)\n\n<a href="javascript:alert(1)">乙</a>\n\n[丙](https://example.org/)，[丁](#x)',
    expected: ['link-removed 4', 'link-removed 6'],
    params: [{ href: 'ftp://example.org/a' }, { href: 'javascript:alert(1)' }],
  },
  'links that run code or read files, each on its line': {
    body: '[甲](javascript:alert(1))\n乙[丙](VBScript:x)，[丁](file:///etc/passwd)\n戊[己][1]和[庚](data:text/html,x)\n<javascript:x>，[辛](//example.org/a)\n\n[1]: JAVASCRIPT&colon;x',
    expected: [
      'link-removed 4',
      'link-removed 5',
      'link-removed 5',
      'link-removed 6',
      'link-removed 6',
      'link-removed 7',
      'link-removed 7',
    ],
  },
  'images that are no files of the book': {
    body: '![甲](javascript:alert(1))\n![乙](file:///etc/passwd)\n![丙](data:image/png;base64,AAAA)',
    expected: ['image-outside 4', 'image-outside 5', 'image-outside 6'],
  },
  'styles and pictures fetched from elsewhere': {
    body: '甲<link rel="stylesheet" href="//example.org/a.css">\n乙<sup style="background:url(//example.org/a.png)">丙</sup>',
    expected: ['html-removed 4', 'attribute-removed 5'],
  },
  'a title that is not the report’s': {
    body: '# 别的标题\n\n正文。',
    expected: ['heading-level 4'],
    params: [{ level: 1, text: '别的标题' }],
  },
  'the title where it does not lead': {
    body: '正文。\n\n# 标题',
    expected: ['heading-level 6'],
    params: [{ level: 1, text: '标题' }],
  },
  'a sixth level': {
    body: '## 一\n\n### 二\n\n#### 三\n\n##### 四\n\n###### 五',
    expected: ['heading-level 12'],
    params: [{ level: 6, text: '五' }],
  },
  'a level skipped': {
    body: '## 一\n\n#### 二\n\n文。\n\n## 三\n\n### 四',
    expected: ['heading-skipped 6'],
    params: [{ from: 2, to: 4, text: '二' }],
  },
  'no level above the first heading': {
    body: '### 一',
    expected: ['heading-skipped 4'],
    params: [{ from: 1, to: 3, text: '一' }],
  },
  'images that are not there': {
    body: '![甲](none.png)\n\n文\n文![乙](%E0%A4%A.png)',
    expected: ['image-missing 4', 'image-missing 7'],
  },
  'images outside the book': {
    body: '![甲](../../outside.png)\n\n![乙](https://example.org/a.png)\n\n![丙](linked.png)\n\n![丁](//example.org/a.png)',
    expected: ['image-outside 4', 'image-outside 6', 'image-outside 8', 'image-outside 10'],
  },
  'images that are none, or not safe': {
    body: '![甲](modern.webp)\n\n![乙](script.svg)\n\n![丙](handler.svg)\n\n![丁](reach.svg)\n\n![戊](text.png)',
    expected: ['image-format 4', 'image-format 6', 'image-format 8', 'image-format 10', 'image-format 12'],
    params: [
      { src: 'modern.webp', reason: 'format', format: 'webp' },
      { src: 'script.svg', reason: 'unsafe-svg' },
      { src: 'handler.svg', reason: 'unsafe-svg' },
      { src: 'reach.svg', reason: 'unsafe-svg' },
      { src: 'text.png', reason: 'unknown' },
    ],
  },
  'an image without words': {
    body: '甲\n\n![](dot.png)',
    expected: ['image-alt 6'],
    params: [{ src: 'reports/dot.png' }],
  },
  'an image in a note': {
    body: '甲[^1]\n\n[^1]: ![](none.png)',
    expected: ['image-missing 6'],
    params: [{ src: 'none.png' }],
  },
  'invisible characters': {
    body: '甲\n乙\u200b丙\n\u200b丁\u00ad',
    expected: ['invisible-removed 5:2', 'invisible-removed 6:3'],
    params: [
      { char: 'U+200B', count: 2 },
      { char: 'U+00AD', count: 1 },
    ],
  },
  'invisible characters as references': {
    body: '甲&#8203;乙\n\n&shy;\n\n**&#x200B;丙**\n\n![点](dot.png "图&#x2060;")',
    expected: ['invisible-removed 4', 'invisible-removed 6', 'invisible-removed 10'],
    params: [
      { char: 'U+200B', count: 2 },
      { char: 'U+00AD', count: 1 },
      { char: 'U+2060', count: 1 },
    ],
  },
  'joiners between Chinese characters, and where they have their use': {
    body: '甲\u200d乙ئۇ\u200cي丙\n\n丁&zwnj;戊\u200d\u0627',
    expected: ['joiner-idle 4:2', 'joiner-idle 6'],
    params: [
      { char: 'U+200D', count: 1 },
      { char: 'U+200C', count: 1 },
    ],
  },
  'characters that cannot be printed': {
    body: '甲乙\u0007\n丙\ue123\ue123',
    expected: ['character-refused 4:3', 'character-refused 5:2'],
    params: [
      { char: 'U+0007', count: 1 },
      { char: 'U+E123', count: 2 },
    ],
  },
};

describe('every problem is told at its place', () => {
  for (const [name, { body, expected, params }] of Object.entries(cases)) {
    it(name, async () => {
      const { diagnostics } = await typesetManuscript('a', '标题', manuscriptOf(body), dir);
      expect(diagnostics.map(locate)).toEqual(expected);
      if (params) expect(diagnostics.map((d) => d.params)).toEqual(params);
      diagnostics.forEach(expectWords);
      for (const { place, excerpt } of diagnostics)
        if (excerpt !== undefined) expect(excerpt).toBe(body.split('\n')[place!.line! - 4]);
    });
  }

  it('a front or back piece without a title', async () => {
    const book: Book = {
      dir,
      manifest: plainManifest,
      parts: [],
      front: [manuscriptOf('甲', '编印说明')],
      back: [{ ...manuscriptOf('乙'), file: 'back/b.md' }],
      emendations: [],
      texts: {},
    };
    const { texts, diagnostics } = await typesetBook(book);
    expect([...texts].map(([id, { text }]) => [id, text])).toEqual([
      ['front-a', '甲'],
      ['back-b', '乙'],
    ]);
    expect(diagnostics).toEqual([
      { code: 'piece-untitled', severity: 'warning', params: { file: 'back/b.md' }, place: { file: 'back/b.md' } },
    ]);
    diagnostics.forEach(expectWords);
  });

  it('a claim of conformance for a book with an image that says nothing', async () => {
    const book: Book = {
      dir,
      manifest: { ...plainManifest, epub: { embedFonts: false, certifiedBy: '某中心' } },
      parts: [],
      front: [manuscriptOf('![](dot.png)', '编印说明')],
      back: [],
      emendations: [],
      texts: { 'book.yaml': 'slug: a\nepub:\n  certifiedBy: 某中心\n' },
    };
    const { diagnostics } = await typesetBook(book);
    expect(diagnostics.map(({ code, place }) => [code, place])).toEqual([
      ['image-alt', { file: 'reports/a.md', line: 4 }],
      ['certified-without-alt', { file: 'book.yaml', line: 3 }],
    ]);
    diagnostics.forEach(expectWords);
    const described = await typesetBook({ ...book, front: [manuscriptOf('![点](dot.png)', '编印说明')] });
    expect(described.diagnostics).toEqual([]);
  });

  it('page references that lead nowhere, or have no place for a number', async () => {
    const body = [
      '## 一、甲',
      '',
      '见[第页](page:front-a)，[第1、2页](page:标题)，[第0页](page:front-b)。',
      '见[第0页](page:front-a#一、申)、',
      '[第0页](page:#一、甲)和[第0页](page:front-b)。',
      '',
      '## 三、丙',
      '',
      '## 三、丙',
      '',
      '又见[第0页](page:#三、丙)。[^1]',
      '',
      '[^1]: 见[第0页](page:标题#甲乙丙丁)。',
    ].join('\n');
    const book = {
      ...{ dir, manifest: plainManifest, parts: [], emendations: [], texts: {} },
      ...{ front: [manuscriptOf(body, '标题')], back: [] },
    };
    const { diagnostics } = await typesetBook(book);
    const told = diagnostics.map(({ code, place, params }) => [code, place!.line, place!.column, params]);
    expect(told).toEqual([
      ['page-ref-number', 6, 7, { target: 'front-a', count: 0 }],
      ['page-ref-number', 6, 29, { target: '标题', count: 2 }],
      ['page-ref-unknown', 6, 44, { name: 'front-b', near: 'front-a' }],
      ['page-ref-heading', 7, 8, { heading: '一、申', name: 'front-a', count: 0, near: '一、甲' }],
      ['page-ref-unknown', 8, 24, { name: 'front-b', near: 'front-a' }],
      ['page-ref-heading', 14, 9, { heading: '三、丙', name: 'front-a', count: 2, near: '三、丙' }],
      ['page-ref-heading', 16, 14, { heading: '甲乙丙丁', name: 'front-a', count: 0, near: null }],
    ]);
    for (const { place, excerpt } of diagnostics) expect(excerpt).toBe(body.split('\n')[place!.line! - 4]);
    diagnostics.forEach(expectWords);
  });

  it('provokes every code of this stage', () => {
    expect([...provoked].sort()).toEqual(Object.keys(typesetMessages).sort());
  });
});

describe('images that pass', () => {
  it('are named from the book’s folder and measured', async () => {
    const { text } = await typesetManuscript('a', '标题', manuscriptOf('![点](dot.png)\n\n![线](plain.svg)'), dir);
    expect(text.images.map(({ file, mediaType, width, height }) => [file, mediaType, width, height])).toEqual([
      ['reports/dot.png', 'image/png', 1, 1],
      ['reports/plain.svg', 'image/svg+xml', 9, 5],
    ]);
  });
});
