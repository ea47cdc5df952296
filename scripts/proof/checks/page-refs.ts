/**
 * References to pages: each link to a page in a manuscript has a number in print, which is that of the page that shows
 * what the link names; and the same number in the EPUB and on the site, on a link to it. Where things stand is looked up anew.
 */
import type { Nodes } from 'hast';
import { assignParagraphIds } from '../../typeset/paragraph-ids.ts';
import type { ProofFlow } from '../flows.ts';
import { type Finding, firstOfEach, type TextCheck, type TextContext } from '../proof-check.ts';
import { readManuscript } from '../read-manuscript.ts';
import type { TextReading } from '../read-text.ts';
import { documentOf as epubDocumentOf } from './epub-pages.ts';
import { documentOf as siteDocumentOf } from './site.ts';

type PageRef = TextReading['pageRefs'][number];

export const pageRefs: TextCheck = {
  name: 'page-refs',
  textOnly: true,
  run(context) {
    let count = 0;
    const findings = context.flows.flatMap((flow): Finding[] => {
      const written = targetsIn(flow);
      const printed = printedLabels(flow);
      const outputs = outputsOf(context).map(({ referred, documentOf }) => {
        return { referred, documentOf, shown: documentOf(flow.id)?.pageRefs ?? [] };
      });
      count += written.length + printed.length;
      const length = Math.max(written.length, printed.length, ...outputs.map(({ shown }) => shown.length));
      return Array.from({ length }, (_, i): Finding[] => {
        const target = written[i] === undefined ? null : findTarget(written[i], flow, context);
        const due = target?.label ?? '';
        if (due !== (printed[i] ?? '')) return [finding(flow, written[i], due, printed[i] ?? '')];
        return outputs
          .flatMap(({ shown, ...output }) => checkLink(flow, written[i], target, shown[i], output))
          .slice(0, 1);
      }).flat();
    });
    return { count, findings: firstOfEach(findings) };
  },
};

/** An output with links: the file that shows a text, and the words of what references lead to. */
interface LinkedOutput {
  documentOf(flow: string): TextReading | undefined;
  referred: Record<string, string>;
}

function outputsOf(context: TextContext): LinkedOutput[] {
  const { epub, site } = context;
  return [
    ...(epub ? [{ referred: epub.referred, documentOf: (flow: string) => epubDocumentOf(context, flow) }] : []),
    ...(site ? [{ referred: site.referred, documentOf: (flow: string) => siteDocumentOf(context, flow) }] : []),
  ];
}

/** Whether a link shows the target's number and leads to it. */
function checkLink(
  flow: ProofFlow,
  written: string | undefined,
  target: Target | null,
  link: PageRef | undefined,
  { documentOf, referred }: LinkedOutput,
): Finding[] {
  const due = target?.label ?? '';
  const file = target && documentOf(target.flow.id)?.file;
  if (due !== (link?.label ?? '')) return [finding(flow, written, due, link?.label ?? '', file ?? undefined)];
  if (!target || !link) return [];
  if (link.file !== file) return [finding(flow, written, file ?? '', link.file)];
  const words = withoutSpace(referred[`${link.file}#${link.id}`] ?? '');
  const isThere = target.words === null ? link.id === '' : words !== '' && words.startsWith(target.words);
  return isThere ? [] : [finding(flow, written, target.words ?? '', words.slice(0, 24), file)];
}

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

function findTarget(written: string, own: ProofFlow, { flows, book }: TextContext): Target | null {
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
