/**
 * The print document: one lean, fixed-size box a page, filled from the page map, printed at once. Paged.js's own pages
 * hold some eighty elements each; these hold the text, the running head and the folio.
 */
import { pathToFileURL } from 'node:url';
import { gridProperties, noteGap } from '../../lib/grid-css.ts';
import type { Templates } from '../../lib/templates.ts';
import type { Book, Grid, ImageAsset, PageEntry, PageMap, PaginatedFlow, TypesetText } from '../../model/types.ts';
import { coverData, imprintData, titleData } from './front-data.ts';

export interface PrintInput {
  book: Book;
  map: PageMap;
  flows: Map<string, PaginatedFlow>;
  texts: Map<string, TypesetText>;
  templates: Templates;
  /** print.css and furniture.css. */
  styles: string;
  /** file: address of the style sheet of faces. */
  fontSheet: string;
}

/** Anchor of a report in the PDF. */
export const reportAnchor = (id: string): string => `report-${id}`;

/** A run of pages that is printed at once. */
export interface PrintPart {
  html: string;
  /** How many. */
  pages: number;
  /** Anchors that its links lead to and other parts hold. */
  elsewhere: string[];
}

/**
 * The most pages of a part; books of up to so many are printed at once, and have every face but once. Of 1,000 pages,
 * parts of 512 took a tab 160 MB more at the peak and no less time; the file is a sixth smaller.
 */
const partPages = 256;

/** The book as it is printed, in parts of like size that the number of pages alone decides. */
export function printParts(input: PrintInput, longest = partPages): PrintPart[] {
  const { pages } = input.map;
  const referred = referredPages(input.flows);
  const size = Math.ceil(pages.length / Math.ceil(pages.length / longest));
  const parts = Array.from({ length: Math.ceil(pages.length / size) }, (_, i) =>
    pages.slice(i * size, (i + 1) * size).map((page) => renderPage(page, input, referred)),
  );
  const held = parts.map((part) => new Set(part.flatMap(anchorsIn)));
  const asked = parts.map((part) => new Set(part.flatMap(targetsIn)));
  return parts.map((part, i) => {
    const others = (sets: Set<string>[]) => new Set(sets.flatMap((set, k) => (k === i ? [] : [...set])));
    const [heldByOthers, askedByOthers] = [others(held), others(asked)];
    const elsewhere = [...asked[i]!].filter((id) => heldByOthers.has(id) && !held[i]!.has(id));
    const wanted = [...held[i]!].filter((id) => askedByOthers.has(id));
    const html = wrapPages([...part.slice(0, -1), addAnchors(part.at(-1)!, elsewhere, wanted)], input);
    return { html, pages: part.length, elsewhere };
  });
}

/**
 * Chrome writes a link only if the document holds its anchor, and a destination only if the document links to it.
 * @param wanted anchors of this part that others link to
 */
function addAnchors(page: string, elsewhere: string[], wanted: string[]): string {
  const standIns = elsewhere.map((id) => `<i class="elsewhere" id="${id}"></i>`);
  const links = wanted.map((id) => `<a hidden href="#${id}"></a>`);
  return page.replace(/<\/section>\s*$/, `${[...standIns, ...links].join('')}</section>`);
}

const anchorsIn = (html: string) => [...html.matchAll(/ id="([^"<>]*)"/g)].map((m) => m[1]!);
const targetsIn = (html: string) => [...html.matchAll(/ href="#([^"<>]*)"/g)].map((m) => m[1]!);

/** The first page alone, for its picture. */
export const coverDocument = (input: PrintInput): string =>
  wrapPages(
    input.map.pages.slice(0, 1).map((page) => renderPage(page, input, new Set())),
    input,
  );

/** @param referred labels of the pages that references lead to */
function renderPage(page: PageEntry, input: PrintInput, referred: ReadonlySet<string>): string {
  const { book, map, templates } = input;
  const report = map.reports.find(({ id }) => id === page.flow);
  return templates.render('print/page.hbs', {
    side: page.side,
    kind: page.kind,
    anchor: report?.sheet === page.sheet ? reportAnchor(report.id) : '',
    pageAnchor: page.label !== null && referred.has(page.label) ? `page-${page.label}` : '',
    extraHeight: report ? extraLines(report.adjustments) * map.grid.pitch : 0,
    runningHead: page.runningHead,
    ...contentOf(page, input),
    printedFolio: page.printedFolio,
    draft: book.manifest.state === 'draft' && page.printedFolio !== null,
  });
}

function wrapPages(pages: string[], { book, map, templates, fontSheet, styles }: PrintInput): string {
  return templates.render('print/book.hbs', {
    language: book.manifest.language,
    title: book.manifest.title,
    fontSheet,
    styles: `${sheetProperties(map.grid)}${styles}`,
    pages: pages.join('\n'),
  });
}

const extraLines = (adjustments: { step: string; amount: number }[]) =>
  Math.max(0, ...adjustments.filter((a) => a.step === 'extra-line').map((a) => a.amount));

/** Labels of the pages to which references lead: links of the paginator name them `#page-34`. */
function referredPages(flows: Map<string, PaginatedFlow>): Set<string> {
  const links = [...flows.values()].flatMap(({ pages }) =>
    pages.flatMap(({ html, notesHtml }) => [...`${html}${notesHtml}`.matchAll(/href="#page-([0-9a-z-]+)"/g)]),
  );
  return new Set(links.map(([, label]) => label!));
}

/** HTML of a page's type area and notes. */
function contentOf(page: PageEntry, input: PrintInput): { body: string; notes: string } {
  const { book, templates, map } = input;
  const only = (body: string) => ({ body, notes: '' });
  if (page.kind === 'cover') return only(templates.render('print/cover.hbs', coverData(book)));
  if (page.kind === 'title') return only(templates.render('print/title.hbs', titleData(book)));
  if (page.kind === 'imprint') return only(templates.render('print/imprint.hbs', imprintData(book, map)));
  if (page.kind === 'reserved') return only(templates.render('print/reserved.hbs', { notice: page.notice }));
  if (page.flow === null || page.flowPage === null) return only('');
  const { html, notesHtml } = input.flows.get(page.flow)!.pages[page.flowPage]!;
  const images = input.texts.get(page.flow)?.images ?? [];
  return { body: putInImages(html, images), notes: putInImages(notesHtml, images) };
}

/** Images were boxes of their size until now. */
function putInImages(html: string, images: ImageAsset[]): string {
  return html.replace(/data-img="([^"]*)"/g, (_, file: string) => {
    const name = file.replaceAll('&amp;', '&').replaceAll('&quot;', '"');
    const asset = images.find((image) => image.file === name)!;
    return `src="${pathToFileURL(asset.path).href}"`;
  });
}

/** The sheet in custom properties. */
function sheetProperties(grid: Grid): string {
  const px = (name: string, value: number) => `--${name}: ${value}px;`;
  const [width, height] = grid.trimPt;
  return (
    `${gridProperties(grid)}:root { --trim-width: ${width}pt; --trim-height: ${height}pt;` +
    `${px('top', grid.top)}${px('inner', grid.inner)}${px('outer', grid.outer)}` +
    `${px('type-width', grid.typeWidth)}${px('type-height', grid.typeHeight)}${px('note-gap', noteGap.below)} }\n` +
    `@page { size: ${width}pt ${height}pt; margin: 0; }\n`
  );
}
