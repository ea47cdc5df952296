/** The printed page as its tag tree parts it: blocks with their lines, and what stands outside the tree. By PDF.js. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A line of type. Lengths in pt, from the page's upper left corner. */
export interface BlockLine {
  baseline: number;
  left: number;
  right: number;
  /** Largest type size on the line. */
  size: number;
  text: string;
}

/** A figure has no lines. */
export interface Block {
  /** Role in the tag tree: H1, H2, P, TD, … */
  role: string;
  /** Roles above it, outermost first. */
  within: string[];
  lines: BlockLine[];
}

export interface BlockPage {
  /** Physical page, from 1. */
  sheet: number;
  label: string;
  blocks: Block[];
  /** Lines outside the tag tree: running head, folio, 样稿. */
  furniture: BlockLine[];
}

type Page = Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>;
interface Piece extends BlockLine {
  /** Marked-content id; null outside the tag tree. */
  id: string | null;
}

/** Reads the blocks of every page. */
export async function readBlocks(pdf: Uint8Array): Promise<BlockPage[]> {
  const task = getDocument({ data: Uint8Array.from(pdf), useSystemFonts: false, verbosity: 0 });
  try {
    const document = await task.promise;
    const labels = await document.getPageLabels();
    const pages: BlockPage[] = [];
    for (let sheet = 1; sheet <= document.numPages; sheet += 1) {
      const page = await document.getPage(sheet);
      pages.push({ sheet, label: labels?.[sheet - 1] ?? '', ...(await readPage(page)) });
      page.cleanup();
    }
    return pages;
  } finally {
    await task.destroy();
  }
}

async function readPage(page: Page): Promise<Pick<BlockPage, 'blocks' | 'furniture'>> {
  const pieces = await readPieces(page);
  const blocks: (Block & { ids: Set<string> })[] = [];
  collectBlocks(await page.getStructTree(), [], blocks);
  const known = new Set(blocks.flatMap(({ ids }) => [...ids]));
  return {
    blocks: blocks
      .map(({ ids, ...block }) => ({ ...block, lines: linesOf(pieces.filter(({ id }) => id !== null && ids.has(id))) }))
      .filter(({ role, lines }) => role === 'Figure' || lines.length > 0),
    furniture: linesOf(pieces.filter(({ id }) => id === null || !known.has(id))),
  };
}

async function readPieces(page: Page): Promise<Piece[]> {
  const [, , , top] = page.view as [number, number, number, number];
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  const pieces: Piece[] = [];
  const open: (string | null)[] = [];
  for (const item of items) {
    if (!('str' in item)) {
      if (item.type === 'endMarkedContent') open.pop();
      else open.push(item.id ?? null);
    } else if (item.str.trim() !== '') {
      const [, , , size, x, y] = item.transform as number[];
      const id = open.findLast((each) => each !== null) ?? null;
      pieces.push({ id, baseline: top - y!, left: x!, right: x! + item.width, size: size!, text: item.str });
    }
  }
  return pieces;
}

const inline = new Set(['Span', 'Link', 'Strong', 'Em', 'Ruby', 'RB', 'RT', 'RP', 'Code', 'NonStruct', 'Reference']);
interface TreeNode {
  role?: string;
  children?: TreeNode[];
  type?: string;
  id?: string;
}

/** A block is an element that holds text, itself or through inline elements. */
function collectBlocks(node: TreeNode | null, within: string[], blocks: (Block & { ids: Set<string> })[]): void {
  const own: string[] = [];
  const gather = (children: TreeNode[]) => {
    for (const child of children) {
      if (child.type === 'content') own.push(child.id!);
      else if (child.role && inline.has(child.role)) gather(child.children ?? []);
    }
  };
  gather(node?.children ?? []);
  if (node && (own.length > 0 || node.role === 'Figure'))
    blocks.push({ role: node.role ?? '', within, lines: [], ids: new Set(own) });
  const walk = (children: TreeNode[]) => {
    for (const child of children) {
      if (child.role && inline.has(child.role)) walk(child.children ?? []);
      else if (child.role) collectBlocks(child, [...within, node?.role ?? ''], blocks);
    }
  };
  walk(node?.children ?? []);
}

/** Pieces with one baseline are a line, read from left to right: a list's number comes last in the file. */
function linesOf(pieces: Piece[]): BlockLine[] {
  const lines: BlockLine[] = [];
  for (const { id: _, ...piece } of pieces.toSorted((a, b) => a.left - b.left)) {
    const line = lines.find((each) => Math.abs(each.baseline - piece.baseline) < 0.5);
    if (!line) lines.push(piece);
    else {
      line.text += piece.text;
      line.left = Math.min(line.left, piece.left);
      line.right = Math.max(line.right, piece.right);
      line.size = Math.max(line.size, piece.size);
    }
  }
  return lines.sort((a, b) => a.baseline - b.baseline);
}
