/**
 * Takes away the spans that hold characters together wherever no line would end inside them anyhow. They stand once in
 * some thirty characters, and each costs Paged.js a node, and the print a piece of marked content of its own.
 *
 * A span that lies well within a line has held nothing: lines are filled one after the other, so that without it the
 * same characters still fit. One that begins a line may have been moved there, and stays. So does one near a line's end:
 * where marks are set on half their width to fit, Chrome decides by the pieces of text that the spans make.
 */

/** The most characters of a run that was put together again; see runs.ts for why runs are short. */
const longestRun = 90;

/** Characters from a line's end within which spans stay: a unit's last character and the closing marks after it. */
const nearEnd = 4;

/** The spans in paragraphs that are laid out which hold nothing. Items of lists wrap about their numbers in other places. */
export function findIdle(box: HTMLElement): HTMLElement[] {
  const idle: HTMLElement[] = [];
  for (const block of box.querySelectorAll<HTMLElement>('p[data-b]:not(li p)')) {
    const held = block.querySelectorAll<HTMLElement>('.nb');
    if (held.length === 0) continue;
    const { direction, textAlign, fontSize } = getComputedStyle(block);
    if (direction !== 'ltr' || !['start', 'left', 'justify'].includes(textAlign)) continue;
    // Less than a character from the edge: only an opening mark on half its width may stand before it.
    const size = Number.parseFloat(fontSize);
    const { left, right } = block.getBoundingClientRect();
    for (const span of held) {
      const rect = span.getBoundingClientRect();
      if (rect.left > left + 0.9 * size && rect.right < right - nearEnd * size) idle.push(span);
    }
  }
  return idle;
}

/** Takes them away; moves no line. Costs least where nothing is laid out any more. */
export function release(idle: HTMLElement[]): void {
  const parents = new Set<Element>();
  for (const span of idle) {
    parents.add(span.parentElement!);
    span.replaceWith(...span.childNodes);
  }
  for (const parent of parents) joinRuns(parent);
}

const isRun = (node: ChildNode): boolean =>
  node instanceof HTMLElement && node.hasAttribute('data-r') && node.childElementCount === 0;

/** Puts neighbouring text of an element into as few runs as may be; no text is left beside a sibling. */
function joinRuns(parent: Element): void {
  let open: ChildNode[] = [];
  let length = 0;
  const close = () => {
    if (open.length > 1 || open[0] instanceof Text) joinRun(open);
    open = [];
    length = 0;
  };
  for (const node of [...parent.childNodes]) {
    if (!(node instanceof Text || isRun(node))) {
      close();
      continue;
    }
    const more = node.textContent!.length;
    if (length + more > longestRun) close();
    open.push(node);
    length += more;
  }
  close();
}

/** Makes one run of neighbours. */
function joinRun([first, ...others]: ChildNode[]): void {
  const run = document.createElement('span');
  run.setAttribute('data-r', '');
  run.textContent = [first!, ...others].map((node) => node.textContent).join('');
  first!.replaceWith(run);
  for (const node of others) node.remove();
}
