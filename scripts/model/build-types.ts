/** What a build is asked, what it tells while it runs, and what it hands back. */
import type { Diagnostic } from './diagnostic-types.ts';
import type { History } from './edition-types.ts';
import type { PageMap, Proof } from './types.ts';

/** The browser that lays the book out. */
export interface BrowserInfo {
  /** Absolute path of the program. */
  executable: string;
  /** Four numbers, as in 147.0.7727.0; part of every cache key. */
  version: string;
  /** True for the browser that package-lock.json fixes: only its page breaks and bytes are promised. */
  pinned: boolean;
  /** `embedded` from the npm package, `env` named by HUIBIAN_BROWSER, `installed` found on the machine. */
  source: 'embedded' | 'env' | 'installed';
  /** What its environment has beyond ours. */
  env: Record<string, string>;
}

export interface BuildOptions {
  /** Absolute path of the folder that holds book.yaml. */
  bookDir: string;
  /** Absolute path of the folder for outputs. */
  outDir: string;
  engine: 'per-report' | 'whole-book';
  cache: boolean;
  /** Leave out the EPUB. */
  pdfOnly: boolean;
  /** Reports paginated at the same time. */
  jobs: number;
  /** False in `check`: everything is made and proved, nothing is written. */
  write: boolean;
  signal: AbortSignal;
  report: (event: ProgressEvent) => void;
  /** Accept pages that are laid out anew although their text is that of the last edition. */
  allowRelayout?: boolean;
  /** Make the review copy too, where there is an edition to compare with. */
  review?: boolean;
  /** The editions before this one; without it, those of the book's ledger. */
  history?: History;
}

/** The stages as the user sees them, in the order of the work. */
export const stages = [
  'content',
  'fonts',
  'typeset',
  'paginate',
  'page-map',
  'pdf',
  'epub',
  'site',
  'proof',
  'publish',
] as const;
export type Stage = (typeof stages)[number];

/** Something that a build has begun or finished. */
export interface ProgressEvent {
  stage: Stage;
  /** Id and title of the report concerned. */
  report?: string;
  title?: string;
  pages?: number;
  done?: number;
  total?: number;
  cached?: boolean;
}

/** A file of the outputs, in place. */
export interface OutputFile {
  /** Absolute path. */
  file: string;
  bytes: number;
  sha256: string;
}

export interface BuildResult {
  diagnostics: Diagnostic[];
  proof: Proof | null;
  pageMap: PageMap | null;
  /** Empty when nothing was written. */
  outputs: OutputFile[];
  browser: BrowserInfo | null;
  /** Wall time by stage. */
  milliseconds: Record<string, number>;
}

/** What a change of a shelf comes to. */
export interface ShelfResult {
  diagnostics: Diagnostic[];
  /** Absolute path of the folder for outputs, in which the shelf stands. */
  outDir: string;
  /** Empty when nothing was written. */
  outputs: OutputFile[];
  /** Slugs and titles of the books that stand on the shelf then. */
  books: { slug: string; title: string }[];
}
