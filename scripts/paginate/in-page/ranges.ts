/**
 * Paged.js asks for the place of every piece of text by a new range. Until it is collected as garbage, each is looked
 * at whenever a node is moved or removed: after 800 pages that was a fifth of the work, and growing.
 */
const made: Range[] = [];
const elsewhere = document.implementation.createHTMLDocument('');

/** Keeps count of all ranges that are made from now on. */
export function trackRanges(): void {
  const create = document.createRange.bind(document);
  document.createRange = () => {
    const range = create();
    made.push(range);
    return range;
  };
}

/** Lets go of the ranges made so far; nobody may use them any more. */
export function dropRanges(): void {
  // A range minds the document that it begins in.
  for (const range of made) range.setStart(elsewhere, 0);
  made.length = 0;
}
