/**
 * Finishes the PDF that Chrome printed: exact boxes, page labels, outline, metadata, described links, a repaired
 * structure tree, and nothing that differs from one build to the next. The pages' contents and the fonts are copied as
 * they are; the work grows with the number of objects, not with what is in them.
 */
import { createHash } from 'node:crypto';
import { joinPdfs, type PdfPart } from './join-pdfs.ts';
import { describeLinks, linkWords } from './links.ts';
import { addOutline, removeOutline } from './outline.ts';
import { makePageLabels } from './page-labels.ts';
import { listPages, setBoxes } from './pages.ts';
import type { PdfFacts } from './pdf-facts.ts';
import { addStream, digestObjects, getDict, type PdfFile, readPdf, setObject, writePdf } from './pdf-file.ts';
import {
  dict,
  isRef,
  name,
  type PdfDict,
  type PdfRef,
  PdfSyntaxError,
  type PdfValue,
  textString,
} from './pdf-objects.ts';
import { repairStructure } from './struct-tree.ts';
import { makeXmp } from './xmp.ts';

/** What Chrome's printToPDF made of a part of the book; not changed. */
export interface PrintedPart {
  pdf: Uint8Array;
  /** Anchors that the part's links lead to and other parts hold. */
  elsewhere: readonly string[];
}

/**
 * @param parts the book's parts in order; most books have one
 * @returns a new file; the same for the same pages and facts
 * @throws PdfSyntaxError where the bytes are not what Chrome writes, RangeError where the facts do not fit the pages:
 *   both are bugs, not mistakes of the book
 */
export function finishPdf(parts: readonly PrintedPart[], facts: PdfFacts): Uint8Array {
  const file = joinPdfs(repairParts(parts));
  const root = refOf(file.trailer, 'Root');
  const catalog = getDict(file, root);
  const pages = listPages(file, catalog);
  if (pages.length !== facts.labels.length) {
    throw new RangeError(`${facts.labels.length} labels for ${pages.length} pages`);
  }
  setBoxes(file, pages, facts.trimPt);
  describeLinks(file, catalog, pages, facts.labels, linkWords(facts.language));
  if (facts.outline.length > 0) {
    const pageRefs = pages.map((page) => page.ref);
    catalog.set('Outlines', addOutline(file, facts.outline, pageRefs, facts.trimPt[1]));
  }
  setView(catalog, facts);
  setObject(file, refOf(file.trailer, 'Info'), makeInfo(facts));
  setObject(file, root, catalog);
  addIdentity(file, root, catalog, facts);
  return writePdf(file);
}

function repairParts(parts: readonly PrintedPart[]): PdfPart[] {
  let id = 1;
  return parts.map(({ pdf, elsewhere }) => {
    const file = readPdf(pdf);
    const root = refOf(file.trailer, 'Root');
    const catalog = getDict(file, root);
    id = repairStructure(file, catalog, id);
    removeOutline(file, catalog);
    catalog.delete('Outlines');
    setObject(file, root, catalog);
    return { file, elsewhere: new Set(elsewhere) };
  });
}

function refOf(trailer: PdfDict, key: string): PdfRef {
  const found = trailer.get(key);
  if (!isRef(found)) throw new PdfSyntaxError(`trailer without ${key}`);
  return found;
}

/** How a viewer opens the book (ISO 32000-1, 7.7.2 and 12.2). */
function setView(catalog: PdfDict, facts: PdfFacts): void {
  const settings: Record<string, PdfValue> = {
    Lang: textString(facts.language),
    PageLabels: makePageLabels(facts.labels),
    PageLayout: name('TwoPageRight'),
    PageMode: name(facts.outline.length > 0 ? 'UseOutlines' : 'UseNone'),
    ViewerPreferences: dict({ DisplayDocTitle: true, Direction: name(facts.binding === 'right' ? 'R2L' : 'L2R') }),
  };
  for (const [key, value] of Object.entries(settings)) catalog.set(key, value);
}

function makeInfo(facts: PdfFacts): PdfDict {
  const date = textString(`D:${facts.issued.replaceAll('-', '')}000000Z`);
  const optional = (text: string | undefined) => (text ? textString(text) : undefined);
  return dict({
    Title: textString(facts.title),
    Author: optional(facts.author),
    Subject: optional(facts.subject),
    Keywords: optional(facts.keywords),
    Creator: textString(facts.producer),
    Producer: textString(facts.producer),
    CreationDate: date,
    ModDate: date,
  });
}

/**
 * Adds the XMP packet and the file's two ids (14.4): the first made from the identifier, the second from everything
 * else in the file. It must come last.
 */
function addIdentity(file: PdfFile, root: PdfRef, catalog: PdfDict, facts: PdfFacts): void {
  const content = digestObjects(file).subarray(0, 16);
  const packet = Buffer.from(makeXmp(facts, makeUuid(content)), 'utf8');
  const metadata = addStream(file, dict({ Type: name('Metadata'), Subtype: name('XML') }), packet);
  setObject(file, root, catalog.set('Metadata', metadata));
  const permanent = createHash('sha256').update(facts.identifier).digest().subarray(0, 16);
  file.trailer.set('ID', [{ string: permanent }, { string: content }]);
}

/** A UUID of version 8 (RFC 9562, 5.8): 122 bits of our own making. */
function makeUuid(bytes: Uint8Array): string {
  const marked = Buffer.from(bytes);
  marked[6] = (marked[6]! & 0x0f) | 0x80;
  marked[8] = (marked[8]! & 0x3f) | 0x80;
  return marked.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
