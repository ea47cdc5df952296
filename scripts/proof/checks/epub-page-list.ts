/**
 * The page lists of the EPUB, for newer and older readers: every page of the print that has text or a notice, title
 * page, imprint and contents included, each entry leading to the marker of its page, in the document that shows it; and
 * the print from which the numbers come is named.
 */
import type { PageEntry } from '../../model/types.ts';
import { printable } from '../compare-text.ts';
import { type Finding, firstOfEach, type PageCheck, type ProofContext } from '../proof-check.ts';
import type { PageListEntry } from '../read-epub-pages.ts';
import { documentOf } from './epub-pages.ts';

const listed = ['title', 'imprint', 'contents', 'text', 'notice'];

export const epubPageList: PageCheck = {
  name: 'epub-page-list',
  run(context) {
    const { map, epub } = context;
    const pages = map.pages.filter(({ kind, label }) => label !== null && listed.includes(kind));
    if (!epub) return { count: 0, findings: [] };
    const lists = [epub.pageList, epub.ncxPageList].flatMap((list) => compareList(list, pages));
    const targets = pages.flatMap((page) => {
      const entry = epub.pageList.find(({ label }) => label === page.label);
      return entry ? checkTarget(entry, page, context) : [];
    });
    const elsewhere = epub.ncxPageList.flatMap(({ label, file, id }): Finding[] => {
      const entry = epub.pageList.find((other) => other.label === label);
      if (!entry || (entry.file === file && entry.id === id)) return [];
      const difference = { file, label, before: '', expected: entry.id, found: id };
      return [{ ...reportOf(pages.find((page) => page.label === label)), difference }];
    });
    const unnamed: Finding[] =
      epub.pageSources.length >= 2 && epub.pageSources.every((source) => source !== '')
        ? []
        : [{ difference: { before: '', expected: 'pageBreakSource', found: epub.pageSources.join(' ') } }];
    return { count: pages.length, findings: firstOfEach([...lists, ...targets, ...elsewhere, ...unnamed]) };
  },
};

const reportOf = (page: PageEntry | undefined): Pick<Finding, 'report'> =>
  page?.flow && page.flow !== 'contents' ? { report: page.flow } : {};

/** The first place at which a list is not that of the page map. */
function compareList(list: PageListEntry[], pages: PageEntry[]): Finding[] {
  const at = pages.findIndex((page, i) => list[i]?.label !== page.label);
  if (at < 0 && list.length === pages.length) return [];
  const place = at < 0 ? pages.length : at;
  const [page, entry] = [pages[place], list[place]];
  const difference = { label: page?.label, before: '', expected: page?.label ?? '', found: entry?.label ?? '' };
  return [{ ...reportOf(page), difference }];
}

/** Whether an entry leads to its page's marker, and the marker stands where the page is shown. */
function checkTarget({ file, id, label }: PageListEntry, page: PageEntry, context: ProofContext): Finding[] {
  const differs = (expected: string, found: string): Finding[] => {
    if (expected === found) return [];
    return [{ ...reportOf(page), difference: { file, label, before: '', expected, found } }];
  };
  const document = context.epub!.documents.find((d) => d.file === file);
  const marker = document?.pages.find((shown) => shown.id === id && shown.label !== null);
  if (!marker || marker.label !== label) return differs(label, marker?.label ?? '');
  if (page.kind === 'text' || page.kind === 'notice') return differs(documentOf(context, page.flow!)?.file ?? '', file);
  if (page.kind === 'contents') return differs(...firstLines(page, id, context));
  const title = printable(context.map.title);
  return differs(title, printable(marker.head + marker.body).includes(title) ? title : marker.body.slice(0, 24));
}

/** The file of the report in the first line of a page of the contents: by the PDF's links, and after the marker. */
function firstLines(page: PageEntry, id: string, { map, pdf, epub }: ProofContext): [expected: string, found: string] {
  const links = pdf.links.filter(({ sheet }) => sheet === page.sheet).sort((a, b) => a.top - b.top);
  const report = map.reports.find(({ sheet }) => sheet === links[0]?.target);
  const shown = epub!.contentsPages.find((contents) => contents.id === id)?.files ?? [];
  const reports = new Set(map.reports.map((r) => `report-${r.id}.xhtml`));
  return [report ? `report-${report.id}.xhtml` : '', shown.find((file) => reports.has(file)) ?? ''];
}
