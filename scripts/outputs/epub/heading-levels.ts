/** Levels of headings without gaps, for readers who move by them. */
import type { ElementContent } from 'hast';
import { visit } from 'unist-util-visit';

/**
 * Raises each heading that skips a level, in place; the title above is of the first. A manuscript's own gap has been
 * diagnosed; but one also arises where a heading runs in (it is no heading any more), and one below it does not.
 */
export function closeLevels(body: ElementContent[]): void {
  /** By written level: the one given. Siblings get the same. */
  let open: { written: number; given: number }[] = [{ written: 1, given: 1 }];
  visit({ type: 'root', children: body }, 'element', (node) => {
    const written = Number(/^h([1-6])$/.exec(node.tagName)?.[1] ?? 0);
    if (written === 0) return;
    open = open.filter((one) => one.written < written);
    const given = Math.min(written, (open.at(-1)?.given ?? 0) + 1);
    open.push({ written, given });
    node.tagName = `h${given}`;
  });
}
