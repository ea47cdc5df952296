/** A flowing book over three editions: whoever follows an old number arrives at the words that stood on that page. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rangesOf } from '../../scripts/editions/old-pages/page-ranges.ts';
import { type Made, makeOutputs } from '../../scripts/make-outputs.ts';
import { type History, noHistory } from '../../scripts/model/edition-types.ts';
import type { PageMap } from '../../scripts/model/types.ts';
import { openPress, type Press, readyBook } from '../support/lay-out-book.ts';
import { makeBook } from '../support/make-book.ts';

let press: Press;
beforeAll(async () => {
  press = await openPress();
});
afterAll(() => press[Symbol.asyncDispose]());

const numerals = [...'零一二三四五六七八九'];
const words = (n: number) => [...String(n)].map((digit) => numerals[Number(digit)]).join('');
/** No two stretches of it are alike. */
const paragraph = (name: string, times: number) =>
  Array.from({ length: times }, (_, i) => `${name}第${words(i + 100)}次清点，登记造册，交接无误；`).join('');
const text = (name: string, more: string[] = []) =>
  ['甲', '乙', '丙', '丁']
    .flatMap((each, i) => [`${paragraph(name + each, 30)}。`, ...(i === 0 ? more : [])])
    .join('\n\n');

async function issue(number: number, reports: { id: string; text: string }[], old: Made | null): Promise<Made> {
  const manifest = {
    edition: { number, printing: number },
    issued: `202${number}-01-01`,
    title: '清点记录',
    distribution: 'intranet',
  };
  await using folder = await makeBook({
    manifest,
    reports: reports.map((each) => ({ ...each, title: `${each.id}记录` })),
  });
  const { input } = await readyBook(folder.dir, press, { pdfOnly: false });
  const fingerprint = { huibian: '1', browser: '1', pagedjs: '1', fonts: {} };
  const history: History = old
    ? {
        issued: [],
        base: {
          ...{ edition: old.state!.edition, issued: old.state!.issued, state: old.state!, map: old.map! },
          ...{ prints: old.prints, fingerprint },
        },
      }
    : noHistory;
  const made = await makeOutputs({ ...input, history, lap: () => undefined });
  expect(made.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(made.proof!.ok).toBe(true);
  return made;
}

const fileOf = (made: Made, name: string) => made.files.find((file) => file.name.endsWith(name))!.data;
const siteFile = (made: Made, name: string) => String(fileOf(made, `site/made/${name}`));
const bare = (html: string) => html.replace(/<[^>]*>/g, '').replace(/\s+/g, '');
/** The first characters behind an anchor. */
const behind = (html: string, id: string) =>
  bare(html.slice(html.indexOf(`id="${id}"`)).replace(/^[^>]*>/, '')).slice(0, 12);

/** The first characters of each page of a flow. */
function beginnings(made: Made, flow: string): { label: string; words: string }[] {
  const whole = made
    .state!.texts.find(({ id }) => id === flow)!
    .paragraphs.map((each) => each.text.replace(/\s+/g, ''))
    .join('');
  return (made.map as PageMap).pages.flatMap(({ label, flow: own, start }) =>
    own === flow && label !== null && start ? [{ label, words: whole.slice(start.char, start.char + 12) }] : [],
  );
}

describe('a flowing book in three editions', () => {
  let [first, second, third, fourth]: Made[] = [];
  beforeAll(async () => {
    first = await issue(
      1,
      [
        { id: 'east', text: text('东') },
        { id: 'west', text: text('西') },
      ],
      null,
    );
    const east = { id: 'east', text: text('东', [paragraph('新增', 60)]) };
    second = await issue(2, [east, { id: 'west', text: text('西') }], first);
    third = await issue(3, [{ id: 'north', text: text('北') }, east, { id: 'west', text: text('西') }], second);
    fourth = await issue(4, [east, { id: 'western', text: text('西') }], third);
  }, 200_000);

  it('keeps an anchor for every page of the earlier ones, in the EPUB and on the site, before the words that began it', () => {
    const entries = unzipSync(fileOf(third!, '.epub') as Uint8Array);
    let count = 0;
    for (const [number, made] of [
      [1, first!],
      [2, second!],
    ] as const) {
      for (const flow of ['east', 'west']) {
        const epub = strFromU8(Object.entries(entries).find(([name]) => name.endsWith(`report-${flow}.xhtml`))![1]);
        const site = siteFile(third!, `${flow}.html`);
        for (const [i, { label, words: expected }] of beginnings(made, flow).entries()) {
          const id = `e${number}-p${label}`;
          expect(epub.split(`id="${id}"`).length, id).toBe(2);
          expect(site.split(`id="${id}"`).length, id).toBe(2);
          if (i > 0) expect([behind(epub, id), behind(site, id)]).toEqual([expected, expected]);
          count += 1;
        }
      }
    }
    expect(count).toBeGreaterThan(12);
  });

  it('keeps a link that names a file and a page, and no edition', () => {
    let dead = 0;
    const entries = unzipSync(fileOf(third!, '.epub') as Uint8Array);
    for (const flow of ['east', 'west']) {
      const epub = strFromU8(Object.entries(entries).find(([name]) => name.endsWith(`report-${flow}.xhtml`))![1]);
      const site = siteFile(third!, `${flow}.html`);
      const own = new Set(beginnings(third!, flow).map(({ label }) => label));
      // The newest edition that had such a page comes last.
      const published = new Map(
        [first!, second!].flatMap((made) => beginnings(made, flow)).map((page) => [page.label, page]),
      );
      for (const { label, words: expected } of published.values()) {
        const id = `p${label}`;
        expect([epub.split(`id="${id}"`).length, site.split(`id="${id}"`).length], `${flow} ${id}`).toEqual([2, 2]);
        if (own.has(label)) continue;
        dead += 1;
        // The first page of a text begins above its title.
        const isFirst = [first!, second!].some((made) => beginnings(made, flow)[0]!.label === label);
        if (!isFirst) expect([behind(epub, id), behind(site, id)]).toEqual([expected, expected]);
      }
    }
    expect(dead).toBeGreaterThan(2);
  });

  it('keeps the address of a text that is there no more, and says where its old pages are', () => {
    for (const [flow, editions] of [
      ['north', [third!]],
      ['west', [first!, second!, third!]],
    ] as const) {
      const page = siteFile(fourth!, `${flow}.html`);
      expect(page).toContain('href="old-pages.html"');
      expect(page).toContain('href="index.html#contents"');
      const labels = new Set(editions.flatMap((made) => beginnings(made, flow)).map(({ label }) => label));
      for (const label of labels) expect(page.split(`id="p${label}"`).length, label).toBe(2);
      for (const [, file, id] of page.matchAll(/<a href="(\w+\.html)#(e\d-p\d+)">/g))
        expect(siteFile(fourth!, file!)).toContain(`id="${id}"`);
    }
    expect(third!.files.some(({ name }) => name.endsWith('/old-pages.html'))).toBe(true);
    expect(fourth!.files.some(({ name }) => name.endsWith('site/made/east.html'))).toBe(true);
  });

  it('has a table that leads from every old number to the new one, without a script', () => {
    const html = siteFile(third!, 'old-pages.html');
    expect(html).not.toContain('<script');
    const rows = [...html.matchAll(/<tr id="e(\d)-p(\d+)">.*?<a href="(\w+\.html)#(e\d-p\d+)">(\d+)<\/a>/g)];
    expect(rows).toHaveLength(third!.map!.oldPages!.length);
    for (const [, number, old, file, id, now] of rows) {
      expect(id).toBe(`e${number}-p${old}`);
      const text = siteFile(third!, file!);
      const before = text.slice(0, text.indexOf(`id="${id}"`));
      const folios = [...before.matchAll(/data-folio="(\d+)"/g)].map(([, label]) => label);
      // An anchor that shares its place with the page's own stands on either side of it.
      const after = /^[^>]*>\s*(?:<\/span>)?(?:<[^>]*>\s*)*?<a [^>]*data-folio="(\d+)"/.exec(
        text.slice(before.length),
      )?.[1];
      expect([folios.at(-1), after]).toContain(now);
    }
    expect(siteFile(third!, 'index.html')).toContain('old-pages.html');
    expect(siteFile(first!, 'index.html')).not.toContain('old-pages.html');
    expect(String(fileOf(third!, 'concordance.csv')).split('\r\n')).toHaveLength(third!.map!.oldPages!.length + 2);
  });

  it('prints the numbers as the last piece of the book, which moves no other page', () => {
    const own = third!.map!.pages.filter(({ flow }) => flow === 'back-concordance');
    expect(own.length).toBeGreaterThan(0);
    expect(own.at(-1)).toBe(third!.map!.pages.at(-1));
    const words = third!.prints.filter(({ flow }) => flow === 'back-concordance').flatMap(({ runs }) => runs);
    const shown = words
      .map((run) => run[5])
      .join('')
      .replace(/\s+/g, '');
    for (const { old, now } of rangesOf(third!.map!.oldPages!)) {
      const span = ([one, other]: [string, string]) => (one === other ? `第${one}页` : `第${one}—${other}页`);
      expect(shown).toContain(`${span(old)}${span(now!)}`);
    }
    expect(first!.map!.pages.some(({ flow }) => flow === 'back-concordance')).toBe(false);
  });

  it('passes EPUBCheck with its lists of old pages', async () => {
    const result = await EpubCheck.validate(fileOf(third!, '.epub') as Uint8Array, { includeInfo: true }, 'made.epub');
    expect(result.messages.map(({ id, message }) => `${id} ${message}`)).toEqual([]);
    const nav = strFromU8(unzipSync(fileOf(third!, '.epub') as Uint8Array)['OEBPS/toc.xhtml']!);
    expect(nav).toContain('第1版页码');
    expect(nav).toContain('第2版页码');
  });
});
