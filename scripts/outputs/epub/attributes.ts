/** The attributes that an element of a manuscript keeps in XHTML, with values that XHTML allows. */
import type { Element, Properties } from 'hast';

type Value = Properties[string];
type Rule = (value: Value) => Value;

const whole = (least: number, most: number) => (value: Value) => {
  const number = Number(value);
  return Number.isInteger(number) && number >= least && number <= most ? number : null;
};
const text: Rule = (value) => (typeof value === 'string' ? value : null);
const scope: Rule = (value) => (['row', 'col', 'rowgroup', 'colgroup'].includes(String(value)) ? value : null);

/** By element: attribute (as hast names it) -> what becomes of its value; null drops it. */
const rules: Record<string, Record<string, Rule>> = {
  td: { colSpan: whole(1, 1000), rowSpan: whole(0, 65534) },
  th: { colSpan: whole(1, 1000), rowSpan: whole(0, 65534), scope },
  col: { span: whole(1, 1000) },
  colgroup: { span: whole(1, 1000) },
  ol: { start: whole(-1e9, 1e9) },
  li: { value: whole(-1e9, 1e9) },
  img: { title: text },
};

/** @throws Error when an image is not among `images`: the typeset stage names every image of a tree. */
export function keepAttributes(
  node: Element,
  anchors: ReadonlyMap<string, string>,
  images: ReadonlyMap<string, string>,
): Properties {
  const { id, className, lang, href, src, alt } = node.properties;
  const own: Properties = {};
  if (typeof id === 'string') own.id = anchors.get(id);
  if (Array.isArray(className) && className.length > 0) own.className = className;
  if (typeof lang === 'string' && isLanguage(lang)) Object.assign(own, { lang, xmlLang: lang });
  for (const [name, rule] of Object.entries(rules[node.tagName] ?? {})) {
    const value = name in node.properties ? rule(node.properties[name]) : null;
    if (value !== null) own[name] = value;
  }
  if (node.tagName === 'a') own.href = linkTarget(String(href ?? ''), anchors);
  if (node.tagName === 'img') Object.assign(own, { src: imageName(String(src), images), alt: text(alt) ?? '' });
  return own;
}

/** Well-formed as BCP 47 has it; EPUBCheck refuses others. */
function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** An address in ASCII, a place in the same text, or undefined for what leads nowhere. */
function linkTarget(href: string, anchors: ReadonlyMap<string, string>): string | undefined {
  if (href.startsWith('#')) {
    const anchor = anchors.get(href.slice(1)) ?? anchors.get(decodeFragment(href.slice(1)));
    return anchor && `#${anchor}`;
  }
  if (!URL.canParse(href)) return undefined;
  const url = new URL(href).href;
  // What a URL may hold (RFC 3986) once the parser has percent-encoded the rest; it lets some characters pass.
  return encodeURI(url)
    .replace(/%25(?=[0-9A-F]{2})/gi, '%')
    .replace(/[|^`{}\\]/g, encodeURIComponent);
}

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function imageName(src: string, images: ReadonlyMap<string, string>): string {
  const name = images.get(src);
  if (name === undefined) throw new Error(`an image that the typeset stage does not list: ${src}`);
  return name;
}
