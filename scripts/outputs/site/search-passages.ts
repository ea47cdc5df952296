/** What the search knows of a text: its paragraphs, headings, tables and notes, each with its anchor and its pages. */
import type { ElementContent } from 'hast';

/** A paragraph with its anchor. */
export interface Passage {
  anchor: string;
  text: string;
  /** Label of the printed page it begins on; empty where none is known. */
  page: string;
  /** Pages that begin in it, by offset in the text. */
  breaks: [offset: number, label: string][];
}

interface Reader {
  passages: Passage[];
  page: string;
  /** The page on which each note is referred to, by the reference's anchor. */
  notePages: Map<string, string>;
}

/** Elements whose text stands apart from what is around it. */
const apart = new Set(['td', 'th', 'caption', 'figcaption', 'p', 'br', 'li']);

/**
 * Passages of a text in reading order, from the trees of its page. `page` is the label of its first page, `anchor` what
 * leads to text that has no anchor of its own.
 */
export function listPassages(body: ElementContent[], notes: ElementContent[], page: string, anchor: string): Passage[] {
  const reader: Reader = { passages: [], page, notePages: new Map() };
  const loose = begin(reader, anchor);
  for (const node of body) read(node, loose, reader);
  for (const note of notes) readNote(note, reader);
  for (const passage of reader.passages) tidy(passage);
  return reader.passages.filter(({ text }) => text !== '');
}

function begin(reader: Reader, anchor: string): Passage {
  const passage: Passage = { anchor, text: '', page: reader.page, breaks: [] };
  reader.passages.push(passage);
  return passage;
}

function read(node: ElementContent, around: Passage, reader: Reader): void {
  if (node.type === 'text') around.text += node.value;
  if (node.type !== 'element') return;
  const { properties, tagName, children } = node;
  const classes = Array.isArray(properties.className) ? properties.className : [];
  const id = typeof properties.id === 'string' ? properties.id : '';
  if (classes.includes('folio')) {
    reader.page = String(properties.dataFolio);
    around.breaks.push([around.text.length, reader.page]);
  } else if (classes.includes('noteref')) reader.notePages.set(String(properties.href).slice(1), reader.page);
  else if (!classes.includes('note-number')) {
    const passage = id.startsWith('p-') ? begin(reader, id) : around;
    for (const child of children) read(child, passage, reader);
    if (apart.has(tagName)) passage.text += ' ';
  }
}

function readNote(note: ElementContent, reader: Reader): void {
  if (note.type !== 'element') return;
  const id = String(note.properties.id);
  reader.page = reader.notePages.get(id) ?? reader.page;
  read({ ...note, properties: {} }, begin(reader, id), reader);
}

/** White space as the reader sees it; offsets stay those of the same characters. */
function tidy(passage: Passage): void {
  const places: number[] = [];
  let text = '';
  for (const unit of passage.text) {
    for (let i = 0; i < unit.length; i += 1) places.push(text.length);
    if (!/\s/u.test(unit)) text += unit;
    else if (text !== '' && !text.endsWith(' ')) text += ' ';
  }
  const first = passage.breaks.filter(([at]) => (places[at] ?? text.length) === 0).at(-1);
  passage.page = first?.[1] ?? passage.page;
  passage.breaks = passage.breaks.flatMap(([at, label]): [number, string][] => {
    const place = places[at] ?? text.length;
    return place > 0 ? [[place, label]] : [];
  });
  passage.text = text.trimEnd();
}
