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
import type { CheckResult, PrintedPages, ProofCheck, ProofContext, TextContext } from './proof-check.ts';
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
  const { book, texts, pageMap } = input;
  const readers = input.readers ?? startPdfReaders(readersFor(pageMap.pages.length));
  try {
    const checks: Check[] = [];
    const flows = flowsOf(book, texts, pageMap);
    // The threads read the PDF while this one reads the EPUB and the site, and checks what needs no page of the PDF.
    const reading = attempt('pdf', () => readAndCompare(input, flows, readers), checks);
    const epub = input.epub && (await attempt('epub', async () => readEpub(input.epub!), checks));
    const site = input.site.length > 0 ? await attempt('site', async () => readSite(input.site), checks) : null;
    const context: TextContext = { book, map: pageMap, flows, epub, site };
    const early = checkTexts(context);
    const printed = await reading;
    if (printed) checks.push(...checkPages({ ...context, ...printed }, early));
    const { slug } = book.manifest;
    const proof: Proof = { format: 1, slug, ok: checks.every((check) => check.ok), checks };
    return { proof, prints: printed ? printsOf(printed.pdf.pages, pageMap) : [] };
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
export async function readBookPdf(input: ProofInput, readers: PdfReaders): Promise<PdfReading> {
  return (await readAndCompare(input, flowsOf(input.book, input.texts, input.pageMap), readers)).pdf;
}

async function readAndCompare(
  { pageMap, pdf }: ProofInput,
  flows: ProofFlow[],
  readers: PdfReaders,
): Promise<PrintedPages & { pdf: PdfReading }> {
  const sheetsOf = (kind: string) => pageMap.pages.flatMap((page) => (page.kind === kind ? [page.sheet] : []));
  const reading = await readers.read(pdf, { linksOn: sheetsOf('contents'), paintOn: sheetsOf('blank') });
  const first = comparePrinted(reading, flows, pageMap);
  const differing = first.compared.filter(({ expected, found }) => expected !== found);
  if (differing.length === 0) return { pdf: reading, ...first };
  const disordered = differing.filter(({ expected, found }) => sameCharacters(expected, found));
  // Of pages that are wrong beyond their order, enough to tell where.
  const wrong = differing.filter((page) => !disordered.includes(page)).slice(0, 20);
  const ordered = await readers.readInOrder([...disordered, ...wrong].map(({ page }) => page.sheet));
  const bySheet = new Map(ordered.map((page) => [page.sheet, page]));
  const mended = { ...reading, pages: reading.pages.map((page) => bySheet.get(page.sheet) ?? page) };
  return { pdf: mended, ...comparePrinted(mended, flows, pageMap) };
}

function comparePrinted({ pages }: PdfReading, flows: ProofFlow[], map: PageMap): PrintedPages {
  const zones = zonesBySheet(pages, map);
  return { zones, compared: comparePages({ flows, zones }) };
}

/** Reading again can mend the order of a page's characters, not which they are. */
function sameCharacters(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join('') === [...b].sort().join('');
}

/** The checks on readings, apart from how they were made. */
export function runChecks({ book, texts, pageMap, pdf, epub, site }: Readings): Check[] {
  const flows = flowsOf(book, texts, pageMap);
  const context: TextContext = { book, map: pageMap, flows, epub, site };
  return checkPages({ ...context, pdf, ...comparePrinted(pdf, flows, pageMap) }, checkTexts(context));
}

const checksFor = ({ epub, site }: TextContext): ProofCheck[] => [
  ...pdfChecks,
  ...(epub ? epubChecks : []),
  ...(site ? siteChecks : []),
];

/** What the checks find that look at no page of the PDF. */
function checkTexts(context: TextContext): Map<ProofCheck, CheckResult> {
  const results = new Map<ProofCheck, CheckResult>();
  for (const check of checksFor(context)) {
    if ('textOnly' in check) results.set(check, check.run(context));
  }
  return results;
}

/** Every check in its order. */
function checkPages(context: ProofContext, early: ReadonlyMap<ProofCheck, CheckResult>): Check[] {
  return checksFor(context).flatMap((check) => {
    return toChecks(check.name, early.get(check) ?? check.run(context), context.flows);
  });
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
