/**
 * The XMP packet (ISO 16684-1): the same facts as the Info dictionary, in RDF. The pairs follow the table of ISO
 * 32000-2, 14.3.3: Title dc:title, Author dc:creator, Subject dc:description, Keywords pdf:Keywords.
 */
import type { Element, ElementContent } from 'xast';
import { toXml } from 'xast-util-to-xml';
import type { PdfFacts } from './pdf-facts.ts';

const NAMESPACES = {
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:xmp': 'http://ns.adobe.com/xap/1.0/',
  'xmlns:xmpMM': 'http://ns.adobe.com/xap/1.0/mm/',
  'xmlns:pdf': 'http://ns.adobe.com/pdf/1.3/',
};

/** XML 1.0 cannot hold the other control characters, nor half a surrogate pair. */
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu;

function element(name: string, attributes: Record<string, string>, ...children: (ElementContent | string)[]): Element {
  const content = children.map(
    (c): ElementContent => (typeof c === 'string' ? { type: 'text', value: c.replace(NOT_XML, '') } : c),
  );
  return { type: 'element', name, attributes, children: content };
}

const list = (kind: 'Bag' | 'Seq', items: string[]) =>
  element(`rdf:${kind}`, {}, ...items.map((item) => element('rdf:li', {}, item)));

/** One text for readers of any language: PDF.js would string several together. */
const anyLanguage = (text: string) => element('rdf:Alt', {}, element('rdf:li', { 'xml:lang': 'x-default' }, text));

/**
 * The packet as UTF-8 text.
 * @param instance UUID of these very bytes, without `urn:uuid:`
 */
export function makeXmp(facts: PdfFacts, instance: string): string {
  const date = `${facts.issued}T00:00:00Z`;
  const optional = (text: string | undefined, make: (text: string) => Element) => (text ? [make(text)] : []);
  const description = element(
    'rdf:Description',
    { 'rdf:about': '', ...NAMESPACES },
    element('dc:format', {}, 'application/pdf'),
    element('dc:identifier', {}, facts.identifier),
    element('dc:title', {}, anyLanguage(facts.title)),
    ...optional(facts.author, (author) => element('dc:creator', {}, list('Seq', [author]))),
    ...optional(facts.subject, (subject) => element('dc:description', {}, anyLanguage(subject))),
    element('dc:language', {}, list('Bag', [facts.language])),
    element('dc:date', {}, list('Seq', [facts.issued])),
    element('xmp:CreateDate', {}, date),
    element('xmp:ModifyDate', {}, date),
    element('xmp:MetadataDate', {}, date),
    element('xmp:CreatorTool', {}, facts.producer),
    ...optional(facts.keywords, (keywords) => element('pdf:Keywords', {}, keywords)),
    element('pdf:Producer', {}, facts.producer),
    element('xmpMM:DocumentID', {}, facts.identifier),
    element('xmpMM:InstanceID', {}, `urn:uuid:${instance}`),
  );
  const rdf = element('rdf:RDF', { 'xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#' }, description);
  const xml = toXml(element('x:xmpmeta', { 'xmlns:x': 'adobe:ns:meta/' }, rdf));
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${xml}\n<?xpacket end="r"?>`;
}
