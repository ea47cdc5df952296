/** Facts about a PDF as PDF.js sees them: the reader inside Firefox. */
import { readFile } from 'node:fs/promises';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfLine {
  /** Baseline's distance from the page's lower edge, in pt. */
  y: number;
  /** Left end, in pt. */
  x: number;
  text: string;
}

export interface PdfPage {
  /** From 1. */
  number: number;
  /** What a viewer shows: i, ii, 1, 2, …; the page's number where the file has no labels. */
  label: string;
  /** Width and height in pt. */
  size: [number, number];
  /** In the order of the content, lines parted by \n. */
  text: string;
  /** Pieces of text with the same baseline (to 0.5 pt), from the top. */
  lines: PdfLine[];
  /** Names of the destinations of internal links, and addresses of others. */
  links: string[];
}

export interface OutlineItem {
  title: string;
  /** Page number from 1; null where the destination cannot be resolved. */
  page: number | null;
  items: OutlineItem[];
}

export interface PdfFacts {
  pages: PdfPage[];
  outline: OutlineItem[];
  info: Record<string, unknown>;
  /** XMP as text; null where there is none. */
  xmp: string | null;
  tagged: boolean;
}

type Document = Awaited<ReturnType<typeof getDocument>['promise']>;
type Page = Awaited<ReturnType<Document['getPage']>>;

/** Reads a PDF file, or its bytes, with PDF.js. */
export async function readWithPdfjs(pdf: string | Uint8Array): Promise<PdfFacts> {
  const bytes = typeof pdf === 'string' ? await readFile(pdf) : pdf;
  // PDF.js takes the buffer over.
  const task = getDocument({ data: Uint8Array.from(bytes), useSystemFonts: false, verbosity: 0 });
  try {
    const document = await task.promise;
    const labels = await document.getPageLabels();
    const pages: PdfPage[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      pages.push(await readPage(await document.getPage(number), labels?.[number - 1] ?? String(number)));
    }
    const [outline, { info, metadata }, marks] = await Promise.all([
      document.getOutline(),
      document.getMetadata(),
      document.getMarkInfo(),
    ]);
    const items = await Promise.all((outline ?? []).map((item) => readOutline(document, item)));
    const xmp = metadata?.getRaw() ?? null;
    return { pages, outline: items, info: { ...info }, xmp, tagged: marks?.Marked === true };
  } finally {
    await task.destroy();
  }
}

async function readPage(page: Page, label: string): Promise<PdfPage> {
  const [content, annotations] = await Promise.all([page.getTextContent(), page.getAnnotations()]);
  const items = content.items.flatMap((item) => ('str' in item ? [item] : []));
  const [left, bottom, right, top] = page.view as [number, number, number, number];
  const links = annotations.flatMap((a) => (a.subtype === 'Link' ? [String(a.url ?? a.dest)] : []));
  const text = items.map((item) => item.str + (item.hasEOL ? '\n' : '')).join('');
  const pieces = items.map((item) => ({ x: Number(item.transform[4]), y: Number(item.transform[5]), text: item.str }));
  page.cleanup();
  return { number: page.pageNumber, label, size: [right - left, top - bottom], text, lines: linesOf(pieces), links };
}

function linesOf(pieces: PdfLine[]): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const piece of pieces) {
    if (piece.text.trim() === '') continue;
    const line = lines.find((l) => Math.abs(l.y - piece.y) < 0.5);
    if (!line) lines.push({ ...piece });
    else Object.assign(line, { text: line.text + piece.text, x: Math.min(line.x, piece.x) });
  }
  return lines.sort((a, b) => b.y - a.y);
}

type RawItem = Awaited<ReturnType<Document['getOutline']>>[number];

async function readOutline(document: Document, item: RawItem): Promise<OutlineItem> {
  const destination = typeof item.dest === 'string' ? await document.getDestination(item.dest) : item.dest;
  const index = destination ? await document.getPageIndex(destination[0]).catch(() => null) : null;
  const items = await Promise.all((item.items as RawItem[]).map((child) => readOutline(document, child)));
  return { title: item.title, page: index === null ? null : index + 1, items };
}
