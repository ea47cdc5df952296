/** Where the characters and images of a tree stand, counted as the page map counts them: without white space. */
import type { Element, Parents, Root, Text } from 'hast';

/** A text node with characters, or an image. */
export interface Leaf {
  node: Text | Element;
  /** What is around it, the root first. */
  path: Parents[];
  /** The innermost of these that does not stand within a line. */
  block: Parents;
  /** Characters (UTF-16 units without white space) and images of the tree before it. */
  chars: number;
  images: number;
  /** Characters in it. */
  length: number;
}

/** Elements that stand within a line; all others are blocks. */
const phrasing = new Set('a b br code del em i img ins rb rp rt rtc ruby s span strong sub sup u'.split(' '));

export const isPhrasing = (node: Parents): boolean => node.type === 'element' && phrasing.has(node.tagName);

const space = /\p{White_Space}/u;

/** Characters of a text without white space. */
export const countCharacters = (text: string): number => text.replace(/\p{White_Space}+/gu, '').length;

/** All leaves in reading order. */
export function leavesOf(tree: Root): Leaf[] {
  const leaves: Leaf[] = [];
  let [chars, images] = [0, 0];
  const visit = (path: Parents[], block: Parents): void => {
    const own = path.at(-1)!;
    for (const node of own.children) {
      if (node.type === 'text') {
        const count = countCharacters(node.value);
        if (count > 0) leaves.push({ node, path, block, chars, images, length: count });
        chars += count;
      } else if (node.type === 'element') {
        if (node.tagName === 'img') leaves.push({ node, path, block, chars, images: images++, length: 0 });
        visit([...path, node], isPhrasing(node) ? block : node);
      }
    }
  };
  visit([tree], tree);
  return leaves;
}

/** Offset in a text of its character number `count`, white space not counted. */
export function offsetOf(text: string, count: number): number {
  let left = count;
  for (let i = 0; i < text.length; i += 1) {
    if (space.test(text[i]!)) continue;
    if (left === 0) return i;
    left -= 1;
  }
  return text.length;
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/**
 * For a number of characters, the same number, or a smaller one where a grapheme would be cut in two: also one whose
 * combining marks stand in an element of their own.
 */
export function graphemeStartOf(leaves: Leaf[]): (at: number) => number {
  const texts = leaves.filter((leaf): leaf is Leaf & { node: Text } => leaf.node.type === 'text');
  const starts: number[] = [];
  let whole = '';
  for (const [i, { node, block }] of texts.entries()) {
    // Nothing combines over the end of a paragraph.
    if (i > 0 && block !== texts[i - 1]!.block) whole += '\u2029';
    starts.push(whole.length);
    whole += node.value;
  }
  const segments = segmenter.segment(whole);
  return (at) => {
    const last = texts.findLastIndex(({ chars }) => chars <= at);
    if (last < 0) return at;
    const { node, chars } = texts[last]!;
    const begun = segments.containing(starts[last]! + offsetOf(node.value, at - chars))?.index ?? whole.length;
    const home = starts.findLastIndex((start) => start <= begun);
    const before = countCharacters(texts[home]!.node.value.slice(0, begun - starts[home]!));
    return Math.min(at, texts[home]!.chars + before);
  };
}
