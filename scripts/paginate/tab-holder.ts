/** A worker's tab: opened when first needed, replaced when it hangs. */
import type { Page } from 'puppeteer';

export class TabHolder {
  private readonly open: () => Promise<Page>;
  private page: Promise<Page> | null = null;

  constructor(open: () => Promise<Page>) {
    this.open = open;
  }

  async get(): Promise<Page> {
    this.page ??= this.open();
    return this.page;
  }

  /** The first words of the paragraph that was being laid out. */
  async whereabouts(): Promise<string> {
    const page = await this.page;
    const asked = page?.evaluate(() => window.huibian.whereabouts()).catch(() => '');
    const silence = new Promise<string>((resolve) => setTimeout(() => resolve(''), 1000).unref());
    return (await Promise.race([asked ?? '', silence])) || '?';
  }

  /** Gives the open tab away, if there is one. */
  release(): Promise<Page>[] {
    const old = this.page;
    this.page = null;
    return old ? [old] : [];
  }

  /** Closes the tab, without waiting for it; the next call of `get` opens another. */
  discard(): void {
    for (const old of this.release()) void old.then((page) => page.close()).catch(() => undefined);
  }
}
