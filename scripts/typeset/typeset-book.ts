/** Typesetting: every manuscript of the book becomes one sanitised tree, the source of all outputs. */
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';
import { diagnose } from '../diagnostics/catalogue.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { pauseEvery } from '../lib/pause.ts';
import { pieceId } from '../model/piece-id.ts';
import type { Book, Manuscript, NoteText, Place, TypesetText } from '../model/types.ts';
import { checkCharacters, checkReferences } from './check-characters.ts';
import { findImages } from './find-images.ts';
import { normalise } from './normalise.ts';
import { markPageRefs, type NamedFlow, resolvePageRefs, type WrittenPageRef } from './page-refs.ts';
import { parseManuscript } from './parse-manuscript.ts';
import { sanitise } from './sanitise.ts';
import { textOf } from './text-of.ts';

/** Ids of an earlier edition that paragraphs keep, by the id of their text: TypesetText.keptIds. */
export type KeepIds = (texts: ReadonlyMap<string, TypesetText>) => Map<string, Record<string, string>>;

/** Typesets reports, front and back pieces; keyed by report id, `front-foreword`, `back-afterword`, …. */
export async function typesetBook(
  book: Book,
  keepIds: KeepIds = () => new Map(),
): Promise<{ texts: Map<string, TypesetText>; diagnostics: Diagnostic[] }> {
  const texts = new Map<string, TypesetText>();
  const diagnostics: Diagnostic[] = [];
  const refs = new Map<string, WrittenPageRef[]>();
  const rest = pauseEvery(2);
  for (const { id, title, manuscript } of manuscriptsOf(book)) {
    await rest();
    const result = await typesetManuscript(id, title, manuscript, book.dir);
    texts.set(id, result.text);
    refs.set(id, result.refs);
    if (title === '')
      diagnostics.push(diagnose('piece-untitled', { file: manuscript.file }, { file: manuscript.file }));
    diagnostics.push(...result.diagnostics);
  }
  if (book.manifest.epub.certifiedBy && diagnostics.some(({ code }) => code === 'image-alt'))
    diagnostics.push(diagnose('certified-without-alt', {}, placeOfCertifier(book)));
  for (const [id, keptIds] of keepIds(texts)) texts.get(id)!.keptIds = keptIds;
  const flows = namedFlows(book);
  for (const [id, own] of refs) diagnostics.push(...resolvePageRefs(own, id, flows, texts));
  return { texts, diagnostics };
}

/** Typesets a piece that the build has added to the book, and gives it with the texts that there were. */
export async function typesetPiece(
  book: Book,
  piece: Manuscript,
  before: ReadonlyMap<string, TypesetText>,
): Promise<{ texts: Map<string, TypesetText>; diagnostics: Diagnostic[] }> {
  const { id, title } = manuscriptsOf(book).find(({ manuscript }) => manuscript === piece)!;
  const { text, refs, diagnostics } = await typesetManuscript(id, title, piece, book.dir);
  const texts = new Map([...before, [id, text]]);
  return { texts, diagnostics: [...diagnostics, ...resolvePageRefs(refs, id, namedFlows(book), texts)] };
}

function placeOfCertifier({ texts }: Book): Place {
  const at = (texts['book.yaml'] ?? '').split('\n').findIndex((line) => line.includes('certifiedBy:'));
  return { file: 'book.yaml', ...(at >= 0 && { line: at + 1 }) };
}

/** Everything of the book that has text, in reading order. */
export function manuscriptsOf(book: Book): { id: string; title: string; manuscript: Manuscript }[] {
  const piece = (kind: 'front' | 'back') => (manuscript: Manuscript) => ({
    id: pieceId(kind, manuscript),
    title: manuscript.frontMatter.title ?? '',
    manuscript,
  });
  const reports = book.parts.flatMap((part) => part.reports);
  return [
    ...book.front.map(piece('front')),
    ...reports.flatMap(({ id, title, manuscript }) =>
      manuscript ? [{ id, title: manuscript.frontMatter.title ?? title, manuscript }] : [],
    ),
    ...book.back.map(piece('back')),
  ];
}

/** Everything that a page reference may name. */
function namedFlows(book: Book): NamedFlow[] {
  const own = new Set([...book.front, ...book.back]);
  const pieces = manuscriptsOf(book).filter(({ manuscript }) => own.has(manuscript));
  return [
    ...book.parts
      .flatMap((part) => part.reports)
      .map(({ id, title, shortTitle }) => ({ id, titles: [title, shortTitle] })),
    ...pieces.map(({ id, title }) => ({ id, titles: title === '' ? [] : [title] })),
  ];
}

/** Typesets one manuscript. `title` is the one printed above it. */
export async function typesetManuscript(
  id: string,
  title: string,
  manuscript: Manuscript,
  bookDir: string,
): Promise<{ text: TypesetText; refs: WrittenPageRef[]; diagnostics: Diagnostic[] }> {
  const checked = checkCharacters(manuscript);
  const { body, notes: parsed, hook, diagnostics, reportLost } = parseManuscript(checked.manuscript);
  const { file } = manuscript;
  const found = [...checked.diagnostics, ...diagnostics];
  for (const tree of [body, ...parsed]) found.push(...sanitise(tree, file, hook));
  found.push(...checkReferences([body, ...parsed], manuscript));
  const pageRefs = markPageRefs([body, ...parsed], checked.manuscript);
  found.push(...pageRefs.found);
  found.push(...normalise(body, title, file));
  const { notes, noteTexts, lost } = numberNotes(body, parsed);
  found.push(...lost.flatMap(reportLost));
  const images = await Promise.all([body, ...notes].map((tree) => findImages(tree, file, bookDir)));
  found.push(...images.flatMap((i) => i.diagnostics));
  for (const tree of [body, ...notes]) dropLineNumbers(tree);
  const text = textOf(body);
  return {
    text: { id, tree: body, notes, text, noteTexts, images: images.flatMap((i) => i.images) },
    refs: pageRefs.refs,
    diagnostics: found,
  };
}

/**
 * Numbers the notes as their references stand in the finished body (a caption has moved above its table), and says
 * where. `lost` are the parser's numbers of those that nothing refers to any more.
 */
function numberNotes(body: Root, parsed: Root[]): { notes: Root[]; noteTexts: NoteText[]; lost: number[] } {
  const notes: Root[] = [];
  const noteTexts: NoteText[] = [];
  const lost = new Set(parsed.map((_, i) => i + 1));
  let at = 0;
  visit(body, (node) => {
    if (node.type === 'text') at += textOf(node).length;
    if (node.type !== 'element' || node.properties.dataNote === undefined) return;
    const note = parsed[Number(node.properties.dataNote) - 1];
    // A second reference to the same note has been reported.
    if (!note || !lost.delete(Number(node.properties.dataNote))) {
      delete node.properties.dataNote;
      return;
    }
    notes.push(note);
    node.properties.dataNote = String(notes.length);
    noteTexts.push({ number: notes.length, text: textOf(note), at });
  });
  return { notes, noteTexts, lost: [...lost] };
}

function dropLineNumbers(tree: Root): void {
  visit(tree, 'element', (node) => {
    delete node.properties.dataLine;
  });
}
