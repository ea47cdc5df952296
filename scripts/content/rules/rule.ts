/** What a rule is given, and gives. Rules are pure: files have been read before. */
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../model/manifest-schema.ts';
import type { Emendation } from '../../model/types.ts';
import type { Partly } from '../check-shape.ts';
import type { NamedFile } from '../name-files.ts';
import type { BookFile } from '../read-book-file.ts';
import type { Path, YamlSource } from '../read-yaml.ts';

/** A report as far as the manifest says it legibly. */
export interface ListedReport {
  path: Path;
  /** From 1 through the whole book. */
  number: number;
  title?: string;
  titleLines?: string[];
  page?: number;
  id?: string;
}

export interface RuleInput {
  source: YamlSource;
  manifest: Partly<Manifest>;
  /** Keys that stand there under a misspelt name: see check-shape. */
  misspelt: ReadonlySet<string>;
  reports: ListedReport[];
  /** null where the manifest names no legible way of numbering. */
  numbering: 'locked' | 'flowing' | null;
  named: NamedFile[];
  /** The files named, by their name in the manifest. */
  files: ReadonlyMap<string, BookFile>;
  /** null where EMENDATIONS.md has errors. */
  emendations: Emendation[] | null;
}

export type Rule = (input: RuleInput) => Diagnostic[];
