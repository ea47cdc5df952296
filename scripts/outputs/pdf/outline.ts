/** The outline (bookmarks) of a book: ISO 32000-1, 12.3.3. */
import type { OutlineItem } from './pdf-facts.ts';
import { addObject, getDict, type PdfFile, removeObject, setObject } from './pdf-file.ts';
import { dict, isRef, name, type PdfDict, type PdfRef, type PdfValue, textString } from './pdf-objects.ts';

/** Items of the first level stand open, so that parts show their reports; deeper ones are closed. */
const OPEN_LEVELS = 1;

/**
 * Adds an outline to the file and returns its root.
 * @param pages the page objects, in order
 * @param top the page's upper edge in pt, where every destination points
 */
export function addOutline(file: PdfFile, items: OutlineItem[], pages: PdfRef[], top: number): PdfRef {
  const root = addObject(file, null);
  const level = addLevel(file, items, root, 0, pages, top);
  setObject(file, root, dict({ Type: name('Outlines'), ...level.ends, Count: level.visible }));
  return root;
}

interface Level {
  ends: { First?: PdfRef; Last?: PdfRef };
  /** Items of this level and below that show when their parent is open. */
  visible: number;
}

function addLevel(
  file: PdfFile,
  items: OutlineItem[],
  parent: PdfRef,
  depth: number,
  pages: PdfRef[],
  top: number,
): Level {
  const refs = items.map(() => addObject(file, null));
  const isOpen = depth < OPEN_LEVELS;
  let visible = items.length;
  items.forEach((item, i) => {
    const page = pages[item.page];
    if (!page) throw new RangeError(`outline item ${item.title} points at page ${item.page} of ${pages.length}`);
    const below = addLevel(file, item.children, refs[i]!, depth + 1, pages, top);
    if (isOpen) visible += below.visible;
    const entry = dict({
      Title: textString(item.title),
      Parent: parent,
      Prev: refs[i - 1],
      Next: refs[i + 1],
      ...below.ends,
      Count: below.visible === 0 ? undefined : isOpen ? below.visible : -below.visible,
      Dest: [page, name('XYZ'), 0, top, null],
    });
    setObject(file, refs[i]!, entry);
  });
  return { ends: { First: refs[0], Last: refs.at(-1) }, visible };
}

/** Takes out the objects of an outline that the browser made from headings. */
export function removeOutline(file: PdfFile, catalog: PdfDict): void {
  const remove = (at: PdfValue | undefined): void => {
    for (let next = at; isRef(next); ) {
      const item = getDict(file, next);
      remove(item.get('First'));
      removeObject(file, next);
      next = item.get('Next');
    }
  };
  remove(catalog.get('Outlines'));
}
