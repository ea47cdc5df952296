/** The faces that an EPUB brings along: for rare characters always, for all where the manifest says so. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subsetFaces } from '../../../scripts/fonts/subset-faces.ts';
import { noBlobCache } from '../../../scripts/lib/blob-cache.ts';
import { loadStyle } from '../../../scripts/lib/styles.ts';
import { markRareCharacters } from '../../../scripts/outputs/epub/rare-characters.ts';
import { renderEpub } from '../../../scripts/outputs/epub/render-epub.ts';
import { defaultFaces, readWithFontkit } from '../../fonts/font-files.ts';
import { makeInput, OpenedEpub } from './sample-book.ts';

const { fonts } = await defaultFaces();

async function open(html: string, manifest = {}): Promise<OpenedEpub> {
  const parts = [{ title: '一、省级', reports: [{ id: 'a', title: '题㙍', html, notes: ['<p>注䴖</p>'] }] }];
  const input = await makeInput({ manifest, parts });
  return new OpenedEpub(await renderEpub({ ...input, cutFaces: (roles) => subsetFaces(fonts, roles, noBlobCache) }));
}

const charactersIn = (epub: OpenedEpub, name: string) =>
  String.fromCodePoint(...readWithFontkit(Buffer.from(epub.files[`OEBPS/${name}`]!)).glyphs.keys());
const fontsOf = (epub: OpenedEpub) => epub.find('content.opf', '//opf:item[@media-type="font/ttf"]/@href');
const messages = async (epub: OpenedEpub) =>
  (await EpubCheck.validate(epub.bytes, { includeInfo: true }, 'a.epub')).messages;

describe('rare characters', () => {
  it('bring their own face, and nothing else is set in it', async () => {
    const epub = await open('<p>塘边的㙍头，𩽾𩾌是鱼<a data-note="1"></a></p>');
    expect(fontsOf(epub)).toEqual(['fonts/rare-1.ttf']);
    expect(charactersIn(epub, 'fonts/rare-1.ttf')).toBe(' 㙍䴖𩽾𩾌');
    expect(epub.find('report-a.xhtml', '//x:span[@class="rare"]')).toEqual(['㙍', '㙍', '𩽾𩾌', '䴖']);
    expect(epub.find('toc.xhtml', '//x:nav[1]//x:span[@class="rare"]')).toEqual(['㙍']);
    expect(epub.find('report-a.xhtml', '//x:title')).toEqual(['题㙍']);
    expect(epub.text('style.css')).toMatch(/@font-face\{font-family:"Huibian Rare";[^}]*url\(fonts\/rare-1\.ttf\)/);
    expect(await messages(epub)).toEqual([]);
  });

  it('leave a book without them as it is', async () => {
    const input = await makeInput({ parts: [{ title: '一', reports: [{ id: 'a', html: '<p>汉字ABC①⑳“”——</p>' }] }] });
    const cutFaces = () => Promise.reject(new Error('nothing to cut'));
    const epub = new OpenedEpub(await renderEpub({ ...input, cutFaces }));
    expect(fontsOf(epub)).toEqual([]);
    expect(epub.text('style.css')).not.toContain('font-family');
  });

  it('are marked without touching anything else', () => {
    const rare = ['㙍', '𩽾', '葛\u{e0100}', 'ཀྱི', 'e\u0301'];
    const pieces = fc.constantFrom(
      ...rare,
      '汉',
      'a',
      '&amp;',
      '<em title="㙍>">',
      '</em>',
      '<br/>',
      '<!--㙍-->',
      '<rp>㙍</rp>',
    );
    fc.assert(
      fc.property(fc.array(pieces), (parts) => {
        const source = parts.join('');
        const { xhtml, characters } = markRareCharacters(source);
        expect(xhtml.replace(/<span class="rare">([^<]*)<\/span>/g, '$1')).toBe(source);
        const outside = xhtml.replace(/<span class="rare">[^<]*<\/span>|<!--.*?-->|<rp>.*?<\/rp>|<em[^/]*?">/g, '');
        for (const character of rare) expect(outside).not.toContain(character);
        const wanted = rare.filter((one) => parts.includes(one)).join('');
        expect([...characters].every((c) => wanted.includes(String.fromCodePoint(c)))).toBe(true);
      }),
    );
  });
});

describe('embedFonts', () => {
  it('embeds the faces of all roles, cut to what the EPUB shows, and sets the text in them', async () => {
    const html = '<h2>一、黑体</h2><p>正文<strong>粗</strong><em>楷</em></p>';
    const epub = await open(html, { epub: { embedFonts: true } });
    const names = fontsOf(epub);
    expect(names).toEqual(
      expect.arrayContaining(
        ['body', 'emphasis', 'heading', 'subheading', 'title', 'rare'].map((r) => `fonts/${r}-1.ttf`),
      ),
    );
    const documents = epub
      .find('content.opf', '//opf:itemref/@idref')
      .map((id) => epub.find(`${id}.xhtml`, '//x:body')[0]);
    const body = names
      .filter((name) => name.includes('body'))
      .map((name) => charactersIn(epub, name))
      .join('');
    const missing = [...new Set(documents.join('').replace(/\s/g, ''))].filter((c) => !body.includes(c));
    expect(missing).toEqual([]);
    expect(epub.text('style.css')).toMatch(/body \{ font-family: "Huibian Body"/);
    expect(epub.text('style.css').match(/url\((.*?)\)/g)).toHaveLength(names.length);
    expect(await messages(epub)).toEqual([]);
  });
});

describe('the style sheet', () => {
  it('leaves font, colours and type size to the reader', async () => {
    const style = (await loadStyle('epub.css', '/nowhere')).replace(/\/\*[\s\S]*?\*\//g, '');
    expect(style).not.toMatch(/font-family|background|@font-face/);
    const colours = [...style.matchAll(/(?:^|[\s;{-])color\s*:\s*([^;}]+)/g)].map(([, value]) => value);
    expect(new Set(colours)).toEqual(new Set(['inherit']));
    expect(style.match(/#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i)).toBeNull();
    const sizes = [...style.matchAll(/(?:font-size|line-height|text-indent)\s*:\s*([^;}]+)/g)].map(
      ([, value]) => value,
    );
    expect(sizes.filter((size) => !/^-?[\d.]+(em|rem|%)?$/.test(size!))).toEqual([]);
  });
});
