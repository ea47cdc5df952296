/**
 * References to pages of the book. A manuscript writes [第0页](page:hebei), or page:hebei#heading for a heading of that
 * report, or page:hebei#p-hebei-… for a paragraph by its permanent id: whatever number stands in the brackets gives way to that of the page. In the tree such a link is
 * `<a data-page="hebei">` with an empty `<span data-page-number>` in the number's place, so that the text is the same
 * whatever the number; print, EPUB and site fill it in from the page map.
 */
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { h } from 'hastscript';
import { visit } from 'unist-util-visit';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findNearest } from '../lib/nearest-word.ts';
import type { Manuscript, PageTarget, Place, TypesetText } from '../model/types.ts';
import { findHeadings } from './find-headings.ts';
import { whiteSpace } from './text-of.ts';

/** A reference as its manuscript writes it. */
export interface WrittenPageRef {
  node: Element;
  /** What stands behind `page:`. */
  target: string;
  place: Place;
  excerpt: string | undefined;
}

/** What a page reference may name: a report, a front or a back piece. */
export interface NamedFlow {
  id: string;
  titles: string[];
}

/** The scheme of such a link. */
export const pageLink = /^page:/i;
const digits = /[0-9０-９]+/g;

/** Finds the references of a manuscript's trees, in order, and takes their numbers out. Trees are changed in place. */
export function markPageRefs(trees: Root[], manuscript: Manuscript): { refs: WrittenPageRef[]; found: Diagnostic[] } {
  const refs: WrittenPageRef[] = [];
  const found: Diagnostic[] = [];
  const seen = new Set<string>();
  for (const tree of trees) {
    visit(tree, 'element', (node) => {
      const href = String(node.properties.href ?? '');
      if (node.tagName !== 'a' || !pageLink.test(href)) return;
      const target = decode(href.replace(pageLink, ''));
      const at = placeOf(target, Number(node.properties.dataLine), manuscript, seen);
      const count = takeNumbers(node);
      if (count !== 1) found.push(diagnose('page-ref-number', { target, count }, at.place, at.excerpt));
      delete node.properties.href;
      node.properties.dataPage = '';
      refs.push({ node, target, ...at });
    });
  }
  return { refs, found };
}

/** Takes every number out of a link's text, and returns how many there were. */
function takeNumbers(node: Element): number {
  let count = 0;
  node.children = node.children.flatMap((child): ElementContent[] => {
    if (child.type === 'element') count += takeNumbers(child);
    if (child.type !== 'text') return [child];
    const parts = child.value.split(digits);
    count += parts.length - 1;
    return parts.flatMap((value, i): ElementContent[] => [
      ...(i > 0 ? [h('span', { dataPageNumber: '' })] : []),
      ...(value === '' ? [] : [{ type: 'text', value } as const]),
    ]);
  });
  return count;
}

/** Where a manuscript writes a reference: the first place from a line on that has not been taken by another. */
function placeOf(target: string, line: number, { file, body, bodyLine }: Manuscript, seen: Set<string>) {
  const lines = body.split('\n');
  const forms = [target, encodeURI(target)].map((form) => `page:${form}`.toLowerCase());
  for (let i = Math.max(0, line - bodyLine); i < lines.length; i += 1) {
    const text = lines[i]!.toLowerCase();
    for (let at = text.indexOf('page:'); at >= 0; at = text.indexOf('page:', at + 1)) {
      const form = forms.find((f) => text.startsWith(f, at) && !/[^\s)>]/.test(text[at + f.length] ?? ' '));
      const place = { file, line: bodyLine + i, column: at + 1 };
      const key = `${place.line}:${place.column}`;
      if (form === undefined || seen.has(key)) continue;
      seen.add(key);
      return { place, excerpt: lines[i] };
    }
  }
  return { place: { file, line }, excerpt: undefined };
}

function decode(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const bare = (text: string) => text.replace(whiteSpace, '');

/**
 * Writes into each reference of the text `ownId` where it leads: data-page, and for a place in it data-page-at and
 * data-place. Gives `page-ref-unknown` and `page-ref-heading` for those that lead nowhere.
 */
export function resolvePageRefs(
  refs: WrittenPageRef[],
  ownId: string,
  flows: NamedFlow[],
  texts: ReadonlyMap<string, TypesetText>,
): Diagnostic[] {
  return refs.flatMap(({ node, target, place, excerpt }): Diagnostic[] => {
    const [, name = '', heading] = /^([^#]*)(?:#(.*))?$/s.exec(target)!;
    const words = bare(name);
    const flow =
      words === ''
        ? { id: ownId, titles: [] }
        : (flows.find(({ id }) => id === words) ?? flows.find(({ titles }) => titles.some((t) => bare(t) === words)));
    if (!flow) {
      const near =
        findNearest(
          words,
          flows.flatMap(({ id, titles }) => [id, ...titles.map(bare)]),
        ) ?? null;
      return [diagnose('page-ref-unknown', { name: words, near }, place, excerpt)];
    }
    node.properties.dataPage = flow.id;
    if (!heading) return [];
    const text = texts.get(flow.id);
    const headings = text ? findHeadings(text) : [];
    const wanted = bare(heading);
    const byName = headings.filter(({ names }) => names.includes(heading));
    const named = byName.length > 0 ? byName.slice(0, 1) : headings.filter((each) => each.words === wanted);
    if (named.length !== 1) {
      const titled = headings.flatMap((each) => (each.words === '' ? [] : [each.words]));
      const near = findNearest(wanted, titled) ?? null;
      return [diagnose('page-ref-heading', { heading, name: flow.id, count: named.length, near }, place, excerpt)];
    }
    Object.assign(node.properties, { dataPageAt: String(named[0]!.at), dataPlace: named[0]!.paragraph });
    return [];
  });
}

/** Where a link of a typeset tree leads, if it is a reference to a page. */
export function pageTargetOf(node: Element): PageTarget | null {
  const { dataPage, dataPageAt, dataPlace } = node.properties;
  if (node.tagName !== 'a' || typeof dataPage !== 'string') return null;
  const at = dataPageAt === undefined ? null : Number(dataPageAt);
  return { flow: dataPage, at, paragraph: at === null ? null : String(dataPlace) };
}

/** All references of a text in reading order, its notes' after its own. */
export function pageTargetsOf({ tree, notes }: TypesetText): PageTarget[] {
  const targets: PageTarget[] = [];
  for (const root of [tree, ...notes] as Nodes[]) {
    visit(root, 'element', (node) => {
      const target = pageTargetOf(node);
      if (target) targets.push(target);
    });
  }
  return targets;
}
