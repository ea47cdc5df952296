/**
 * A locked book issued again: every page whose text did not change is the page of the old PDF, also as MuPDF reads both.
 */

import { readFileSync } from 'node:fs';
import * as mupdf from 'mupdf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { takeFingerprint } from '../../scripts/editions/fingerprint.ts';
import { readLayoutFiles } from '../../scripts/editions/identity/layout-files.ts';
import { type Made, makeOutputs } from '../../scripts/make-outputs.ts';
import { type Fingerprint, type History, noHistory } from '../../scripts/model/edition-types.ts';
import { encodePng } from '../support/encode-pictures.ts';
import { openPress, type Press, readyBook } from '../support/lay-out-book.ts';
import { type BookSpec, makeBook } from '../support/make-book.ts';

let press: Press;
let tools: Fingerprint;
beforeAll(async () => {
  press = await openPress();
  tools = await takeFingerprint(press.info.version, {});
});
afterAll(() => press[Symbol.asyncDispose]());

const sentence = '清点库房，逐件登记，当面交接，双方签字；';
const paragraph = (name: string, times: number) => `${name}段。${sentence.repeat(times)}第12号。`;
const long = (middle: string) =>
  [...'甲乙丙丁戊己庚辛壬癸'].map((name) => (name === '己' ? middle : paragraph(name, 12))).join('\n\n');
const same = paragraph('己', 12);

const spec = (first: string, second: string | null, fit?: object): BookSpec => ({
  manifest: { numbering: 'locked', lastPage: 12, ...(fit && { fit }) },
  reports: [
    { id: 'stores', page: 1, text: first },
    { id: 'late', page: 5, text: second, ...(second === null && {}) },
    { id: 'roads', page: 9, text: `${long(same)}\n\n路。` },
  ],
});

interface Issue {
  made: Made;
  layoutFiles: Record<string, string>;
  pdf: Uint8Array;
}

async function issue(book: BookSpec, old: BaseIssue | null, allowRelayout = false): Promise<Issue> {
  await using folder = await makeBook(book);
  const { input } = await readyBook(folder.dir, press, { pdfOnly: false, allowRelayout });
  const history: History = old ? { issued: [], base: baseOf(old) } : noHistory;
  const made = await makeOutputs({ ...input, history, lap: () => undefined });
  const layoutFiles = await readLayoutFiles(folder.dir);
  return { made, layoutFiles, pdf: made.files.find(({ name }) => name.endsWith('.pdf'))?.data as Uint8Array };
}

type BaseIssue = Pick<Issue, 'made' | 'layoutFiles'>;

function baseOf({ made: { state, map, prints, faces }, layoutFiles }: BaseIssue): History['base'] {
  const fingerprint = { ...tools, fonts: faces };
  const { edition, issued } = state!;
  return { edition, issued, state: state!, map: map!, prints, fingerprint, layoutFiles };
}

/** Glyphs of a page within the type area and below it, as MuPDF sees them: character, place, size. */
function glyphs(pdf: Uint8Array, sheet: number): { c: string; x: number; y: number; size: number }[] {
  const document = mupdf.Document.openDocument(pdf, 'application/pdf');
  const found: { c: string; x: number; y: number; size: number }[] = [];
  document
    .loadPage(sheet - 1)
    .toStructuredText('preserve-whitespace')
    .walk({
      onChar: (c, [x, y], _font, size) => {
        if (c.trim() !== '' && y > 95) found.push({ c, x, y, size });
      },
    });
  const compare = (a: (typeof found)[number], b: (typeof found)[number]) => a.y - b.y || a.x - b.x;
  return found.filter(({ y, c }) => !(y > 770 && '样稿'.includes(c))).sort(compare);
}

/** Labels of the pages that MuPDF sees differ by 0.01 pt or more, or in a character. */
function differing(old: Issue, now: Issue): string[] {
  return now.made.map!.pages.flatMap(({ label, sheet }) => {
    const before = old.made.map!.pages.find((page) => page.label === label);
    if (label === null || !before || !/^\d/.test(label)) return [];
    const [a, b] = [glyphs(old.pdf, before.sheet), glyphs(now.pdf, sheet)];
    const equal =
      a.length === b.length &&
      a.every((one, i) => {
        const other = b[i]!;
        return (
          one.c === other.c && (['x', 'y', 'size'] as const).every((key) => Math.abs(one[key] - other[key]) <= 0.01)
        );
      });
    return equal ? [] : [label];
  });
}

const checkOf = ({ made }: Issue) => made.proof!.checks.find(({ name }) => name === 'unchanged-pages');
const codesOf = ({ made }: Issue) =>
  made.diagnostics.map(({ code }) => code).filter((code) => code.startsWith('page-'));

describe('a locked book issued again', () => {
  let old: Issue;
  let firstChanged: string;
  beforeAll(async () => {
    old = await issue(spec(long(same), null), null);
    const at = old.made.state!.texts[0]!.paragraphs.find(({ text }) => text.startsWith('己'))!;
    firstChanged = at.page!;
    expect(Number(firstChanged)).toBeGreaterThan(1);
  });

  it('has the old pages but for the one corrected, the correction being as long as what it corrects', async () => {
    const now = await issue(spec(long(same.replace('己段', '丑段')), null), old);
    expect(differing(old, now)).toEqual([firstChanged]);
    expect(codesOf(now)).toEqual([]);
    expect(checkOf(now)).toMatchObject({ ok: true });
    expect(checkOf(now)!.count).toBeGreaterThan(8);
  });

  it('keeps the pages before a paragraph that grew, and those of all other reports, with characters new to the book', async () => {
    const now = await issue(spec(long(`${same}${'另附鑫淼焱表格。'.repeat(9)}`), null), old);
    const changed = differing(old, now);
    expect(changed[0]).toBe(firstChanged);
    expect(changed.every((label) => Number(label) < 5)).toBe(true);
    expect(codesOf(now)).toEqual([]);
    expect(checkOf(now)).toMatchObject({ ok: true });
  });

  it('gives a manuscript that arrives the pages kept for it and touches no other', async () => {
    const now = await issue(spec(long(same), paragraph('子', 60)), old);
    const changed = differing(old, now);
    expect(changed.length).toBeGreaterThan(0);
    expect(changed.every((label) => Number(label) >= 5 && Number(label) < 9)).toBe(true);
    expect(codesOf(now)).toEqual([]);
  });

  it('says of every page that uses a face whose file is another, though every glyph bears its name and has its place', async () => {
    const base = structuredClone(old);
    const [face] = Object.keys(base.made.faces);
    expect(face).toContain('Noto Serif SC 400');
    base.made.faces[face!] = '0'.repeat(64);
    const now = await issue(spec(long(same), null), base);
    expect(differing(base, now)).toEqual([]);
    const [told] = now.made.diagnostics.filter(({ code }) => code === 'page-relaid');
    expect(told!.params).toMatchObject({ causes: [{ kind: 'fonts', names: [face] }] });
    const using = now.made.prints.filter(({ runs }) => runs.some((run) => run[3] === 'NotoSerifSC-Regular'));
    expect((told!.params as { pages: string[] }).pages).toEqual(
      using.flatMap(({ label }) => (label === null ? [] : [label])),
    );
    expect(using.length).toBeGreaterThan(8);
  });

  it('says which pages are laid out anew, with what is not as it was, unless that is accepted', async () => {
    const base = structuredClone(old);
    const touched = base.made.prints.find(({ label }) => label === '10')!;
    for (const run of touched.runs) run[0] += 0.5;
    base.made.faces['a face no longer in use'] = '0'.repeat(64);
    const now = await issue(spec(long(same), null), base);
    expect(codesOf(now)).toEqual(['page-relaid']);
    const [told] = now.made.diagnostics.filter(({ code }) => code === 'page-relaid');
    expect(told!.params).toMatchObject({
      pages: ['10'],
      causes: [{ kind: 'fonts', names: ['a face no longer in use'] }],
    });
    expect(wordsOf(told!, 'zh').message).toContain('第10页');
    expect(now.made.proof!.ok).toBe(false);
    const accepted = await issue(spec(long(same), null), base, true);
    expect(codesOf(accepted)).toEqual(['page-relaid-allowed']);
    expect(accepted.made.proof!.ok).toBe(true);
  });

  const wider = readFileSync(new URL('../../styles/print.css', import.meta.url), 'utf8');
  const narrower: BookSpec['files'] = { 'styles/print.css': `${wider}\np { padding-right: 1em; }\n` };

  it('says of every page of a report whose lines run over page ends otherwise, and that a style sheet is another', async () => {
    const now = await issue({ ...spec(long(same), null), files: narrower }, old);
    const [told] = now.made.diagnostics.filter(({ code }) => code === 'page-relaid');
    expect(told!.params).toMatchObject({ causes: [{ kind: 'files', names: ['styles/print.css'] }] });
    const { pages } = told!.params as { pages: string[] };
    expect(pages.filter((label) => /^\d/.test(label))).toEqual(differing(old, now));
    // Pages to which characters came and from which they went, not only those that have the same ones elsewhere.
    const hashes = ({ made }: Issue) => new Map(made.prints.map(({ label, hash }) => [label, hash]));
    expect(hashes(now).get('1')).not.toBe(hashes(old).get('1'));
    expect(wordsOf(told!, 'zh').message).toContain('styles/print.css');
    expect(checkOf(now)).toMatchObject({ ok: false });
  });

  it('says so too of the pages before a correction, the one just before it apart', async () => {
    const now = await issue({ ...spec(long(same.replace('己段', '丑段')), null), files: narrower }, old);
    const [told] = now.made.diagnostics.filter(({ code }) => code === 'page-relaid');
    const { pages } = told!.params as { pages: string[] };
    expect(pages).toContain('9');
    expect(pages).not.toContain(firstChanged);
  });

  it('says so of nothing where author and date are others, or a paragraph has become a heading', async () => {
    const edited = spec(long(same), null);
    edited.reports[0]!.front = { date: '2024-03-01', author: '仓储处' };
    expect(codesOf(await issue(edited, old))).toEqual([]);
    const heading = spec(long(same), null);
    heading.reports[2]!.text = `${long(same)}\n\n## 路。`;
    expect(codesOf(await issue(heading, old))).toEqual([]);
  });

  it('asks nothing of a page whose picture was replaced by a taller one, and all of the others', async () => {
    const pictured = (height: number): BookSpec => {
      const made = spec(`${long(same)}\n\n![图](../images/a.png "图1　岸")\n\n图后的话。`, null);
      const rgb = new Uint8Array(120 * height * 3);
      return { ...made, files: { 'images/a.png': encodePng({ width: 120, height, rgb }) } };
    };
    const before = await issue(pictured(40), null);
    const now = await issue(pictured(90), before);
    const shown = before.made.state!.texts[0]!.paragraphs.find(({ kind }) => kind === 'figure')!;
    expect(differing(before, now)).toEqual([shown.page]);
    expect(codesOf(now)).toEqual([]);
    expect(checkOf(now)).toMatchObject({ ok: true });
  });
});
