/**
 * Prints the review copy (审阅稿): the book's own print document, with change bars beside the lines that differ. What is
 * added stands outside the text and out of its flow, so that no glyph of the book moves.
 */
import type { Page } from 'puppeteer';
import { loadStyle } from '../../lib/styles.ts';
import type { ReviewPage } from '../../model/revision-types.ts';
import type { PrintedPart } from './finish-pdf.ts';
import type { PrintJob } from './print-book.ts';
import { printParts } from './print-document.ts';
import { printPdf } from './print-pdf.ts';

/** What every page of the copy says. */
export const reviewMark = '审阅稿';

export type ReviewJob = Pick<
  PrintJob,
  'book' | 'map' | 'flows' | 'texts' | 'templates' | 'fontSheet' | 'tabs' | 'work'
>;

/**
 * @param bars by sheet
 * @returns the parts in order, as for the book
 */
export async function printReview(job: ReviewJob, bars: ReadonlyMap<number, ReviewPage>): Promise<PrintedPart[]> {
  const names = ['print.css', 'furniture.css', 'review.css'];
  const styles = (await Promise.all(names.map((name) => loadStyle(name, job.book.dir)))).join('\n');
  const printed: PrintedPart[] = [];
  let sheet = 1;
  for (const [i, { html, elsewhere, pages }] of printParts({ ...job, styles }).entries()) {
    const own = Array.from({ length: pages }, (_, k) => bars.get(sheet + k) ?? null);
    sheet += pages;
    const [tabs, address] = await Promise.all([job.tabs(), job.work.write(`review-${i}.html`, html)]);
    const pdf = await printPdf(tabs, address, undefined, (page) => drawBars(page, own));
    printed.push({ pdf, elsewhere });
  }
  return printed;
}

/** Draws bars and marks into the pages as they are laid out. No function in it has a name: it is sent to the browser. */
async function drawBars(page: Page, bars: (ReviewPage | null)[]): Promise<void> {
  await page.evaluate(
    (pages, mark) => {
      for (const [i, section] of [...document.querySelectorAll<HTMLElement>('.page')].entries()) {
        const put: [name: string, top: number, height: number][] = [];
        const of = pages[i];
        const type = section.querySelector<HTMLElement>(':scope > .type');
        const sheet = section.getBoundingClientRect();
        const heads = { title: '.title-block > h1', all: '.title-block > *' };
        const parts = of?.head ? (type?.querySelectorAll(heads[of.head]) ?? []) : [];
        for (const part of parts) {
          const box = part.getBoundingClientRect();
          put.push(['change-bar', box.top - sheet.top, box.height]);
        }
        const zones = [
          { root: of ? type : null, ranges: of?.ranges ?? [], gone: of?.gone ?? [] },
          ...(of?.notes ?? []).map(({ number, ranges }) => ({
            root: section.querySelector<HTMLElement>(`:scope > .notes [data-note-number="${number}"]`),
            ranges,
            gone: [] as number[],
          })),
        ];
        for (const { root, ranges, gone } of zones) {
          if (!root) continue;
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const rows: { middle: number; height: number }[] = [];
          const ends = new Map<number, number>();
          let at = 0;
          while (walker.nextNode()) {
            const text = walker.currentNode as Text;
            const parent = text.parentElement!;
            if (parent.closest('[data-mark], .title-block')) continue;
            for (let k = 0; k < text.length; k += 1) {
              if (/\p{White_Space}/u.test(text.data[k]!)) continue;
              at += 1;
              const isChanged = ranges.some(([from, to]) => at > from && at <= to);
              const isLast = gone.includes(at) || (at === 1 && gone.includes(0));
              if (!isChanged && !isLast) continue;
              const range = document.createRange();
              range.setStart(text, k);
              range.setEnd(text, k + 1);
              const box = [...range.getClientRects()].at(-1);
              if (!box) continue;
              const middle = (box.top + box.bottom) / 2 - sheet.top;
              const height = Number.parseFloat(getComputedStyle(parent).lineHeight) || box.height;
              if (at === 1 && gone.includes(0)) ends.set(0, middle - height / 2);
              if (gone.includes(at)) ends.set(at, middle + height / 2);
              if (isChanged && !rows.some((row) => Math.abs(row.middle - middle) < height / 3))
                rows.push({ middle, height });
            }
          }
          for (const { middle, height } of rows) put.push(['change-bar', middle - height / 2, height]);
          for (const end of ends.values()) put.push(['change-gone', end, 0]);
        }
        for (const [name, top, height] of put) {
          const bar = document.createElement('div');
          bar.className = name;
          bar.ariaHidden = 'true';
          bar.style.top = `${top}px`;
          if (height > 0) bar.style.height = `${height}px`;
          section.append(bar);
        }
        const words = document.createElement('div');
        words.className = 'review-mark';
        words.ariaHidden = 'true';
        words.textContent = mark;
        section.append(words);
      }
    },
    bars,
    reviewMark,
  );
}
