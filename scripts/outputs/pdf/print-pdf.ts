/** Prints the document in the browser, and makes the picture of the cover. */
import type { Browser, Page } from 'puppeteer';

/**
 * Prints the document at a file: address. Throws an Error (a bug) where a face or an image does not load or a page's
 * text is higher than its type area: then the paginator and the printer disagree.
 * @param begun called when the document has been laid out and the browser is about to write
 * @param prepare adds to the pages once they have been checked
 */
export async function printPdf(
  browser: Browser,
  address: string,
  begun: () => void = () => undefined,
  prepare: (page: Page) => Promise<void> = async () => undefined,
): Promise<Uint8Array> {
  const page = await openDocument(browser, address);
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
export async function pictureCover(browser: Browser, address: string): Promise<Uint8Array> {
  const page = await openDocument(browser, address);
  const cover = await page.$('.page');
  const box = (await cover!.boundingBox())!;
  const [width, height] = [Math.ceil(box.width), Math.ceil(box.height)];
  await page.setViewport({ width, height, deviceScaleFactor: 150 / 96 });
  const picture = await page.screenshot({ clip: { x: 0, y: 0, width: box.width, height: box.height }, type: 'png' });
  await page.close();
  return picture;
}

async function openDocument(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(address, { waitUntil: 'load', timeout: 0 });
  await showPages(page);
  await checkPages(page);
  return page;
}

/** The pages wait in a <template> until the faces are there: a page laid out without them is laid out twice. */
async function showPages(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.allSettled([...document.fonts].map((face) => face.load()));
    await document.fonts.ready;
    document.body.append((document.getElementById('pages') as HTMLTemplateElement).content);
  });
}

/** What would print as missing or overlapping text without an error. */
async function checkPages(page: Page): Promise<void> {
  const faults = await page.evaluate(async () => {
    const faces = [...document.fonts].filter((face) => face.status !== 'loaded').map((face) => `face ${face.family}`);
    await Promise.allSettled([...document.images].map((image) => image.decode()));
    const images = [...document.images]
      .filter((image) => image.naturalWidth === 0)
      .map((image) => `image ${image.src}`);
    const pages = [...document.querySelectorAll('.page')].flatMap((element, i) => {
      const type = element.querySelector<HTMLElement>(':scope > .type');
      const notes = element.querySelector<HTMLElement>(':scope > .notes');
      if (!type) return [];
      const bottom = type.lastElementChild?.getBoundingClientRect().bottom ?? 0;
      const over = bottom - type.getBoundingClientRect().bottom;
      const words = type.textContent?.trim().slice(0, 20);
      if (over > 1) return [`page ${i + 1} (${words}) is over-full by ${over} px`];
      return notes && notes.getBoundingClientRect().top < bottom - 1 ? [`page ${i + 1}: notes overlap text`] : [];
    });
    return [...faces, ...images, ...pages];
  });
  if (faults.length > 0) throw new Error(`the print document is at fault: ${faults.slice(0, 5).join('; ')}`);
}
