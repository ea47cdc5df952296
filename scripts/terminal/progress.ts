/** Shows how a build gets on: one live line on a terminal, a line a stage elsewhere. */
import type { Lang } from '../diagnostics/diagnostic.ts';
import type { ProgressEvent, Stage } from '../model/build-types.ts';
import { fitToWidth } from './display-width.ts';
import { commandWords } from './words.ts';

export interface ProgressOutput {
  write: (text: string) => void;
  /** Columns of the terminal; null where there is none. */
  columns: () => number | null;
  /** Milliseconds of a steady clock. */
  now: () => number;
}

export interface Progress {
  report: (event: ProgressEvent) => void;
  /** Takes the live line away, so that something else can be written. */
  clear: () => void;
}

/** A progress display that shows nothing: --quiet, --json. */
export const noProgress: Progress = { report: () => undefined, clear: () => undefined };

/** A progress display on `out`. */
export function showProgress(lang: Lang, out: ProgressOutput): Progress {
  const words = commandWords[lang];
  const start = out.now();
  const state = { stage: null as Stage | null, live: false, pages: 0, last: 0 };
  const elapsed = () => words.seconds(((out.now() - start) / 1000).toFixed(1));
  const drawLive = (event: ProgressEvent, columns: number) => {
    const done = event.total ? words.reports(event.done ?? 0, event.total) : '';
    const pages = event.stage === 'paginate' ? state.pages : (event.pages ?? 0);
    const parts = [words.stages[event.stage], done, event.title, pages ? words.pages(pages) : '', elapsed()];
    out.write(`\r\u001b[2K${fitToWidth(parts.filter(Boolean).join(' · '), columns - 1)}`);
    state.live = true;
    state.last = out.now();
  };
  return {
    report(event) {
      if (event.stage === 'paginate') state.pages += event.pages ?? 0;
      const columns = out.columns();
      const fresh = event.stage !== state.stage;
      state.stage = event.stage;
      // 300 reports from the cache come within milliseconds: a terminal need not see each.
      if (columns !== null && (fresh || out.now() - state.last > 40)) drawLive(event, columns);
      if (columns === null && fresh) out.write(`${words.stages[event.stage]} · ${elapsed()}\n`);
    },
    clear() {
      if (state.live) out.write('\r\u001b[2K');
      state.live = false;
    },
  };
}
