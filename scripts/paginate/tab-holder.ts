/** A worker's tab: opened when first needed, replaced when it has grown old or hangs. */
import type { Page } from 'puppeteer';

/** Pages that a tab paginates before a new one takes its place: old tabs get slow. */
const pagesPerTab = 400;

export class TabHolder {
  private readonly open: () => Promise<Page>;
  private page: Promise<Page> | null = null;
  private pages = 0;

  constructor(open: () => Promise<Page>) {
    this.open = open;
  }

  async get(): Promise<Page> {
    if (this.pages > pagesPerTab) this.discard();
    this.page ??= this.open();
    return this.page;
  }

  count(pages: number): void {
    this.pages += pages;
  }

  /** The first words of the paragraph that was being laid out. */
  async whereabouts(): Promise<string> {
    const page = await this.page;
    const asked = page?.evaluate(() => window.huibian.whereabouts()).catch(() => '');
    const silence = new Promise<string>((resolve) => setTimeout(() => resolve(''), 1000).unref());
    return (await Promise.race([asked ?? '', silence])) || '?';
  }

  /** Closes the tab, without waiting for it; the next call of `get` opens another. */
  discard(): void {
    const old = this.page;
    this.page = null;
    this.pages = 0;
    void old?.then((page) => page.close()).catch(() => undefined);
  }
}
