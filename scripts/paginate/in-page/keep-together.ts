/**
 * Moves a page's end back before whatever must not stand last on it. Paged.js 0.4.3 steps back over one element only:
 * of 一、 with （一） under it, it takes the second along and leaves the first behind.
 */

/** Heading levels of a text, and the title block: they are kept with what follows under all circumstances. */
const headings = 'h2, h3, h4, h5, .title-block';

/**
 * The overflow of a page, begun earlier where its first element must be kept with the one before. Undefined where it
 * may stay as it is: also where so much hangs together that the page would be left without text.
 */
export function keepTogether(overflow: Range, rendered: Element): Range | undefined {
  const { startContainer, startOffset } = overflow;
  const first = startContainer.childNodes[startOffset];
  if (first?.nodeType !== Node.ELEMENT_NODE) return undefined;
  const start =
    stepBack(first as Element, rendered, () => true) ??
    stepBack(first as Element, rendered, (e) => e.matches(headings));
  if (!start || start === first) return undefined;
  const range = document.createRange();
  range.setStartBefore(start);
  range.setEnd(overflow.endContainer, overflow.endOffset);
  return range;
}

/** Where the page must end so that nothing is parted from what it is kept with; null where that is the page's top. */
function stepBack(first: Element, rendered: Element, counts: (before: Element) => boolean): Element | null {
  let node = first;
  while (node !== rendered) {
    const before = node.previousElementSibling;
    if (before && isKept(node) && counts(before)) node = before;
    else if (opens(node)) node = node.parentElement!;
    else return node;
  }
  return null;
}

const isKept = (node: Element) =>
  node.getAttribute('data-previous-break-after') === 'avoid' || node.getAttribute('data-break-before') === 'avoid';

/** True where no text of its parent stands before it; a table's caption and head are nothing without a row. */
function opens(node: Element): boolean {
  for (let before = node.previousSibling; before; before = before.previousSibling) {
    const isHead = /^(CAPTION|COLGROUP|THEAD)$/.test(before.nodeName);
    if (!isHead && (before.textContent?.trim() || (before as Element).querySelector?.('img'))) return false;
  }
  return true;
}
