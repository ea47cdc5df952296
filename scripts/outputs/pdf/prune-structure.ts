/** Cuts a structure tree (ISO 32000-1, 14.7) down to what stands on some of its pages. Annotations go too. */
import { addObject, getDict, type PdfFile, resolve, setObject } from './pdf-file.ts';
import { isDict, isName, isRef, isString, name, type PdfDict, type PdfRef, type PdfValue } from './pdf-objects.ts';

/** What became of an element: it holds something on the pages kept, never held anything, or has lost it all. */
type Fate = 'kept' | 'hollow' | 'gone';

/**
 * Leaves in the tree what stands on the pages of `kept`, object numbers with their /StructParents. Cells that were
 * empty stay beside those that are not; links become plain text.
 */
export function pruneStructure(file: PdfFile, catalog: PdfDict, kept: ReadonlyMap<number, PdfValue | undefined>): void {
  const at = catalog.get('StructTreeRoot');
  if (!isRef(at)) return;
  const root = getDict(file, at);
  const elements = new Set<number>();
  const kids = listOf(root.get('K')).filter(isRef);
  for (const kid of kids) {
    if (pruneElement(file, kid, kept, elements) !== 'gone') continue;
    // The document's own element stays, though there be nothing in it.
    const document = getDict(file, kid);
    document.delete('Pg');
    setObject(file, kid, document.set('K', []));
    elements.add(kid.ref);
  }
  const numbers = listOf(getDict(file, root.get('ParentTree')).get('Nums'));
  const keys = new Set([...kept.values()]);
  const nums = numbers.filter((_, i) => keys.has(numbers[i - (i % 2)]));
  root.set('K', kids.length === 1 ? kids[0]! : kids).set('ParentTree', addObject(file, new Map([['Nums', nums]])));
  pruneIds(file, root, elements);
  setObject(file, at, root);
}

function pruneElement(file: PdfFile, at: PdfRef, kept: ReadonlyMap<number, unknown>, elements: Set<number>): Fate {
  const element = getDict(file, at);
  const page = element.get('Pg');
  const isKept = (of: PdfValue | undefined) => isRef(of) && kept.has(of.ref);
  const before = listOf(element.get('K'));
  const fates = before.map((kid): Fate => {
    if (isRef(kid)) return pruneElement(file, kid, kept, elements);
    if (isDict(kid)) return isName(kid.get('Type'), 'MCR') && isKept(kid.get('Pg') ?? page) ? 'kept' : 'gone';
    return isKept(page) ? 'kept' : 'gone';
  });
  const fate =
    before.length === 0 ? 'hollow' : fates.includes('kept') ? 'kept' : fates.includes('hollow') ? 'hollow' : 'gone';
  if (fate === 'gone' || (fate === 'hollow' && fates.includes('gone'))) return 'gone';
  const kids = before.filter((_, i) => fates[i] !== 'gone');
  if (before.length > 0) element.set('K', kids.length === 1 ? kids[0]! : kids);
  if (page !== undefined && !isKept(page)) element.delete('Pg');
  if (isName(element.get('S'), 'Link')) element.set('S', name('Span'));
  elements.add(at.ref);
  setObject(file, at, element);
  return fate;
}

/** Ids of elements that are left; cells name no head that is gone (14.8.5.7). */
function pruneIds(file: PdfFile, root: PdfDict, elements: ReadonlySet<number>): void {
  if (!root.has('IDTree')) return;
  const names = namesIn(file, root.get('IDTree')!);
  const left = names.filter((_, i) => {
    const element = names[i - (i % 2) + 1];
    return isRef(element) && elements.has(element.ref);
  });
  const ids = new Set(left.filter(isString).map(textOf));
  for (const n of elements) {
    const element = getDict(file, { ref: n });
    if (element.has('A')) setObject(file, { ref: n }, element.set('A', withHeads(element.get('A')!, ids)));
  }
  if (left.length > 0) root.set('IDTree', addObject(file, new Map([['Names', left]])));
  else root.delete('IDTree');
}

function withHeads(attributes: PdfValue, ids: ReadonlySet<string>): PdfValue {
  if (Array.isArray(attributes)) return attributes.map((each) => withHeads(each, ids));
  if (!isDict(attributes) || !attributes.has('Headers')) return attributes;
  const heads = listOf(attributes.get('Headers')).filter((id) => isString(id) && ids.has(textOf(id)));
  return new Map([...attributes, ['Headers', heads]]);
}

/** Names and values of a name tree (7.9.6), in order. */
function namesIn(file: PdfFile, node: PdfValue): PdfValue[] {
  const found = getDict(file, node);
  const kids = resolve(file, found.get('Kids'));
  if (Array.isArray(kids)) return kids.flatMap((kid) => namesIn(file, kid));
  return listOf(resolve(file, found.get('Names')));
}

const textOf = ({ string }: { string: Uint8Array }) => Buffer.from(string).toString('latin1');

const listOf = (value: PdfValue | undefined): PdfValue[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
