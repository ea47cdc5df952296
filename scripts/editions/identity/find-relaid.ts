/** Which pages of a locked re-issue are not as they were although their text is, and why. */
import type { EditionState, EditionText, Fingerprint, IssuedEdition, PagePrint } from '../../model/edition-types.ts';
import type { RelayCause } from '../../model/relay-types.ts';
import type { PageEntry, PageMap } from '../../model/types.ts';
import { comparePrints } from './compare-prints.ts';

/** A book as it has just been made. */
export interface MadeEdition {
  map: PageMap;
  state: EditionState;
  prints: PagePrint[];
  fingerprint: Partial<Fingerprint>;
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

type Base = Pick<IssuedEdition, 'map' | 'state' | 'prints' | 'fingerprint'> & Pick<MadeEdition, 'layoutFiles'>;

/** Compares a locked book with the edition before it; null where one of them is not locked or has not been read back. */
export function findRelaid(base: Base, now: MadeEdition): Relaid | null {
  const isLocked = base.map.numbering === 'locked' && now.map.numbering === 'locked';
  if (!isLocked || base.prints.length === 0 || now.prints.length === 0) return null;
  const { unchanged, changed, relaid } = comparePrints(base.prints, now.prints);
  const moved = changed.filter((page) => isMovedByFit(page, base, now));
  const pages = [...relaid, ...moved].sort((a, b) => a.sheet - b.sheet);
  const flows = new Set(pages.map(({ flow }) => flow));
  return {
    compared: unchanged + pages.length,
    pages: pages.map(({ label }) => label!),
    titles: now.state.texts.filter(({ id }) => flows.has(id)).map(({ title }) => title),
    causes: pages.length > 0 ? causesOf(flows, base, now) : [],
  };
}

/** A page before the first change of its text that shows other characters: only another fit can have done that. */
function isMovedByFit({ flow, label }: PagePrint, base: Base, now: MadeEdition): boolean {
  if (flow === null || !fitDiffers(flow, base.map, now.map)) return false;
  const [old, own] = [base, now].map(({ state }) => state.texts.find(({ id }) => id === flow));
  const page = base.map.pages.find((each) => each.flow === flow && each.label === label);
  if (!old || !own || !page?.end || page.kind !== 'text') return false;
  return page.end.char <= firstChange(old, own, base.map);
}

const bare = (text: string) => text.replace(/\p{White_Space}+/gu, '');
const bodyOf = ({ paragraphs }: EditionText) =>
  bare(paragraphs.flatMap(({ kind, text }) => (kind === 'note' ? [] : [text])).join(''));
const notesOf = ({ paragraphs }: EditionText) =>
  paragraphs.flatMap(({ kind, text }) => (kind === 'note' ? [bare(text)] : []));

/** Characters of the old text before the first that is another now, a note that is another counted where its page begins. */
function firstChange(old: EditionText, now: EditionText, { pages }: PageMap): number {
  const [before, after] = [bodyOf(old), bodyOf(now)];
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  const notes = notesOf(now);
  const note = notesOf(old).findIndex((text, i) => text !== notes[i]);
  const page = pages.find((each) => each.flow === old.id && each.notes.some(({ number }) => number === note + 1));
  return Math.min(at, page?.start?.char ?? at);
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
