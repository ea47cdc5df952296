/** What one parse of Markdown knows beside its tokens: places, notes, and the name by which it marks what is its own. */
import type MarkdownIt from 'markdown-it';

export type Token = ReturnType<MarkdownIt['parse']>[number];

/** A place within a block's text, of which the parser has cut off indents and marks of quotations. */
export interface InlinePlace {
  /** In the file, from 1. */
  line: number;
  /** The line as the parser has it, and the offset in it. */
  text: string;
  offset: number;
}

/** What a parse finds of notes. */
export interface NoteTrace {
  /** Notes defined in lines of their own, in their order. Lines and columns of the file, from 1. */
  definitions: { label: string; line: number; column: number }[];
  /** All that refers to a note, in the order of parsing. */
  uses: NoteUse[];
  /** The plugin's own: by `:label` the number of the note, -1 while nothing has referred to it. */
  footnotes?: { refs?: Record<string, number>; list?: { tokens?: Token[] }[] };
}

/** `[^label]`, or a note written in place. */
export interface NoteUse {
  /** The reference, or the image whose words it stands in. */
  token: Token;
  /** Null for a note written in place. */
  label: string | null;
  /** Index in the list of notes; null where there is no such note. */
  id: number | null;
  /** How many references to the same note came before. */
  earlier: number;
  /** What it stands in, where none may stand. */
  within: 'note' | 'image' | null;
}

/** What a parse leaves in its environment. */
export interface MarkdownEnv extends NoteTrace {
  /** Added to a token's line to give the line in the file. */
  firstLine: number;
  /** Begins the names of the attributes and comments by which the renderer tells things to later stages. */
  hook: string;
  /** Line of the file on which the running text begins that is being parsed. */
  line: number;
  places: Map<Token, InlinePlace>;
}

/** The environment of one parse. `hook` must occur nowhere in `body`, in whatever case: see `freeHook`. */
export function createEnv(body: string, firstLine: number): MarkdownEnv {
  return { firstLine, hook: freeHook(body), line: firstLine, places: new Map(), definitions: [], uses: [] };
}

/** A name that the manuscript cannot have written, so that no tag of its own can pose as one of ours. */
function freeHook(body: string): string {
  const lower = body.toLowerCase();
  for (let n = 0; ; n++) if (!lower.includes(`hb${n}`)) return `hb${n}`;
}
