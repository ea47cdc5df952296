/**
 * What may not be parted at a line's end (CLREQ; GB/T 15834): a number and its unit, 第 and its number, the two halves
 * of —— and ……; a note's mark and the character before it; and the last two characters of a paragraph, so that none
 * stands alone on a line (孤字). By spans that do not wrap, never by an inserted character.
 */
import type { Element, ElementContent, Text } from 'hast';
import { graphemeStarts, graphemesOf } from './graphemes.ts';

/** 第12, 2024年, 1.5万, 30%, ——, …… ; a longer one may wrap, or it could not fill a line. */
const unit = /第?\d[\d.,:/~-]{0,10}[年月日号时分秒万亿千百十元个名人岁周次届期户件支项条家所处%％℃]{0,2}|——|……/gu;
/** Elements that a line's end parts like text. */
const divisible = new Set(['strong', 'em', 's', 'del', 'ins', 'code']);
const letter = /[\p{L}\p{N}]/u;
/** The most characters that a paragraph's end may have for two letters: quotes, brackets, dots. */
const longestEnd = 10;

/** Wraps such sequences within a paragraph's children. */
export function holdTogether(children: ElementContent[]): ElementContent[] {
  return holdEnd(bindNoteMarks(wrapUnits(bindPageRefs(children))));
}

const noBreak = (children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: ['nb'] },
  children,
});
const text = (value: string): Text => ({ type: 'text', value });
const isNoteMark = (node: ElementContent) => node.type === 'element' && node.properties.dataNoteRef !== undefined;
const isNote = (node: ElementContent) => node.type === 'element' && node.properties.dataNoteNumber !== undefined;
const isNoBreak = (node: ElementContent | undefined) =>
  node?.type === 'element' && String(node.properties.className) === 'nb';

/** A link that is nothing but the number of a page. */
const isPageNumber = (node: ElementContent | undefined) =>
  node?.type === 'element' && node.tagName === 'a' && /^#page-/.test(String(node.properties.href)) && isNumber(node);
const isNumber = (node: Element): boolean => /^[0-9ivxlcdm]+$/.test(textWithin(node));

/** 第 before and 页 behind such a link stay with it. */
function bindPageRefs(children: ElementContent[]): ElementContent[] {
  return children.flatMap((node, i): ElementContent[] => {
    const [before, after] = [children[i - 1], children[i + 1]];
    const takes = (other: ElementContent | undefined, words: RegExp) =>
      other?.type === 'text' && words.test(other.value) ? words.exec(other.value)![0] : '';
    if (node.type === 'text') {
      const from = isPageNumber(before) ? takes(node, /^页/).length : 0;
      const to = node.value.length - (isPageNumber(after) ? takes(node, /第$/).length : 0);
      return to > from ? [text(node.value.slice(from, to))] : [];
    }
    if (!isPageNumber(node)) return [node];
    const [lead, trail] = [takes(before, /第$/), takes(after, /^页/)];
    return lead || trail ? [noBreak([...(lead ? [text(lead)] : []), node, ...(trail ? [text(trail)] : [])])] : [node];
  });
}

function wrapUnits(children: ElementContent[]): ElementContent[] {
  return children.flatMap((node): ElementContent[] => {
    if (node.type === 'text') return splitUnits(node.value);
    if (node.type !== 'element') return [node];
    if (divisible.has(node.tagName)) return [{ ...node, children: wrapUnits(node.children) }];
    // A link stays one: it may be long, and end the paragraph.
    return [node.tagName === 'a' ? { ...node, children: holdEnd(wrapUnits(node.children)) } : node];
  });
}

function splitUnits(value: string): ElementContent[] {
  const out: ElementContent[] = [];
  const starts = graphemeStarts(value);
  let from = 0;
  for (const match of value.matchAll(unit)) {
    const at = starts?.findLast((start) => start <= match.index) ?? match.index;
    const end = match.index + match[0].length;
    const to = starts?.find((start) => start >= end) ?? end;
    if (at > from) out.push(text(value.slice(from, at)));
    if (to > from) out.push(noBreak([text(value.slice(Math.max(at, from), to))]));
    from = Math.max(from, to);
  }
  if (from < value.length) out.push(text(value.slice(from)));
  return out;
}

/** A note's mark joins the last character before it, or whatever that character is held together with. */
function bindNoteMarks(children: ElementContent[]): ElementContent[] {
  const out: ElementContent[] = [];
  for (const node of children) {
    const before = isNoteMark(node) ? out.pop() : undefined;
    out.push(...(before ? attach(before, node) : [node]));
  }
  return out;
}

function attach(before: ElementContent, mark: ElementContent): ElementContent[] {
  if (before.type === 'text') {
    const at = graphemeStarts(before.value)?.at(-2) ?? before.value.length - 1;
    const head = at > 0 ? [text(before.value.slice(0, at))] : [];
    return [...head, noBreak([text(before.value.slice(at)), mark])];
  }
  if (before.type !== 'element' || isNote(before)) return [before, mark];
  const { children } = before;
  if (isNoBreak(before)) return [{ ...before, children: [...children, mark] }];
  const last = divisible.has(before.tagName) ? children.at(-1) : undefined;
  if (!last) return [before, mark];
  return [{ ...before, children: [...children.slice(0, -1), ...attach(last, mark)] }];
}

/** Holds the paragraph's last two letters together, through marks and emphasis. */
function holdEnd(children: ElementContent[]): ElementContent[] {
  const { head, tail, lacks } = takeEnd(children, 2);
  const shown = tail.filter((node) => !isNote(node));
  if (lacks > 0 || (shown.length === 1 && isNoBreak(shown[0]))) return children;
  return [...head, noBreak(tail)];
}

interface Parted {
  head: ElementContent[];
  tail: ElementContent[];
  /** Letters that the tail is short of. */
  lacks: number;
}

/** Takes nodes off the end until they hold so many letters; of the first of them no more than that needs. */
function takeEnd(children: ElementContent[], wanted: number): Parted {
  let tail: ElementContent[] = [];
  let lacks = wanted;
  for (let i = children.length - 1; i >= 0; i -= 1) {
    const part = partNode(children[i]!, lacks);
    tail = [...part.tail, ...tail];
    lacks = part.lacks;
    if (lacks <= 0 || part.head.length > 0) return { head: [...children.slice(0, i), ...part.head], tail, lacks };
  }
  return { head: [], tail, lacks };
}

function partNode(node: ElementContent, wanted: number): Parted {
  const whole = { head: [], tail: [node] };
  if (node.type === 'text') return partText(node.value, wanted);
  if (node.type !== 'element' || isNote(node) || isNoteMark(node)) return { ...whole, lacks: wanted };
  if (divisible.has(node.tagName)) {
    const { head, tail, lacks } = takeEnd(node.children, wanted);
    const { id, ...properties } = node.properties;
    const copy = (part: ElementContent[], own: Element['properties']) =>
      part.length > 0 ? [{ ...node, properties: own, children: part }] : [];
    return head.length > 0
      ? { head: copy(head, node.properties), tail: copy(tail, properties), lacks }
      : { ...whole, lacks };
  }
  const units = [...textWithin(node)];
  const tooLong = units.length > longestEnd && !isNoBreak(node);
  if (node.tagName === 'br' || tooLong) return { head: [node], tail: [], lacks: wanted };
  return { ...whole, lacks: wanted - units.filter((unit) => letter.test(unit)).length };
}

function partText(value: string, wanted: number): Parted {
  const units = graphemesOf(value) ?? [...value];
  let at = units.length;
  let lacks = wanted;
  while (at > 0 && lacks > 0 && units.length - at < longestEnd) {
    at -= 1;
    if (letter.test(units[at]!)) lacks -= 1;
  }
  const [head, tail] = [units.slice(0, at).join(''), units.slice(at).join('')];
  return { head: head ? [text(head)] : [], tail: tail ? [text(tail)] : [], lacks };
}

/** Text of a node on its line, without marks of notes. */
function textWithin(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  return node.type === 'element' && !isNote(node) && !isNoteMark(node) ? node.children.map(textWithin).join('') : '';
}
