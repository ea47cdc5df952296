declare module 'pagedjs-cli' {
  import type { Browser, Page } from 'puppeteer';
  export default class Printer {
    constructor(options: { browserEndpoint: string; additionalScripts: string[]; closeAfter: boolean });
    browser?: Browser;
    render(input: { html: string }): Promise<Page>;
  }
}
