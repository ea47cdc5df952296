/** What a PDF reader gets out of text set in our faces: the characters that were set, and no face of the machine. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { countCharacters } from '../../scripts/fonts/characters.ts';
import { fontFaceCss } from '../../scripts/fonts/font-css.ts';
import { type Role, roleFamilies } from '../../scripts/fonts/roles.ts';
import { subsetFaces } from '../../scripts/fonts/subset-faces.ts';
import { noBlobCache } from '../../scripts/lib/blob-cache.ts';
import { findBrowser } from '../../scripts/lib/browser.ts';
import { withBrowser } from '../../scripts/lib/browser-session.ts';
import { defaultFaces } from './font-files.ts';

const lines = [
  '去年以来河北省双拥工作综述——军爱民、民拥军……“军民团结”',
  '工⼯人⼈气⽓西⻄大⼤',
  '——……—――⸺…⋯a—b――',
  '·•‧・①➀〜～-‐‑／∕',
  'office fluff ﬁn 2024年1月',
  '墫壿㫚曶㬵胶㬺幐𰻝䶶豈嵐',
];

it('is the text, in every role', async () => {
  const { fonts } = await defaultFaces();
  const used: Role[] = ['body', 'heading', 'title'];
  const characters = new Set(countCharacters(lines.join('')).keys());
  const subsets = await subsetFaces(fonts, new Map(used.map((role) => [role, characters])), noBlobCache);
  const paragraphs = used.flatMap((role) => {
    const { family, weight } = roleFamilies[role];
    return lines.map((line) => `<p style="font:${weight} 16px '${family}'">${line}</p>`);
  });
  const data = await withBrowser(await findBrowser(), undefined, async (browser) => {
    const page = await browser.newPage();
    await page.setContent(`<html lang="zh-CN"><style>${fontFaceCss(subsets)}</style>${paragraphs.join('')}</html>`);
    await page.evaluate('Promise.all([...document.fonts].map((face) => face.load()))');
    return page.pdf();
  });
  const { text, families } = await readPdf(data);
  expect(text).toBe(
    used
      .map(() => lines.join(''))
      .join('')
      .replaceAll(' ', ''),
  );
  for (const family of families) expect(family).toMatch(/^[A-Z]{6}\+Noto(Serif|Sans)SC-(Regular|Medium|Bold)$/);
}, 120_000);

/** The text without white space, as pdfjs reads it (character maps alone, no ActualText), and the fonts. */
async function readPdf(data: Uint8Array): Promise<{ text: string; families: Set<string> }> {
  const pdf = await getDocument({ data, verbosity: 0 }).promise;
  const families = new Set<string>();
  let text = '';
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    await page.getOperatorList();
    const { items } = await page.getTextContent({ disableNormalization: true });
    for (const item of items) {
      if (!('str' in item)) continue;
      text += item.str.replaceAll(/\s/g, '');
      if (item.str.trim() !== '') families.add((page.commonObjs.get(item.fontName) as { name: string }).name);
    }
  }
  await pdf.destroy();
  return { text, families };
}
