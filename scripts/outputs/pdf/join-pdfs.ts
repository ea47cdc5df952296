/**
 * Joins the PDFs that Chrome printed of a document's parts into one file with one page tree, one structure tree and one
 * set of destinations. A long book is printed in parts: they are printed side by side, a print of thousands of pages
 * costs more a page than one of hundreds, and only the parts in which something changed are printed anew.
 */
import { readBody, redirectBody } from './copy-objects.ts';
import { getDict, type PdfFile, resolve, setObject } from './pdf-file.ts';
import { isRef, type PdfDict, type PdfRef, PdfSyntaxError, type PdfValue, ref } from './pdf-objects.ts';

/** One part, its structure tree repaired, with ids that no other part has. */
export interface PdfPart {
  file: PdfFile;
  /** Destinations that stand in for those of other parts, so that Chrome writes links to them. */
  elsewhere: ReadonlySet<string>;
}

/**
 * Joins parts in order into the first one's file, which is changed; fonts stay those of each part.
 * Throws PdfSyntaxError where a part lacks what Chrome writes.
 */
export function joinPdfs(parts: PdfPart[]): PdfFile {
  const [first, ...others] = parts;
  const { file } = first!;
  if (others.length === 0) return file;
  const roots = [rootOf(file), ...others.map((part) => addShifted(file, part.file))];
  const catalogs = roots.map((root) => getDict(file, root));
  joinPages(file, catalogs);
  joinDestinations(file, roots[0]!, catalogs, parts);
  joinStructure(file, catalogs);
  return file;
}

function rootOf(file: PdfFile): PdfRef {
  const root = file.trailer.get('Root');
  if (!isRef(root)) throw new PdfSyntaxError('trailer without Root');
  return root;
}

/** Adds all objects of another file under new numbers; returns its catalog's. */
function addShifted(file: PdfFile, other: PdfFile): PdfRef {
  const by = file.spans.length - 1;
  for (let n = 1; n < other.spans.length; n++) {
    file.spans.push(undefined);
    const body = readBody(other, n);
    file.changed.set(n + by, body && redirectBody(body, (to) => ref(to + by)));
  }
  // It says when it was printed.
  const info = other.trailer.get('Info');
  if (isRef(info)) file.changed.set(info.ref + by, null);
  return ref(rootOf(other).ref + by);
}

/** ISO 32000-1, 7.7.3: the first part's root holds those of all parts. */
function joinPages(file: PdfFile, [catalog, ...others]: PdfDict[]): void {
  const at = refIn(catalog!, 'Pages');
  const root = getDict(file, at);
  const more = others.map((other) => refIn(other, 'Pages'));
  let count = Number(root.get('Count'));
  for (const node of more) {
    const dict = getDict(file, node);
    count += Number(dict.get('Count'));
    setObject(file, node, dict.set('Parent', at));
  }
  setObject(file, at, root.set('Kids', [...arrayIn(root, 'Kids'), ...more]).set('Count', count));
}

/** 12.3.2.3: each name leads to the part that has it. */
function joinDestinations(file: PdfFile, root: PdfRef, catalogs: PdfDict[], parts: PdfPart[]): void {
  const joined: PdfDict = new Map();
  catalogs.forEach((catalog, i) => {
    if (!catalog.has('Dests')) return;
    for (const [name, value] of getDict(file, catalog.get('Dests'))) {
      if (!parts[i]!.elsewhere.has(Buffer.from(name, 'latin1').toString('utf8'))) joined.set(name, value);
    }
  });
  const [catalog] = catalogs;
  const at = catalog!.get('Dests');
  if (isRef(at)) setObject(file, at, joined);
  else if (joined.size > 0) setObject(file, root, catalog!.set('Dests', joined));
}

/** 14.7: one document element, one parent tree, one tree of ids. */
function joinStructure(file: PdfFile, catalogs: PdfDict[]): void {
  if (!catalogs.every((catalog) => catalog.has('StructTreeRoot'))) return;
  const at = refIn(catalogs[0]!, 'StructTreeRoot');
  const roots = catalogs.map((catalog) => getDict(file, catalog.get('StructTreeRoot')));
  joinElements(file, roots);
  const keys = joinParentTrees(file, catalogs, roots);
  const ids = roots.flatMap((root) => (root.has('IDTree') ? namesIn(file, root.get('IDTree')!) : []));
  const root = roots[0]!.set('ParentTreeNextKey', keys);
  if (ids.length > 0) root.set('IDTree', new Map([['Names', ids]]));
  setObject(file, at, root);
}

/** The later parts' pages become kids of the first part's document element. */
function joinElements(file: PdfFile, roots: PdfDict[]): void {
  const [at, ...others] = roots.map((root) => {
    const kids = root.get('K');
    const only = Array.isArray(kids) && kids.length === 1 ? kids[0] : kids;
    if (!isRef(only)) throw new PdfSyntaxError('structure tree without one document element');
    return only;
  });
  const kids = others.flatMap((other) => kidsOf(getDict(file, other)));
  for (const kid of kids) {
    if (isRef(kid)) setObject(file, kid, getDict(file, kid).set('P', at!));
  }
  const top = getDict(file, at);
  setObject(file, at!, top.set('K', [...kidsOf(top), ...kids]));
  for (const other of others) file.changed.set(other.ref, null);
}

const kidsOf = (element: PdfDict): PdfValue[] => {
  const kids = element.get('K');
  return Array.isArray(kids) ? kids : kids === undefined ? [] : [kids];
};

/** Keys of the later parts' pages and annotations are raised (14.7.4.4). Returns the next free key. */
function joinParentTrees(file: PdfFile, catalogs: PdfDict[], roots: PdfDict[]): number {
  const joined: PdfValue[] = [];
  let next = 0;
  roots.forEach((root, i) => {
    const numbers = arrayIn(getDict(file, root.get('ParentTree')), 'Nums');
    const by = next;
    for (let k = 0; k < numbers.length; k += 2) joined.push(Number(numbers[k]) + by, numbers[k + 1]!);
    next = joined.length > 0 ? Number(joined.at(-2)) + 1 : 0;
    if (i > 0) raiseKeys(file, getDict(file, catalogs[i]!.get('Pages')), by);
  });
  const tree = refIn(roots[0]!, 'ParentTree');
  setObject(file, tree, getDict(file, tree).set('Nums', joined));
  return next;
}

function raiseKeys(file: PdfFile, node: PdfDict, by: number): void {
  for (const at of arrayIn(node, 'Kids')) {
    const kid = getDict(file, at);
    if (kid.has('Kids')) raiseKeys(file, kid, by);
    else {
      raiseKey(file, at, kid, 'StructParents', by);
      const annotations = resolve(file, kid.get('Annots'));
      for (const link of Array.isArray(annotations) ? annotations : []) {
        raiseKey(file, link, getDict(file, link), 'StructParent', by);
      }
    }
  }
}

function raiseKey(file: PdfFile, at: PdfValue, holder: PdfDict, key: string, by: number): void {
  const value = holder.get(key);
  if (isRef(at) && typeof value === 'number') setObject(file, at, holder.set(key, value + by));
}

/** Names and values of a name tree (7.9.6), in order. */
function namesIn(file: PdfFile, node: PdfValue): PdfValue[] {
  const dict = getDict(file, node);
  return dict.has('Kids') ? arrayIn(dict, 'Kids').flatMap((kid) => namesIn(file, kid)) : arrayIn(dict, 'Names');
}

function refIn(dict: PdfDict, key: string): PdfRef {
  const found = dict.get(key);
  if (!isRef(found)) throw new PdfSyntaxError(`${key} that is no reference`);
  return found;
}

function arrayIn(dict: PdfDict, key: string): PdfValue[] {
  const found = dict.get(key);
  if (!Array.isArray(found)) throw new PdfSyntaxError(`${key} that is no array`);
  return found;
}
