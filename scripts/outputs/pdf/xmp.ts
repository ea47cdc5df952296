/**
 * The XMP packet (ISO 16684-1): the same facts as the Info dictionary, in RDF. The pairs follow the table of ISO
 * 32000-2, 14.3.3: Title dc:title, Author dc:creator, Subject dc:description, Keywords pdf:Keywords.
 */
import type { Element } from 'xast';
import { toXml } from 'xast-util-to-xml';
import { xmlElement } from '../../lib/xml-element.ts';
import type { PdfFacts } from './pdf-facts.ts';

const NAMESPACES = {
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:xmp': 'http://ns.adobe.com/xap/1.0/',
  'xmlns:xmpMM': 'http://ns.adobe.com/xap/1.0/mm/',
  'xmlns:pdf': 'http://ns.adobe.com/pdf/1.3/',
};

const list = (kind: 'Bag' | 'Seq', items: string[]) =>
  xmlElement(`rdf:${kind}`, {}, ...items.map((item) => xmlElement('rdf:li', {}, item)));

/** One text for readers of any language: PDF.js would string several together. */
const anyLanguage = (text: string) =>
  xmlElement('rdf:Alt', {}, xmlElement('rdf:li', { 'xml:lang': 'x-default' }, text));

/**
 * The packet as UTF-8 text.
 * @param instance UUID of these very bytes, without `urn:uuid:`
 */
export function makeXmp(facts: PdfFacts, instance: string): string {
  const date = `${facts.issued}T00:00:00Z`;
  const optional = (text: string | undefined, make: (text: string) => Element) => (text ? [make(text)] : []);
  const description = xmlElement(
    'rdf:Description',
    { 'rdf:about': '', ...NAMESPACES },
    xmlElement('dc:format', {}, 'application/pdf'),
    xmlElement('dc:identifier', {}, facts.identifier),
    xmlElement('dc:title', {}, anyLanguage(facts.title)),
    ...optional(facts.author, (author) => xmlElement('dc:creator', {}, list('Seq', [author]))),
    ...optional(facts.subject, (subject) => xmlElement('dc:description', {}, anyLanguage(subject))),
    xmlElement('dc:language', {}, list('Bag', [facts.language])),
    xmlElement('dc:date', {}, list('Seq', [facts.issued])),
    xmlElement('xmp:CreateDate', {}, date),
    xmlElement('xmp:ModifyDate', {}, date),
    xmlElement('xmp:MetadataDate', {}, date),
    xmlElement('xmp:CreatorTool', {}, facts.producer),
    ...optional(facts.keywords, (keywords) => xmlElement('pdf:Keywords', {}, keywords)),
    xmlElement('pdf:Producer', {}, facts.producer),
    xmlElement('xmpMM:DocumentID', {}, facts.identifier),
    xmlElement('xmpMM:InstanceID', {}, `urn:uuid:${instance}`),
  );
  const rdf = xmlElement('rdf:RDF', { 'xmlns:rdf': 'http://www.w3.org/1999/02/22-rdf-syntax-ns#' }, description);
  const xml = toXml(xmlElement('x:xmpmeta', { 'xmlns:x': 'adobe:ns:meta/' }, rdf));
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n${xml}\n<?xpacket end="r"?>`;
}
