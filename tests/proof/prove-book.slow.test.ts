import fc from 'fast-check';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../scripts/diagnostics/catalogue.ts';
import { proofDiagnostics } from '../../scripts/diagnostics/proof.ts';
import type { Check } from '../../scripts/model/types.ts';
import { proveBook, runChecks } from '../../scripts/proof/prove-book.ts';
import type { PdfText } from '../../scripts/proof/read-pdf.ts';
import { documentOf, mutations, runsOf } from './mutations.ts';
import { buildProofBook, type ProofBook } from './proof-book.ts';

let built: ProofBook;
beforeAll(async () => {
  built = await buildProofBook();
});

/** The checks that fail once something has been changed in the map, the texts or the readings. */
function failures(change: (copy: ProofBook) => void): Check[] {
  const copy = structuredClone(built);
  change(copy);
  const { book, texts, pageMap, pdfReading: pdf, epubReading: epub, siteReading: site } = copy;
  return runChecks({ book, texts, pageMap, pdf, epub, site }).filter((check) => !check.ok);
}

/** The code that each check fails with. */
const codes: Record<string, string> = {
  source: 'proof-source',
  pages: 'proof-pages',
  front: 'proof-front',
  contents: 'proof-contents',
  'pdf-text': 'proof-text',
  marks: 'proof-marks',
  'page-refs': 'proof-page-refs',
  folios: 'proof-folio',
  labels: 'proof-labels',
  outline: 'proof-outline',
  blanks: 'proof-blank',
  fonts: 'proof-fonts',
  glyphs: 'proof-glyphs',
  'epub-text': 'proof-epub-text',
  'epub-contents': 'proof-epub-contents',
  'epub-pages': 'proof-epub-pages',
  'epub-page-list': 'proof-epub-page-list',
  'site-text': 'proof-site-text',
  'site-pages': 'proof-site-pages',
  'site-links': 'proof-site-links',
};

describe('proveBook', () => {
  it('finds nothing wrong with what a build has made', async () => {
    const proof = await proveBook(built);
    expect(proof.checks.filter((check) => !check.ok)).toEqual([]);
    expect(proof).toMatchObject({ format: 1, slug: 'made', ok: true });
    expect(new Set(proof.checks.map((c) => c.name))).toEqual(new Set(mutations.map(([name]) => name)));
    // No check holds for want of something to look at.
    for (const { count } of proof.checks) expect(count).toBeGreaterThan(0);
    expect(proofDiagnostics(proof)).toEqual([]);
  });

  it.each(mutations)('%s: finds %s', (name, _, change, report) => {
    const found = failures(change).find((check) => check.name === name);
    expect(found).toBeDefined();
    expect(found!.report).toBe(report ?? found!.report);
    expect(found!.detail).not.toBe('');
    const [diagnostic] = proofDiagnostics({ format: 1, slug: 'made', ok: false, checks: [found!] });
    expect(diagnostic).toMatchObject({ code: codes[name], severity: 'error' });
    for (const lang of ['zh', 'en'] as const) {
      const { message, hint } = wordsOf(diagnostic!, lang);
      if (report) expect(message).toContain(found!.title);
      expect(`${message}${hint}`).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('finds any character dropped, added, changed or moved on any page of text, and names report and page', () => {
    const pages = built.pageMap.pages.filter((page) => page.flow && page.flow !== 'contents' && page.kind !== 'blank');
    const change = fc.constantFrom('drop', 'add', 'change', 'swap');
    fc.assert(
      fc.property(
        fc.constantFrom(...pages),
        fc.nat(),
        fc.nat(),
        change,
        ({ sheet, flow }, whichRun, whichChar, how) => {
          const found = failures((copy) => mutate(runsOf(copy, sheet), whichRun, whichChar, how));
          const first = found.find(({ name }) => name === 'pdf-text' || name === 'folios');
          expect(first).toMatchObject({ report: flow, difference: { sheet } });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds the same in the EPUB', () => {
    const change = fc.constantFrom('drop', 'add', 'change', 'swap');
    fc.assert(
      fc.property(fc.constantFrom('a', 'b', 'd'), fc.nat(), change, (id, whichChar, how) => {
        const found = failures((copy) => {
          const document = documentOf(copy, id);
          const run = { text: document.body } as PdfText;
          mutate([run], 0, whichChar, how);
          document.body = run.text;
        });
        expect(found).toHaveLength(1);
        expect(found[0]).toMatchObject({ name: 'epub-text', report: id, difference: { file: `report-${id}.xhtml` } });
      }),
      { numRuns: 40 },
    );
  });

  it('fails for files that cannot be read, and says so', async () => {
    const broken = { ...built, pdf: built.pdf.slice(0, 5000), epub: built.epub.slice(0, 5000) };
    const proof = await proveBook(broken);
    expect(proof.ok).toBe(false);
    expect(
      proofDiagnostics(proof)
        .map((d) => d.code)
        .sort(),
    ).toEqual(['proof-epub-unreadable', 'proof-pdf-unreadable']);
    for (const d of proofDiagnostics(proof)) expect(wordsOf(d, 'en').message).not.toContain('()');
  });

  it('reads the EPUB as strictly as a reading system', async () => {
    const files = unzipSync(built.epub);
    const name = 'OEBPS/report-b.xhtml';
    const source = new TextDecoder().decode(files[name]);
    const alter = (text: string) =>
      proveBook({ ...built, epub: zipSync({ ...files, [name]: new TextEncoder().encode(text) }) });
    const unclosed = await alter(source.replace('</p>', '<br></p>'));
    expect(unclosed.checks.find((c) => !c.ok)).toMatchObject({ name: 'epub', detail: expect.stringContaining(name) });
    const extra = await alter(source.replace('</body>', '<p>多出的一句</p></body>'));
    expect(extra.checks.filter((c) => !c.ok)).toMatchObject([
      { name: 'epub-text', report: 'b', difference: { found: '多出的一句' } },
      { name: 'epub-pages', report: 'b', difference: { label: '8', found: '多出的一句' } },
    ]);
  });

  it('reads the site as strictly, and finds damage in its files', async () => {
    const damage = async (name: string, change: (text: string) => string) => {
      const site = built.site.map((file) => {
        return file.name === name ? { name, data: change(String(file.data)) } : file;
      });
      expect(site).not.toEqual(built.site);
      const proof = await proveBook({ ...built, site });
      return proofDiagnostics(proof).map(({ code }) => code);
    };
    expect(await damage('b.html', (text) => text.replace('</p>', '<br></p>'))).toEqual(['proof-site-unreadable']);
    const extra = (text: string) => text.replace('</article>', '<p>多出的一句</p></article>');
    expect(await damage('b.html', extra)).toEqual(['proof-site-text', 'proof-site-pages']);
    const late = (text: string) => text.replace(/(<a[^>]* id="p3"[^>]*><\/a>)([^<])/, '$2$1');
    expect(await damage('a.html', late)).toEqual(['proof-site-pages']);
    expect(await damage('index.html', (text) => text.replace('href="b.html"', 'href="e.html"'))).toEqual([
      'proof-site-links',
    ]);
  });

  it('finds damage to the page list in the file itself', async () => {
    const files = unzipSync(built.epub);
    const damage = async (name: string, change: (text: string) => string) => {
      const source = new TextDecoder().decode(files[`OEBPS/${name}`]);
      const damaged = change(source);
      expect(damaged).not.toBe(source);
      const epub = zipSync({ ...files, [`OEBPS/${name}`]: new TextEncoder().encode(damaged) });
      const { checks } = await proveBook({ ...built, epub });
      return checks.filter((c) => !c.ok).map(({ name, report, difference }) => [name, report, difference!.label]);
    };
    const marker = /(<span id="p3" epub:type="pagebreak"[^>]*><\/span>)/;
    const later = new RegExp(`${marker.source}([^<])`);
    expect(await damage('report-a.xhtml', (text) => text.replace(later, '$2$1'))).toEqual([['epub-pages', 'a', '2']]);
    const relabelled = (text: string) =>
      text.replace('id="p3" epub:type="pagebreak" role="doc-pagebreak" aria-label="3"', (found) =>
        found.replace('"3"', '"4"'),
      );
    expect(await damage('report-a.xhtml', relabelled)).toEqual([
      ['epub-pages', 'a', '3'],
      ['epub-page-list', 'a', '3'],
    ]);
    const missing = await damage('report-a.xhtml', (text) => text.replace(marker, ''));
    expect(missing.map(([name]) => name)).toEqual(['epub-pages', 'epub-page-list']);
    const entry = /<li><a href="report-a.xhtml#p3">3<\/a><\/li>\n/;
    expect(await damage('toc.xhtml', (text) => text.replace(entry, ''))).toEqual([['epub-page-list', 'a', '3']]);
    const notice = (text: string) => text.replace('report-c.xhtml#p11">11<', 'report-b.xhtml#p8">11<');
    expect(await damage('toc.xhtml', notice)).toEqual([['epub-page-list', 'c', '11']]);
    expect(await damage('toc.ncx', (text) => text.replace('#p3"', '#p2"'))).toEqual([['epub-page-list', 'a', '3']]);
    const unnamed = (text: string) => text.replace(/<meta property="pageBreakSource">.*<\/meta>\n/, '');
    expect(await damage('content.opf', unnamed)).toMatchObject([['epub-page-list', undefined, undefined]]);
  });
});

/** Changes a character of the runs; always to something different. */
function mutate(runs: PdfText[], whichRun: number, whichChar: number, how: string): void {
  const seen = runs.filter((run) => run.text.trim() !== '');
  const run = seen[whichRun % seen.length]!;
  const units = [...run.text];
  const places = units.flatMap((char, i) => (/\s/.test(char) ? [] : [i]));
  const at = places[whichChar % places.length]!;
  const next = places.find((place) => place > at && units[place] !== units[at]);
  if (how === 'drop') units.splice(at, 1);
  else if (how === 'add') units.splice(at, 0, '丁');
  else if (how === 'swap' && next !== undefined) [units[at], units[next]] = [units[next]!, units[at]!];
  else units[at] = units[at] === '丁' ? '丙' : '丁';
  run.text = units.join('');
}
