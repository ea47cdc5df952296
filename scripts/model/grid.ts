/** The page's geometry, from the manifest's few words: whole pixels, so that no rounding moves a line. */
import type { Manifest } from './manifest-schema.ts';
import type { Grid } from './types.ts';

const mm = 96 / 25.4;
/** Trim sizes in mm (GB/T 788 and trade sizes). */
const sizes = { A4: [210, 297], A5: [148, 210], B5: [176, 250], '16K': [185, 260] } as const;

/** Leading of the body: 27 px for 16 px type, the original's pitch. */
const leading = 27 / 16;
/** Narrowest margins in mm that leave room for running head, folio and trimming. */
const least = { vertical: 18, horizontal: 14 };

/**
 * What a line has beyond its characters, in px. Chrome rounds every piece of a line up to 1/64 px, and what it has laid
 * out before leaves its mark on the last digits: without slack a line of 34 characters now fits and now does not.
 */
const slack = 0.4;

/**
 * Computes the grid of a page, in px. Margins share what the type area leaves: the head margin a little more than the
 * foot, the outer more than the inner (35.5 : 32.9 and 30 : 36.07 on A4).
 * Returns null where the type area does not fit the sheet, or its lines would stand closer than 1.2 times the size.
 */
export function computeGrid(page: Manifest['page']): Grid | null {
  const [widthMm, heightMm] = sizes[page.size];
  const [trimWidth, trimHeight] = [widthMm * mm, heightMm * mm];
  const fontSize = (Number.parseFloat(page.fontSize) * 96) / 72;
  const typeWidth = page.measure * fontSize + slack;
  const pitch = Math.min(
    Math.round(fontSize * leading),
    Math.floor((trimHeight - 2 * least.vertical * mm) / page.lines),
  );
  const typeHeight = pitch * page.lines;
  if (typeWidth > trimWidth - 2 * least.horizontal * mm || pitch < 1.2 * fontSize) return null;
  const top = Math.round(((trimHeight - typeHeight) * 35.5) / 68.4);
  const inner = Math.round(((trimWidth - typeWidth) * 30) / 66.07);
  return {
    trimWidth,
    trimHeight,
    trimPt: [round3((widthMm / 25.4) * 72), round3((heightMm / 25.4) * 72)],
    measure: page.measure,
    lines: page.lines,
    fontSize,
    pitch,
    typeWidth,
    typeHeight,
    top,
    inner,
    outer: trimWidth - typeWidth - inner,
  };
}

const round3 = (x: number) => Math.round(x * 1000) / 1000;
