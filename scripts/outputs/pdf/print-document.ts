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

/** HTML of the whole book as it is printed. */
export function printDocument(input: PrintInput): string {
  const { book, map, templates } = input;
  const images = new Map([...input.texts.values()].flatMap((text) => text.images).map((image) => [image.file, image]));
  const extra = new Map(map.reports.map((r) => [r.id, extraLines(r.adjustments) * map.grid.pitch]));
  const referred = referredPages(input.flows);
  const pages = map.pages.map((page) =>
    templates.render('print/page.hbs', {
      side: page.side,
      kind: page.kind,
      anchor: anchorOf(page, map),
      pageAnchor: page.label !== null && referred.has(page.label) ? `page-${page.label}` : '',
      extraHeight: extra.get(page.flow ?? '') ?? 0,
      runningHead: page.runningHead,
      ...contentOf(page, input, images),
      printedFolio: page.printedFolio,
      draft: book.manifest.state === 'draft' && page.printedFolio !== null,
    }),
  );
  return templates.render('print/book.hbs', {
    language: book.manifest.language,
    title: book.manifest.title,
    fontSheet: input.fontSheet,
    styles: `${sheetProperties(map.grid)}${input.styles}`,
    pages: pages.join('\n'),
  });
}

const extraLines = (adjustments: { step: string; amount: number }[]) =>
  Math.max(0, ...adjustments.filter((a) => a.step === 'extra-line').map((a) => a.amount));

function anchorOf(page: PageEntry, map: PageMap): string {
  const starts = map.reports.some((report) => report.id === page.flow && report.sheet === page.sheet);
  return starts ? reportAnchor(page.flow!) : '';
}

/** Labels of the pages to which references lead: links of the paginator name them `#page-34`. */
function referredPages(flows: Map<string, PaginatedFlow>): Set<string> {
  const links = [...flows.values()].flatMap(({ pages }) =>
    pages.flatMap(({ html, notesHtml }) => [...`${html}${notesHtml}`.matchAll(/href="#page-([0-9a-z]+)"/g)]),
  );
  return new Set(links.map(([, label]) => label!));
}

/** HTML of a page's type area and notes. */
function contentOf(
  page: PageEntry,
  input: PrintInput,
  images: Map<string, ImageAsset>,
): { body: string; notes: string } {
  const { book, templates, map } = input;
  const only = (body: string) => ({ body, notes: '' });
  if (page.kind === 'cover') return only(templates.render('print/cover.hbs', coverData(book)));
  if (page.kind === 'title') return only(templates.render('print/title.hbs', titleData(book)));
  if (page.kind === 'imprint') return only(templates.render('print/imprint.hbs', imprintData(book, map)));
  if (page.kind === 'reserved') return only(templates.render('print/reserved.hbs', { notice: page.notice }));
  if (page.flow === null || page.flowPage === null) return only('');
  const { html, notesHtml } = input.flows.get(page.flow)!.pages[page.flowPage]!;
  return { body: putInImages(html, images), notes: putInImages(notesHtml, images) };
}

/** Images were boxes of their size until now. */
function putInImages(html: string, images: Map<string, ImageAsset>): string {
  return html.replace(/data-img="([^"]*)"/g, (_, file: string) => {
    const asset = images.get(file.replaceAll('&amp;', '&').replaceAll('&quot;', '"'))!;
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
