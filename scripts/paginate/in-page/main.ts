/** What runs in the tabs: one call paginates one flow through Paged.js and returns its pages as data. */
import type { FlowPage } from '../../model/types.ts';
import { listenTo } from './complaints.ts';
import { limits, registerBookHandlers } from './handlers.ts';
import type { PagedModule } from './paged.d.ts';
import { type FitEffect, type FitRequest, prepare } from './prepare.ts';
import { trackRanges } from './ranges.ts';
import { readPages } from './read-pages.ts';
import { release } from './release-held.ts';
import { scheduleByMessages } from './schedule.ts';

export interface FlowRequest {
  html: string;
  /** Styles of text and page, as the paginator's CSS engine is to read them. */
  css: string;
  pitch: number;
  /** Height of the type area in px. */
  pageHeight: number;
  /** Width of the measure in px. */
  width: number;
  fit: FitRequest;
  pageCap: number;
  /** Characters that fill a page. */
  pageChars: number;
}

export interface FlowResult extends FitEffect {
  pages: FlowPage[];
  lastPageLines: number;
  /** What Paged.js had to complain of: each is an error of the build. */
  complaints: string[];
}

declare global {
  interface Window {
    huibian: typeof api;
  }
}

let registered = false;

const api = {
  scheduleByMessages,
  /** Registers handlers, once Paged.js is there. */
  setUp(): void {
    if (registered) return;
    registered = true;
    registerBookHandlers(window.PagedModule);
    trackRanges();
  },
  /** Loads the style sheet of faces and names those that did not load: text would be missing without an error. */
  async loadFaces(address: string): Promise<string[]> {
    const link = document.createElement('link');
    Object.assign(link, { rel: 'stylesheet', href: address });
    link.setAttribute('data-pagedjs-ignore', '');
    await new Promise((resolve, reject) => {
      link.onload = resolve;
      link.onerror = () => reject(new Error('the style sheet of faces did not load'));
      document.head.append(link);
    });
    if (document.fonts.size === 0) return ['*'];
    await Promise.allSettled([...document.fonts].map((face) => face.load()));
    await document.fonts.ready;
    return [...document.fonts]
      .filter((face) => face.status !== 'loaded')
      .map((face) => `${face.family} ${face.weight}`);
  },
  paginate,
  /** The first words of the block that Paged.js laid out last. */
  whereabouts(): string {
    return [...document.querySelectorAll('.pagedjs_page_content [data-b]')].at(-1)?.textContent?.slice(0, 20) ?? '';
  },
};
window.huibian = api;

/**
 * Paged.js with a style sheet read in. Reading it takes longer than paginating three pages, so that it is kept for all
 * flows of the same style.
 */
interface Press {
  css: string;
  /** The same sheet as it stands, for measuring: Paged.js's version of it brings styles of its own. */
  plain: HTMLStyleElement;
  previewer: InstanceType<PagedModule['Previewer']>;
  area: HTMLElement;
}

let press: Press | null = null;

async function openPress(css: string): Promise<Press> {
  if (press?.css === css) return press;
  press?.previewer.polisher.destroy();
  press?.area.remove();
  press?.plain.remove();
  const previewer = new window.PagedModule.Previewer();
  previewer.polisher.setup();
  previewer.initializeHandlers();
  await previewer.polisher.add({ 'print.css': css });
  const area = document.createElement('div');
  document.body.append(area);
  const plain = document.createElement('style');
  plain.textContent = css;
  document.head.append(plain);
  plain.sheet!.disabled = true;
  press = { css, plain, previewer, area };
  return press;
}

function switchStyles({ plain, previewer }: Press, to: 'measure' | 'paginate'): void {
  plain.sheet!.disabled = to === 'paginate';
  for (const style of previewer.polisher.inserted) style.sheet!.disabled = to === 'measure';
}

async function paginate(request: FlowRequest): Promise<FlowResult> {
  const complaints: string[] = [];
  const restore = listenTo(complaints);
  const { pageCap, pitch, pageChars } = request;
  Object.assign(limits, { pages: pageCap, pitch, pageChars, laidOut: 0 });
  try {
    const opened = await openPress(request.css);
    const { previewer, area } = opened;
    switchStyles(opened, 'measure');
    const { content, effect } = measure(request);
    switchStyles(opened, 'paginate');
    await previewer.chunker.flow(content, area);
    const elements = [...area.querySelectorAll<HTMLElement>('.pagedjs_page')];
    const { pages, lastPageLines } = readPages(elements, request.pitch);
    removePages(previewer.chunker);
    return { pages, lastPageLines, ...effect, complaints };
  } finally {
    restore();
  }
}

/** All at once; Paged.js removes them one by one. */
function removePages(chunker: Press['previewer']['chunker']): void {
  chunker.pagesArea.replaceChildren();
  chunker.pages = [];
  chunker.total = 0;
}

/** Lays the flow out in one column of the measure, unpaged, and fixes what must not depend on page breaks. */
function measure({ html, pitch, pageHeight, width, fit }: FlowRequest): {
  content: DocumentFragment;
  effect: FitEffect;
} {
  const box = document.createElement('div');
  box.className = 'measure-box';
  box.style.cssText = `width:${width}px`;
  box.innerHTML = html;
  document.body.append(box);
  const { effect, idle } = prepare(box, { pitch, pageHeight }, fit);
  const content = document.createDocumentFragment();
  content.append(...box.childNodes);
  box.remove();
  release(idle);
  return { content, effect };
}
