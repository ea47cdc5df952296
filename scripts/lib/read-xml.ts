/**
 * A strict reader for the XML of EPUBs and of SVG (XML 1.0, fifth edition, without DTDs): whatever is not well-formed is an
 * error, as it is to a reading system. It shares nothing with the writer of the same files.
 */

export interface XmlElement {
  /** With its prefix, as written. */
  name: string;
  attributes: Map<string, string>;
  children: (XmlElement | string)[];
}

export class XmlError extends Error {}

const nameChars = '[\\p{L}_:][\\p{L}\\p{N}\\p{M}_:.\\-·]*';
const startTag = new RegExp(`<(${nameChars})((?:\\s+${nameChars}\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, 'yu');
const endTag = new RegExp(`</(${nameChars})\\s*>`, 'yu');
const attribute = new RegExp(`(${nameChars})\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, 'gu');
const comment = /<!--(?:(?!--)[\s\S])*-->/y;
const cdata = /<!\[CDATA\[([\s\S]*?)\]\]>/y;
const instruction = /<\?[\s\S]*?\?>/y;
const doctype = /<!DOCTYPE[^<>[]*>/y;
const text = /[^<]+/y;
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Parses a document and returns its root element. Throws XmlError with the line. */
export function readXml(source: string): XmlElement {
  const document: XmlElement = { name: '', attributes: new Map(), children: [] };
  const open = [document];
  let at = source.startsWith('\ufeff') ? 1 : 0;
  const fail = (message: string): never => {
    throw new XmlError(`line ${source.slice(0, at).split('\n').length}: ${message}`);
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const resolve = (value: string) =>
    value.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));|&/gi, (whole, decimal, hex, name) => {
      if (decimal || hex) return String.fromCodePoint(Number.parseInt(decimal ?? hex, decimal ? 10 : 16));
      return Object.hasOwn(entities, name ?? '') ? entities[name]! : fail(`${whole} is no entity of XML`);
    });
  if (forbidden.test(source)) fail('a character that XML does not allow');
  while (at < source.length) {
    const parent = open.at(-1)!;
    let found = take(text);
    if (found) {
      if (parent === document && found[0].trim() !== '') fail('text outside the root element');
      if (found[0].includes(']]>')) fail(']]> in text');
      parent.children.push(resolve(found[0]));
      continue;
    }
    if (take(comment) || take(instruction)) continue;
    if (parent === document && elements(document).length === 0 && take(doctype)) continue;
    found = take(cdata);
    if (found) {
      parent.children.push(found[1]!);
      continue;
    }
    found = take(endTag);
    if (found) {
      if (found[1] !== parent.name) fail(`</${found[1]}> where </${parent.name}> is due`);
      open.pop();
      continue;
    }
    found = take(startTag);
    if (!found) return fail(`markup that is not well-formed: ${source.slice(at, at + 30)}`);
    if (parent === document && elements(document).length > 0) fail('a second root element');
    const element: XmlElement = { name: found[1]!, attributes: new Map(), children: [] };
    for (const [, name, double, single] of found[2]!.matchAll(attribute)) {
      if (element.attributes.has(name!)) fail(`attribute ${name} twice`);
      element.attributes.set(name!, resolve(double ?? single ?? ''));
    }
    parent.children.push(element);
    if (!found[3]) open.push(element);
  }
  if (open.length > 1) fail(`</${open.at(-1)!.name}> is missing`);
  return elements(document)[0] ?? fail('no root element');
}

const elements = ({ children }: XmlElement) => children.filter((c): c is XmlElement => typeof c !== 'string');

/** An element and all below it, in document order. */
export function* walkXml(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of elements(element)) yield* walkXml(child);
}

/** Elements below one with a local name, whatever their prefix. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return [...walkXml(element)].filter((e) => e.name.replace(/^.*:/, '') === name);
}

/** All text of an element; what `skip` names is left out with what it holds. */
export function textOfXml(element: XmlElement, skip: (element: XmlElement) => boolean = () => false): string {
  return element.children
    .map((child) => (typeof child === 'string' ? child : skip(child) ? '' : textOfXml(child, skip)))
    .join('');
}

/** Whether an element has a value among the words of an attribute. */
export function hasWord(element: XmlElement, attribute: string, word: string): boolean {
  return (element.attributes.get(attribute) ?? '').split(/\s+/).includes(word);
}
