/** First pass: what holds no Markdown at all. Comments and scripts are no text; code is text as it stands. */
import { blotEach, blotOut, type MaskedSource } from './masked-source.ts';

/** Elements that a book drops with their content (each is announced by the diagnostic html-removed). */
const contentDropped =
  'script style iframe object template svg math form button select textarea video audio noscript title head'.split(' ');
const droppedElement = new RegExp(`<(${contentDropped.join('|')})(?:\\s[^<>]*)?>[\\s\\S]*?</\\1\\s*>`, 'iy');
const fence = /[ \t>]*(`{3,}|~{3,})[^\n]*/y;

/** Masks comments, dropped elements, fenced code and code spans. One without its end is none: its text must be printed. */
export function maskLiterals(masked: MaskedSource): void {
  const { source } = masked;
  let at = 0;
  while (at < source.length) {
    const isLineStart = at === 0 || source[at - 1] === '\n';
    at = (isLineStart ? maskFence(masked, at) : 0) || maskAt(masked, at) || at + 1;
  }
}

/** Masks what begins at an offset and returns where it ends; 0 where nothing does. */
function maskAt(masked: MaskedSource, at: number): number {
  const { source } = masked;
  if (source[at] === '\\') return at + 2;
  if (source[at] === '`') return maskCodeSpan(masked, at);
  if (source[at] !== '<') return 0;
  if (source.startsWith('<!--', at)) return maskComment(masked, at);
  droppedElement.lastIndex = at;
  const element = droppedElement.exec(source);
  if (!element) return 0;
  blotOut(masked, at, droppedElement.lastIndex, 'markup');
  return droppedElement.lastIndex;
}

function maskComment(masked: MaskedSource, at: number): number {
  const end = masked.source.indexOf('-->', at + 4);
  if (end < 0) return 0;
  const opensLine = /(^|\n)[ \t>]*$/.test(masked.source.slice(Math.max(0, at - 80), at));
  // Inside a paragraph a comment ends with it (CommonMark 0.31, 6.6); at the head of a line it does not (4.6).
  if (!opensLine && /\n[ \t]*\n/.test(masked.source.slice(at, end))) return 0;
  blotOut(masked, at, end + 3, 'removed');
  return end + 3;
}

function maskFence(masked: MaskedSource, at: number): number {
  const { source } = masked;
  fence.lastIndex = at;
  const open = fence.exec(source);
  if (!open || (open[1]![0] === '`' && open[0].slice(open[0].indexOf(open[1]!) + open[1]!.length).includes('`')))
    return 0;
  const start = fence.lastIndex + 1;
  const close = new RegExp(`^[ \\t>]*${open[1]![0]}{${open[1]!.length},}[ \\t]*$`, 'm').exec(source.slice(start));
  const end = close ? start + close.index : source.length;
  blotOut(masked, at, fence.lastIndex, 'markup');
  blotOut(masked, start, end, 'literal');
  if (close) blotOut(masked, end, end + close[0].length, 'markup');
  return close ? end + close[0].length : end;
}

/** A code span ends with a run of as many backticks, within its paragraph. */
function maskCodeSpan(masked: MaskedSource, at: number): number {
  const { source } = masked;
  const ticks = /^`+/.exec(source.slice(at, at + 100))![0].length;
  const paragraph = source.slice(at).search(/\n[ \t]*\n/);
  const limit = paragraph < 0 ? source.length : at + paragraph;
  const close = new RegExp(`(?<!\`)\`{${ticks}}(?!\`)`).exec(source.slice(at + ticks, limit));
  if (!close) return at + ticks;
  const end = at + ticks + close.index;
  blotEach(masked, at, at + ticks);
  blotOut(masked, at + ticks, end, 'literal');
  blotEach(masked, end, end + ticks);
  return end + ticks;
}
