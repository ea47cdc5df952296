/**
 * Third pass: running text to tokens. Emphasis, links, images, tags, entities and escapes are told from text; what may
 * be either (an asterisk that pairs with none) is kept as markup that may also have been printed.
 */

import { decode, type InlineReading, markup, match, type Scan, text } from './inline-scan.ts';
import type { BlockReading, Piece } from './mask-blocks.ts';
import { blot, type MaskedSource } from './masked-source.ts';
import { pageTarget, takeNumbers } from './page-links.ts';
import { closingBracket, readBracketEnd, readImage } from './read-brackets.ts';
import { readMarks, settleSingleMarks } from './read-marks.ts';

const tag = /<\/?[a-z][a-z0-9-]*(?:\s+[a-z_:][a-z0-9:._-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*\s*\/?>/iy;
const parenthesis = /(<rp>)([^<]*)/iy;
const autolink = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>/iy;
const declaration = /<(?:\?[\x20-\x7e]*?\?|![A-Z][\x20-\x7e]*?)>/y;
const entity = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/iy;
const attribute = /[.#][\w:.-]+|[\w:-]+=(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}]+)/.source;
/** Only .class, #id and name=value: a bare word in braces is text. */
const attributes = new RegExp(`\\{:?[ \\t]*(?:${attribute})(?:[ \\t]+(?:${attribute}))*[ \\t]*\\}`, 'y');
const noteReference = /\[\^([^\]\s]+)\]/y;
/** Reads a piece of running text. */
export function readInline(masked: MaskedSource, piece: Piece, blocks: BlockReading): InlineReading {
  const found: InlineReading = { tokens: [], references: [], inlineNotes: [] };
  const scan: Scan = {
    masked,
    blocks,
    end: piece.end,
    out: found.tokens,
    found,
    brackets: [],
    marks: [],
    pageTag: null,
  };
  let at = piece.start;
  while (at < piece.end) at = readAt(scan, at);
  settleSingleMarks(found.tokens);
  return found;
}

/** Reads what begins at an offset and returns where it ends. */
function readAt(scan: Scan, at: number): number {
  const { masked, out } = scan;
  const char = masked.mask[at]!;
  if (char === blot.removed) return at + 1;
  if (char === blot.markup) {
    const end = masked.stretches.get(at) ?? at + 1;
    return markup(scan, at, end);
  }
  if (char === blot.literal) return text(scan, at, at + 1);
  const reader = readers[char];
  const end = reader?.(scan, at);
  if (end) return end;
  const last = out.at(-1);
  // Plain characters gather in one token as long as they stand side by side.
  if (last && last.kind === 'text' && !reader && last.at + last.text.length === at && !isSpecial(last.text))
    last.text += char;
  else out.push({ text: char, at, kind: 'text' });
  return at + 1;
}

const isSpecial = (text: string) => text.length === 1 && text in readers;

type Reader = (scan: Scan, at: number) => number | null;

/** What each character of Markdown may begin. */
const readers: Record<string, Reader> = {
  '\\': (scan, at) => {
    const next = scan.masked.source[at + 1] ?? '';
    if (next === '\n') return markup(scan, at, at + 1);
    if (!/[!-/:-@[-`{-~]/.test(next) || at + 1 >= scan.end) return null;
    markup(scan, at, at + 1);
    return text(scan, at + 1, at + 2);
  },
  '&': (scan, at) => {
    const found = match(entity, scan, at);
    const decoded = found && decode(found[0]);
    if (!found || decoded === found[0]) return null;
    scan.out.push({ text: decoded!, at, kind: 'text' });
    return at + found[0].length;
  },
  '<': readAngle,
  '{': (scan, at) => {
    const found = match(attributes, scan, at);
    return found && markup(scan, at, at + found[0].length);
  },
  '!': readImage,
  '^': readInlineNote,
  '[': (scan, at) => {
    const found = match(noteReference, scan, at);
    if (found && scan.blocks.notes.has(found[1]!)) {
      scan.found.references.push({ label: found[1]!, at });
      return at + found[0].length;
    }
    scan.brackets.push(scan.out.length);
    return null;
  },
  ']': readBracketEnd,
  '*': readMarks,
  _: readMarks,
  '~': readMarks,
};

function readAngle(scan: Scan, at: number): number | null {
  const link = match(autolink, scan, at);
  if (link) {
    markup(scan, at, at + 1);
    text(scan, at + 1, at + 1 + link[1]!.length);
    return markup(scan, at + link[0].length - 1, at + link[0].length);
  }
  const fallback = match(parenthesis, scan, at);
  if (fallback) {
    markup(scan, at, at + fallback[1]!.length);
    scan.out.push({ text: fallback[2]!, at: at + fallback[1]!.length, kind: 'doubtful' });
    return at + fallback[0].length;
  }
  const found = match(tag, scan, at) ?? match(declaration, scan, at);
  if (!found) return null;
  const end = at + found[0].length;
  const title = /^<img\s/i.test(found[0]) && /\stitle\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(found[0]);
  if (title) scan.out.push({ text: decode(title[1] ?? title[2] ?? ''), at, kind: 'markup' });
  else markup(scan, at, end);
  followPageTag(scan, found[0]);
  return end;
}

/** The same link as a tag: <a href="page:hebei">第0页</a>. */
function followPageTag(scan: Scan, source: string): void {
  const address = /^<a\s[^>]*\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(source)?.[1];
  const target = pageTarget(decode(address ?? ''));
  if (target !== null) scan.pageTag = { token: scan.out.length - 1, target };
  if (!/^<\/a\b/i.test(source) || !scan.pageTag) return;
  takeNumbers(scan.out, scan.pageTag.token, scan.pageTag.target);
  scan.pageTag = null;
}

function readInlineNote(scan: Scan, at: number): number | null {
  if (scan.masked.mask[at + 1] !== '[') return null;
  const close = closingBracket(scan, at + 1);
  if (close === null) return null;
  const inner = readInline(scan.masked, { start: at + 2, end: close, note: null, heading: 0 }, scan.blocks);
  scan.found.inlineNotes.push({ tokens: inner.tokens, at });
  scan.found.references.push({ label: `^${at}`, at });
  return close + 1;
}
