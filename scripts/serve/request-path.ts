/** What a request asks for, read from its first line; whatever could mean anything outside the site is refused here. */

export interface RequestPath {
  /** The host that an absolute address names; null where the Host header counts. RFC 9112, 3.2.2. */
  host: string | null;
  /** Decoded once; none is empty, begins with a dot or holds a separator. Empty for the site's folder itself. */
  segments: string[];
  /** The path ended in a slash: a folder's page is meant. */
  folder: boolean;
}

/** A refusal: 400 for what is no path at all, 404 for a path under which no site has anything. */
export type Refusal = 400 | 404;

/** Reads a request target as it came, neither decoded nor normalised. */
export function readRequestPath(target: string): RequestPath | Refusal {
  const absolute = /^http:\/\/([^/?#]*)(.*)$/i.exec(target);
  const path = /^[^?#]*/.exec(absolute ? absolute[2]! : target)![0] || (absolute ? '/' : '');
  if (!path.startsWith('/')) return 400;
  const parts = path.slice(1).split('/');
  const folder = parts.at(-1) === '';
  if (folder) parts.pop();
  const segments: string[] = [];
  for (const part of parts) {
    const segment = decodeSegment(part);
    if (segment === null) return 400;
    if (!isPlainName(segment)) return 404;
    segments.push(segment);
  }
  return { host: absolute ? absolute[1]! : null, segments, folder };
}

/** Null for what is not UTF-8 once decoded, and for control characters. */
function decodeSegment(part: string): string | null {
  try {
    const segment = decodeURIComponent(part);
    return /[\u0000-\u001f\u007f]/.test(segment) ? null : segment;
  } catch {
    return null;
  }
}

/**
 * True for a name that means one file on every system. Refused: `.`, `..` and hidden files; separators, also
 * Windows' own; a colon, which there names a drive or a stream; a dot or space at the end, which it drops.
 */
function isPlainName(segment: string): boolean {
  return segment !== '' && !/^\.|[/\\:]|[. ]$/.test(segment);
}
