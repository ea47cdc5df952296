/** The part of Paged.js 0.4.3 that the in-page code uses. */
export interface PagedHandler {
  chunker: { source: ParentNode };
}
export interface PagedModule {
  Previewer: new () => {
    initializeHandlers(): unknown;
    chunker: {
      flow(content: DocumentFragment, renderTo: HTMLElement): Promise<unknown>;
      pagesArea: HTMLElement;
      pages: unknown[];
      total: number;
    };
    polisher: {
      inserted: HTMLStyleElement[];
      setup(): void;
      add(styles: Record<string, string>): Promise<unknown>;
      destroy(): void;
    };
  };
  Handler: new (chunker: unknown, polisher: unknown, caller: unknown) => PagedHandler;
  registerHandlers(...handlers: unknown[]): void;
}
declare global {
  interface Window {
    PagedModule: PagedModule;
  }
}
