/**
 * Imports in scripts/ point one way: cli -> commands -> composition -> stages -> lib -> diagnostics -> model. The table
 * below says who may import whom; scripts/ARCHITECTURE.md shows the same one.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findCycle, type Import, listImports, readSources } from './support/read-imports.ts';

/** What everything above it may import. */
const ground = ['lib', 'diagnostics', 'model'];

/**
 * A row is a folder or a file of scripts/, from the top down; where two fit a file, the longer name counts. Its
 * values are the folders and files that it may import besides its own.
 */
const allowed: Record<string, string[]> = {
  'cli.ts': ['commands', 'terminal', ...ground],
  commands: [
    'build-book.ts',
    'build-shelf.ts',
    'issue-edition.ts',
    'rebuild-edition.ts',
    'errata-of-ledger.ts',
    'reprint-edition.ts',
    'editions',
    'content',
    'serve',
    'shelf',
    'terminal',
    'fonts',
    ...ground,
  ],
  'issue-edition.ts': ['build-book.ts', 'make-outputs.ts', 'editions', 'content', 'typeset', 'outputs', ...ground],
  'reprint-edition.ts': [
    'rebuild-edition.ts',
    'build-book.ts',
    'make-outputs.ts',
    'kit-press.ts',
    'editions',
    'content',
    'outputs',
    ...ground,
  ],
  'errata-of-ledger.ts': ['build-book.ts', 'make-errata.ts', 'make-outputs.ts', 'editions', 'content', ...ground],
  'rebuild-edition.ts': ['build-book.ts', 'make-outputs.ts', 'editions', ...ground],
  'build-shelf.ts': ['build-book.ts', 'shelf', 'outputs', ...ground],
  'build-book.ts': [
    'typeset-edition.ts',
    'make-outputs.ts',
    'start-press.ts',
    'editions',
    'shelf',
    'content',
    'typeset',
    'fonts',
    'outputs',
    ...ground,
  ],
  'make-outputs.ts': [
    'lay-out-concordance.ts',
    'make-review.ts',
    'editions',
    'typeset',
    'fonts',
    'paginate',
    'page-map',
    'outputs',
    'proof',
    ...ground,
  ],
  'start-press.ts': ['paginate', ...ground],
  'typeset-edition.ts': ['editions', 'typeset', ...ground],
  'lay-out-concordance.ts': ['editions', 'typeset', 'paginate', 'page-map', ...ground],
  'make-review.ts': ['editions', 'typeset', 'fonts', 'outputs', ...ground],
  'make-errata.ts': ['kit-press.ts', 'editions', 'proof', 'outputs', ...ground],
  'kit-press.ts': ['fonts', 'outputs', ...ground],
  editions: ['typeset', 'page-map', 'outputs', ...ground],
  serve: ground,
  shelf: ['outputs', ...ground],
  proof: ['typeset', ...ground],
  outputs: ['outputs/site/in-browser', 'typeset', 'fonts', 'page-map', ...ground],
  paginate: ['paginate/in-page', 'typeset', 'page-map', ...ground],
  'paginate/in-page': ['model'],
  'outputs/site/in-browser': [],
  'page-map': ground,
  typeset: ['fonts', ...ground],
  fonts: ground,
  content: ground,
  terminal: ['diagnostics', 'model'],
  lib: ['diagnostics', 'model'],
  diagnostics: ['model'],
  model: [],
};

/** Programs that stand beside the command: they may use everything, and nothing may use them. */
const tools = ['bench', 'bench.ts', 'write-schema.ts'];

const root = fileURLToPath(new URL('../scripts', import.meta.url));
const sources = readSources(root);

const isWithin = (file: string, place: string) => file === place || file.startsWith(`${place}/`);

/** The most specific of the places that a file is in. */
function placeOf(file: string, places: string[]): string | undefined {
  return places.filter((place) => isWithin(file, place)).sort((a, b) => b.length - a.length)[0];
}

function isAllowed({ from, to }: Import): boolean {
  const [own, target] = [from, to].map((file) => placeOf(file, [...Object.keys(allowed), ...tools]));
  if (own === undefined || tools.includes(own)) return true;
  if (own === target) return true;
  return allowed[own]!.some((place) => isWithin(to, place) && isWithin(place, target!));
}

describe('scripts/', () => {
  it('is read whole: files, imports of all kinds', () => {
    expect(sources.files.length).toBeGreaterThan(100);
    expect(sources.imports).toContainEqual({ from: 'cli.ts', to: 'commands/build.ts', typeOnly: false });
    expect(sources.imports).toContainEqual({ from: 'build-book.ts', to: 'model/types.ts', typeOnly: true });
  });

  it('has no file without a place in the table', () => {
    const homeless = sources.files.filter((file) => !placeOf(file, [...Object.keys(allowed), ...tools]));
    expect(homeless, 'give it a row in tests/architecture.test.ts and scripts/ARCHITECTURE.md').toEqual([]);
  });

  it('imports in the allowed direction only', () => {
    const reversed = sources.imports.filter((one) => !isAllowed(one));
    expect(reversed.map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('has no cycle, types included', () => {
    expect(findCycle(sources)).toBeNull();
  });

  it('leaves the code for the browser’s tabs apart: the rest knows its types alone', () => {
    const crossing = sources.imports.filter(
      ({ from, to }) => isWithin(from, 'paginate/in-page') !== isWithin(to, 'paginate/in-page'),
    );
    expect(crossing.length).toBeGreaterThan(0);
    expect(crossing.filter(({ typeOnly }) => !typeOnly).map(({ from, to }) => `${from} -> ${to}`)).toEqual([]);
  });

  it('launches browsers in one place', () => {
    const launchers = sources.packages.filter(({ name, typeOnly }) => /^puppeteer/.test(name) && !typeOnly);
    expect(
      [...new Set(launchers.map(({ from }) => from))].filter((file) => placeOf(file, tools) === undefined),
    ).toEqual(['lib/browser.ts']);
  });

  it('ends the process and writes to the terminal in the entry point only', () => {
    const talkers = sources.files.filter((file) =>
      /\bprocess\.(exit\(|exitCode|stdout|stderr)|\bconsole\.(log|error|warn|info)\(/.test(
        readFileSync(`${root}/${file}`, 'utf8'),
      ),
    );
    expect(talkers.filter((file) => placeOf(file, tools) === undefined)).toEqual(['cli.ts']);
  });
});

describe('the rules catch what they are for', () => {
  const edge = (from: string, to: string): Import => ({ from, to, typeOnly: false });

  it.each([
    ['lib/browser.ts', 'commands/build.ts'],
    ['content/load-book.ts', 'typeset/typeset-book.ts'],
    ['proof/prove-book.ts', 'outputs/publish.ts'],
    ['proof/prove-book.ts', 'page-map/build-page-map.ts'],
    ['outputs/publish.ts', 'paginate/paginate-flows.ts'],
    ['outputs/pdf/print-document.ts', 'paginate/page-css.ts'],
    ['outputs/publish.ts', 'proof/prove-book.ts'],
    ['commands/build.ts', 'cli.ts'],
    ['model/types.ts', 'diagnostics/catalogue.ts'],
    ['model/build-types.ts', 'diagnostics/diagnostic.ts'],
    ['paginate/in-page/main.ts', 'lib/browser.ts'],
    ['paginate/in-page/main.ts', 'paginate/page-css.ts'],
    ['make-outputs.ts', 'paginate/in-page/main.ts'],
    ['content/load-book.ts', 'write-schema.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(isAllowed(edge(from, to))).toBe(false);
  });

  it.each([
    ['cli.ts', 'commands/build.ts'],
    ['outputs/epub/render-epub.ts', 'outputs/imprint.ts'],
    ['paginate/fit.ts', 'paginate/in-page/main.ts'],
    ['bench/run-all.ts', 'content/load-book.ts'],
  ])('%s may import %s', (from, to) => {
    expect(isAllowed(edge(from, to))).toBe(true);
  });

  it('finds a cycle, however long', () => {
    const files = ['a.ts', 'b.ts', 'c.ts', 'd.ts'];
    const way = [edge('a.ts', 'b.ts'), edge('b.ts', 'c.ts'), edge('c.ts', 'd.ts')];
    expect(findCycle({ files, imports: way })).toBeNull();
    expect(findCycle({ files, imports: [...way, edge('d.ts', 'b.ts')] })).toEqual(['b.ts', 'c.ts', 'd.ts', 'b.ts']);
  });

  it('reads every form of import', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      "import {\n  type C,\n  type C2,\n} from './c.ts';",
      "import { type D, d } from './d.ts';",
      "export { e } from './e.ts';",
      "export type { F } from './f.ts';",
      "import './g.ts';",
      "const h = await import('./h.ts');",
      "const w = new Worker(new URL('./w.mjs', import.meta.url));",
      "import fs from 'node:fs';",
      "/* import x from './x.ts' */",
    ].join('\n');
    const found = listImports('z.ts', text);
    expect(found.filter(({ typeOnly }) => !typeOnly).map(({ to }) => to)).toEqual([
      './a.ts',
      './d.ts',
      './e.ts',
      './g.ts',
      'node:fs',
      './h.ts',
      './w.mjs',
    ]);
    expect(found.filter(({ typeOnly }) => typeOnly).map(({ to }) => to)).toEqual(['./b.ts', './c.ts', './f.ts']);
  });
});

describe('scripts/ARCHITECTURE.md', () => {
  const text = readFileSync(`${root}/ARCHITECTURE.md`, 'utf8');

  it('shows the same table', () => {
    const section = /<!-- imports:begin -->([\s\S]*)<!-- imports:end -->/.exec(text)?.[1] ?? '';
    const rows = section
      .trim()
      .split('\n')
      .slice(2)
      .map((row) => [...row.matchAll(/`([^`]+)`/g)].map(([, name]) => name));
    expect(rows).toEqual(Object.entries(allowed).map(([place, may]) => [place, ...may]));
  });

  it('names every folder of scripts/', () => {
    const folders = new Set(sources.files.filter((file) => file.includes('/')).map((file) => file.split('/')[0]!));
    for (const folder of folders) expect(text, folder).toContain(`\`${folder}/\``);
  });
});
