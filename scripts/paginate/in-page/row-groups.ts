/**
 * Rows that a cell spans stay on one page wherever a page can hold them: Chrome sees to it. Where none can, the page
 * breaks between two of the rows and the spanning cell goes on under it. Paged.js 0.4.3 leaves such a row without its
 * cell, so that the others move to foreign columns, or repeats the cell's text as if it were the manuscript's.
 */

/** Rows of one section that hang together by cells that span them; two or more. */
function rowGroups(section: HTMLTableSectionElement): HTMLTableRowElement[][] {
  const rows = [...section.rows];
  const groups: HTMLTableRowElement[][] = [];
  let reach = 0;
  rows.forEach((row, i) => {
    if (i >= reach) groups.push([]);
    groups.at(-1)!.push(row);
    reach = Math.max(reach, ...[...row.cells].map((cell) => endOf(cell, i, rows.length)));
  });
  return groups.filter((group) => group.length > 1);
}

/** The row after a cell's last; `rowspan=0` reaches to the section's end. */
const endOf = ({ rowSpan }: HTMLTableCellElement, row: number, rows: number): number =>
  rowSpan === 0 ? rows : Math.min(row + rowSpan, rows);

/**
 * Fixes the rows under spanning cells of a table whose other rows have their heights, and marks those that must be parted.
 * @param pitch In px.
 * @param room Height in px that a page has for rows.
 */
export function fixSpans(table: HTMLTableElement, pitch: number, room: number): void {
  stretchRows(table, pitch);
  for (const group of [...table.tBodies].flatMap(rowGroups)) {
    const height = group.at(-1)!.getBoundingClientRect().bottom - group[0]!.getBoundingClientRect().top;
    if (height > room) for (const row of group) row.classList.add('parted');
  }
  // Cells of parted rows have another padding.
  stretchRows(table, pitch);
}

/** Where a spanning cell holds more than its rows have room for, the last of them is higher by whole lines. */
function stretchRows(table: HTMLTableElement, pitch: number): void {
  const rows = [...table.rows];
  for (const cell of table.querySelectorAll<HTMLTableCellElement>('[rowspan]')) {
    const from = rows.indexOf(cell.parentElement as HTMLTableRowElement);
    const spanned = rows.slice(from, from + cell.rowSpan);
    const padding = Number.parseFloat(getComputedStyle(cell).paddingTop);
    // A pixel for the rule below; a row that may break has no height of its own, and the sum is no number.
    const over = contentHeight(cell) + padding + 1 - sumHeights(spanned);
    const last = spanned.at(-1)!;
    if (over > 0) last.style.height = `${sumHeights([last]) + Math.ceil(over / pitch) * pitch}px`;
  }
}

const sumHeights = (rows: HTMLElement[]): number =>
  rows.reduce((sum, row) => sum + Number.parseFloat(row.style.height), 0);

/** Height in px of a cell's text, in whole lines. */
export function contentHeight(cell: HTMLElement): number {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const lineHeight = Number.parseFloat(getComputedStyle(cell).lineHeight);
  return Math.max(lineHeight, Math.round(range.getBoundingClientRect().height / lineHeight) * lineHeight);
}

/**
 * The first row of a parted group that the page does not hold whole. Paged.js breaks a table that has a colspan only
 * before rows with a cell in every column, which a group taller than a page need not have.
 */
export function fillWithRows(overflow: Range, bounds: DOMRect): Range {
  let row = overflow.startContainer.childNodes[overflow.startOffset] as Element | null | undefined;
  const first = row;
  while (row?.matches?.('tr.parted') && isWithin(row as HTMLTableRowElement, bounds)) row = row.nextElementSibling;
  if (!row || row === first) return overflow;
  const range = document.createRange();
  range.setStartBefore(row);
  range.setEnd(overflow.endContainer, overflow.endOffset);
  return range;
}

/** Whether row and text of its cells end on the page: what overflows stands below it or, in columns, beside it. */
function isWithin(row: HTMLTableRowElement, { right, bottom }: DOMRect): boolean {
  const contents = [...row.cells].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range;
  });
  return [row, ...contents]
    .map((part) => part.getBoundingClientRect())
    .every((rect) => Math.floor(rect.right) <= Math.round(right) && Math.floor(rect.bottom) <= Math.round(bottom));
}

/** Lets the cells that span over the top of `row` end above it, and go on in it. For the source, before a page is laid out. */
export function partSpans(row: HTMLTableRowElement): void {
  const section = row.parentElement as HTMLTableSectionElement;
  const rows = [...section.rows];
  const at = rows.indexOf(row);
  const columns = columnsOf(rows);
  for (const [i, above] of rows.slice(0, at).entries()) {
    for (const cell of above.cells) {
      const end = endOf(cell, i, rows.length);
      if (end <= at) continue;
      const rest = continuedCell(cell, at);
      rest.rowSpan = end - at;
      cell.rowSpan = at - i;
      const column = columns.get(cell)!;
      row.insertBefore(rest, [...row.cells].find((other) => columns.get(other)! > column) ?? null);
      columns.set(rest, column);
    }
  }
}

/** Names of some characters are told again, as a table's head is; of a longer text, or one with notes, only the cell goes on. */
function continuedCell(cell: HTMLTableCellElement, row: number): HTMLTableCellElement {
  const rest = cell.cloneNode(false) as HTMLTableCellElement;
  const text = cell.textContent!.trim();
  for (const name of ['id', 'data-b', 'data-id', 'data-mark']) rest.removeAttribute(name);
  if (cell.dataset.ref) rest.dataset.ref = `${cell.dataset.ref}-${row}`;
  if (text !== '' && text.length <= longestName && !cell.querySelector('a, img, sup, ruby, br')) {
    rest.textContent = text;
    rest.dataset.mark = 'table-head';
  }
  return rest;
}

/** Characters of a name that is told again. */
const longestName = 12;

/** The column that each cell begins in. */
function columnsOf(rows: HTMLTableRowElement[]): Map<HTMLTableCellElement, number> {
  const columns = new Map<HTMLTableCellElement, number>();
  // By column: the first row that no cell from above reaches.
  const free: number[] = [];
  rows.forEach((row, i) => {
    let column = 0;
    for (const cell of row.cells) {
      while ((free[column] ?? 0) > i) column += 1;
      columns.set(cell, column);
      for (let c = column; c < column + cell.colSpan; c += 1) free[c] = endOf(cell, i, rows.length);
      column += cell.colSpan;
    }
  });
  return columns;
}
