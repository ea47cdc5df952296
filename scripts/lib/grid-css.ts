/** The page's geometry in CSS, for the paginator and for print: what was measured and what is printed cannot differ. */
import type { Grid } from '../model/types.ts';

/** Space between body and notes: the rule stands in it (px at 27 px of pitch; both in whole pixels). */
export const noteGap = { above: 9, below: 8 };

/** Custom properties that the style sheets count in. */
export function gridProperties(grid: Grid): string {
  return `:root { --pitch: ${grid.pitch}px; --size: ${grid.fontSize}px; }\n`;
}
