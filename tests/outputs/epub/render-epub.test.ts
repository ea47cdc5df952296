import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { describe, expect, it, vi } from 'vitest';
import { DiagnosticError } from '../../../scripts/diagnostics/diagnostic.ts';
import type { ImageAsset } from '../../../scripts/model/types.ts';
import { renderEpub } from '../../../scripts/outputs/epub/render-epub.ts';
import { makeInput, type OpenedEpub, openSample, png, type Sample } from './sample-book.ts';

/** Everything EPUBCheck has to say, usage hints apart. */
async function messages(epub: OpenedEpub): Promise<string[]> {
  const result = await EpubCheck.validate(epub.bytes, { includeInfo: true }, 'sample.epub');
  return result.messages.map((m) => `${m.id} ${m.message} ${m.location?.path}:${m.location?.line}`);
}

async function makeImages(names: string[]): Promise<ImageAsset[]> {
  const dir = await mkdtemp(join(tmpdir(), 'huibian-epub-'));
  return Promise.all(
    names.map(async (file, i) => {
      const path = join(dir, file);
      await mkdir(dirname(path), { recursive: true });
      // A byte after the end of a PNG is no fault, and tells the files apart.
      await writeFile(path, Buffer.concat([png, Buffer.from([i])]));
      return { file, path, mediaType: 'image/png', sha256: '', width: 1, height: 1 };
    }),
  );
}

/** A book of three parts with everything a book can have. */
async function fullSample(): Promise<Sample> {
  const images = await makeImages(['图/图 一.png', '图/二/图 一.png', 'a&b<c>.png']);
  const table =
    '<table><caption>表1</caption><colgroup><col><col span="2"></colgroup><thead><tr><th scope="col" class="al-center">甲</th>' +
    '<th colspan="2">乙</th></tr></thead><tbody><tr><td rowspan="2">1</td><td class="al-right">2</td><td>3</td></tr>' +
    '<tr><td>4</td><td></td></tr></tbody></table>';
  const html = [
    '<h2 id="标题 一">一、标题</h2><p>正文<em>着重</em><strong>粗</strong><a data-note="1"></a>，<span class="nb">3万</span>。</p>',
    `<h3>（一）标题</h3><p><strong class="run-in run-in-4">1.段首标题。</strong>接排<a data-note="2"></a></p>${table}`,
    ...images.map(({ file }) => `<figure><img src="${file.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`)}" alt="">`),
    '<figcaption>图</figcaption></figure><ul><li>甲<ol start="3"><li value="5">乙</li></ol></li></ul>',
    '<p><ruby>汉<rp>（</rp><rt>hàn</rt><rp>）</rp></ruby>H<sub>2</sub>O<br><a href="#标题 一">见前</a><a href="http://例子.cn/路 径">网</a></p>',
    '<blockquote><p lang="en">Quote</p></blockquote><pre><code>a &lt; b]]&gt;</code></pre><hr><p><del>删</del><ins>增</ins><s>误</s></p>',
  ].join('');
  return {
    manifest: {
      ...{
        subtitle: '副题',
        creator: '某办公室',
        publisher: '某社',
        description: '简介',
        rights: '版权',
        isbn: '978-7-00-000000-0',
      },
      imprint: { compiler: '编者', notice: '内部资料，免费交流' },
    },
    front: [{ id: '', html: '<p>前言正文</p>', front: { title: '编印说明' } }],
    parts: [
      {
        title: '一、省级',
        reports: [
          {
            ...{ id: 'hebei', title: '长长的标题分成两行', titleLines: ['长长的标题', '分成两行'], html, images },
            ...{
              notes: ['<p>第一注</p>', '<p>第二注</p><p>又一段</p>'],
              front: { date: '2024-08-01', author: '张三' },
            },
          },
          {
            id: 'gansu',
            title: '甘肃',
            html: '<p>到此为止</p>',
            front: { status: 'partial' },
            notice: '（以下原稿待补，原书第5—6页）',
          },
        ],
      },
      { title: '二、市级', reports: [{ id: 'ya', title: '双鸭山', notice: '（原稿待补，原书第7—19页）' }] },
      { title: '三、县级', reports: [{ id: 'last', title: '末篇', notice: '（原稿待补，原书第98页起）' }] },
    ],
    back: [{ id: '', html: '<p>后记正文</p>', front: { title: '后记', date: '2024-12' } }],
  };
}

describe('the EPUB of a full book', async () => {
  const sample = await fullSample();
  const epub = await openSample(sample);
  const find = (file: string, xpath: string) => epub.find(file, xpath);

  it('has nothing that EPUBCheck reports', async () => {
    expect(await messages(epub)).toEqual([]);
  });

  it('begins with its mimetype, stored, and holds no folders', () => {
    const head = Buffer.from(epub.bytes.subarray(0, 58)).toString('latin1');
    expect(head.slice(30)).toBe('mimetypeapplication/epub+zip');
    expect(Buffer.from(epub.bytes).readUInt16LE(8)).toBe(0);
    expect(epub.names.filter((n) => n.endsWith('/'))).toEqual([]);
  });

  it('has one file a report, named from its id, in reading order', () => {
    const idrefs = find('content.opf', '//opf:itemref/@idref');
    const files = idrefs.map((id) => find('content.opf', `//opf:item[@id="${id}"]/@href`)[0]);
    expect(files).toEqual([
      ...['cover.xhtml', 'title.xhtml', 'imprint.xhtml', 'front-1.xhtml', 'toc.xhtml'],
      ...['report-hebei.xhtml', 'report-gansu.xhtml', 'report-ya.xhtml', 'report-last.xhtml', 'back-1.xhtml'],
    ]);
  });

  it('takes its metadata from the manifest', () => {
    const metadata = (xpath: string) => find('content.opf', `//opf:metadata/${xpath}`);
    expect(metadata('dc:identifier')).toEqual([
      'urn:uuid:00000000-0000-4000-8000-000000000001',
      'urn:isbn:978-7-00-000000-0',
    ]);
    expect(metadata('dc:title')).toEqual(['样书', '副题']);
    expect(metadata('dc:language')).toEqual(['zh-CN']);
    expect(metadata('dc:creator')).toEqual(['某办公室']);
    expect(metadata('dc:publisher')).toEqual(['某社']);
    expect(metadata('dc:date')).toEqual(['2024-12-31']);
    expect(metadata('dc:description')).toEqual(['简介']);
    expect(metadata('dc:rights')).toEqual(['版权']);
    expect(metadata('opf:meta[@property="dcterms:modified"]')).toEqual(['2024-12-31T00:00:00Z']);
    expect(find('toc.ncx', '//ncx:meta[@name="dtb:uid"]/@content')).toEqual(metadata('dc:identifier').slice(0, 1));
  });

  it('has its contents nested by part, with numbers, in both navigations', () => {
    const nav = '//x:nav[@epub:type="toc"]/x:ol/x:li';
    expect(find('toc.xhtml', `${nav}/x:a`).map((t) => t.trim())).toEqual([
      '编印说明',
      '一、省级',
      '二、市级',
      '三、县级',
      '后记',
    ]);
    const reports = ['1. 长长的标题分成两行', '2. 甘肃', '3. 双鸭山', '4. 末篇'];
    expect(find('toc.xhtml', `${nav}/x:ol/x:li/x:a`)).toEqual(reports);
    expect(find('toc.xhtml', `${nav}[2]/x:ol/x:li/x:a/@href`)).toEqual(['report-hebei.xhtml', 'report-gansu.xhtml']);
    expect(find('toc.ncx', '/ncx:ncx/ncx:navMap/ncx:navPoint/ncx:navLabel')).toHaveLength(5);
    const parts = '/ncx:ncx/ncx:navMap/ncx:navPoint/ncx:navPoint';
    expect(find('toc.ncx', `${parts}/ncx:navLabel`).map((t) => t.trim())).toEqual(reports);
    expect(find('toc.ncx', `${parts}/ncx:content/@src`).at(-1)).toBe('report-last.xhtml');
  });

  it('lists the sections of a report under it: in the readers’ panels, not on the page of the contents', () => {
    const [id] = find('report-hebei.xhtml', '//x:h2/@id');
    const sections = '//x:nav[1]/x:ol/x:li/x:ol/x:li/x:ol';
    expect(find('toc.xhtml', `${sections}/@hidden`)).toEqual(['hidden']);
    expect(find('toc.xhtml', `${sections}//x:a`)).toEqual(['一、标题']);
    expect(find('toc.xhtml', `${sections}//x:a/@href`)).toEqual([`report-hebei.xhtml#${id}`]);
    expect(find('toc.ncx', '//ncx:navPoint/ncx:navPoint/ncx:navPoint/ncx:content/@src')).toEqual([
      `report-hebei.xhtml#${id}`,
    ]);
    expect(find('toc.ncx', '//ncx:meta[@name="dtb:depth"]/@content')).toEqual(['3']);
  });

  it('has the guide that converters for Kindle read, and the cover they look for', () => {
    const guide = '//opf:guide/opf:reference';
    expect(find('content.opf', `${guide}/@type`)).toEqual(['cover', 'title-page', 'copyright-page', 'toc', 'text']);
    expect(find('content.opf', `${guide}[@type="text"]/@href`)).toEqual(['report-hebei.xhtml']);
    const [cover] = find('content.opf', '//opf:meta[@name="cover"]/@content');
    expect(find('content.opf', `//opf:item[@id="${cover}"]/@properties`)).toEqual(['cover-image']);
  });

  it('has landmarks', () => {
    expect(find('toc.xhtml', '//x:nav[@epub:type="landmarks"]//x:a/@epub:type')).toEqual([
      ...['cover', 'titlepage', 'copyright-page', 'toc', 'bodymatter', 'backmatter'],
    ]);
    expect(find('toc.xhtml', '//x:nav[@epub:type="landmarks"]//x:a[@epub:type="bodymatter"]/@href')).toEqual([
      'report-hebei.xhtml',
    ]);
  });

  it('has title page and imprint, and says where a draft has gaps', () => {
    expect(find('title.xhtml', '//x:p')).toEqual(['副题', '样稿', '某办公室', '第1版', '内部资料，免费交流']);
    const labels = find('imprint.xhtml', '//x:dt');
    expect(labels).toEqual(['书名', '编印单位', '发送对象', '印刷单位', '版次', '印数', '准印证号', '书号']);
    const values = find('imprint.xhtml', '//x:dd');
    expect(values).toEqual([
      ...[
        '样书：副题',
        '编者',
        '（待填）',
        '（待填）',
        '2024年12月第1版第1次印刷',
        '（待填）',
        '（待填）',
        '978-7-00-000000-0',
      ],
    ]);
    expect(find('imprint.xhtml', '//x:p')).toEqual(['内部资料，免费交流']);
  });

  it('shows the cover', () => {
    expect(find('content.opf', '//opf:item[@properties="cover-image"]/@href')).toEqual(['cover.png']);
    expect(Buffer.from(epub.files['OEBPS/cover.png']!).equals(png)).toBe(true);
    expect(find('cover.xhtml', '//x:img/@src')).toEqual(['cover.png']);
  });

  it('heads a report with its title, date and author', () => {
    const file = 'report-hebei.xhtml';
    expect(find(file, '//x:h1')).toEqual(['长长的标题分成两行']);
    expect(find(file, '//x:h1/x:span')).toEqual(['长长的标题', '分成两行']);
    expect(find(file, '//x:header/x:p')).toEqual(['（2024年8月1日）', '张三']);
    expect(find(file, '/x:html/@lang')).toEqual(['zh-CN']);
    expect(find(file, '/x:html/@*[name()="xml:lang"]')).toEqual(['zh-CN']);
    expect(find(file, '/x:html/x:head/x:title')).toEqual(['长长的标题分成两行']);
    expect(find('back-1.xhtml', '//x:header/*')).toEqual(['后记', '（2024年12月）']);
  });

  it('links notes to and fro', () => {
    const file = 'report-hebei.xhtml';
    // By the first ten digits of the SHA-256 of their text.
    const ids = ['n-hebei-6cc9f7f8e1', 'n-hebei-b722ff4a39'];
    expect(find(file, '//x:a[@epub:type="noteref"]')).toEqual(['①', '②']);
    expect(find(file, '//x:a[@epub:type="noteref"]/@href')).toEqual(ids.map((id) => `#${id}`));
    expect(find(file, '//x:aside[@epub:type="footnote"][@role="doc-footnote"]/@id')).toEqual(ids);
    expect(find(file, '//x:aside')).toEqual(['① 第一注', '② 第二注又一段']);
    expect(find(file, '//x:aside//x:a/@href')).toEqual(ids.map((id) => `#ref-${id}`));
    expect(find(file, '//x:sup/x:a/@id')).toEqual(ids.map((id) => `ref-${id}`));
  });

  it('packs images under safe names of their own', () => {
    const names = find('report-hebei.xhtml', '//x:figure//x:img/@src');
    expect(new Set(names).size).toBe(3);
    names.forEach((name, i) => {
      expect(name).toMatch(/^images\/[0-9a-f]{16}\.png$/);
      expect(epub.files[`OEBPS/${name}`]!.at(-1)).toBe(i);
    });
  });

  it('keeps tables, ruby, lists and anchors, and drops what is not XHTML', () => {
    const file = 'report-hebei.xhtml';
    expect(find(file, '//x:td/@rowspan')).toEqual(['2']);
    expect(find(file, '//x:col/@span')).toEqual(['2']);
    expect(find(file, '//x:th/@class')).toEqual(['al-center']);
    expect(find(file, '//x:ruby')).toEqual(['汉（hàn）']);
    expect(find(file, '//x:ol/@start')).toEqual(['3']);
    const [id] = find(file, '//x:h2/x:span/@id');
    expect(find(file, '//x:a[text()="见前"]/@href')).toEqual([`#${id}`]);
    expect(find(file, '//x:a[text()="网"]/@href')).toEqual(['http://xn--fsqu00a.cn/%E8%B7%AF%20%E5%BE%84']);
    expect(find(file, '//x:code')).toEqual(['a < b]]>']);
    expect(find(file, '//@*[starts-with(name(), "data-")]')).toEqual([]);
  });

  it('says what is missing, in the words of the page map, once', () => {
    expect(find('report-gansu.xhtml', '//x:section/*[last()]')).toEqual(['（以下原稿待补，原书第5—6页）']);
    expect(find('report-ya.xhtml', '//x:body//x:p')).toEqual(['（原稿待补，原书第7—19页）']);
    expect(find('report-ya.xhtml', '//x:h1')).toEqual(['双鸭山']);
    expect(find('report-last.xhtml', '//x:body//x:p')).toEqual(['（原稿待补，原书第98页起）']);
    expect(find('report-hebei.xhtml', '//x:p[@class="notice"]')).toEqual([]);
  });
});

describe('the EPUB of a plain final book', async () => {
  const epub = await openSample({
    manifest: { state: 'final', title: '甲', language: 'en' },
    parts: [{ title: '一', reports: [{ id: 'a', html: '' }] }],
  });

  it('invents nothing', async () => {
    expect(epub.find('content.opf', '//dc:*').length).toBe(4);
    expect(epub.find('content.opf', '//opf:metadata/*[not(node()) and not(@content)]')).toEqual([]);
    expect(epub.find('title.xhtml', '//x:p')).toEqual(['第1版']);
    expect(epub.find('content.opf', '//dc:language')).toEqual(['en']);
    expect(await messages(epub)).toEqual([]);
  });
});

describe('the same book', () => {
  it('makes the same bytes at any time, in any time zone', async () => {
    const sample = await fullSample();
    const zone = process.env.TZ;
    const made: string[] = [];
    const offsets: number[] = [];
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      for (const [tz, day] of [
        ['UTC', '2001-01-01'],
        ['Asia/Shanghai', '2025-06-01'],
        ['America/Los_Angeles', '2040-12-31'],
      ]) {
        process.env.TZ = tz;
        vi.setSystemTime(new Date(`${day}T23:59:59Z`));
        offsets.push(new Date().getTimezoneOffset());
        made.push(Buffer.from(await renderEpub(await makeInput(sample))).toString('base64'));
      }
    } finally {
      vi.useRealTimers();
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
    expect(offsets).toEqual([0, -480, 480]);
    expect(made[0]!.length).toBeGreaterThan(1000);
    expect(new Set(made).size).toBe(1);
  });

  it('may have a JPEG on its cover', async () => {
    const cover = Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0]);
    const epub = await openSample({ cover, parts: [{ title: '一', reports: [{ id: 'a', html: '' }] }] });
    expect(epub.find('content.opf', '//opf:item[@id="cover-image"]/@href')).toEqual(['cover.jpg']);
    expect(epub.find('content.opf', '//opf:item[@id="cover-image"]/@media-type')).toEqual(['image/jpeg']);
    expect([...epub.files['OEBPS/cover.jpg']!]).toEqual([...cover]);
  });

  it('issued before ZIP was is packed all the same', async () => {
    const epub = await openSample({
      manifest: { issued: '1951-10-01' },
      parts: [{ title: '一', reports: [{ id: 'a', html: '' }] }],
    });
    expect(epub.find('content.opf', '//dc:date')).toEqual(['1951-10-01']);
  });
});

describe('the date of the last change', () => {
  it('is the manifest’s, or the date of issue', async () => {
    const parts = [{ title: '一', reports: [{ id: 'a', html: '<p>x</p>' }] }];
    const epub = await openSample({ parts, manifest: { modified: '2025-03-01' } });
    expect(epub.find('content.opf', '//opf:meta[@property="dcterms:modified"]')).toEqual(['2025-03-01T00:00:00Z']);
    expect(epub.find('content.opf', '//dc:date')).toEqual(['2024-12-31']);
    expect(await messages(epub)).toEqual([]);
  });
});

describe('hostile names', () => {
  it('stay apart and stay text', async () => {
    const title = `<%= 1+1 %> & <b>"{{x}}" '粗' ]]> <%- title %>`;
    const epub = await openSample({
      manifest: { title, creator: title, description: title, imprint: { notice: title } },
      parts: [
        {
          title,
          reports: ['a', 'b'].map((id) => ({ id, title, titleLines: [title.slice(0, 9), title.slice(9)], html: id })),
        },
      ],
      front: [{ id: '', html: 'f', front: { title, author: title, date: title } }],
    });
    expect(await messages(epub)).toEqual([]);
    expect(epub.find('content.opf', '//dc:title')).toEqual([title]);
    expect(epub.find('toc.xhtml', '//x:nav[1]//x:a')).toEqual([title, title, `1. ${title}`, `2. ${title}`]);
    expect(epub.find('toc.ncx', '//ncx:navPoint/ncx:navPoint//ncx:text')).toEqual([`1. ${title}`, `2. ${title}`]);
    expect(epub.find('report-a.xhtml', '//x:h1 | //x:div')).toEqual([title, '\na\n']);
    expect(epub.find('report-b.xhtml', '//x:h1 | //x:div')).toEqual([title, '\nb\n']);
    expect(epub.find('front-1.xhtml', '//x:header/*')).toEqual([title, `（${title}）`, title]);
  });

  it('as ids of manuscripts do not meet ours', async () => {
    const html =
      '<p id="n-a-1b16b1df53">a<a data-note="1"></a></p><p id="n-a-1b16b1df53">b</p><p id="report-a">c</p><a href="#n-a-1b16b1df53">d</a>';
    const epub = await openSample({
      parts: [{ title: '一', reports: [{ id: 'a', html, notes: ['<p id="ref-n-a-1b16b1df53">n</p>'] }] }],
    });
    expect(await messages(epub)).toEqual([]);
    const target = epub.find('report-a.xhtml', '//x:a[text()="d"]/@href')[0]!.slice(1);
    expect(epub.find('report-a.xhtml', `//x:p[*[@id="${target}"]]`)).toEqual(['a①']);
  });

  it('a file without a title is listed by its name', async () => {
    const sample = {
      front: [{ id: '', html: '<p>x</p>' }],
      parts: [{ title: '一', reports: [{ id: 'a', html: '' }] }],
    };
    const epub = await openSample(sample);
    expect(await messages(epub)).toEqual([]);
    expect(epub.find('toc.xhtml', '//x:nav[1]/x:ol/x:li[1]')[0]!.trim()).toBe('1');
  });
});

describe('what cannot be packed', () => {
  it('is named: characters that XML cannot hold', async () => {
    const input = await makeInput({
      manifest: { description: 'a\u0001b' },
      parts: [{ title: '一', reports: [{ id: 'a', html: '<p>x</p>', front: { author: 'y\ud800' } }] }],
    });
    const [text] = input.texts.values();
    Object.assign((text!.tree.children[0] as { children: { value: string }[] }).children[0]!, {
      value: '正文\u000b正文',
    });
    const error: unknown = await renderEpub(input).catch((e) => e);
    expect(error).toBeInstanceOf(DiagnosticError);
    expect((error as DiagnosticError).diagnostics).toMatchObject([
      { code: 'epub-character', params: { char: 'U+0001' }, place: { file: 'book.yaml' } },
      { code: 'epub-character', params: { char: 'U+D800' }, place: { file: 'reports/a.md' } },
      { code: 'epub-character', params: { char: 'U+000B', around: '正文□正文' }, place: { file: 'reports/a.md' } },
    ]);
  });

  it('is refused: a cover that is no image, a gap that the page map does not know', async () => {
    const parts = [{ title: '一', reports: [{ id: 'a' }] }];
    await expect(makeInput({ parts }).then(renderEpub)).rejects.toThrow(/no notice for a/);
    const noCover = { parts: [{ title: '一', reports: [{ id: 'a', html: '' }] }], cover: Buffer.from('x') };
    await expect(makeInput(noCover).then(renderEpub)).rejects.toThrow(/neither PNG nor JPEG/);
  });
});
