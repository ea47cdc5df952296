/** Facts about a PDF as MuPDF sees them: an engine that shares no code with PDF.js or the browser. */
import { readFile } from 'node:fs/promises';
import * as mupdf from 'mupdf';

export interface MupdfLine {
  /** Baseline's distance from the page's upper edge, in pt. */
  baseline: number;
  /** Left and right end, in pt. */
  left: number;
  right: number;
  /** Type size in pt, of the first character. */
  size: number;
  font: string;
  text: string;
}

export interface MupdfPage {
  number: number;
  label: string;
  /** Width and height in pt. */
  size: [number, number];
  /** Lines parted by \n. */
  text: string;
  /** From the top; pieces of text that MuPDF puts on one line. */
  lines: MupdfLine[];
}

export interface MupdfFacts {
  pages: MupdfPage[];
  /** Whether the file's structure had to be mended on opening. */
  repaired: boolean;
}

/** Reads a PDF file, or its bytes, with MuPDF. */
export async function readWithMupdf(pdf: string | Uint8Array): Promise<MupdfFacts> {
  const bytes = typeof pdf === 'string' ? await readFile(pdf) : pdf;
  const document = mupdf.Document.openDocument(bytes, 'application/pdf').asPDF();
  if (!document) throw new Error('not a PDF');
  try {
    const pages = Array.from({ length: document.countPages() }, (_, i) =>
      readPage(document.loadPage(i) as mupdf.PDFPage, i + 1),
    );
    return { pages, repaired: document.wasRepaired() };
  } finally {
    document.destroy();
  }
}

/** A page as a PNG of so many dots an inch, for a person to look at. */
export async function drawPage(pdf: string | Uint8Array, number: number, dpi = 72): Promise<Uint8Array> {
  const bytes = typeof pdf === 'string' ? await readFile(pdf) : pdf;
  const document = mupdf.Document.openDocument(bytes, 'application/pdf');
  const scale = mupdf.Matrix.scale(dpi / 72, dpi / 72);
  return document
    .loadPage(number - 1)
    .toPixmap(scale, mupdf.ColorSpace.DeviceRGB, false)
    .asPNG();
}

function readPage(page: mupdf.PDFPage, number: number): MupdfPage {
  const [x0, y0, x1, y1] = page.getBounds();
  const text = page.toStructuredText('preserve-whitespace');
  const lines: MupdfLine[] = [];
  text.walk({
    beginLine: () =>
      void lines.push({ baseline: 0, left: Number.POSITIVE_INFINITY, right: 0, size: 0, font: '', text: '' }),
    onChar: (char, origin, font, size, quad) => {
      const line = lines.at(-1)!;
      if (line.text === '') Object.assign(line, { baseline: origin[1] - y0, size, font: font.getName() });
      line.text += char;
      line.left = Math.min(line.left, quad[0] - x0);
      line.right = Math.max(line.right, quad[2] - x0);
    },
  });
  const found = lines.filter((line) => line.text.trim() !== '').sort((a, b) => a.baseline - b.baseline);
  return { number, label: page.getLabel(), size: [x1 - x0, y1 - y0], text: text.asText(), lines: found };
}
