/**
 * References to pages: each link to a page in a manuscript has a number in print, which is that of the page that shows
 * what the link names; and the same number in the EPUB, on a link to it. Where things stand is looked up anew.
 */
import type { Nodes } from 'hast';
import { assignParagraphIds } from '../../typeset/paragraph-ids.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, firstOfEach, type ProofCheck, type ProofContext } from '../proof-check.ts';
import { readManuscript } from '../read-manuscript.ts';
import { documentOf } from './epub-pages.ts';

export const pageRefs: ProofCheck = {
  name: 'page-refs',
  run(context) {
    let count = 0;
    const findings = context.flows.flatMap((flow): Finding[] => {
      const written = targetsIn(flow);
      const printed = printedLabels(flow);
      const shown = documentOf(context, flow.id)?.pageRefs ?? [];
      count += written.length + printed.length;
      const length = Math.max(written.length, printed.length, shown.length);
      return Array.from({ length }, (_, i): Finding[] => {
        const target = written[i] === undefined ? null : findTarget(written[i], flow, context);
        const due = target?.label ?? '';
        if (due !== (printed[i] ?? '')) return [finding(flow, written[i], due, printed[i] ?? '')];
        if (!context.epub) return [];
        const file = target && documentOf(context, target.flow.id)?.file;
        const link = shown[i];
        if (due !== (link?.label ?? '')) return [finding(flow, written[i], due, link?.label ?? '', file ?? undefined)];
        if (link?.file !== file) return [finding(flow, written[i], file ?? '', link?.file ?? '')];
        const words = withoutSpace(context.epub.referred[`${link!.file}#${link!.id}`] ?? '');
        const isThere = target!.words === null ? link!.id === '' : words !== '' && words.startsWith(target!.words);
        return isThere ? [] : [finding(flow, written[i], target!.words ?? '', words.slice(0, 24), file ?? undefined)];
      }).flat();
    });
    return { count, findings: firstOfEach(findings) };
  },
};

const withoutSpace = (text: string) => text.replace(/\p{White_Space}+/gu, '');

/** What the links to pages in a manuscript name: in its text, then in its notes. */
function targetsIn({ manuscript, title }: ProofFlow): string[] {
  if (!manuscript || !/page:/i.test(manuscript.body)) return [];
  const { bodyTokens, noteTokens } = readManuscript(manuscript, manuscript.frontMatter.title ?? title);
  return [bodyTokens, ...noteTokens].flat().flatMap(({ pageTarget }) => (pageTarget === undefined ? [] : [pageTarget]));
}

/** The numbers that stand for them on the printed pages, in the same order. */
function printedLabels({ pages, notes }: ProofFlow): string[] {
  const inNotes = notes.map((_, i) =>
    pages.flatMap((page) => page.notes.filter(({ number }) => number === i + 1).flatMap(({ marks }) => marks ?? [])),
  );
  const marks = [...pages.flatMap((page) => page.marks), ...inNotes.flat()];
  return marks.flatMap(({ kind, text }) => (kind === 'page-ref' ? [text] : []));
}

interface Target {
  flow: ProofFlow;
  label: string;
  /** How the place begins; null for a report as a whole. */
  words: string | null;
}

function findTarget(written: string, own: ProofFlow, { flows, book }: ProofContext): Target | null {
  const [, name = '', heading] = /^([^#]*)(?:#([\s\S]*))?$/.exec(written) ?? [];
  const wanted = withoutSpace(name);
  const reports = book.parts.flatMap((part) => part.reports);
  const titled = reports.find(({ title, shortTitle }) => [title, shortTitle].map(withoutSpace).includes(wanted));
  const flow =
    wanted === ''
      ? own
      : (flows.find(({ id }) => id === wanted) ??
        flows.find(({ id, title }) => id === titled?.id || withoutSpace(title) === wanted));
  const shown = flow?.pages.filter(({ kind, label }) => label !== null && (kind === 'text' || kind === 'notice')) ?? [];
  if (!flow || shown.length === 0) return null;
  if (!heading) return { flow, label: shown[0]!.label!, words: null };
  const place =
    flow.typeset && (findPlace(flow.typeset.tree, heading) ?? findParagraph(assignParagraphIds(flow.typeset), heading));
  const page = place && shown.findLast(({ start }) => (start?.char ?? 0) <= place.at);
  return page ? { flow, label: page.label!, words: place.words } : null;
}

/** A heading by its words, or whatever the manuscript gave that name: its words, and the characters before it. */
function findPlace(tree: Nodes, wanted: string): { at: number; words: string } | null {
  const places: { at: number; words: string; name: string; isHeading: boolean }[] = [];
  let at = 0;
  const visit = (node: Nodes): string => {
    if (node.type === 'text') {
      const text = withoutSpace(node.value);
      at += text.length;
      return text;
    }
    if (!('children' in node)) return '';
    const before = at;
    const words = node.children.map(visit).join('');
    if (node.type !== 'element') return words;
    const { id, className } = node.properties;
    const isHeading = /^h[2-5]$/.test(node.tagName) || String(className ?? '').includes('run-in');
    if (id !== undefined || isHeading) places.push({ at: before, words, name: String(id ?? ''), isHeading });
    return words;
  };
  visit(tree);
  const named = places.find(({ name }) => name === wanted);
  if (named) return { at: named.at, words: named.isHeading ? named.words : '' };
  return places.find(({ words, isHeading }) => isHeading && words === withoutSpace(wanted)) ?? null;
}

/** A block by its permanent id: the words with which it begins, up to a note or emphasis. */
function findParagraph(tree: Nodes, wanted: string): { at: number; words: string } | null {
  let at = 0;
  const visit = (node: Nodes, within: boolean): { at: number; words: string } | null => {
    if (node.type === 'text') {
      const words = withoutSpace(node.value);
      if (within && words !== '') return { at, words };
      at += words.length;
    }
    if (!('children' in node)) return null;
    const isWanted = within || (node.type === 'element' && node.properties.id === wanted);
    for (const child of node.children) {
      const found = visit(child, isWanted);
      if (found) return found;
    }
    return null;
  };
  return visit(tree, false);
}

function finding(flow: ProofFlow, target: string | undefined, expected: string, found: string, file?: string): Finding {
  const before = target === undefined ? '' : `page:${target} `;
  return { report: flow.id, difference: { ...(file !== undefined && { file }), before, expected, found } };
}
