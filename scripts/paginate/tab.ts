/** A browser tab made ready to paginate: Paged.js and our in-page code in place, faces loaded and checked. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'puppeteer';
import { openHiddenTab } from '../lib/hidden-tab.ts';
import { packageFolder } from '../lib/package-folder.ts';
import type { WorkFolder } from '../lib/work-folder.ts';
import { inPageBundle } from './in-page-bundle.ts';

/** Nothing is fetched but the build's own style sheet of faces; images are put in at print. */
const policy = "default-src 'none'; font-src data:; img-src data:; style-src 'unsafe-inline' file:";

/** The script file of Paged.js that both engines know. */
export const pagedScript = (): string => path.join(packageFolder('pagedjs'), 'dist', 'paged.min.js');

/** Opens a tab with all scripts; the faces may still be in the making. */
export async function openTab(browser: Browser, work: WorkFolder, language: string): Promise<Page> {
  const [bundle, paged, shell, page] = await Promise.all([
    inPageBundle('main'),
    readFile(pagedScript(), 'utf8'),
    work.write('tab.html', documentShell(language)),
    openHiddenTab(browser),
  ]);
  await page.goto(shell);
  await page.evaluate(`${bundle};huibian.scheduleByMessages()`);
  await page.evaluate(`${paged};huibian.setUp()`);
  return page;
}

/**
 * Loads the faces.
 * @param fontSheet file: address of a style sheet with all faces inside. As a file it loads in half the time that the
 *   same text takes through the DevTools protocol.
 * Throws an Error (a bug or a broken installation) where a face does not load.
 */
export async function loadFaces(page: Page, fontSheet: string): Promise<Page> {
  const faulty = await page.evaluate((address) => window.huibian.loadFaces(address), fontSheet);
  if (faulty.length > 0) throw new Error(`faces did not load: ${faulty.join(', ')}`);
  return page;
}

function documentShell(language: string): string {
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta http-equiv="Content-Security-Policy" content="${policy}"></head><body></body></html>`
  );
}
