/** What a replacement kit is printed with: the new book's templates and faces, and a browser. */
import path from 'node:path';
import { resolveFaces } from './fonts/faces.ts';
import { fontFaceCss } from './fonts/font-css.ts';
import { subsetFaces } from './fonts/subset-faces.ts';
import { noBlobCache, openBlobCache } from './lib/blob-cache.ts';
import { findBrowser } from './lib/browser.ts';
import { openBrowserSession } from './lib/browser-session.ts';
import { cacheDir } from './lib/cache-dir.ts';
import { loadStyle } from './lib/styles.ts';
import { loadTemplates } from './lib/templates.ts';
import { openWorkFolder } from './lib/work-folder.ts';
import { computeGrid } from './model/grid.ts';
import type { Book } from './model/types.ts';
import { printPdf } from './outputs/pdf/print-pdf.ts';
import type { SheetDesign, SheetPress } from './outputs/reprint/print-sheet.ts';

export interface KitPress {
  tools: { design: SheetDesign; press: SheetPress };
  close: () => Promise<void>;
}

/** Opens a press for a book that has been built; close it in the end. The browser starts when first needed. */
export async function openKitPress(book: Book, options: { cache: boolean; signal: AbortSignal }): Promise<KitPress> {
  const blobs = options.cache ? openBlobCache(path.join(cacheDir(), 'fonts'), 200) : noBlobCache;
  const [templates, style, { fonts }] = await Promise.all([
    loadTemplates(book.dir),
    loadStyle('reprint.css', book.dir),
    resolveFaces(book, blobs),
  ]);
  const session = openBrowserSession(await findBrowser(), options.signal, { websocket: false });
  const work = openWorkFolder();
  const { language, page } = book.manifest;
  const press: SheetPress = {
    fontSheet: async (characters) => work.write('fonts.css', fontFaceCss(await subsetFaces(fonts, characters, blobs))),
    print: (html) => session.run(printOne(html)),
  };
  const printOne = async (html: string) => printPdf(await session.browser(), await work.write('sheet.html', html));
  return {
    tools: { design: { templates, style, grid: computeGrid(page)!, language }, press },
    close: async () => {
      await session.close();
      await work.close();
    },
  };
}
