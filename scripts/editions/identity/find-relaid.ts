/** Which pages of a locked re-issue are not as they were although their text is, and why. */
import type { EditionState, Fingerprint, IssuedEdition, PagePrint } from '../../model/edition-types.ts';
import type { RelayCause } from '../../model/relay-types.ts';
import type { PageEntry, PageMap } from '../../model/types.ts';
import { comparePrints } from './compare-prints.ts';
import { otherFaces } from './other-faces.ts';
import { firstChange, touchedPages } from './text-changes.ts';

/** A book as it has just been made. */
export interface MadeEdition {
  map: PageMap;
  state: EditionState;
  prints: PagePrint[];
  fingerprint: Partial<Fingerprint>;
  /** PostScript names of the faces in the fingerprint. */
  faceNames?: Record<string, string>;
  /** SHA-256 of the files that can move a line (style sheets, templates), by path; undefined where not known. */
  layoutFiles?: Record<string, string>;
}

export interface Relaid {
  /** Pages with the text of the old print. */
  compared: number;
  /** Labels of those that are not the old print's, in order. */
  pages: string[];
  /** Titles of the reports concerned. */
  titles: string[];
  causes: RelayCause[];
}

type Base = Pick<IssuedEdition, 'map' | 'state' | 'prints' | 'fingerprint' | 'layoutFiles'>;

/** Compares a locked book with the edition before it; null where one of them is not locked or has not been read back. */
export function findRelaid(base: Base, now: MadeEdition): Relaid | null {
  const isLocked = base.map.numbering === 'locked' && now.map.numbering === 'locked';
  if (!isLocked || base.prints.length === 0 || now.prints.length === 0) return null;
  const others = otherFaces(base.fingerprint.fonts, now.fingerprint.fonts, now.faceNames);
  const { unchanged, changed, relaid } = comparePrints(base.prints, now.prints, others);
  const moved = changed.filter((page) => isMoved(page, base, now));
  const kept = relaid.filter((page) => isUntouched(page, base, now));
  const pages = [...kept, ...moved].sort((a, b) => a.sheet - b.sheet);
  const flows = new Set(pages.map(({ flow }) => flow));
  return {
    compared: unchanged + pages.length,
    pages: pages.map(({ label }) => label!),
    titles: now.state.texts.filter(({ id }) => flows.has(id)).map(({ title }) => title),
    causes: pages.length > 0 ? causesOf(flows, base, now) : [],
  };
}

/**
 * A page wholly before the first change of its text that shows other characters. What follows a page may decide where it
 * ends (a heading stays with its text): of the page just before the change that is asked only where the fit is another.
 */
function isMoved({ flow, label }: PagePrint, base: Base, now: MadeEdition): boolean {
  if (flow === null) return false;
  const pages = base.map.pages.filter((page) => page.flow === flow && page.kind === 'text');
  const at = pages.findIndex((page) => page.label === label);
  if (at < 0) return false;
  const last = fitDiffers(flow, base.map, now.map) ? pages[at] : (pages[at + 1] ?? pages[at]);
  return last?.end !== undefined && last.end !== null && last.end.char <= firstChange(flow, base, now);
}

/** A page with the characters it had, of paragraphs that are the same. */
function isUntouched({ flow, label }: PagePrint, base: Base, now: MadeEdition): boolean {
  const isText = now.state.texts.some(({ id }) => id === flow);
  return flow === null || !isText || !touchedPages(flow, base, now).has(label!);
}

const adjustmentsOf = (flow: string, { reports }: PageMap) =>
  JSON.stringify(reports.find(({ id }) => id === flow)?.adjustments ?? []);
const fitDiffers = (flow: string, old: PageMap, now: PageMap) => adjustmentsOf(flow, old) !== adjustmentsOf(flow, now);

/** Everything known that may move a line and is not what it was. */
function causesOf(flows: Set<string | null>, base: Base, now: MadeEdition): RelayCause[] {
  const causes: RelayCause[] = [];
  const fitted = now.state.texts.filter(({ id }) => flows.has(id) && fitDiffers(id, base.map, now.map));
  if (fitted.length > 0) causes.push({ kind: 'fit', names: fitted.map(({ title }) => title) });
  for (const kind of ['browser', 'pagedjs', 'huibian'] as const) {
    const [from, to] = [base.fingerprint[kind], now.fingerprint[kind]];
    if (to !== undefined && from !== to) causes.push({ kind, from, to });
  }
  const fonts = differing(base.fingerprint.fonts, now.fingerprint.fonts);
  if (fonts.length > 0) causes.push({ kind: 'fonts', names: fonts });
  const geometry = differing(base.map.grid, now.map.grid);
  if (geometry.length > 0) causes.push({ kind: 'page', names: geometry });
  const files = differing(base.layoutFiles, now.layoutFiles);
  if (files.length > 0) causes.push({ kind: 'files', names: files });
  const inserted = [...flows].flatMap((flow) => insertedDiffer(flow, base.map.pages, now.map.pages));
  if (inserted.length > 0) causes.push({ kind: 'inserted', names: inserted });
  return causes;
}

/** Keys whose values differ; none where one side is not known. */
function differing(old: object | undefined, now: object | undefined): string[] {
  if (!old || !now) return [];
  const [before, after] = [old, now].map((each) => new Map(Object.entries(each)));
  const keys = [...new Set([...before!.keys(), ...after!.keys()])];
  return keys.filter((key) => JSON.stringify(before!.get(key)) !== JSON.stringify(after!.get(key)));
}

/** Labels of inserted pages (6-1) that only one of the editions has in a flow. */
function insertedDiffer(flow: string | null, old: PageEntry[], now: PageEntry[]): string[] {
  const labels = (pages: PageEntry[]) =>
    pages.flatMap((page) => (page.flow === flow && page.label?.includes('-') ? [page.label] : []));
  const [before, after] = [labels(old), labels(now)];
  return [...before.filter((label) => !after.includes(label)), ...after.filter((label) => !before.includes(label))];
}
