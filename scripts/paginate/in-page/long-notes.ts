/**
 * Where a note does not fit its page, Paged.js 0.4.3 moves the line of its reference to the next page with it: right for
 * a note of a few lines, but one of half a page leaves half a page empty. A long note shall begin under its reference
 * and go on at the foot of the next page: Paged.js does so where the reference is as high as its line (paged.css).
 */

/** Characters of a note of some eight lines; a shorter one is not worth a break. */
const longest = 360;

/** Marks the long notes within a node that has just been rendered, before Paged.js lifts them out. `pitch` in px. */
export function markLongNotes(node: Node, pitch: number): void {
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  const element = node as HTMLElement;
  const within = [...element.querySelectorAll<HTMLElement>("[data-note='footnote']")];
  const notes = (element.dataset.note === 'footnote' ? [element] : within).filter(
    (note) => (note.textContent ?? '').length > longest,
  );
  // To ask for a place costs a layout: only where there is a long note.
  const page = notes.length > 0 ? element.closest('.pagedjs_page_content')?.getBoundingClientRect() : undefined;
  if (!page) return;
  for (const note of notes) {
    const { left, top } = note.getBoundingClientRect();
    // Its line, and under it the rule and two lines of the note.
    if (left < page.right && top + 3 * pitch <= page.bottom) note.classList.add('long-note');
  }
}
