/**
 * Where a place of an old text stands in the new one. Paragraphs are matched by their permanent ids, which stay over
 * edits; those between two matched ones are matched in order where there are as many on both sides. Within a changed
 * paragraph a place keeps its distance from the beginning or the end, whichever side of the change it is on.
 */
import type { EditionState, EditionText } from '../../model/edition-types.ts';

/** A place: characters of a flow's text, without white space, before it. */
export interface TextPlace {
  flow: string;
  char: number;
}

/** A place in the new text; `removed` where the words at the old place are gone and it is what follows them. */
export interface CarriedPlace extends TextPlace {
  removed: boolean;
}

/** Carries places from one state of a book to another; null where nothing that followed is left. */
export function placeCarrier(old: EditionState, now: EditionState): (place: TextPlace) => CarriedPlace | null {
  const [before, after] = [old, now].map(({ texts }) => new Map(texts.map((text) => [text.id, text])));
  const carriers = new Map<string, (char: number) => { char: number; removed: boolean }>();
  const order = old.texts.map(({ id }) => id);
  return ({ flow, char }) => {
    const [from, to] = [before!.get(flow), after!.get(flow)];
    if (!from || !to) {
      const next = order.slice(order.indexOf(flow) + 1).find((id) => after!.has(id));
      return from && next !== undefined ? { flow: next, char: 0, removed: true } : null;
    }
    const carry = carriers.get(flow) ?? textCarrier(from, to);
    carriers.set(flow, carry);
    return { flow, ...carry(char) };
  };
}

interface Block {
  id: string;
  text: string;
  start: number;
}

const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');

/** The blocks of a text with the characters before each; notes stand apart from it. */
function blocksOf({ paragraphs }: EditionText): Block[] {
  let start = 0;
  return paragraphs.flatMap(({ id, kind, text }) => {
    if (kind === 'note') return [];
    const block = { id, text: bare(text), start };
    start += block.text.length;
    return [block];
  });
}

function textCarrier(from: EditionText, to: EditionText): (char: number) => { char: number; removed: boolean } {
  const [old, now] = [blocksOf(from), blocksOf(to)];
  const match = matchBlocks(old, now);
  const last = now.at(-1);
  const end = last ? last.start + last.text.length : 0;
  return (char) => {
    if (char === 0) return { char: 0, removed: false };
    const at = old.findLastIndex((block) => block.start <= char && block.text !== '');
    const block = old[at];
    const target = block && match.get(at);
    if (block && target) {
      const offset = carryOffset(block.text, target.text, char - block.start);
      return { char: target.start + offset.at, removed: offset.removed };
    }
    const next = old.findIndex((_, i) => i > at && match.has(i));
    return { char: next < 0 ? Math.max(0, end - 1) : match.get(next)!.start, removed: old.length > 0 };
  };
}

/** New block by index of the old one. */
function matchBlocks(old: Block[], now: Block[]): Map<number, Block> {
  const byId = new Map(now.map((block, i) => [block.id, i]));
  const match = new Map<number, Block>();
  let [oldFrom, nowFrom] = [0, 0];
  const fillGap = (oldTo: number, nowTo: number) => {
    if (oldTo - oldFrom === nowTo - nowFrom) {
      for (let i = 0; i < oldTo - oldFrom; i += 1) {
        const block = now[nowFrom + i]!;
        if (!match.has(oldFrom + i) && !taken.has(block.id)) match.set(oldFrom + i, block);
      }
    }
  };
  const taken = new Set(old.map(({ id }) => id).filter((id) => byId.has(id)));
  old.forEach((block, i) => {
    const at = byId.get(block.id);
    if (at === undefined) return;
    match.set(i, now[at]!);
    // A block that moved back is no border of a gap.
    if (at < nowFrom) return;
    fillGap(i, at);
    [oldFrom, nowFrom] = [i + 1, at + 1];
  });
  fillGap(old.length, now.length);
  return match;
}

/** A place within a changed block: from the beginning up to the first difference, from the end behind the last. */
function carryOffset(old: string, now: string, offset: number): { at: number; removed: boolean } {
  if (old === now) return { at: offset, removed: false };
  const most = Math.min(old.length, now.length);
  let head = 0;
  while (head < most && old[head] === now[head]) head += 1;
  if (offset < head) return { at: offset, removed: false };
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  if (offset >= old.length - tail) return { at: now.length - (old.length - offset), removed: false };
  return { at: Math.min(head, Math.max(0, now.length - 1)), removed: now.length - tail === head };
}
