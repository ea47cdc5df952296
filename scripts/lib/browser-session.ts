/** One browser for one build, started only when a stage first asks for it: a build that finds everything cached needs none. */
import type { Browser } from 'puppeteer';
import type { BrowserInfo } from '../model/build-types.ts';
import { closeBrowser, crashOf, killBrowser, type LaunchOptions, launchBrowser } from './browser.ts';

export interface BrowserSession {
  /** The browser; launched at the first call. */
  browser(): Promise<Browser>;
  /** Waits for `work`, and ends with `browser-crashed` or the signal's reason should the browser die meanwhile. */
  run<T>(work: Promise<T>): Promise<T>;
  /** Ends the browser. It may be called when the work has no more use for it, and again in the end. */
  close(): Promise<void>;
}

/** Opens a session; nothing is started yet. Where there is no browser, `browser()` says why. */
export function openBrowserSession(
  info: BrowserInfo | Promise<BrowserInfo>,
  signal: AbortSignal,
  options: LaunchOptions = {},
): BrowserSession {
  let launched: Promise<Browser> | null = null;
  let closed: Promise<void> | null = null;
  let reportCrash: (reason: unknown) => void = () => undefined;
  const crash = new Promise<never>((_, reject) => {
    reportCrash = reject;
  });
  crash.catch(() => undefined);
  signal.addEventListener('abort', () => reportCrash(signal.reason), { once: true });
  const launch = async () => {
    const browser = await launchBrowser(await info, signal, options);
    crashOf(browser).catch((reason) => {
      if (!closed) reportCrash(reason);
    });
    return browser;
  };
  const close = async () => {
    const browser = await launched?.catch(() => null);
    if (browser) await closeBrowser(browser);
  };
  return {
    browser() {
      launched ??= launch();
      return launched;
    },
    async run(work) {
      work.catch(() => undefined);
      try {
        return await Promise.race([work, crash]);
      } catch (error) {
        signal.throwIfAborted();
        const browser = await launched?.catch(() => null);
        // A call that was under way rejects before the end of the process is known.
        if (browser && !browser.connected && !closed) {
          killBrowser(browser);
          await crash;
        }
        throw error;
      }
    },
    close() {
      closed ??= close();
      return closed;
    },
  };
}

/**
 * Launches a browser for the time of `work` and closes it whatever happens. A crash of the browser or of one of its
 * tabs ends `work` with DiagnosticError `browser-crashed`; an aborted signal ends it with the signal's reason.
 */
export async function withBrowser<T>(
  info: BrowserInfo,
  signal: AbortSignal | undefined,
  work: (browser: Browser) => Promise<T>,
  options: LaunchOptions = {},
): Promise<T> {
  const session = openBrowserSession(info, signal ?? new AbortController().signal, options);
  try {
    return await session.run(session.browser().then(work));
  } finally {
    await session.close();
  }
}
