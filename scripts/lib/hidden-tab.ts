/** Tabs for work that nobody watches. */
import type { Browser, Page } from 'puppeteer';

/**
 * Opens a tab in a minimised window: it lays out, prints and pictures like any other, but draws no frames in between,
 * which are a tenth of the work of pagination. A browser that cannot minimise draws them.
 */
export async function openHiddenTab(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  const client = await page.createCDPSession();
  try {
    const { windowId } = await client.send('Browser.getWindowForTarget');
    await client.send('Browser.setWindowBounds', { windowId, bounds: { windowState: 'minimized' } });
  } catch {
    // The tab works all the same.
  }
  await client.detach();
  return page;
}
