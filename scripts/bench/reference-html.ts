/** The HTML that our engine paginates, as one document for pagedjs-cli and for plain printing. */
import path from 'node:path';
import { loadBook } from '../content/load-book.ts';
import { DiagnosticError, hasErrors } from '../diagnostics/diagnostic.ts';
import { resolveFaces } from '../fonts/faces.ts';
import { fontFaceCss } from '../fonts/font-css.ts';
import { subsetFaces } from '../fonts/subset-faces.ts';
import { noBlobCache } from '../lib/blob-cache.ts';
import { loadStyle } from '../lib/styles.ts';
import { loadTemplates } from '../lib/templates.ts';
import { computeGrid } from '../model/grid.ts';
import { printedCharacters } from '../outputs/printed-characters.ts';
import { noFit } from '../paginate/fit.ts';
import { firstLabels, flowTasks } from '../paginate/flow-tasks.ts';
import { wholeBookHtml } from '../paginate/whole-book.ts';
import { characterUses } from '../typeset/character-uses.ts';
import { typesetBook } from '../typeset/typeset-book.ts';

/** The whole book in `bookDir`, faces inside, without any fit. Throws DiagnosticError where the book has errors. */
export async function referenceHtml(bookDir: string): Promise<string> {
  const { book, diagnostics } = await loadBook(path.resolve(bookDir));
  const grid = book && computeGrid(book.manifest.page);
  if (!book || !grid || hasErrors(diagnostics)) throw new DiagnosticError(diagnostics);
  const { texts } = await typesetBook(book);
  const templates = await loadTemplates(book.dir);
  const { fonts } = await resolveFaces(book, noBlobCache);
  const characters = printedCharacters(book, characterUses(book, texts), templates);
  const subsets = await subsetFaces(fonts, characters, noBlobCache);
  const tasks = flowTasks({ book, texts, templates, grid }, firstLabels(book));
  const [textCss, pagedCss] = await Promise.all([loadStyle('print.css', book.dir), loadStyle('paged.css', book.dir)]);
  const fontCss = async () => fontFaceCss(subsets);
  const states = new Map(tasks.map(({ flow }) => [flow.id, noFit]));
  return wholeBookHtml(tasks, states, { grid, language: book.manifest.language, fontCss, textCss, pagedCss });
}
