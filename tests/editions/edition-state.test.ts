/** The state of a text that editions are compared by: every block and note, on the page on which it begins. */
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadBook } from '../../scripts/content/load-book.ts';
import { editionState } from '../../scripts/editions/edition-state.ts';
import { computeGrid } from '../../scripts/model/grid.ts';
import type { PageNote, PaginatedFlow } from '../../scripts/model/types.ts';
import { buildPageMap } from '../../scripts/page-map/build-page-map.ts';
import { listParagraphs } from '../../scripts/typeset/paragraph-ids.ts';
import { textOf } from '../../scripts/typeset/text-of.ts';
import { typesetBook } from '../../scripts/typeset/typeset-book.ts';

const folder = fileURLToPath(new URL('../books/footnotes', import.meta.url));

it('names every block and note, in order, with the page on which it begins', async () => {
  const { book } = await loadBook(folder);
  const { texts } = await typesetBook(book!);
  const cut = 100;
  const flows = new Map<string, PaginatedFlow>();
  for (const { id, text, noteTexts } of texts.values()) {
    const pages = Math.ceil(text.length / cut);
    flows.set(id, {
      id,
      adjustments: [],
      lastPageLines: 1,
      pages: Array.from({ length: pages }, (_, i) => ({
        html: '',
        notesHtml: '',
        start: { block: 0, offset: 0, char: i * cut },
        end: { block: 0, offset: 0, char: Math.min(text.length, (i + 1) * cut) },
        marks: [],
        notes: noteTexts
          .filter((note) => Math.min(pages - 1, Math.floor(note.at / cut)) === i)
          .map(({ number, text }): PageNote => ({ number, label: '①', text })),
      })),
    });
  }
  const { map } = buildPageMap(book!, flows, computeGrid(book!.manifest.page)!);
  const state = editionState(book!, texts, map);
  expect(state.texts.map(({ id }) => id)).toEqual(book!.parts.flatMap((part) => part.reports.map(({ id }) => id)));
  for (const { id, start, end, paragraphs } of state.texts) {
    const text = texts.get(id)!;
    const blocks = paragraphs.filter(({ kind }) => kind !== 'note');
    const notes = paragraphs.filter(({ kind }) => kind === 'note');
    expect(blocks.map((block) => block.id)).toEqual(listParagraphs(text).map((block) => block.id));
    const bare = (words: string) => words.replace(/\p{White_Space}+/gu, '');
    expect(bare(blocks.map((block) => block.text).join(''))).toBe(textOf(text.tree));
    expect(notes.map((note) => bare(note.text))).toEqual(text.noteTexts.map((note) => note.text));
    expect(new Set(paragraphs.map((each) => each.id)).size).toBe(paragraphs.length);
    let at = 0;
    for (const block of blocks) {
      expect(block.page).toBe(String(Number(start) + Math.floor(at / cut)));
      at += bare(block.text).length;
    }
    for (const [i, note] of notes.entries()) {
      const page = Math.floor(text.noteTexts[i]!.at / cut);
      expect(note.page).toBe(String(Math.min(Number(end), Number(start) + page)));
    }
  }
  expect(state.texts.flatMap(({ paragraphs }) => paragraphs).some(({ kind }) => kind === 'note')).toBe(true);
});
