/** Hostile and odd manuscripts: each is refused at its line, or comes out whole and harmless in PDF, EPUB and site. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { strFromU8, unzipSync } from 'fflate';
import { XmlDocument, XmlElement } from 'libxml2-wasm';
import { type DefaultTreeAdapterMap, parse } from 'parse5';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageMap } from '../scripts/model/types.ts';
import type { BookFolder } from './support/copy-book.ts';
import { makeBook } from './support/make-book.ts';
import { readWithMupdf } from './support/read-with-mupdf.ts';
import { readWithPdfjs } from './support/read-with-pdfjs.ts';
import { runHuibian } from './support/run-huibian.ts';

interface Told {
  code: string;
  severity: string;
  file: string;
  line: number | null;
}

const svg = (inside: string, before = '') =>
  `${before}<svg xmlns="http://www.w3.org/2000/svg" width="9" height="5">${inside}</svg>`;
const path9 = '<path d="M0 0h9"/>';
const fileOf = (i: number) => `reports/${String(i + 1).padStart(3, '0')}.md`;

/** The text begins on line 4 of its file; what is expected is the code and the line of each error. */
const refused: [what: string, text: string, expected: string[]][] = [
  ['a C1 control', '甲\n乙\u0085', ['character-refused 5']],
  ['a control written as a reference', '甲\n\n<p>乙&#7;</p>', ['character-refused 6']],
  ['a control that Markdown replaces', '甲\n\n乙&#x85;', ['character-refused 6']],
  ['a private-use character', '甲\n\n王\ue123', ['character-refused 6', 'missing-glyph 6']],
  ['a private-use character as a reference', '甲\n\n王&#xE123;', ['character-refused 6']],
  ['an override of direction', '甲\n\n乙\u202e丙', ['character-refused 6']],
  ['an override as a reference', '甲\n\n乙&#x202D;丙', ['character-refused 6']],
  ['a noncharacter as a reference', '甲\n\n<p>乙&#xFFFE;</p>', ['character-refused 6']],
  ['a Tibetan name, without a face', '甲\n次仁ཚ', ['missing-glyph 5']],
  ['a Uyghur name, without a face', '甲\n\n买买提م', ['missing-glyph 6']],
  ['a right-to-left passage, without a face', '甲\n\n乙אב丙', ['missing-glyph 6']],
  ['an image from the net', '甲\n\n![点](https://example.org/a.png)', ['image-outside 6']],
  ['an image from the machine', '甲\n\n![点](file:///etc/passwd)', ['image-outside 6']],
  ['an SVG with a script', '甲\n\n![线](svg/script.svg)', ['image-format 6']],
  ['an SVG with a script by prefix', '甲\n\n![线](svg/prefix.svg)', ['image-format 6']],
  ['an SVG with a handler', '甲\n\n![线](svg/handler.svg)', ['image-format 6']],
  ['an SVG with a style from the net', '甲\n\n![线](svg/import.svg)', ['image-format 6']],
  ['an SVG with a DTD from the net', '甲\n\n![线](svg/doctype.svg)', ['image-format 6']],
  ['an SVG with an unclosed tag', '甲\n\n![线](svg/open.svg)', ['image-format 6']],
  ['an SVG with an undeclared entity', '甲\n\n![线](svg/entity.svg)', ['image-format 6']],
];

const drawings = {
  'reports/svg/script.svg': svg('<script>alert(1)</script>'),
  'reports/svg/prefix.svg': svg('<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'),
  'reports/svg/handler.svg': svg('<path onclick = "a()" d="M0 0h9"/>'),
  'reports/svg/import.svg': svg('<style>/*&lt;*/ <![CDATA[@import "http://example.org/x.css";]]></style>'),
  'reports/svg/doctype.svg': svg(path9, '<!DOCTYPE svg SYSTEM "http://example.org/x.dtd">'),
  'reports/svg/open.svg': svg(`<g>${path9}`),
  'reports/svg/entity.svg': svg('<text>&nbsp;</text>'),
};

async function build(book: BookFolder): Promise<{ code: number | null; told: Told[] }> {
  const { code, stdout, stderr } = await runHuibian(['build', '--book', book.dir, '--out', book.out, '--json']);
  expect(stderr).toBe('');
  return { code, told: (JSON.parse(stdout) as { diagnostics: Told[] }).diagnostics };
}

describe('refused at its line', () => {
  let told: Told[];
  beforeAll(async () => {
    await using book = await makeBook({ reports: refused.map(([, text]) => ({ text })), files: drawings });
    const built = await build(book);
    expect(built.code).toBe(1);
    told = built.told;
  });

  test.each(refused.map(([what, , expected], i) => ({ what, expected, file: fileOf(i) })))(
    '$what',
    ({ expected, file }) => {
      const own = told.filter((d) => d.file === file);
      expect(own.every(({ severity }) => severity === 'error')).toBe(true);
      expect(own.map(({ code, line }) => `${code} ${line}`)).toEqual(expect.arrayContaining(expected));
      expect(new Set(own.map(({ code }) => code)).size).toBeLessThanOrEqual(2);
    },
  );

  test('controls in the manifest and in front matter', async () => {
    await using book = await makeBook({
      manifest: { title: '书\u0007名', creator: '人\u202e' },
      reports: [{ text: '甲', front: { author: '"张\\x85三"' } }],
    });
    const { code, told } = await build(book);
    expect(code).toBe(1);
    expect(told.map((d) => `${d.code} ${d.file}:${d.line}`)).toEqual([
      'character-refused book.yaml:2',
      'character-refused book.yaml:5',
      'character-refused reports/001.md:3',
    ]);
  });

  /** Lines of book.yaml on which a word stands. */
  const lineOf = (book: BookFolder, word: string) =>
    readFileSync(path.join(book.dir, 'book.yaml'), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(word)) + 1;

  test('invisible and private-use characters and idle joiners in the manifest and in front matter', async () => {
    await using book = await makeBook({
      manifest: { title: '书\u200b名', subtitle: '副\ue123', description: '说\u200d明' },
      reports: [{ title: '甲\u00ad篇', text: '甲', front: { author: '张\u2060三', source: '"来\\u200B源"' } }],
    });
    const { code, told } = await build(book);
    expect(code).toBe(1);
    const due: [code: string, word: string][] = [
      ['invisible-removed', '书'],
      ['character-refused', '副'],
      ['joiner-idle', '说'],
      ['invisible-removed', '篇'],
    ];
    expect(told.map((d) => `${d.code} ${d.file}:${d.line}`).sort()).toEqual(
      [
        ...due.map(([which, word]) => `${which} book.yaml:${lineOf(book, word)}`),
        ...[3, 4].map((line) => `invisible-removed ${fileOf(0)}:${line}`),
      ].sort(),
    );
  });

  test('characters without a face, wherever manifest and front matter print them', async () => {
    await using book = await makeBook({
      manifest: {
        ...{ subtitle: '副ཀ', creator: '人ཁ', isbn: '号ག' },
        imprint: { compiler: '编ང', recipients: '送ཅ', notice: '秘ཆ' },
      },
      reports: [
        {
          text: '甲',
          front: { date: '日ཇ', author: '张ཉ', source: '源ཏ', title: '题ཐ' },
          manifest: { shortTitle: '短ད' },
        },
      ],
    });
    const { code, told } = await build(book);
    expect(code).toBe(1);
    expect(told.map((d) => `${d.code} ${d.file}:${d.line}`).sort()).toEqual(
      [
        ...[...'副人号编送秘短'].map((word) => `missing-glyph book.yaml:${lineOf(book, word)}`),
        ...[2, 3, 4, 5].map((line) => `missing-glyph ${fileOf(0)}:${line}`),
      ].sort(),
    );
  });
});

const note = Array.from({ length: 130 }, (_, i) => `渡口记事第${String(i).padStart(3, '0')}条。`).join('');
const heading = `关于${'进一步加强乡村渡口安全管理和志愿服务工作'.repeat(6).slice(0, 116)}通知`;
const formula = (dash: string) => svg(`<path d="M1 1h7" stroke="#000" stroke-dasharray="${dash}"/>`);

interface Shown {
  text: string;
  title?: string;
  /** Codes and lines of the warnings. */
  told?: string[];
  /** Characters, white space apart, that PDF, EPUB and site must have. */
  shows: string[];
}

const kept: Record<string, Shown> = {
  'scripts and handlers': {
    text: '甲<script>document.title="QX"</script>乙\n\n<p onclick="QX()">丙<img src="formula/a.svg" alt="式" onerror="QX()"></p>',
    told: ['html-removed 4', 'attribute-removed 6', 'attribute-removed 6'],
    shows: ['甲乙', '丙'],
  },
  'links that run or read': {
    text: '[子](javascript:QX())丑[寅](file:///QX)\n\n<a href="&#106;avascript:QX()">卯</a>辰',
    told: ['link-removed 4', 'link-removed 4', 'link-removed 6'],
    shows: ['子丑寅', '卯辰'],
  },
  'styles from elsewhere': {
    text: '天<link rel="stylesheet" href="//QX.org/a.css">地\n\n<style>@import "//QX.org/b.css";</style>\n\n<p style="background:url(//QX.org/c)">玄黄</p>',
    told: ['html-removed 4', 'html-removed 6', 'attribute-removed 8'],
    shows: ['天地', '玄黄'],
  },
  'undeclared entities': { text: '金&KR1247;木&copy;水&hellip;火&AT&T', shows: ['金&KR1247;木©水…火&AT&T'] },
  'unclosed tags': {
    text: '东<b>南<i>西\n\n<table><tr><td>北<sup>二\n\n中</div></p>央',
    // HTML carries an open <b> and <i> on into what follows, and they go there once more.
    told: Array<string>(4).fill('html-removed 4'),
    shows: ['东南西', '北二', '中央'],
  },
  'zero-width characters': {
    text: '春\u200b夏\ufeff秋\u2060冬',
    told: ['invisible-removed 4', 'invisible-removed 4', 'invisible-removed 4'],
    shows: ['春夏秋冬'],
  },
  'zero-width characters as references': {
    text: '元&#8203;亨&shy;利&#xFEFF;贞&#x2060;。',
    told: Array<string>(4).fill('invisible-removed 4'),
    shows: ['元亨利贞。'],
  },
  'mathematics in images': {
    text: '其中![勾方加股方](formula/a.svg)成立。\n\n![弦方](formula/b.svg "式一")\n\n<math><mi>QX</mi></math>',
    told: ['html-removed 8'],
    shows: ['其中', '成立。', '式一'],
  },
  'a long note': { text: `船[^1]工\n\n[^1]: ${note}`, shows: ['渡口记事第000条。', '渡口记事第129条。'] },
  'a heading of 120 characters': { title: heading, text: `## ${heading}\n\n末句。`, shows: [heading, '末句。'] },
  'two images of one name': { text: '![前](one/dot.svg "图前")\n\n![后](two/dot.svg "图后")', shows: ['图前', '图后'] },
};

const bare = (text: string) => text.replace(/\s/g, '');

type Node = DefaultTreeAdapterMap['node'];
function* walk(node: Node): Generator<DefaultTreeAdapterMap['element']> {
  if ('tagName' in node) yield node;
  if ('childNodes' in node) for (const child of node.childNodes) yield* walk(child);
}

const wordsOf = (node: Node): string =>
  'value' in node ? node.value : 'childNodes' in node ? node.childNodes.map(wordsOf).join('') : '';

/** Nothing in an element that runs, and nothing that is fetched from outside the book; a link may lead to the web. */
function expectHarmless(where: string, tag: string, attributes: [name: string, value: string][]): void {
  expect(['iframe', 'object', 'embed', 'base', 'math', 'foreignObject'], where).not.toContain(tag);
  for (const [name, value] of attributes) {
    expect(name, where).not.toMatch(/^on/i);
    if (/^(href|src|poster|srcset|action|style)$/.test(name)) {
      expect(value, where).not.toMatch(/^\s*(javascript|vbscript|data|file):|url\(/i);
      if (tag !== 'a') expect(value, where).not.toMatch(/^\s*(https?:)?\/\//i);
    }
  }
}

describe('comes out whole', () => {
  let book: BookFolder;
  let told: Told[];
  let epub: Record<string, Uint8Array>;
  let epubBytes: Uint8Array;
  let pages: Map<string, string[]>;
  const names = Object.keys(kept);
  const site = () => path.join(book.out, 'site', 'made');

  beforeAll(async () => {
    const reports = Object.values(kept).map(({ text, title }) => ({ text, ...(title && { title }) }));
    const files = {
      'reports/formula/a.svg': formula('1'),
      'reports/formula/b.svg': formula('2'),
      'reports/one/dot.svg': formula('3'),
      'reports/two/dot.svg': formula('4'),
    };
    book = await makeBook({ manifest: { distribution: 'public' }, reports, files });
    const built = await build(book);
    expect([built.code, built.told.filter(({ severity }) => severity === 'error')]).toEqual([0, []]);
    told = built.told;
    epubBytes = readFileSync(path.join(book.out, 'made.epub'));
    epub = unzipSync(epubBytes);
    const map = JSON.parse(readFileSync(path.join(book.out, 'made.pages.json'), 'utf8')) as PageMap;
    const pdf = readFileSync(path.join(book.out, 'made.pdf'));
    const readers = [await readWithPdfjs(pdf), await readWithMupdf(pdf)];
    pages = new Map(
      names.map((_, i) => {
        const sheets = map.pages.filter(({ flow }) => flow === `r${i + 1}`).map(({ sheet }) => sheet);
        return [`r${i + 1}`, readers.map((r) => bare(sheets.map((sheet) => r.pages[sheet - 1]!.text).join('')))];
      }),
    );
  });
  afterAll(() => book?.[Symbol.asyncDispose]());

  const epubPage = (id: string) =>
    strFromU8(Object.entries(epub).find(([name]) => new RegExp(`(^|[/-])${id}\\.xhtml$`).test(name))![1]);

  test.each(names.map((name, i) => ({ name, i })))('$name', ({ name, i }) => {
    const { told: expected = [], shows } = kept[name]!;
    const id = `r${i + 1}`;
    expect(told.filter((d) => d.file === fileOf(i)).map((d) => `${d.code} ${d.line}`)).toEqual(expected);
    const xhtml = XmlDocument.fromString(epubPage(id));
    const html = parse(readFileSync(path.join(site(), `${id}.html`), 'utf8'));
    const texts = [...pages.get(id)!, bare(xhtml.root.content), bare(wordsOf(html))];
    xhtml.dispose();
    expect(texts).toHaveLength(4);
    for (const text of texts) {
      for (const words of shows) expect(text).toContain(words);
      expect(text).not.toContain('QX');
    }
    if (name === 'a long note') for (const text of texts) expect(text.match(/\d{3}条/g)).toHaveLength(130);
  });

  test('two images of one name are two files, with what each shows', () => {
    const svgs = Object.entries(epub).filter(([name]) => name.endsWith('.svg'));
    for (const dash of '1234')
      expect(
        svgs.filter(([, data]) => strFromU8(data) === formula(dash)),
        dash,
      ).toHaveLength(1);
    const html = readFileSync(path.join(site(), `r${names.indexOf('two images of one name') + 1}.html`), 'utf8');
    const shown = [...walk(parse(html))].filter(({ tagName }) => tagName === 'img');
    const sources = shown.map(({ attrs }) => attrs.find(({ name }) => name === 'src')!.value);
    expect(sources.map((src) => readFileSync(path.join(site(), decodeURI(src)), 'utf8'))).toEqual([
      formula('3'),
      formula('4'),
    ]);
  });

  test('formulas keep their words for readers who cannot see them', () => {
    const id = `r${names.indexOf('mathematics in images') + 1}`;
    for (const page of [epubPage(id), readFileSync(path.join(site(), `${id}.html`), 'utf8')]) {
      expect(page).toContain('alt="勾方加股方"');
      expect(page).toContain('alt="弦方"');
    }
  });

  test('the EPUB is valid, runs nothing and fetches nothing', async () => {
    const { messages } = await EpubCheck.validate(epubBytes, { includeInfo: true }, 'made.epub');
    expect(messages.map(({ id, message }) => `${id} ${message}`)).toEqual([]);
    const read = Object.entries(epub).filter(([name]) => /\.(xhtml|opf|ncx|svg)$/.test(name));
    expect(read.length).toBeGreaterThan(names.length);
    for (const [name, data] of read) {
      const xml = XmlDocument.fromString(strFromU8(data));
      expect(xml.find('//*[local-name()="script"]'), name).toEqual([]);
      for (const element of xml.find('//*').filter((node) => node instanceof XmlElement))
        expectHarmless(
          name,
          element.name,
          element.attrs.map((attribute) => [attribute.name, attribute.content]),
        );
      xml.dispose();
    }
    for (const [name, data] of Object.entries(epub).filter(([name]) => name.endsWith('.css')))
      expect(strFromU8(data), name).not.toMatch(/@import|url\(\s*["']?(https?:)?\/\//);
  });

  test('the site runs its search alone and fetches nothing', () => {
    for (const file of readdirSync(site()).filter((name) => name.endsWith('.html')))
      for (const { tagName, attrs } of walk(parse(readFileSync(path.join(site(), file), 'utf8')))) {
        if (tagName === 'script') expect([file, attrs[0]?.value]).toEqual(['search.html', 'assets/search.js']);
        expectHarmless(
          file,
          tagName,
          attrs.map(({ name, value }) => [name, value]),
        );
      }
  });
});

test.each([['build'], ['build', '--engine', 'whole-book']])(
  'a program in the book’s folder that bears the name of settings is not run: %s %s',
  async (...command) => {
    const ran = (dir: string) => path.join(dir, 'ran');
    const program = "require('node:fs').writeFileSync(require('node:path').join(__dirname, 'ran'), '');";
    await using book = await makeBook({
      reports: [{ text: '只此一句。' }],
      files: { '.puppeteerrc.cjs': program, 'puppeteer.config.cjs': program, 'package.json': '{}' },
    });
    const { code, stderr } = await runHuibian([...command, '--book', book.dir, '--out', book.out], { cwd: book.dir });
    expect([code, stderr]).toEqual([0, expect.anything()]);
    expect(existsSync(ran(book.dir))).toBe(false);
  },
);
