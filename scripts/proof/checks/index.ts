/** Every check of the proof, in the order in which it reports. */
import type { ProofCheck } from '../proof-check.ts';
import { blanks } from './blanks.ts';
import { contents } from './contents.ts';
import { epubContents } from './epub-contents.ts';
import { epubPageList } from './epub-page-list.ts';
import { epubPages } from './epub-pages.ts';
import { epubText } from './epub-text.ts';
import { folios } from './folios.ts';
import { fonts } from './fonts.ts';
import { front } from './front.ts';
import { glyphs } from './glyphs.ts';
import { labels } from './labels.ts';
import { marks } from './marks.ts';
import { outline } from './outline.ts';
import { pageRefs } from './page-refs.ts';
import { pageText } from './page-text.ts';
import { pages } from './pages.ts';
import { siteLinks, sitePages, siteText } from './site.ts';
import { source } from './source.ts';

export const pdfChecks: ProofCheck[] = [
  source,
  pages,
  front,
  contents,
  pageText,
  marks,
  pageRefs,
  folios,
  labels,
  outline,
  blanks,
  fonts,
  glyphs,
];
export const epubChecks: ProofCheck[] = [epubText, epubContents, epubPages, epubPageList];
export const siteChecks: ProofCheck[] = [siteText, sitePages, siteLinks];
