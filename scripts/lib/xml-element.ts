/** Trees for XML documents that are not XHTML: packets of metadata, feeds. They are serialised by xast-util-to-xml. */
import type { Element, ElementContent } from 'xast';

/** XML 1.0 cannot hold the other control characters, nor half a surrogate pair. */
const notXml = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

/** An element; attributes that are undefined and children that are null are left out. */
export function xmlElement(
  name: string,
  attributes: Record<string, string | undefined>,
  ...children: (ElementContent | string | null)[]
): Element {
  const present = children.filter((child) => child !== null);
  const content = present.map((c): ElementContent => (typeof c === 'string' ? { type: 'text', value: legal(c) } : c));
  const pairs = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, legal(value)]],
  );
  return { type: 'element', name, attributes: Object.fromEntries(pairs), children: content };
}

function legal(text: string): string {
  return text.replace(notXml, '');
}
