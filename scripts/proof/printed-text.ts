/** What of a typeset text a printed page shows: all of it but the brackets that ruby keeps for other media. */
import type { Nodes, Root } from 'hast';

/** A text whose positions are those of the typeset text. */
export interface PrintedText {
  /** The typeset text, as the page map counts it. */
  text: string;
  /** The same characters, those that are not printed as a blank. */
  printed: string;
}

/** Reads a tree in order. */
export function printedText(tree: Root): PrintedText {
  const parts: PrintedText[] = [];
  collect(tree, false, parts);
  return { text: parts.map((p) => p.text).join(''), printed: parts.map((p) => p.printed).join('') };
}

function collect(node: Nodes, hidden: boolean, out: PrintedText[]): void {
  if (node.type === 'text') {
    const text = node.value.replace(/\p{White_Space}+/gu, '');
    out.push({ text, printed: hidden ? ' '.repeat(text.length) : text });
  } else if ('children' in node) {
    const hides = hidden || (node.type === 'element' && node.tagName === 'rp');
    for (const child of node.children) collect(child, hides, out);
  }
}

/** The printed characters of a stretch of the typeset text. */
export function printedSlice({ printed }: PrintedText, start: number, end?: number): string {
  return printed.slice(start, end).replaceAll(' ', '');
}
