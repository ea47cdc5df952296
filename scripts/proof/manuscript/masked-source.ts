/**
 * A manuscript's Markdown beside a copy of equal length in which everything already understood is blotted out, so that
 * each pass of the reader sees only what is left to judge, and offsets stay those of the source.
 */

/** Blots of the copy. */
export const blot = {
  /** Not text: gone whatever happens (comments). */
  removed: '\u0000',
  /** Text as it stands, markup characters included (code). */
  literal: '\u0001',
  /** Markup: not text, unless the typesetter saw it otherwise. */
  markup: '\u0002',
} as const;

export interface MaskedSource {
  source: string;
  /** The copy, one UTF-16 unit an element. */
  mask: string[];
  /** End of each stretch of markup by its start, within a line; a stretch is printed whole or not at all. */
  stretches: Map<number, number>;
}

export function maskSource(source: string): MaskedSource {
  return { source, mask: source.split(''), stretches: new Map() };
}

/** Blots out [start, end), line ends excepted. */
export function blotOut(masked: MaskedSource, start: number, end: number, with_: keyof typeof blot): void {
  for (let i = start; i < end; i++) if (masked.source[i] !== '\n') masked.mask[i] = blot[with_];
  if (with_ !== 'markup') return;
  for (const line of masked.source.slice(start, end).matchAll(/[^\n]+/g)) {
    masked.stretches.set(start + line.index, start + line.index + line[0].length);
  }
}

/** Blots out each character of [start, end) as markup of its own. */
export function blotEach(masked: MaskedSource, start: number, end: number): void {
  for (let i = start; i < end; i++) blotOut(masked, i, i + 1, 'markup');
}
