/** The paginator's style sheet: text styles in grid units, and a page box that is the type area alone. */
import { gridProperties, noteGap } from '../lib/grid-css.ts';
import type { Grid } from '../model/types.ts';

/**
 * CSS for Paged.js. `textCss` is print.css, `pagedCss` paged.css. A fitted report's page is `extraLines` higher.
 */
export function pagedStyles(grid: Grid, textCss: string, pagedCss: string, extraLines: number): string {
  return `${pageRule(grid, extraLines)}\n${gridProperties(grid)}${textCss}\n${pagedCss}`;
}

/** The @page rule. */
export function pageRule(grid: Grid, extraLines: number): string {
  const height = grid.typeHeight + extraLines * grid.pitch;
  const note = `border-top: 0.4pt solid #000; margin-top: ${noteGap.above}px; padding-top: ${noteGap.below}px;`;
  return `@page { size: ${grid.typeWidth}px ${height}px; margin: 0; @footnote { ${note} } }`;
}
