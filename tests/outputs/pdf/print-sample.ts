/**
 * Prints a small book of lean page boxes with the browser that the builds use: what Chrome writes for links, lists,
 * figures, ruby and tables.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer';

const require = createRequire(import.meta.url);
const face = require.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf');
/** The package has no types. */
const subsetFont: (
  font: Buffer,
  text: string,
  options: { targetFormat: 'sfnt' },
) => Promise<Buffer> = require('subset-font');

const pixel =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

const css = `
  @page { size: A4; margin: 0 }
  body { margin: 0; font: 16px/27px Body; font-synthesis: none }
  section { position: relative; width: 793.7px; height: 1122.5px; overflow: hidden; break-after: page }
  .head, .type, .folio { position: absolute; left: 113px; width: 544px }
  .head { top: 80px } .type { top: 134px } .folio { top: 1040px }
  p, h1, ol, ul { margin: 0 }`;

const page = (head: string, type: string, folio: string) =>
  `<section><div class="head" aria-hidden="true">${head}</div><div class="type">${type}</div><div class="folio" aria-hidden="true">${folio}</div></section>`;

const body = [
  page('', '<h1>样书</h1>', ''),
  page(
    '',
    `<h1>目录</h1><ol><li><a href="#r1">去年以来河北省双拥工作综述</a></li><li><a href="#r2">甘肃</a></li></ol>
     <ul><li>甲<ul><li>乙</li></ul></li></ul>`,
    '— i —',
  ),
  page(
    '书眉',
    `<h1 id="r1">去年以来河北省双拥工作综述</h1><p>正文办公室 office，“引”（括）<a href="#n1">①</a>。</p>
     <figure><img alt="一张图" width="50" height="50" src="${pixel}"><figcaption>图1</figcaption></figure>
     <table><tr><th>县</th><th>人数</th></tr><tr><td>丙</td><td>10</td></tr></table>
     <p id="n1">①注，见<a href="https://example.org/?q=(1)">网页</a></p>`,
    '— 1 —',
  ),
  page('书眉', '<h1 id="r2">甘肃</h1><p>汉<ruby>拥<rt>yōng</rt></ruby>军</p>', '— 2 —'),
].join('');

/** Prints the sample in a tab that may have been at work before: `nodes` elements are printed in it first. */
export async function printSample(
  browser: Browser,
  options: { nodes?: number; outline?: boolean } = {},
): Promise<Uint8Array> {
  const { nodes = 0, outline = false } = options;
  const subset = await subsetFont(readFileSync(face), body, { targetFormat: 'sfnt' });
  const font = `@font-face { font-family: Body; src: url(data:font/ttf;base64,${subset.toString('base64')}) }`;
  const tab = await browser.newPage();
  const print = { tagged: true, outline, printBackground: true, preferCSSPageSize: true };
  if (nodes > 0) {
    await tab.setContent('<table><tr><th>0</th></tr></table>'.repeat(nodes));
    await tab.pdf(print);
  }
  await tab.setContent(
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>样书</title><style>${font}${css}</style>${body}</html>`,
  );
  await tab.evaluate(async () => void (await document.fonts.ready));
  const pdf = await tab.pdf(print);
  await tab.close();
  return pdf;
}

/** An XML document's root elements and texts as a browser reads them, or what it says is wrong. */
export async function readXml(browser: Browser, xml: string): Promise<Record<string, string[]> | string> {
  const tab = await browser.newPage();
  const found = await tab.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, 'application/xml');
    const error = parsed.querySelector('parsererror');
    if (error) return error.textContent ?? 'error';
    const leaves = [...parsed.querySelectorAll('*')].filter((e) => e.children.length === 0);
    const values: Record<string, string[]> = {};
    for (const leaf of leaves) {
      const named = leaf.closest('Description > *')!;
      values[named.nodeName] = [...(values[named.nodeName] ?? []), leaf.textContent ?? ''];
    }
    return values;
  }, xml);
  await tab.close();
  return found;
}
