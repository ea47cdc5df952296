/** A browser as readers have one: it reaches servers on this machine, and nothing else. */
import puppeteer, { type Browser, type Page } from 'puppeteer';
import { findBrowser } from '../../scripts/lib/browser.ts';

export interface Reader extends AsyncDisposable {
  browser: Browser;
  /** A new tab; what it complains of and asks for is collected. */
  open: (address: string, look?: Look) => Promise<ReaderPage>;
}

export interface Look {
  width: number;
  height: number;
  dark?: boolean;
  script?: boolean;
}

export interface ReaderPage {
  page: Page;
  /** Errors and warnings of the console, and requests that failed. */
  complaints: string[];
  /** Addresses asked for. */
  requests: string[];
}

/** Starts the embedded browser. `fontConfig`: a fontconfig file of the faces that it is to know; else it knows none. */
export async function openReader(fontConfig?: string): Promise<Reader> {
  const { executable, env } = await findBrowser({ env: { ...process.env, HUIBIAN_BROWSER: undefined } });
  const browser = await puppeteer.launch({
    executablePath: executable,
    env: { ...process.env, ...env, ...(fontConfig && { FONTCONFIG_FILE: fontConfig }) },
    pipe: true,
    headless: 'shell',
    args: [
      '--no-sandbox',
      '--disable-dev-shm-usage',
      '--no-proxy-server',
      '--disable-background-networking',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
  return {
    browser,
    open: (address, look) => open(browser, address, look),
    [Symbol.asyncDispose]: () => browser.close(),
  };
}

async function open(browser: Browser, address: string, look: Look = { width: 1280, height: 900 }): Promise<ReaderPage> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (line) => {
    if (['error', 'warn'].includes(line.type())) complaints.push(line.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
  page.on('request', (request) => requests.push(request.url()));
  await page.setViewport({ width: look.width, height: look.height });
  await page.setJavaScriptEnabled(look.script ?? true);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look.dark ? 'dark' : 'light' }]);
  await page.goto(address);
  await page.waitForNetworkIdle({ idleTime: 50 });
  return { page, complaints, requests };
}
