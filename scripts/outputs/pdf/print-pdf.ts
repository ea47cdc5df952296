/** Prints the document in the browser, and makes the picture of the cover. */
import type { Page } from 'puppeteer';

/** Opens a tab, or gives one that has done its work: a browser does. What it shows is replaced. */
export interface TabSource {
  newPage(): Promise<Page>;
}

/**
 * Prints the document at a file: address. Throws an Error (a bug) where a face or an image does not load or a page's
 * text is higher than its type area: then the paginator and the printer disagree.
 * @param begun called when the document has been laid out and the browser is about to write
 * @param prepare adds to the pages once they have been checked
 */
export async function printPdf(
  tabs: TabSource,
  address: string,
  begun: () => void = () => undefined,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Uint8Array> {
  const page = await openDocument(tabs, address);
  await prepare(page);
  const written = page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: false,
    timeout: 0,
  });
  begun();
  const bytes = await written;
  await page.close();
  return bytes;
}

/** PNG of the document's first page, at 150 dpi. */
export async function pictureCover(tabs: TabSource, address: string): Promise<Uint8Array> {
  const page = await openDocument(tabs, address);
  const cover = await page.$('.page');
  const box = (await cover!.boundingBox())!;
  const [width, height] = [Math.ceil(box.width), Math.ceil(box.height)];
  await page.setViewport({ width, height, deviceScaleFactor: 150 / 96 });
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: box.width, height: box.height }, type: 'png' });
  await page.close();
  return picture;
}

/**
 * A document that does not hold is opened once more: should a page be laid out wrong but once, the book need not fail.
 * What is told is what the second tab has to say as well.
 */
async function openDocument(tabs: TabSource, address: string): Promise<Page> {
  const first = await tryDocument(tabs, address);
  if ('page' in first) return first.page;
  const second = await tryDocument(tabs, address);
  if ('page' in second) return second.page;
  const told = second.faults.slice(0, 5).join('; ');
  const steady = String(first.faults) === String(second.faults);
  throw new Error(`the print document is at fault: ${told}${steady ? '' : ` (before: ${first.faults[0]})`}`);
}

async function tryDocument(tabs: TabSource, address: string): Promise<{ page: Page } | { faults: string[] }> {
  const page = await tabs.newPage();
  await page.goto(address, { waitUntil: 'load', timeout: 0 });
  const missing = await showPages(page);
  const faults = missing.length > 0 ? missing : await measurePages(page);
  if (faults.length === 0) return { page };
  await page.close();
  return { faults };
}

/**
 * The pages wait in a <template> until the faces are there: a page laid out without them is laid out twice. Names the
 * faces and images that did not come: without them there is nothing to measure.
 */
function showPages(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const faces = [...document.fonts];
    await Promise.allSettled(faces.map((face) => face.load()));
    await document.fonts.ready;
    const unloaded = faces.filter(({ status }) => status !== 'loaded');
    if (faces.length === 0) return ['no face'];
    if (unloaded.length > 0) return unloaded.map((face) => `face ${face.family} ${face.weight} is ${face.status}`);
    document.body.append((document.getElementById('pages') as HTMLTemplateElement).content);
    const images = [...document.images];
    // Not `decode()`: its answer comes with the next frame, and a hidden tab has none. No function here has a name:
    // tsx would wrap it in a helper that the tab lacks.
    await Promise.all(
      images.map(
        (image) => image.complete || new Promise((done) => Object.assign(image, { onload: done, onerror: done })),
      ),
    );
    await document.fonts.ready;
    return images.filter((image) => image.naturalWidth === 0).map((image) => `image ${image.src}`);
  });
}

/** What would print as overlapping text without an error. */
function measurePages(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.page')].flatMap((element, i) => {
      const type = element.querySelector<HTMLElement>(':scope > .type');
      const notes = element.querySelector<HTMLElement>(':scope > .notes');
      if (!type) return [];
      const bottom = type.lastElementChild?.getBoundingClientRect().bottom ?? 0;
      const over = bottom - type.getBoundingClientRect().bottom;
      const words = type.textContent?.trim();
      const folio = element.querySelector(':scope > .folio')?.textContent ?? '';
      const where = `page ${i + 1} (${folio} ${words?.slice(0, 20)} … ${words?.slice(-20)})`;
      if (over > 1) return [`${where} is over-full by ${over} px`];
      return notes && notes.getBoundingClientRect().top < bottom - 1 ? [`${where}: notes overlap text`] : [];
    }),
  );
}
