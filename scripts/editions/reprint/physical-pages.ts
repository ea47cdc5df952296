/** What the pages of two editions look like on paper, so that leaves can be told apart. */
import type { PagePrint, PrintedPaint } from '../../model/edition-types.ts';
import type { PageEntry, PageMap } from '../../model/types.ts';
import { readPaint } from '../../outputs/pdf/read-paint.ts';
import { usesFace } from '../identity/other-faces.ts';
import { sameGlyphs } from '../identity/same-glyphs.ts';
import { blankDigest, type PhysicalPage } from './leaves.ts';

/** An edition's pages as its ledger or its build knows them. */
export interface PrintedEdition {
  map: PageMap;
  /** One a page of the map, in order. */
  prints: readonly PagePrint[];
  /** PostScript names of faces whose files are not those of the other edition. */
  others?: ReadonlySet<string>;
}

/** Of lines and areas, in pt; what differs by less is the same: a page further on in the book is rounded otherwise. */
const slack = 0.02;

/** A page, and how it can be told from others: words that must be equal, glyphs and paint that must lie close. */
interface Looks {
  words: string;
  print: Required<PagePrint>;
}

/**
 * Pages of editions, with digests that are equal exactly where two pages look the same: the same glyphs at the same
 * places within 0.01 pt of faces from the same files, the same lines, areas and pictures, running head and draft mark (it is grey) included.
 * Throws RangeError where an edition has not one print a page, paint included.
 */
export function physicalPages(editions: readonly PrintedEdition[]): PhysicalPage[][] {
  /** By words: one of each kind of page seen so far. */
  const seen = new Map<string, Looks[]>();
  return editions.map((edition) => {
    const { pages } = edition.map;
    if (edition.prints.length !== pages.length) {
      throw new RangeError(`${edition.prints.length} prints of ${pages.length} pages`);
    }
    return pages.map((page, i) => {
      const { sheet, kind, label, flow } = page;
      const { paint, ...print } = edition.prints[i]!;
      if (!paint) throw new RangeError(`nobody has read what is painted on page ${sheet}`);
      return { sheet, kind, label, flow, digest: digestOf(looksOf(page, { ...print, paint }, edition), seen) };
    });
  });
}

function digestOf({ words, print }: Looks, seen: Map<string, Looks[]>): string {
  if (words === blankDigest) return blankDigest;
  const alike = seen.get(words) ?? [];
  seen.set(words, alike);
  let at = alike.findIndex((one) => areClose(one.print, print));
  if (at < 0) at = alike.push({ words, print }) - 1;
  return `${words}#${at}`;
}

function looksOf(page: PageEntry, print: Required<PagePrint>, { map, others }: PrintedEdition): Looks {
  const isBlank = page.runningHead === null && page.printedFolio === null && print.runs.length === 0;
  if (isBlank && print.paint.length === 0) return { words: blankDigest, print };
  const drawnAnew = others !== undefined && usesFace(print.runs, others);
  const paint = print.paint.map(([what]) => what);
  const words = [map.grid.trimPt, page.side, page.runningHead, page.printedFolio, print.hash, paint, drawnAnew];
  return { words: JSON.stringify(words), print };
}

/** Of pages whose words are equal. */
function areClose(a: Required<PagePrint>, b: Required<PagePrint>): boolean {
  const lengths = ({ paint }: { paint: PrintedPaint[] }) => paint.flatMap(([, ...each]) => each);
  const [one, other] = [lengths(a), lengths(b)];
  const isPaintClose = one.length === other.length && one.every((length, i) => Math.abs(length - other[i]!) < slack);
  return isPaintClose && sameGlyphs(a.runs, b.runs);
}

/** Prints with what is painted on the pages of the finished PDF. */
export function addPaint(prints: readonly PagePrint[], pdf: Uint8Array): PagePrint[] {
  const paint = readPaint(pdf);
  return prints.map((print) => ({ ...print, paint: paint[print.sheet - 1] ?? [] }));
}
