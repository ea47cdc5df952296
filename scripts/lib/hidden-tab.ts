/** Tabs for work that nobody watches. */
import type { Browser, Page } from 'puppeteer';

/**
 * Opens a tab in a minimised window: it lays out, prints and pictures like any other, but draws no frames in between,
 * which are a tenth of the work of pagination. A browser that cannot minimise draws them.
 */
export async function openHiddenTab(browser: Browser): Promise<Page> {
  const page = await whileConnected(browser, browser.newPage());
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

/** Rejects when the browser ends meanwhile: for a tab that does not come, Puppeteer waits half a minute all the same. */
async function whileConnected<T>(browser: Browser, work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  let tell = (): void => undefined;
  const gone = new Promise<never>((_, reject) => {
    tell = () => reject(new Error('the browser ended'));
  });
  browser.once('disconnected', tell);
  if (!browser.connected) tell();
  try {
    return await Promise.race([work, gone]);
  } finally {
    browser.off('disconnected', tell);
  }
}
