/** What a build works with besides the book: a browser, the folder that it reads from, tabs for the paginator. */
import type { Page } from 'puppeteer';
import { findBrowser } from './lib/browser.ts';
import { type BrowserSession, openBrowserSession } from './lib/browser-session.ts';
import { openWorkFolder, type WorkFolder } from './lib/work-folder.ts';
import type { BrowserInfo, BuildOptions } from './model/build-types.ts';
import { openTab } from './paginate/tab.ts';

export interface Press {
  /** Rejects with what `findBrowser` throws. */
  info: Promise<BrowserInfo>;
  session: BrowserSession;
  work: WorkFolder;
  /** Gives a tab in which a flow can be paginated once its faces are loaded. */
  openTab: () => Promise<Page>;
  /** Ends the browser; never throws. */
  close: () => Promise<void>;
}

/**
 * Starts the browser and its first tabs, which takes as long as typesetting a hundred pages: they get ready meanwhile.
 * Where pages may come from the cache there is often but one report to lay out: one tab is opened, others when they are
 * asked for. What fails is told when it is asked for.
 * @param language of the book, as a BCP 47 tag
 */
export function startPress(
  language: string,
  { jobs, cache, signal, engine }: Pick<BuildOptions, 'jobs' | 'cache' | 'signal' | 'engine'>,
): Press {
  const info = findBrowser();
  const work = openWorkFolder();
  const session = openBrowserSession(info, signal, { websocket: engine === 'whole-book' });
  const open = () => session.browser().then((browser) => openTab(browser, work, language));
  const early = Array.from({ length: engine === 'whole-book' ? 0 : cache ? 1 : jobs }, open);
  const settled = Promise.allSettled([info, ...early]);
  return {
    info,
    session,
    work,
    openTab: () => early.shift() ?? open(),
    close: async () => {
      await session.close();
      await settled;
      await work.close();
    },
  };
}
