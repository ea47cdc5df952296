/**
 * Repairs of the structure tree that Chrome writes (ISO 32000-1, 14.7 and 14.8.4), so that it means what PDF/UA-1
 * reads in it, and so that it is the same on every run. Only the elements concerned are parsed; they are found by
 * their bytes. No marked content changes its element, so the parent tree stays as it is.
 */
import { addObject, findObjects, getDict, getObject, type PdfFile, setObject } from './pdf-file.ts';
import {
  dict,
  isDict,
  isName,
  isRef,
  isString,
  name,
  type PdfDict,
  type PdfRef,
  type PdfString,
  PdfSyntaxError,
  type PdfValue,
  ref,
  textString,
} from './pdf-objects.ts';

/** Repairs figures, lists, ruby and ids, which are numbered from `firstId`. Returns the next number that is free. */
export function repairStructure(file: PdfFile, catalog: PdfDict, firstId = 1): number {
  if (!catalog.has('StructTreeRoot')) return firstId;
  for (const [at, figure] of elementsOf(file, 'Figure')) groupFigure(file, at, figure);
  for (const [at, item] of elementsOf(file, 'LI')) addListBody(file, at, item);
  for (const [, ruby] of elementsOf(file, 'Ruby')) nameRubyBase(file, ruby);
  const root = getDict(file, catalog.get('StructTreeRoot'));
  const nextId = renumberIds(file, root.get('IDTree'), firstId);
  setNextKey(file, catalog.get('StructTreeRoot'), root);
  return nextId;
}

/** ParentTreeNextKey is to exceed every key (table 322); Chrome leaves out the keys of annotations. */
function setNextKey(file: PdfFile, at: PdfValue | undefined, root: PdfDict): void {
  const keys = getDict(file, root.get('ParentTree')).get('Nums');
  const last = Array.isArray(keys) ? keys.at(-2) : undefined;
  if (isRef(at) && typeof last === 'number') setObject(file, at, root.set('ParentTreeNextKey', last + 1));
}

/** Each is read when its turn comes: the repair before may have changed it. */
function* elementsOf(file: PdfFile, role: string): Generator<[PdfRef, PdfDict]> {
  for (const n of findObjects(file, `/${role}`)) {
    const element = elementAt(file, ref(n));
    if (element && isName(element.get('S'), role)) yield [ref(n), element];
  }
}

function elementAt(file: PdfFile, at: PdfValue): PdfDict | null {
  const element = isRef(at) ? getObject(file, at.ref) : null;
  return isDict(element) && isName(element.get('Type'), 'StructElem') ? element : null;
}

const kidsOf = (element: PdfDict): PdfValue[] => {
  const kids = element.get('K');
  return Array.isArray(kids) ? kids : kids === undefined ? [] : [kids];
};

/** Kids that are elements of their own (not marked content, not annotations), with the name of their role. */
function elementKids(file: PdfFile, parent: PdfDict): { at: PdfRef; element: PdfDict; role: string }[] {
  return kidsOf(parent).flatMap((at) => {
    const element = elementAt(file, at);
    const role = element?.get('S');
    return isRef(at) && element && isName(role) ? [{ at, element, role: role.name }] : [];
  });
}

/** Chrome tags <figure> as Figure without Alt around the <img>'s own Figure: the outer one is but a group. */
function groupFigure(file: PdfFile, at: PdfRef, figure: PdfDict): void {
  if (figure.has('Alt') || figure.has('ActualText') || elementKids(file, figure).length === 0) return;
  setObject(file, at, figure.set('S', name('Div')));
}

/** Chrome puts an item's content, nested lists too, directly under LI; it belongs into an LBody beside the Lbl. */
function addListBody(file: PdfFile, at: PdfRef, item: PdfDict): void {
  const content = elementKids(file, item).filter(({ role }) => role !== 'Lbl' && role !== 'LBody');
  if (content.length === 0) return;
  const K = content.map((kid) => kid.at);
  const body = addObject(file, dict({ Type: name('StructElem'), S: name('LBody'), P: at, K }));
  for (const kid of content) setObject(file, kid.at, kid.element.set('P', body));
  const moved = new Set(K.map((kid) => kid.ref));
  const rest = kidsOf(item).filter((kid) => !(isRef(kid) && moved.has(kid.ref)));
  setObject(file, at, item.set('K', [...rest, body]));
}

/** Ruby holds RB and RT (14.8.4.4.3); Chrome writes the base as NonStruct. */
function nameRubyBase(file: PdfFile, ruby: PdfDict): void {
  for (const { at, element, role } of elementKids(file, ruby)) {
    if (role === 'NonStruct') setObject(file, at, element.set('S', name('RB')));
  }
}

// ---------------------------------------------------------------- ids

/**
 * Ids of table cells count the nodes that the browser's process has made (node00000043), so they differ between runs.
 * They are numbered anew in the order of the tree, which thereby stays sorted.
 */
function renumberIds(file: PdfFile, tree: PdfValue | undefined, firstId: number): number {
  const nodes = tree === undefined ? [] : listTree(file, tree);
  const names = nodes.flatMap(({ node }) => (node.get('Names') as PdfValue[] | undefined) ?? []).filter(isString);
  const renamed = new Map(names.map((id, i) => [latin1(id), `node${String(firstId + i).padStart(8, '0')}`]));
  for (const { at, node } of nodes) setObject(file, at, renameIds(node, renamed) as PdfDict);
  for (const n of findObjects(file, '(node')) {
    const cell = elementAt(file, ref(n));
    if (!cell) continue;
    for (const key of ['ID', 'A']) if (cell.has(key)) cell.set(key, renameIds(cell.get(key)!, renamed));
    setObject(file, ref(n), cell);
  }
  return firstId + names.length;
}

const latin1 = ({ string }: PdfString) => Buffer.from(string).toString('latin1');

/** All nodes of a name tree (7.9.6), in order. */
function listTree(file: PdfFile, at: PdfValue): { at: PdfRef; node: PdfDict }[] {
  if (!isRef(at)) throw new PdfSyntaxError('name tree node that is no reference');
  const node = getDict(file, at);
  const kids = node.get('Kids');
  return [{ at, node }, ...(Array.isArray(kids) ? kids.flatMap((kid) => listTree(file, kid)) : [])];
}

function renameIds(value: PdfValue, renamed: Map<string, string>): PdfValue {
  if (isString(value)) return textString(renamed.get(latin1(value)) ?? latin1(value));
  if (Array.isArray(value)) return value.map((item) => renameIds(item, renamed));
  if (isDict(value)) return new Map([...value].map(([key, item]) => [key, renameIds(item, renamed)]));
  return value;
}
