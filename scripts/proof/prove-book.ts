/**
 * The proof: what a build has made is read back by readers that had no part in making it, and compared with the
 * manuscripts and the page map. Nothing is taken on trust: an output that cannot be read fails.
 */
import type { PagePrint } from '../model/edition-types.ts';
import type { Book, Check, Difference, PageMap, Proof, TypesetText } from '../model/types.ts';
import { epubChecks, pdfChecks, siteChecks } from './checks/index.ts';
import { comparePages } from './checks/page-text.ts';
import { flowsOf, type ProofFlow } from './flows.ts';
import { printsOf } from './page-prints.ts';
import { type PageZones, zonesOf } from './page-zones.ts';
import type { CheckResult, ProofContext } from './proof-check.ts';
import { type EpubReading, readEpub } from './read-epub.ts';
import { type PdfPage, type PdfReaders, type PdfReading, readersFor, startPdfReaders } from './read-pdf.ts';
import { readSite, type SiteFileData, type SiteReading } from './read-site.ts';

export interface ProofInput {
  book: Book;
  texts: Map<string, TypesetText>;
  pageMap: PageMap;
  pdf: Uint8Array;
  /** Null when the build makes none. */
  epub: Uint8Array | null;
  /** Files of the site by their names in the book's folder; empty where the book has none. */
  site: SiteFileData[];
  /** Threads started beforehand; they stay open. */
  readers?: PdfReaders;
}

/** The outputs as their readers see them; what is not made, or could not be read, is null and has no checks. */
export interface Readings extends Pick<ProofInput, 'book' | 'texts' | 'pageMap'> {
  pdf: PdfReading;
  epub: EpubReading | null;
  site: SiteReading | null;
}

/** Reads the outputs back and checks them. Does not throw for anything that is wrong with them. */
export async function proveBook(input: ProofInput): Promise<Proof> {
  return (await proveAndRead(input)).proof;
}

/** The proof, and what the pages of the PDF show; no pages where it cannot be read. */
export async function proveAndRead(input: ProofInput): Promise<{ proof: Proof; prints: PagePrint[] }> {
  const readers = input.readers ?? startPdfReaders(readersFor(input.pageMap.pages.length));
  try {
    const checks: Check[] = [];
    // The threads read the PDF while this one reads the EPUB and the site.
    const reading = attempt('pdf', () => readBookPdf(input, readers), checks);
    const epub = input.epub && (await attempt('epub', async () => readEpub(input.epub!), checks));
    const site = input.site.length > 0 ? await attempt('site', async () => readSite(input.site), checks) : null;
    const pdf = await reading;
    if (pdf) checks.push(...runChecks({ ...input, pdf, epub, site }));
    const { slug } = input.book.manifest;
    const proof: Proof = { format: 1, slug, ok: checks.every((check) => check.ok), checks };
    return { proof, prints: pdf ? printsOf(pdf.pages, input.pageMap) : [] };
  } finally {
    if (!input.readers) await readers.close();
  }
}

/** A reader's result, or null and a failed check. */
async function attempt<T>(name: string, read: () => Promise<T>, checks: Check[]): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    checks.push({ name, ok: false, count: 0, detail: (error as Error).message });
    return null;
  }
}

/** Reads the PDF; pages whose stream is not in reading order are read again by the structure tree. */
export async function readBookPdf({ book, texts, pageMap, pdf }: ProofInput, readers: PdfReaders): Promise<PdfReading> {
  const sheetsOf = (kind: string) => pageMap.pages.flatMap((page) => (page.kind === kind ? [page.sheet] : []));
  const reading = await readers.read(pdf, { linksOn: sheetsOf('contents'), paintOn: sheetsOf('blank') });
  const flows = flowsOf(book, texts, pageMap);
  const compared = comparePages({ flows, zones: zonesBySheet(reading.pages, pageMap) });
  const differing = compared.filter(({ expected, found }) => expected !== found);
  const disordered = differing.filter(({ expected, found }) => sameCharacters(expected, found));
  // Of pages that are wrong beyond their order, enough to tell where.
  const wrong = differing.filter((page) => !disordered.includes(page)).slice(0, 20);
  if (differing.length === 0) return reading;
  const ordered = await readers.readInOrder([...disordered, ...wrong].map(({ page }) => page.sheet));
  const bySheet = new Map(ordered.map((page) => [page.sheet, page]));
  return { ...reading, pages: reading.pages.map((page) => bySheet.get(page.sheet) ?? page) };
}

/** Reading again can mend the order of a page's characters, not which they are. */
function sameCharacters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** The checks on readings, apart from how they were made. */
export function runChecks({ book, texts, pageMap, pdf, epub, site }: Readings): Check[] {
  const flows = flowsOf(book, texts, pageMap);
  const context: ProofContext = { book, map: pageMap, flows, pdf, epub, site, zones: zonesBySheet(pdf.pages, pageMap) };
  const checks = [...pdfChecks, ...(epub ? epubChecks : []), ...(site ? siteChecks : [])];
  return checks.flatMap(({ name, run }) => toChecks(name, run(context), flows));
}

function zonesBySheet(pages: PdfPage[], map: PageMap): (sheet: number) => PageZones | null {
  const known = new Map<number, PageZones>();
  return (sheet) => {
    const page = pages[sheet - 1];
    const entry = map.pages[sheet - 1];
    if (!page || !entry) return null;
    const zones = known.get(sheet) ?? zonesOf(page, entry, map);
    known.set(sheet, zones);
    return zones;
  };
}

/** One line of the proof for a check that holds, one a finding for a check that does not. */
function toChecks(name: string, { count, findings }: CheckResult, flows: ProofFlow[]): Check[] {
  if (findings.length === 0) return [{ name, ok: true, count }];
  return findings.map(({ report, difference }) => ({
    name,
    ok: false,
    count,
    ...(report && { report, title: flows.find((flow) => flow.id === report)?.title }),
    detail: wordless(difference),
    difference,
  }));
}

/** A difference as it stands in the proof's file: where, what is common before it, what was due, what is there. */
export function wordless({ sheet, label, file, place, before, expected, found }: Difference): string {
  const where = place
    ? `${place.file}:${place.line ?? 1}:${place.column ?? 1}`
    : (file ?? (sheet ? `PDF ${sheet}${label ? ` (${label})` : ''}` : ''));
  return `${where} ${before}[${expected}] ≠ ${before}[${found}]`.trim();
}
