/** What an EPUB says of its accessibility is true of it, and no more. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { describe, expect, it } from 'vitest';
import type { ImageAsset } from '../../../scripts/model/types.ts';
import { type OpenedEpub, openSample, png, type SampleReport } from './sample-book.ts';

const image = async (bytes: Uint8Array, mediaType: string): Promise<ImageAsset> => {
  const path = join(await mkdtemp(join(tmpdir(), 'huibian-a11y-')), 'a');
  await writeFile(path, bytes);
  return { file: 'a', path, mediaType, sha256: '', width: 1, height: 1 };
};

const open = (report: Partial<SampleReport>, manifest = {}) =>
  openSample({ manifest, parts: [{ title: '一', reports: [{ id: 'a', html: '<p>x</p>', ...report }] }] });

const said = (epub: OpenedEpub, property: string) => epub.find('content.opf', `//opf:meta[@property="${property}"]`);
const fixed = ['tableOfContents', 'readingOrder', 'structuralNavigation', 'displayTransformability'];

describe('a book of words alone', async () => {
  const epub = await open({});

  it('is read by ear as by eye', () => {
    expect(said(epub, 'schema:accessMode')).toEqual(['textual']);
    expect(said(epub, 'schema:accessModeSufficient')).toEqual(['textual']);
    expect(said(epub, 'schema:accessibilityFeature')).toEqual(fixed);
    expect(said(epub, 'schema:accessibilityHazard')).toEqual(['none']);
    expect(said(epub, 'schema:accessibilitySummary')[0]).not.toMatch(/图片|页码/);
  });

  it('claims no conformance that nobody found', () => {
    expect(said(epub, 'dcterms:conformsTo')).toEqual([]);
    expect(said(epub, 'a11y:certifiedBy')).toEqual([]);
  });
});

describe('a book with pictures', async () => {
  const images = [await image(png, 'image/png')];
  const certified = { epub: { certifiedBy: '某无障碍中心' } };
  const described = await open({ html: '<p><img src="a" alt="图"></p><ruby>汉<rt>hàn</rt></ruby>', images }, certified);
  const mute = await open({ html: '<p><img src="a" alt=" "></p>', images }, certified);

  it('has alternatives for them only where it has them', () => {
    expect(said(described, 'schema:accessMode')).toEqual(['textual', 'visual']);
    expect(said(described, 'schema:accessModeSufficient')).toEqual(['textual', 'textual,visual']);
    expect(said(described, 'schema:accessibilityFeature')).toEqual([...fixed, 'alternativeText', 'rubyAnnotations']);
    expect(said(mute, 'schema:accessModeSufficient')).toEqual(['textual,visual']);
    expect(said(mute, 'schema:accessibilityFeature')).toEqual(fixed);
    expect(said(mute, 'schema:accessibilitySummary')[0]).toMatch(/部分图片没有/);
  });

  it('names who found it conformant, unless a picture says nothing', async () => {
    expect(said(described, 'dcterms:conformsTo')).toEqual(['EPUB Accessibility 1.1 - WCAG 2.1 Level AA']);
    expect(said(described, 'a11y:certifiedBy')).toEqual(['某无障碍中心']);
    expect(said(mute, 'dcterms:conformsTo')).toEqual([]);
    expect(said(mute, 'a11y:certifiedBy')).toEqual([]);
    const { messages } = await EpubCheck.validate(described.bytes, { includeInfo: true }, 'a.epub');
    expect(messages).toEqual([]);
  });

  it('does not vouch for pictures that may move', async () => {
    const moving = Buffer.concat([png, Buffer.from('NETSCAPE2.0')]);
    const epub = await open({ html: '<img src="a" alt="图">', images: [await image(moving, 'image/gif')] });
    expect(said(epub, 'schema:accessibilityHazard')).not.toContain('none');
    expect(said(epub, 'schema:accessibilityHazard')).toContain('unknownFlashingHazard');
  });
});

describe('headings', () => {
  it('have no gap in their levels, whatever ran in', async () => {
    const html = '<h2>a</h2><h3>b</h3><h5>c</h5><h5>d</h5><h4>e</h4><h2>f</h2><h4>g</h4><h3>h</h3>';
    const epub = await open({ html });
    const names = epub.find('report-a.xhtml', '//x:div[@class="body"]/*[starts-with(name(), "h")]');
    const levels = [2, 3, 4].map((n) => epub.find('report-a.xhtml', `//x:h${n}`).join(''));
    expect(names.join('')).toBe('abcdefgh');
    expect(levels).toEqual(['af', 'bgh', 'cde']);
  });

  it('of empty cells are none', async () => {
    const html =
      '<table><thead><tr><th scope="col"></th><th>b</th></tr></thead><tbody><tr><td>c</td><td></td></tr></tbody></table>';
    const epub = await open({ html });
    expect(epub.find('report-a.xhtml', '//x:th')).toEqual(['b']);
    expect(epub.find('report-a.xhtml', '//x:td')).toEqual(['', 'c', '']);
    expect(epub.find('report-a.xhtml', '//@scope')).toEqual([]);
  });
});
