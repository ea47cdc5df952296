/** Links and images: brackets with an address or a label behind them. */
import { decode, markup, match, type Scan } from './inline-scan.ts';
import { pageTarget, takeNumbers } from './page-links.ts';

const destination =
  /\([ \t\n]*(<[^<>\n]*>|[^\s()<][^\s()]*(?:\([^\s()]*\)[^\s()]*)*)?(?:[ \t\n]+("(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'|\((?:\\[\s\S]|[^()\\])*\)))?[ \t\n]*\)/y;
const label = /\[([^[\]]*)\]/y;

/** An image's alternative text is not printed; its title is, as a caption, where it stands alone. */
export function readImage(scan: Scan, at: number): number | null {
  if (scan.masked.mask[at + 1] !== '[') return null;
  const close = closingBracket(scan, at + 1);
  if (close === null) return null;
  const found = match(destination, scan, close + 1);
  if (!found) {
    const reference = referenceAt(scan, close);
    return reference && scan.blocks.links.has(reference.label) ? markup(scan, at, reference.end) : null;
  }
  const end = close + 1 + found[0].length;
  if (!found[2]) return markup(scan, at, end);
  const titleAt = close + 1 + found[0].lastIndexOf(found[2]) + 1;
  const title = decode(found[2].slice(1, -1).replace(/\\([!-/:-@[-`{-~])/g, '$1'));
  markup(scan, at, titleAt);
  scan.out.push({ text: title, at: titleAt, kind: isAlone(scan, end) ? 'text' : 'markup' });
  return markup(scan, titleAt + found[2].length - 2, end);
}

/** Nothing but attributes stands beside the image in its paragraph. */
function isAlone({ masked, out, end }: Scan, after: number): boolean {
  const rest = masked.mask.slice(after, end).join('');
  return out.every((t) => t.kind === 'markup' || t.text.trim() === '') && /^\s*(\{[^{}]*\}\s*)?$/.test(rest);
}

/** The bracket that closes the one at an offset. */
export function closingBracket(scan: Scan, open: number): number | null {
  let depth = 0;
  for (let i = open; i < scan.end; i++) {
    const char = scan.masked.mask[i];
    if (char === '\\') i += 1;
    else if (char === '[') depth += 1;
    else if (char === ']' && --depth === 0) return i;
  }
  return null;
}

function referenceAt(scan: Scan, close: number): { label: string; end: number } | null {
  const following = match(label, scan, close + 1);
  if (following?.[1]) return { label: following[1].toLowerCase(), end: close + 1 + following[0].length };
  const open = scan.masked.source.lastIndexOf('[', close);
  return {
    label: scan.masked.source.slice(open + 1, close).toLowerCase(),
    end: close + 1 + (following?.[0].length ?? 0),
  };
}

/** A bracket closes a link where an address or a known label follows; else it is text. */
export function readBracketEnd(scan: Scan, at: number): number | null {
  const open = scan.brackets.pop();
  if (open === undefined) return null;
  const found = match(destination, scan, at + 1);
  const reference = found ? null : referenceAt(scan, at);
  const end = found
    ? at + 1 + found[0].length
    : reference && scan.blocks.links.has(reference.label)
      ? reference.end
      : null;
  if (end === null || (found && !isAddress(found[1] ?? ''))) return null;
  scan.out[open]!.kind = 'markup';
  const target = pageTarget(found ? (found[1] ?? '') : (scan.blocks.links.get(reference!.label) ?? ''));
  if (target !== null) takeNumbers(scan.out, open, target);
  return markup(scan, at, end);
}

/** [注](见下文) is a link to Markdown, and words lost to a reader: only addresses may go. */
function isAddress(destination: string): boolean {
  return !/[^\x00-\x7f]/.test(destination) || /^<?[#./]|^<?[a-z][a-z0-9+.-]*:|[/.][\w%-]+>?$/i.test(destination);
}
