/**
 * Cuts text into runs of some 60 graphemes, each in a span of its own. Paged.js 0.4.3 repeats and loses text where one
 * run spans three pages, where a row is taller than a page, and where a text node reads like a part of one of its
 * siblings, for which it takes it; with short runs, none with a sibling, it does not. No line break moves by it.
 */
import type { Element, ElementContent, Text } from 'hast';
import { graphemesOf } from './graphemes.ts';

const runLength = 60;

/** Wraps all text below an element's children in runs; short text that is alone in its element stays as it is. */
export function cutRuns<T extends ElementContent>(node: T): T {
  if (node.type !== 'element') return node;
  return {
    ...node,
    children: node.children.flatMap((child): ElementContent[] =>
      child.type === 'text' ? runsOf(child, node.children.length === 1) : [cutRuns(child)],
    ),
  };
}

function runsOf(node: Text, alone: boolean): (Text | Element)[] {
  if (node.value.length <= runLength && (alone || node.value.trim() === '')) return [node];
  const units = graphemesOf(node.value);
  const out: Element[] = [];
  for (let at = 0; at < (units ?? node.value).length; at += runLength) {
    const value = units ? units.slice(at, at + runLength).join('') : node.value.slice(at, at + runLength);
    out.push({ type: 'element', tagName: 'span', properties: { dataR: '' }, children: [{ type: 'text', value }] });
  }
  return out;
}
