/** Whether an SVG is a picture and nothing else: well-formed, without scripts, without anything fetched from elsewhere. */
import { readXml, walkXml, XmlError } from '../lib/read-xml.ts';

/** Elements that run, or hold what is no drawing, by local name. */
const refusedElements = new Set(['script', 'foreignobject', 'iframe', 'handler', 'listener']);
/** In attributes and style sheets: an address other than a place in the same file, or a pixel picture held within. */
const reachesOut = /@import|javascript:|url\(\s*["']?(?!\s*["']?(#|data:image\/(png|jpeg|gif);))/i;
const ownAddress = /^\s*(#|data:image\/(png|jpeg|gif);)/i;
/** EPUB 3.3 lets a document type name this DTD alone, and none of its own declarations. */
const doctype = /<!DOCTYPE(?!\s+svg\s*>|\s+svg\s+PUBLIC\s+["']-\/\/W3C\/\/DTD SVG 1\.1\/\/EN["'])/i;

/** What keeps an SVG out of a book: it is no XML, or it runs or fetches something. Null where it may go in. */
export function findSvgFault(source: string): 'unknown' | 'unsafe-svg' | null {
  if (doctype.test(source) || /<\?xml-stylesheet|<!ENTITY/i.test(source)) return 'unsafe-svg';
  try {
    for (const { name, attributes, children } of walkXml(readXml(source))) {
      if (refusedElements.has(localName(name))) return 'unsafe-svg';
      if ([...attributes].some(([key, value]) => isUnsafeAttribute(localName(key), value))) return 'unsafe-svg';
      if (localName(name) === 'style' && reachesOut.test(children.join(''))) return 'unsafe-svg';
    }
    return null;
  } catch (error) {
    if (error instanceof XmlError) return 'unknown';
    throw error;
  }
}

const localName = (name: string) => name.replace(/^.*:/, '').toLowerCase();

function isUnsafeAttribute(name: string, value: string): boolean {
  if (/^on/.test(name) || name === 'base') return true;
  return ((name === 'href' || name === 'src') && !ownAddress.test(value)) || reachesOut.test(value);
}
