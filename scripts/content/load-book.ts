/** Reads a book's folder: its manifest, the files that it names, and the list of departures from the source. */
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { diagnose } from '../diagnostics/catalogue.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { manifestSchema } from '../model/manifest-schema.ts';
import type { Book, Emendation } from '../model/types.ts';
import { checkShape } from './check-shape.ts';
import { listReports, makeParts, numberingOf } from './list-reports.ts';
import { loadManuscript } from './load-manuscript.ts';
import { fileName, listNamedFiles } from './name-files.ts';
import { type BookFile, readBookFile } from './read-book-file.ts';
import { readYaml } from './read-yaml.ts';
import { rules } from './rules/index.ts';
import { describeFile } from './rules/named-files.ts';
import { sortByPlace } from './sort-by-place.ts';

interface Loaded {
  book: Book | null;
  diagnostics: Diagnostic[];
}

/**
 * Reads the book in `dir` and reports everything that is wrong with it. The book is null where book.yaml, or a file
 * that it names, cannot be used; errors inside manuscripts leave it whole, so that later stages can look on. It may
 * be built only if no diagnostic is an error.
 */
export async function loadBook(dir: string): Promise<Loaded> {
  const isFolder = await stat(dir).then(
    (s) => s.isDirectory(),
    () => false,
  );
  if (!isFolder) return refuse([diagnose('no-manifest', { dir, problem: 'no-folder' })]);
  const realDir = await realpath(dir);
  const manifest = readBookFile(realDir, 'book.yaml', 'text');
  if (manifest.state === 'missing') {
    return refuse([diagnose('no-manifest', { dir, problem: 'no-file', nearest: manifest.nearest })]);
  }
  const departures = await loadEmendations(realDir);
  if (manifest.state !== 'text') {
    return refuse([...describeFile('book.yaml', manifest, [{ file: 'book.yaml' }]), ...departures.diagnostics]);
  }
  return loadContents(resolve(dir), realDir, manifest.text, departures);
}

const refuse = (diagnostics: Diagnostic[]): Loaded => ({ book: null, diagnostics });

function loadContents(dir: string, realDir: string, text: string, departures: Departures): Loaded {
  const { source, diagnostics: aboutYaml } = readYaml(text, 'book.yaml', manifestSchema);
  if (!source) return refuse([...aboutYaml, ...departures.diagnostics]);
  if (source.data === null) {
    const empty = diagnose('empty-manifest', {}, { file: 'book.yaml', line: 1, column: 1 }, text.split('\n', 1)[0]);
    return refuse([empty, ...departures.diagnostics]);
  }
  const shape = checkShape(manifestSchema, source);
  const manifest = shape.readable ?? {};
  const named = listNamedFiles(manifest);
  const files = new Map<string, BookFile>();
  for (const { file, as } of named) {
    if (as === 'text' || !files.has(file)) files.set(file, readBookFile(realDir, file, as));
  }
  const manuscripts = new Map<string, ReturnType<typeof loadManuscript>>();
  const texts: Book['texts'] = { 'book.yaml': text, ...departures.texts };
  for (const [file, found] of files) {
    if (found.state !== 'text') continue;
    texts[file] = found.text;
    manuscripts.set(file, loadManuscript(found.text, file));
  }
  const numbering = numberingOf(manifest, source);
  const emendations = hasErrors(departures.diagnostics) ? null : departures.emendations;
  const { misspelt } = shape;
  const input = { source, manifest, misspelt, reports: listReports(manifest), numbering, named, files, emendations };
  const aboutManifest = [...aboutYaml, ...shape.diagnostics, ...rules.flatMap((rule) => rule(input))];
  const aboutTexts = [...manuscripts.values()].flatMap(({ diagnostics }) => diagnostics);
  const diagnostics = [...sortByPlace(aboutManifest), ...aboutTexts, ...departures.diagnostics];
  if (!shape.value || hasErrors(aboutManifest)) return refuse(diagnostics);
  const parts = makeParts(shape.value, source, manuscripts);
  const textOf = (file: string) => manuscripts.get(fileName(file))!.manuscript;
  const { front, back } = shape.value;
  const book: Book = {
    dir,
    manifest: shape.value,
    parts,
    front: front.map(textOf),
    back: back.map(textOf),
    emendations: departures.emendations,
    texts,
  };
  return { book, diagnostics };
}

interface Departures {
  emendations: Emendation[];
  diagnostics: Diagnostic[];
  texts: Record<string, string>;
}

/** EMENDATIONS.md need not be there. Markdown is loaded only where it is. */
async function loadEmendations(realDir: string): Promise<Departures> {
  const file = 'EMENDATIONS.md';
  const found = readBookFile(realDir, file, 'text');
  if (found.state === 'missing') return { emendations: [], diagnostics: [], texts: {} };
  if (found.state !== 'text') return { emendations: [], diagnostics: describeFile(file, found, [{ file }]), texts: {} };
  const { parseEmendations } = await import('./parse-emendations.ts');
  return { ...parseEmendations(found.text, file), texts: { [file]: found.text } };
}
