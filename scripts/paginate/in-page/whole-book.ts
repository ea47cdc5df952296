/**
 * The whole book in one flow, for pagedjs-cli's own Printer: the same preparation, handlers and reading as for one
 * report. Loaded by the Printer after Paged.js and before it paginates; the settings stand in the document.
 */

import { listenTo } from './complaints.ts';
import { limits, registerBookHandlers } from './handlers.ts';
import type { FlowResult } from './main.ts';
import { clearStyle, type FitEffect, type FitRequest, prepare } from './prepare.ts';
import { readPages } from './read-pages.ts';
import { release } from './release-held.ts';
import { scheduleByMessages } from './schedule.ts';

/** In <script type="application/json" id="huibian-settings">. */
export interface WholeBookSettings {
  pitch: number;
  /** Height of the type area in px. */
  pageHeight: number;
  /** Width of the measure in px. */
  width: number;
  pageCap: number;
  /** Characters that fill a page. */
  pageChars: number;
  fits: Record<string, FitRequest>;
}

const settings = JSON.parse(document.getElementById('huibian-settings')!.textContent!) as WholeBookSettings;
const effects: Record<string, FitEffect> = {};
const complaints: string[] = [];

scheduleByMessages();
registerBookHandlers((window as unknown as { Paged: Window['PagedModule'] }).Paged);
Object.assign(limits, { pages: settings.pageCap, pitch: settings.pitch, pageChars: settings.pageChars });
listenTo(complaints);

Object.assign(window, {
  PagedConfig: { auto: false, before: prepareSections },
  huibianBook: { read },
});

async function prepareSections(): Promise<void> {
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
  document.getElementById('huibian-settings')!.remove();
  for (const section of document.querySelectorAll<HTMLElement>('[data-flow]')) {
    const id = section.dataset.flow!;
    section.style.width = `${settings.width}px`;
    section.classList.add('measure-box');
    const { effect, idle } = prepare(section, settings, settings.fits[id]!);
    effects[id] = effect;
    release(idle);
    section.classList.remove('measure-box');
    clearStyle(section);
  }
}

/** The pages of each flow, as the per-report engine would give them. */
function read(): { results: Record<string, FlowResult>; complaints: string[] } {
  const pages = new Map<string, HTMLElement[]>();
  for (const page of document.querySelectorAll<HTMLElement>('.pagedjs_page')) {
    // A page that holds nothing but the rest of a note belongs to the flow before it.
    const own = page.querySelector<HTMLElement>('.pagedjs_page_content [data-flow]')?.dataset.flow;
    const id = own ?? [...pages.keys()].at(-1);
    if (id === undefined) throw new Error('a page of no flow');
    pages.set(id, [...(pages.get(id) ?? []), page]);
  }
  const results = [...pages].map(([id, elements]): [string, FlowResult] => [
    id,
    { ...readPages(elements, settings.pitch), ...effects[id]!, complaints: [] },
  ]);
  return { results: Object.fromEntries(results), complaints };
}
