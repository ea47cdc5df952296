/** What each printed page shows and where, from the proof's own reading of the PDF: a ledger keeps it. */
import { createHash } from 'node:crypto';
import type { PagePrint, PrintedRun } from '../model/edition-types.ts';
import type { PageMap } from '../model/types.ts';
import { zoneFinder } from './page-zones.ts';
import type { PdfPage, PdfText } from './read-pdf.ts';

/** Printed in the foot margin of a draft. */
const draftMark = '样稿';

/** Prints of all pages that the map knows, in order; running heads and the draft's mark apart. */
export function printsOf(pages: PdfPage[], map: PageMap): PagePrint[] {
  return pages.flatMap((page): PagePrint[] => {
    const entry = map.pages[page.sheet - 1];
    if (!entry) return [];
    const zoneOf = zoneFinder(entry, map);
    const shown = page.texts.filter(({ y, text }) => {
      const zone = zoneOf(y);
      return zone === 'type' || (zone === 'foot' && text.replace(/\s/g, '') !== draftMark);
    });
    const { sheet, label, flow } = entry;
    return [{ sheet, label, flow, hash: hashOf(shown), runs: shown.map(runOf) }];
  });
}

function hashOf(texts: PdfText[]): string {
  const characters = texts.map(({ text }) => text.replace(/\p{White_Space}+/gu, '')).join('');
  return createHash('sha256').update(characters).digest('hex');
}

const runOf = ({ x, y, width, font, size, text }: PdfText): PrintedRun => [
  thousandths(x),
  thousandths(y),
  thousandths(width),
  font.replace(/^[A-Z]{6}\+/, ''),
  thousandths(size),
  text,
];

/** Lengths in pt: finer than any eye, and free of what floating point leaves. */
const thousandths = (length: number): number => Math.round(length * 1000) / 1000;
